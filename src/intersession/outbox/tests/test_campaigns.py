"""Mails to many: composed, seen, queued once, held, released, withdrawn. The kind is a bulletin of
three readers, as an app above would hang it in."""

import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from intersession.access.guard import Refusal
from intersession.access.models import User
from intersession.ledger.models import Entry
from intersession.ledger.verbs import Verb
from intersession.outbox import actions, kinds
from intersession.outbox.kinds import Audience, Circle, Kind, Recipient, Subject
from intersession.outbox.models import Campaign, Mail
from intersession.outbox.queries import campaigns as queries
from intersession.outbox.sending import send_due
from intersession.outbox.tests.conftest import AT, OFFICER

State = Mail.State
WHO: Any = {"by": OFFICER, "at": AT}
LANGUAGES = ("en", "fr", "es")
ANSWERED: set[int] = set()  # accounts that need it no more


def find(key: str, at: datetime) -> Subject | None:
    row = User.objects.filter(email=f"{key}@example.org").first()
    return Subject(key=key, title={"en": "Bulletin"}, row=row, link="/x/") if row else None


def readers(subject: Subject, at: datetime) -> Audience:
    found = User.objects.filter(email__startswith="reader").order_by("email")
    recipients = [
        Recipient(
            to=user.email,
            words=f"Reader {user.email}",
            language=user.language,
            user=user.pk,
            party={"en": f"Land {user.pk}", "fr": f"Pays {user.pk}"},
        )
        for user in found
    ]
    return Audience(recipients=recipients, nobody=[{"en": "Silentia"}])


def answered(about: str, user: int | None, at: datetime) -> str:
    return "They have answered." if user in ANSWERED else ""


BULLETIN = Kind(
    code="bulletin",
    name="Bulletin",
    purpose=Mail.Purpose.ACTION_REQUIRED,
    reason="you read it",
    find=find,
    offered=lambda at: [("about", {"en": "Bulletin"})],
    wording=lambda subject, at: ("100 % new", "Read it by Monday.\n\nDelegation: {delegation}"),
    circles={"all": Circle(name="All readers", of=readers)},
    superfluous=answered,
    repeats=True,
)


@pytest.fixture(autouse=True)
def bulletin(db: None) -> Iterator[None]:
    """The kind, what it is about, and three readers, one in each language."""
    before = dict(kinds._kinds)
    kinds._kinds.clear()
    kinds.hang(BULLETIN)
    User.objects.create_user("about@example.org")
    for number, language in enumerate(LANGUAGES):
        User.objects.create_user(f"reader{number}@example.org", language=language)
    ANSWERED.clear()
    yield
    kinds._kinds.clear()
    kinds.hang(*before.values())


def plan(**more: Any) -> actions.Plan:
    words = {
        "subject": dict.fromkeys(LANGUAGES, "100 % new"),
        "body": {code: f"Read it ({code}).\n\nFor {{delegation}}." for code in LANGUAGES},
    }
    given = {"audience": "all", "purpose": Mail.Purpose.ACTION_REQUIRED, **words}
    return actions.Plan(**{**given, **more})


def written(**more: Any) -> Campaign:
    return actions.write_campaign(kind="bulletin", about="about", plan=plan(**more), **WHO)


def queue(campaign: Campaign, **more: Any) -> int:
    return actions.queue_campaign(campaign=campaign, **{**WHO, **more})


def states() -> list[str]:
    return list(Mail.objects.order_by("to", "pk").values_list("state", flat=True))


def test_a_draft_writes_to_nobody() -> None:
    written()
    assert not Mail.objects.exists()
    assert Entry.objects.get().verb == Verb.CAMPAIGN_WRITTEN


def test_each_gets_it_in_their_language_with_the_name_of_their_entity() -> None:
    assert queue(written()) == 3
    mail = Mail.objects.get(language="fr")
    assert mail.body == f"Read it (fr).\n\nFor Pays {mail.recipient_id}.\n"
    assert mail.subject == "[Action requise] 100 % new"
    assert Entry.objects.get(verb=Verb.CAMPAIGN_QUEUED).values["mails"] == 3


def test_the_same_draft_is_queued_once() -> None:
    campaign = written()
    queue(campaign)
    with pytest.raises(Refusal, match="This was queued on .* by C. Officer"):
        queue(campaign)
    assert Mail.objects.count() == 3


def test_two_officers_who_write_the_same_make_one_set() -> None:
    first, second = written(), written()
    queue(first)
    with pytest.raises(Refusal, match="Everybody in this circle"):
        queue(second)
    assert Mail.objects.count() == 3


def test_a_second_reminder_may_follow_when_the_first_has_been_queued() -> None:
    queue(written())
    assert queue(written()) == 3


def test_whoever_joins_later_is_written_to_alone() -> None:
    first, second = written(), written()
    queue(first)
    User.objects.create_user("reader9@example.org")
    assert queue(second) == 1


def test_a_language_without_a_text_is_asked_for() -> None:
    words = {"subject": {"en": "New", "fr": "Neuf"}, "body": {"en": "Read.", "fr": "Lire."}}
    with pytest.raises(Refusal, match="read Spanish"):
        queue(written(**words))
    assert not Mail.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"subject": {"en": ""}, "body": {"en": "x"}},
        {"subject": {"en": "a\nb"}, "body": {"en": "x"}},
        {"subject": {"en": "x"}, "body": {}},
        {"subject": {}, "body": {}},
        {"audience": "nobody"},
        {"purpose": "fun"},
    ],
)
def test_a_plan_that_is_not_whole_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(Refusal):
        written(**wrong)
    assert not Campaign.objects.exists()


def test_what_is_not_there_cannot_be_written_about() -> None:
    with pytest.raises(Refusal, match="nothing of that kind"):
        actions.write_campaign(kind="bulletin", about="gone", plan=plan(), **WHO)


def test_a_circle_of_nobody_is_refused() -> None:
    campaign = written()
    User.objects.filter(email__startswith="reader").delete()
    with pytest.raises(Refusal, match="Nobody is left"):
        queue(campaign)


def test_whoever_answered_before_it_leaves_gets_none() -> None:
    queue(written())
    reader = User.objects.get(email="reader1@example.org")
    ANSWERED.add(reader.pk)
    send_due(at=AT, leaves=False)
    assert states() == [State.SENT, State.NOT_NEEDED, State.SENT]
    assert Mail.objects.get(to=reader.email).error == "They have answered."
    assert Entry.objects.filter(verb=Verb.MAIL_NOT_NEEDED).count() == 1


def test_it_leaves_at_its_hour_within_office_hours() -> None:
    saturday = datetime.fromisoformat("2026-03-07T12:00+01:00")
    queue(written(send_after=saturday, office_hours=True))
    assert {mail.send_after.isoformat() for mail in Mail.objects.all()} == {
        "2026-03-09T07:30:00+00:00"
    }


def test_what_has_not_left_is_withdrawn_and_can_be_written_anew() -> None:
    campaign = written()
    queue(campaign)
    send_due(at=AT, limit=1, leaves=False)
    assert actions.withdraw_campaign(campaign=campaign, **WHO) == 2
    assert sorted(states()) == [State.SENT, State.WITHDRAWN, State.WITHDRAWN]
    send_due(at=AT + timedelta(days=1), leaves=False)
    assert states().count(State.SENT) == 1
    with pytest.raises(Refusal, match="All mails of this have left"):
        actions.withdraw_campaign(campaign=campaign, **WHO)


def test_a_campaign_withdrawn_whole_is_free_again() -> None:
    campaign = written()
    queue(campaign)
    actions.withdraw_campaign(campaign=campaign, **WHO)
    with pytest.raises(Refusal, match="withdrawn"):
        queue(campaign)
    assert queue(written()) == 3


def test_a_mail_that_may_have_left_is_not_withdrawn() -> None:
    campaign = written()
    queue(campaign)
    Mail.objects.filter(language="en").update(state=State.HELD, doubtful=True)
    assert actions.withdraw_campaign(campaign=campaign, **WHO) == 2
    assert State.HELD in states()


def test_a_draft_that_somebody_else_changed_is_shown_again() -> None:
    campaign = written()
    other = plan(subject=dict.fromkeys(LANGUAGES, "Other"))
    with pytest.raises(Refusal, match="Somebody else changed this"):
        actions.change_campaign(campaign=campaign, plan=other, version="0" * 16, **WHO)
    actions.change_campaign(campaign=campaign, plan=other, **WHO)
    campaign.refresh_from_db()
    assert campaign.subject["en"] == "Other"


def test_a_thousand_mails_are_queued_within_two_seconds() -> None:
    User.objects.bulk_create(
        User(email=f"reader-{n}@example.org", language=LANGUAGES[n % 3]) for n in range(997)
    )
    campaign = written()
    began = time.process_time()
    assert queue(campaign) == 1000
    assert time.process_time() - began < 2


def test_three_readers_and_thirty_are_queued_in_as_many_queries() -> None:
    costs = []
    for more in (0, 27):
        User.objects.bulk_create(User(email=f"reader-{n}@example.org") for n in range(more))
        campaign = written()
        with CaptureQueriesContext(connection) as asked:
            queue(campaign)
        costs.append(len(asked))
    assert costs[0] == costs[1]


# ---- pages


def form(**more: str) -> dict[str, str]:
    given = {"audience": "all", "purpose": "action_required"}
    for code in LANGUAGES:
        given |= {f"subject_{code}": "New", f"body_{code}": "Read.\r\n\r\nFor {delegation}.\r\n"}
    return {**given, **more}


ADD = "/outbox/campaigns/add/?kind=bulletin&about=about"


def test_it_is_composed_seen_and_queued(officer: Any) -> None:
    page = officer.get(ADD).content.decode()
    assert "100 % new" in page
    assert "3 people, for 3 Entities: 1 in English, 1 in French, 1 in Spanish." in page
    assert "1 Entity has no address:" in page and "Silentia" in page
    assert officer.post(ADD, form()).status_code == 302
    campaign = Campaign.objects.get()
    assert campaign.body["fr"] == "Read.\n\nFor {delegation}."
    address = f"/outbox/campaign/{campaign.uid}/"
    assert "Queue 3 mails" in officer.get(address).content.decode()
    shown = officer.get(f"{address}preview/?to=reader1@example.org").content.decode()
    assert "For Pays" in shown and "Reader reader1@example.org" in shown
    assert officer.post(f"{address}queue/").status_code == 302
    assert Mail.objects.count() == 3
    page = officer.get(address).content.decode().replace("\u00a0", " ")
    assert "0 of 3 have left." in page


def test_what_was_typed_stays_when_something_is_missing(officer: Any) -> None:
    answer = officer.post(ADD, form(body_fr=""))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "For {delegation}." in page and "French" in page
    assert not Campaign.objects.exists()


def test_there_is_a_list_to_choose_from_where_nothing_was_chosen(officer: Any) -> None:
    assert "?matter=bulletin:about" in officer.get("/outbox/campaigns/add/").content.decode()
    gone = officer.get("/outbox/campaigns/add/?kind=bulletin&about=gone").content.decode()
    assert "This cannot be written about" in gone


def test_a_draft_is_changed_until_it_is_queued(officer: Any) -> None:
    campaign = written()
    address = f"/outbox/campaign/{campaign.uid}/change/"
    assert officer.get(address).status_code == 200
    late = officer.post(address, form(subject_en="Newer", version="0" * 16))
    assert late.status_code == 422
    assert "Newer" in late.content.decode()
    assert officer.post(address, form(subject_en="Newer")).status_code == 302
    queue(campaign)
    assert officer.get(address).status_code == 302


def test_all_are_held_released_and_withdrawn_from_the_page(officer: Any) -> None:
    campaign = written()
    queue(campaign)
    address = f"/outbox/campaign/{campaign.uid}/"
    officer.post(f"{address}hold/", {"reason": "Wrong date"})
    assert states() == [State.HELD] * 3
    assert "Release 3 mails" in officer.get(address).content.decode()
    officer.post(f"{address}release/")
    assert states() == [State.QUEUED] * 3
    officer.post(f"{address}withdraw/")
    assert states() == [State.WITHDRAWN] * 3
    assert officer.post(f"{address}queue/").status_code == 422


def test_its_mails_are_found_in_the_list(officer: Any) -> None:
    campaign = written()
    queue(campaign)
    page = officer.get(f"/outbox/?campaign={campaign.uid}&state=queued").content.decode()
    assert page.count('<th scope="row">') == 3


def test_the_list_costs_the_same_with_one_and_three(officer: Any) -> None:
    costs = []
    for more in (1, 2):
        for _n in range(more):
            queue(written())
        with CaptureQueriesContext(connection) as asked:
            assert officer.get("/outbox/campaigns/").status_code == 200
        costs.append(len(asked))
    assert costs[0] == costs[1]
    assert [line.sent for line in queries.campaigns()] == [0, 0, 0]


def test_others_may_not(stranger: Any) -> None:
    campaign = written()
    for path in ("campaigns/", "campaigns/add/", f"campaign/{campaign.uid}/"):
        assert stranger.get(f"/outbox/{path}").status_code == 403
    for verb in ("queue", "hold", "release", "withdraw"):
        assert stranger.post(f"/outbox/campaign/{campaign.uid}/{verb}/").status_code == 403
