"""A reader says how notices come: at once, gathered, or not at all. It holds when a mail leaves."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from intersession.access.guard import SYSTEM, Actor
from intersession.access.models import Person, User
from intersession.ledger.models import Entry
from intersession.ledger.verbs import Verb
from intersession.outbox import actions, rules
from intersession.outbox.letters import unsubscribe_address
from intersession.outbox.models import Choice, Mail
from intersession.outbox.queries.choices import choices_of
from intersession.outbox.sending import send_due
from intersession.outbox.tests.conftest import AT, to, write

State = Mail.State
MONDAY = datetime(2026, 3, 2, 7, 30, tzinfo=UTC)  # 08:30 in Geneva


@pytest.fixture
def reader(db: None) -> User:
    user = User.objects.create_user("reader@example.org", language="fr")
    Person.objects.create(user=user, name="A. Reader", function="Counsellor")
    return user


def notice(reader: User, number: int = 1, at: datetime = AT, **more: Any) -> Mail:
    words = {"subject": f"Notice {number}", "body": f"Read notice {number}.\n\nMore of it."}
    given = {"recipient": to(reader.email, user=reader.pk, language="fr"), **words, "at": at}
    given |= {"purpose": Mail.Purpose.FOR_INFORMATION, "dedup": f"notice|{number}"}
    return write(**{**given, **more})


def choose(reader: User, how: str, topic: str = "other") -> None:
    by = Actor(user=reader.pk, name="A. Reader")
    actions.choose(user=reader, wanted={topic: how}, by=by, at=AT)


def go(at: datetime) -> Any:
    """A round of the worker."""
    actions.write_digests(by=SYSTEM, at=at)
    return send_due(at=at, leaves=False)


def states() -> dict[str, str]:
    return dict(Mail.objects.order_by("pk").values_list("dedup", "state"))


def test_a_choice_is_dated_and_the_latest_stands(reader: User) -> None:
    choose(reader, "daily")
    choose(reader, "daily")
    choose(reader, "never")
    assert list(Choice.objects.values_list("how", "at")) == [("daily", AT), ("never", AT)]
    assert choices_of([reader.pk])[reader.pk]["other"] == "never"
    assert Entry.objects.filter(verb=Verb.MAIL_CHOSEN).count() == 2


@pytest.mark.parametrize("wanted", [{"other": "hourly"}, {"everything": "never"}])
def test_what_is_no_choice_is_refused(reader: User, wanted: dict[str, str]) -> None:
    with pytest.raises(Exception, match="not among the choices"):
        actions.choose(user=reader, wanted=wanted, by=SYSTEM, at=AT)


def test_who_wants_none_gets_none_even_of_what_was_queued_before(reader: User) -> None:
    notice(reader)
    choose(reader, "never")
    go(AT)
    mail = Mail.objects.get()
    assert (mail.state, mail.attempts) == (State.NOT_NEEDED, 0)
    assert "wants no notices of this kind" in mail.error


def test_what_asks_for_an_act_comes_all_the_same(reader: User) -> None:
    choose(reader, "never")
    notice(reader, purpose=Mail.Purpose.ACTION_REQUIRED)
    go(AT)
    assert Mail.objects.get().state == State.SENT


def test_a_choice_is_about_one_topic(reader: User) -> None:
    choose(reader, "never", "documents")
    notice(reader)
    go(AT)
    assert Mail.objects.get().state == State.SENT


def test_notices_of_a_day_come_as_one_mail_in_the_morning(reader: User) -> None:
    choose(reader, "daily")
    for number in (1, 2, 3):
        notice(reader, number, at=AT + timedelta(hours=number))
    notice(reader, 9, purpose=Mail.Purpose.ACTION_REQUIRED)
    go(AT + timedelta(hours=5))
    assert set(states().values()) == {State.GATHERED, State.SENT}
    go(MONDAY + timedelta(days=1) - timedelta(minutes=1))
    assert Mail.objects.filter(dedup__startswith=rules.DIGEST).count() == 0
    go(MONDAY + timedelta(days=1))
    digest = Mail.objects.get(dedup__startswith=rules.DIGEST)
    assert digest.state == State.SENT
    assert digest.subject == "[Pour information] 3 avis, 3 mars 2026"
    assert digest.body.count("Read notice") == 3
    assert digest.gathered.count() == 3


def test_a_digest_is_written_once_and_the_next_one_takes_what_came_later(reader: User) -> None:
    choose(reader, "daily")
    notice(reader)
    for hours in (1, 24, 25):
        go(AT + timedelta(hours=hours))
    notice(reader, 2, at=AT + timedelta(hours=26))
    for hours in (26, 27, 47, 48, 49):
        go(AT + timedelta(hours=hours))
    digests = Mail.objects.filter(dedup__startswith=rules.DIGEST).order_by("pk")
    assert [digest.gathered.count() for digest in digests] == [1, 1]


def test_a_weekly_digest_waits_for_monday(reader: User) -> None:
    choose(reader, "weekly")
    notice(reader, at=AT + timedelta(days=1))
    for days in range(1, 7):
        go(AT + timedelta(days=days))
    assert states() == {"notice|1": State.GATHERED}
    go(AT + timedelta(days=7))
    assert Mail.objects.filter(dedup__startswith=rules.DIGEST).count() == 1


def test_who_changes_their_mind_gets_what_was_gathered(reader: User) -> None:
    choose(reader, "weekly")
    notice(reader)
    go(AT)
    choose(reader, "at_once")
    go(AT)
    assert states() == {"notice|1": State.SENT}


def test_one_mail_or_three_are_gathered_in_the_same_number_of_queries(
    reader: User, django_assert_max_num_queries: Any
) -> None:
    choose(reader, "daily")
    for number in range(3):
        notice(reader, number)
    go(AT)
    with django_assert_max_num_queries(20):
        actions.write_digests(by=SYSTEM, at=AT + timedelta(days=1))


def test_the_page_keeps_a_choice(reader: User, client: Any) -> None:
    client.force_login(reader)
    form = dict.fromkeys(rules.TOPICS, "at_once") | {"documents": "weekly"}
    assert client.post("/outbox/choices/", form).status_code == 302
    page = client.get("/outbox/choices/").content.decode()
    assert '<option value="weekly" selected>' in page
    assert Choice.objects.get().topic == "documents"


def test_the_page_refuses_what_is_no_choice(reader: User, client: Any) -> None:
    client.force_login(reader)
    form = dict.fromkeys(rules.TOPICS, "at_once") | {"documents": "hourly"}
    assert client.post("/outbox/choices/", form).status_code == 422
    assert Choice.objects.count() == 0


def test_a_stranger_is_asked_to_sign_in(client: Any, db: None) -> None:
    assert client.get("/outbox/choices/").status_code == 302


def link(mail: Mail) -> str:
    return "/" + unsubscribe_address(mail).split("/", 3)[3]


def test_to_open_the_link_of_a_mail_changes_nothing(reader: User, client: Any) -> None:
    page = client.get(link(notice(reader)))
    assert page.status_code == 200
    assert reader.email in page.content.decode()
    assert Choice.objects.count() == 0


def test_a_mail_server_stops_the_notices_without_cookie_or_token(reader: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    form = {"List-Unsubscribe": "One-Click"}
    for _twice in range(2):
        assert strict.post(link(notice(reader)), form).status_code == 200
    assert Choice.objects.get().how == Choice.How.NEVER
    assert "By the link in a mail" in Entry.objects.get(verb=Verb.MAIL_CHOSEN).by


def test_the_link_of_a_digest_stops_every_kind(reader: User, client: Any) -> None:
    digest = notice(reader, dedup=f"{rules.DIGEST}1|daily|2026-03-02")
    client.post(link(digest))
    assert set(choices_of([reader.pk])[reader.pk].values()) == {Choice.How.NEVER}


def test_a_forged_link_is_not_there(client: Any, db: None) -> None:
    assert client.get("/outbox/unsubscribe/1.other:forged/").status_code == 404
    assert client.post("/outbox/unsubscribe/1.other:forged/").status_code == 404
