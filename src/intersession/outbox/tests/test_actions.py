"""Mails are written once, held, released and edited."""

from typing import Any

import pytest

from intersession.access.models import User
from intersession.ledger.models import Entry
from intersession.ledger.verbs import Verb
from intersession.outbox import actions, rules
from intersession.outbox.models import Mail
from intersession.outbox.tests.conftest import AT, OFFICER, to, write

State = Mail.State


def verbs() -> list[str]:
    return list(Entry.objects.order_by("number").values_list("verb", flat=True))


def test_the_subject_begins_with_what_is_wanted(mail: Mail) -> None:
    expected = "[Action required] Choose two topics by 20 October 2011, 18:00 Geneva"
    assert mail.subject == expected


def test_each_reads_it_in_their_own_language(db: None) -> None:
    words = {"en": "Seat at %(place)s", "fr": "Place à %(place)s"}
    reader = to("a@example.org", language="fr", values={"place": "l’Atelier 1"})
    mail = write(recipient=reader, subject=words, body=words)
    assert mail.subject.endswith("Place à l’Atelier 1")
    assert mail.body == "Place à l’Atelier 1\n"


def test_the_same_mail_is_written_once(mail: Mail) -> None:
    assert write(subject="Something else").pk == mail.pk
    assert verbs() == [Verb.MAIL_QUEUED]


def test_a_subject_stays_on_one_line(db: None) -> None:
    assert write(subject="One\r\nBcc: all@example.org").subject.endswith("One Bcc: all@example.org")


def test_the_ledger_does_not_hold_the_address(mail: Mail) -> None:
    assert "mission@" not in "".join(Entry.objects.values_list("data", flat=True))


def announce(n: int = 3, **more: Any) -> int:
    about = User.objects.get_or_create(email="about@example.org")[0]
    given = {
        "recipients": [to(f"m{k}@example.org") for k in range(n)],
        "purpose": Mail.Purpose.FOR_INFORMATION,
        "reason": "You act for a Member.",
        "subject": "Chair’s summary issued",
        "body": "The summary can be read.",
        "campaign": "summary",
        "about": about,
        "by": OFFICER,
        "at": AT,
    }
    return actions.announce(**{**given, **more})


def test_many_get_it_with_one_entry_in_the_ledger(db: None) -> None:
    assert announce(3) == 3
    assert verbs() == [Verb.MAIL_ANNOUNCED]
    assert Entry.objects.get().values["mails"] == 3


def test_whoever_has_it_already_is_left_out(db: None) -> None:
    announce(3)
    assert announce(5) == 2
    assert announce(5) == 0
    assert Mail.objects.count() == 5
    assert len(verbs()) == 2


def test_one_address_twice_is_one_mail(db: None) -> None:
    assert announce(recipients=[to("a@example.org"), to("A@example.org")]) == 1


def test_250_mails_ask_no_more_of_the_database_than_a_few(
    db: None, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(20):
        assert announce(250) == 250


def each(*names: str, **more: Any) -> int:
    about = User.objects.get_or_create(email="about@example.org")[0]
    letters = [
        actions.Letter(
            recipient=to(f"{name}@example.org"),
            purpose=Mail.Purpose.FOR_INFORMATION,
            reason="You follow this.",
            subject="News",
            body=f"For {name}",
        )
        for name in names
    ]
    given = {"letters": letters, "campaign": "news", "about": about, "by": OFFICER, "at": AT}
    return actions.announce_each(**{**given, **more})


def test_each_of_many_reads_words_of_their_own(db: None) -> None:
    assert each("a", "b") == 2
    assert list(Mail.objects.order_by("to").values_list("body", flat=True)) == [
        "For a\n",
        "For b\n",
    ]
    assert Entry.objects.get().values["purposes"] == {"for_information": 2}


def test_of_two_letters_to_one_address_the_first_is_written_and_never_again(db: None) -> None:
    assert each("a", "A", "b") == 2
    assert each("b", "a", "c") == 1
    assert each("a") == 0
    assert Mail.objects.count() == 3 and len(verbs()) == 2


def test_250_letters_ask_no_more_of_the_database_than_a_few(
    db: None, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(20):
        assert each(*(f"m{n}" for n in range(250))) == 250


def test_a_mail_is_held_and_released(mail: Mail) -> None:
    held = actions.hold(mail=mail, reason="Wrong date", by=OFFICER, at=AT)
    assert (held.state, held.error) == (State.HELD, "Wrong date")
    released = actions.release(mail=mail, by=OFFICER, at=AT)
    assert (released.state, released.error) == (State.QUEUED, "")
    assert verbs() == [Verb.MAIL_QUEUED, Verb.MAIL_HELD, Verb.MAIL_RELEASED]


def test_what_has_left_is_not_changed(mail: Mail) -> None:
    Mail.objects.update(state=State.SENT)
    with pytest.raises(actions.MailHasLeft, match="can no longer be changed"):
        actions.edit(mail=mail, subject="x", body="y", by=OFFICER, at=AT)
    with pytest.raises(actions.MailNotQueued, match="this one is sent"):
        actions.hold(mail=mail, reason="", by=OFFICER, at=AT)
    with pytest.raises(actions.MailNotHeld, match="this one is sent"):
        actions.release(mail=mail, by=OFFICER, at=AT)


def test_an_edit_of_an_old_version_is_refused_but_without_a_version_the_last_wins(
    mail: Mail,
) -> None:
    old = rules.version_of(mail)
    actions.edit(mail=mail, subject="New", body="Text", version=old, by=OFFICER, at=AT)
    with pytest.raises(actions.MailChangedMeanwhile):
        actions.edit(mail=mail, subject="Newer", body="Text", version=old, by=OFFICER, at=AT)
    changed = actions.edit(mail=mail, subject="Newest", body="Text", by=OFFICER, at=AT)
    assert changed.subject == "Newest"


@pytest.mark.parametrize(("subject", "body"), [("", "x"), ("x", " "), ("a\nb", "x")])
def test_a_mail_needs_a_subject_of_one_line_and_a_text(mail: Mail, subject: str, body: str) -> None:
    with pytest.raises(actions.MailHasNoText):
        actions.edit(mail=mail, subject=subject, body=body, by=OFFICER, at=AT)
