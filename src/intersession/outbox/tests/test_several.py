"""Hold and release what a filter shows: first the number, then the act."""

from datetime import UTC, datetime
from typing import Any

import pytest

from intersession.access.guard import Refusal
from intersession.ledger.models import Entry
from intersession.ledger.verbs import Verb
from intersession.outbox import actions
from intersession.outbox.models import Mail
from intersession.outbox.queries.mails import Asked
from intersession.outbox.tests.conftest import AT, OFFICER, to, write

State = Mail.State
WHO: Any = {"by": OFFICER, "at": AT}


@pytest.fixture
def four(db: None) -> None:
    for number, language in enumerate(("en", "en", "fr", "es")):
        address = f"m{number}@example.org"
        write(address, recipient=to(address, language=language))


def states() -> list[str]:
    return list(Mail.objects.order_by("to").values_list("state", flat=True))


def test_only_what_the_filter_shows_is_held(four: None) -> None:
    assert actions.hold_several(asked=Asked(language="en"), reason="Wrong date", **WHO) == 2
    assert states() == [State.HELD, State.HELD, State.QUEUED, State.QUEUED]
    entry = Entry.objects.get(verb=Verb.MAILS_HELD)
    assert (entry.values["mails"], entry.values["language"]) == (2, "en")


def test_a_mail_of_which_nobody_knows_whether_it_left_is_never_released_with_others(
    four: None,
) -> None:
    Mail.objects.update(state=State.HELD)
    Mail.objects.filter(to="m0@example.org").update(doubtful=True)
    assert actions.release_several(asked=Asked(), **WHO) == 3
    assert states() == [State.HELD, *[State.QUEUED] * 3]


def test_what_has_left_is_left_alone(four: None) -> None:
    Mail.objects.update(state=State.SENT)
    with pytest.raises(Refusal, match="None of these mails"):
        actions.hold_several(asked=Asked(), reason="", **WHO)


def test_a_number_that_changed_meanwhile_is_shown_again(four: None) -> None:
    with pytest.raises(Refusal, match="There are 4 such mails now; you had seen 3"):
        actions.hold_several(asked=Asked(), reason="", expected=3, **WHO)
    assert states() == [State.QUEUED] * 4


def test_the_ledger_holds_no_address_that_was_searched_for(four: None) -> None:
    actions.hold_several(asked=Asked(text="m1@example.org"), reason="", **WHO)
    assert "m1@" not in "".join(Entry.objects.values_list("data", flat=True))


def test_the_page_shows_the_number_and_then_acts(officer: Any, four: None) -> None:
    page = officer.get("/outbox/several/?act=hold&language=fr").content.decode()
    assert "Hold 1 mail" in page
    form = {"act": "hold", "language": "fr", "expected": "1", "reason": "Not yet"}
    assert officer.post("/outbox/several/", form).status_code == 302
    assert states() == [State.QUEUED, State.QUEUED, State.HELD, State.QUEUED]
    form = {"act": "release", "language": "fr", "expected": "2"}
    again = officer.post("/outbox/several/", form)
    assert again.status_code == 422
    assert "There are 1 such mails now" in again.content.decode()


@pytest.mark.parametrize(
    ("query", "shown"),
    [("language=fr", 1), ("language=xx", 4), ("campaign=nonsense", 4), ("q=m2", 1)],
)
def test_the_list_is_narrowed_down(officer: Any, four: None, query: str, shown: int) -> None:
    page = officer.get(f"/outbox/?{query}").content.decode()
    assert page.count('<th scope="row">') == shown


def test_others_may_not(stranger: Any, four: None) -> None:
    assert stranger.get("/outbox/several/").status_code == 403


def test_one_mail_leaves_at_another_hour(officer: Any, mail: Mail) -> None:
    at = {"send_after": "2099-01-03T10:00", "office_hours": "on"}  # a Saturday
    assert officer.post(f"/outbox/{mail.uid}/schedule/", at).status_code == 302
    mail.refresh_from_db()
    assert mail.send_after == datetime(2099, 1, 5, 7, 30, tzinfo=UTC)
    assert officer.post(f"/outbox/{mail.uid}/schedule/", {"send_after": "x"}).status_code == 422
