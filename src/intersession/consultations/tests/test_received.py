"""Whoever answers gets a receipt by mail, once for each version; it does not tell the answer."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from intersession.access.guard import SYSTEM
from intersession.consultations.actions import _notices
from intersession.consultations.models import Preference
from intersession.consultations.tests.conftest import LATER, NOW, Cast
from intersession.ledger.models import Entry
from intersession.outbox import actions
from intersession.outbox.letters import message_of
from intersession.outbox.models import Mail
from intersession.outbox.sending import send_due

PREFER = "/consultations/topics/prefer/"


def receipts() -> list[Mail]:
    """The mails that came of answers, in the order of the answers."""
    return list(Mail.objects.filter(about__startswith="consultations.preference").order_by("pk"))


def test_who_answers_online_gets_the_receipt_in_their_language(
    ask: Any, browse: Any, cast: Cast
) -> None:
    ask(title={"en": "Two topics", "fr": "Deux thèmes"})
    type(cast.first).objects.filter(pk=cast.first.pk).update(language="fr")
    form = {"approved": ["B", "A"], "reason": "Both matter.", "version": "0"}
    browse("first").post(PREFER, form)
    row, (mail,) = Preference.objects.get(), receipts()
    assert (mail.to, mail.language, mail.state) == ("first@marenia.example", "fr", "queued")
    assert mail.recipient_words == "Focal point, Marenia"
    assert mail.subject.startswith("[Pour information]") and "Deux thèmes" in mail.subject
    said = mail.body.replace("\u00a0", " ")
    for told in (row.receipt, "20 octobre 2011", "18 h 00", "version 1", "First, The first"):
        assert told in said, told
    assert "%(" not in said
    assert mail.link == "/consultations/topics/"


def test_the_mail_names_neither_the_options_nor_the_reason(ask: Any, say: Any) -> None:
    """A mailbox is read by a whole Mission, and mails are passed on."""
    ask()
    say("first", "AC", reason="A secret reason")
    (mail,) = receipts()
    letter = str(message_of(mail))
    for secret in ("secret", "Moving to safety", "Beyond the emergency", "A and C"):
        assert secret not in letter + mail.body
    told = "".join(Entry.objects.values_list("data", flat=True))
    assert Preference.objects.get().receipt not in told


def test_each_version_has_one_receipt_however_often_it_is_told(
    ask: Any, say: Any, cast: Cast
) -> None:
    ask()
    rows = [say("first", named) for named in ("A", "AB")]
    _notices.received(rows[1], cast.by("first"), NOW)
    assert [row.receipt in mail.body for row, mail in zip(rows, receipts(), strict=True)] == [
        True
    ] * 2
    assert "version 2" in receipts()[1].body


def test_a_receipt_costs_the_answer_two_queries(
    ask: Any, say: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask()
    say("first", "A"), say("first", "A")  # from here on each answer replaces one
    with CaptureQueriesContext(connection) as with_mail:
        say("first", "A")
    monkeypatch.setattr(_notices, "received", lambda *_given: None)
    with CaptureQueriesContext(connection) as without:
        say("first", "A")
    assert len(receipts()) == 3
    assert len(with_mail) - len(without) == 2


def test_a_late_answer_is_told_that_it_was_late(ask: Any, say: Any) -> None:
    ask()
    say("first", "A", at=LATER)
    (mail,) = receipts()
    assert "only if the Chair accepts it before concluding" in mail.body
    assert "can be changed until" not in mail.body


def test_what_is_held_or_keyed_in_is_told_to_the_mission_and_not_again(
    ask: Any, say: Any, key: Any, cast: Cast
) -> None:
    """Both mails hold the receipt code already, and reach whoever answered."""
    ask()
    say("first", "A")
    say("second", "B")  # held
    key(cast.arvoria, "C")
    subjects = [mail.subject for mail in receipts()]
    assert len([one for one in subjects if "was received" in one]) == 1
    assert {mail.to for mail in receipts() if "differ" in mail.subject} >= {
        "first@marenia.example",
        "second@marenia.example",
    }


@pytest.mark.parametrize(
    ("how", "state"), [("at_once", "sent"), ("daily", "gathered"), ("never", "not_needed")]
)
def test_a_receipt_follows_the_choice_of_its_reader(
    ask: Any, say: Any, cast: Cast, how: str, state: str
) -> None:
    ask()
    actions.choose(user=cast.first, wanted={"consultations": how}, by=cast.by("first"), at=NOW)
    row = say("first", "A")
    send_due(at=NOW, leaves=False)
    assert [mail.state for mail in receipts()] == [state]
    actions.write_digests(by=SYSTEM, at=NOW + timedelta(days=1))
    digest = Mail.objects.filter(dedup__startswith="digest").first()
    assert (digest is not None) is (how == "daily")
    assert digest is None or row.receipt in digest.body


def test_an_account_that_was_closed_gets_none(ask: Any, say: Any, cast: Cast) -> None:
    ask()
    cast.by("first")  # acts in a request that began before
    type(cast.first).objects.filter(pk=cast.first.pk).update(is_active=False)
    say("first", "A")
    assert receipts() == []
