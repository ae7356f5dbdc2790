"""Reminders reach those who have not answered, asked again at the moment each mail leaves."""

from datetime import timedelta
from typing import Any

from intersession.consultations.campaigns import CLOSING, CONCLUDED, KINDS, REMIND
from intersession.consultations.models import Question, RegisterEntry
from intersession.consultations.tests.conftest import LATER, NOW, Cast, read
from intersession.membership.models import Representation
from intersession.outbox import actions
from intersession.outbox.actions import Plan
from intersession.outbox.kinds import Kind
from intersession.outbox.models import Mail
from intersession.outbox.queries.campaigns import ready_wording
from intersession.outbox.sending import send_due


def people(kind: Kind, circle: str, at: Any = NOW) -> list[str]:
    subject = kind.find("topics", at)
    assert subject is not None
    return [one.to.partition("@")[0] for one in kind.circles[circle].of(subject, at).recipients]


def remind(cast: Cast, kind: Kind = REMIND, at: Any = NOW) -> int:
    """Written and queued in its ready words; how many mails."""
    subject = kind.find("topics", at)
    assert subject is not None
    words = ready_wording(kind, subject, at)
    plan = Plan(
        audience=next(iter(kind.circles)),
        purpose=kind.purpose,
        subject=words["subject"],
        body=words["body"],
    )
    who: Any = {"by": cast.by("officer"), "at": at}
    row = actions.write_campaign(kind=kind.code, about="topics", plan=plan, **who)
    return actions.queue_campaign(campaign=row, **who)


def states() -> dict[str, str]:
    rows = Mail.objects.filter(campaign__isnull=False).order_by("pk")
    return {mail.to.partition("@")[0]: mail.state for mail in rows}


def test_only_members_that_have_not_answered_are_reminded(ask: Any, cast: Cast, say: Any) -> None:
    ask()
    assert people(REMIND, "missing") == ["other", "first", "second", "ambassador"]
    say("first", "AB")
    assert people(REMIND, "missing") == people(CLOSING, "missing") == ["other"]


def test_who_answers_before_the_reminder_leaves_gets_none(ask: Any, cast: Cast, say: Any) -> None:
    ask()
    assert remind(cast) == 4
    say("ambassador", "A")
    send_due(at=NOW, leaves=False)
    assert states() == {
        "first": "not_needed",
        "second": "not_needed",
        "ambassador": "not_needed",
        "other": "sent",
    }
    told = Mail.objects.filter(state="not_needed", campaign__isnull=False).first()
    assert told is not None and told.error == "The delegation has answered meanwhile."


def test_who_acts_for_two_is_reminded_while_one_of_them_is_missing(
    ask: Any, cast: Cast, say: Any
) -> None:
    Representation.objects.create(
        entity=cast.marenia, user=cast.users["other"], role="focal_point", since=NOW.date()
    )
    ask()
    say("first", "A")
    user = cast.users["other"].pk
    assert REMIND.superfluous("topics", user, NOW) == ""
    RegisterEntry.objects.filter(entity=cast.arvoria).delete()
    assert REMIND.superfluous("topics", user, NOW) == "The delegation has answered meanwhile."


def test_no_reminder_leaves_once_the_question_has_closed(ask: Any, cast: Cast) -> None:
    ask()
    remind(cast)
    send_due(at=LATER, leaves=False)
    assert set(states().values()) == {"not_needed"}
    assert REMIND.find("topics", LATER) is None


def test_a_second_reminder_goes_only_to_who_is_still_missing(
    ask: Any, cast: Cast, say: Any
) -> None:
    ask()
    remind(cast)
    send_due(at=NOW, leaves=False)
    say("first", "A")
    assert remind(cast, at=NOW + timedelta(hours=1)) == 1


def test_nobody_is_called_for_words(ask: Any, cast: Cast) -> None:
    ask(kind="open", slug="topics", sets="nothing")
    assert [kind.offered(NOW) for kind in KINDS] == [[], [], [], []]


def test_the_words_say_what_to_do_and_by_when_first(ask: Any, cast: Cast) -> None:
    ask()
    for kind in KINDS[:3]:
        subject = kind.find("topics", NOW)
        assert subject is not None
        words = ready_wording(kind, subject, NOW)
        for body, hour in zip(words["body"].values(), ("18:00", "18", "18:00"), strict=True):
            first = body.partition("\n\n")[0]
            assert "2011" in first and hour in first
            assert "{delegation}" in body


def test_a_conclusion_is_circulated_to_the_whole_register(concluded: Question, cast: Cast) -> None:
    assert "watcher" in people(CONCLUDED, "register", LATER)
    subject = CONCLUDED.find("topics", LATER)
    assert subject is not None
    words = ready_wording(CONCLUDED, subject, LATER)
    assert words["body"]["en"].startswith("Read the Chair’s conclusion.\n\n")


def test_the_pages_of_the_question_lead_to_the_reminder(ask: Any, browse: Any) -> None:
    ask()
    for path in ("/consultations/topics/", "/consultations/topics/missing/"):
        page = browse("officer").get(path).content.decode()
        assert "kind=remind&amp;about=topics" in page
        assert "kind=remind" not in browse("chair").get(path).content.decode()
    form = read(browse("officer").get("/outbox/campaigns/add/?kind=remind&about=topics"))
    assert "4 people, for 2 Entities" in form
