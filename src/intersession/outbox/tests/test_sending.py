"""What is due leaves, through a real mail server on this machine, and never twice on a guess."""

import email
from datetime import timedelta
from typing import Any

from intersession.ledger.models import Entry
from intersession.ledger.verbs import Verb
from intersession.outbox import rules
from intersession.outbox.models import Mail
from intersession.outbox.sending import send_due
from intersession.outbox.tests.conftest import AT, Post, write

State = Mail.State


def send(minutes: int = 0, **more: Any) -> Any:
    return send_due(**{"at": AT + timedelta(minutes=minutes), "leaves": True, **more})


def parts(letter: Any) -> list[str]:
    """The text and the HTML of what the server took."""
    found = email.message_from_bytes(letter.content).get_payload()
    return [one.get_payload(decode=True).decode().replace("\r\n", "\n") for one in found]


def state() -> tuple[str, str]:
    mail = Mail.objects.get()
    return mail.state, mail.error


def test_what_is_due_leaves(post: Post, mail: Mail) -> None:
    assert send().sent == 1
    letter = email.message_from_bytes(post.letters[0].content)
    assert post.letters[0].rcpt_tos == ["mission@example.org"]
    assert letter["Message-ID"] == f"<{mail.uid}@localhost>"
    assert letter["Subject"].startswith("[Action required] Choose two topics")
    plain, rich = letter.get_payload()
    assert letter.get_content_type() == "multipart/alternative"
    assert [plain.get_content_type(), rich.get_content_type()] == ["text/plain", "text/html"]
    mail.refresh_from_db()
    assert (mail.state, mail.sent_at, mail.attempts) == (State.SENT, AT, 1)
    assert Entry.objects.filter(verb=Verb.MAIL_SENT).count() == 1


def test_the_link_follows_the_first_paragraph(post: Post, mail: Mail) -> None:
    send()
    text = parts(post.letters[0])[0]
    first, link, rest, _why = text.split("\n\n")
    assert first == "Choose two topics by 20 October 2011."
    assert link == "http://localhost:8000/consultations/topics-2012/"
    assert rest == "Three topics were proposed."
    assert "You receive this because: You act for Marenia." in text


def test_what_is_sent_is_not_sent_again(post: Post, mail: Mail) -> None:
    send()
    send(60)
    assert len(post.letters) == 1


def test_what_is_not_due_or_held_stays(post: Post, mail: Mail) -> None:
    write("later@example.org", send_after=AT + timedelta(hours=1))
    Mail.objects.filter(pk=mail.pk).update(state=State.HELD)
    assert send().sent == 0
    assert send(60).sent == 1
    assert post.letters[0].rcpt_tos == ["later@example.org"]


def test_no_more_than_asked_for_at_once_the_oldest_first(post: Post, mail: Mail) -> None:
    for n in range(3):
        write(f"m{n}@example.org", send_after=AT - timedelta(minutes=n))
    assert send(limit=2).sent == 2
    assert [x.rcpt_tos[0] for x in post.letters] == ["m2@example.org", "m1@example.org"]


def test_an_address_the_server_refuses_for_good_is_not_tried_again(post: Post, mail: Mail) -> None:
    post.says["mission@example.org"] = "550 No such mailbox"
    assert send().failed == 1
    assert state() == (State.FAILED, "550 No such mailbox")
    assert Entry.objects.filter(verb=Verb.MAIL_FAILED).exists()


def test_an_address_the_server_puts_off_is_tried_again_later(post: Post, mail: Mail) -> None:
    post.says["mission@example.org"] = "451 Come back later"
    assert send().again == 1
    assert state() == (State.QUEUED, "451 Come back later")
    assert Mail.objects.get().send_after == AT + timedelta(minutes=2)
    post.says.clear()
    assert send(1).sent == 0
    assert send(2).sent == 1
    assert state() == (State.SENT, "")


def test_after_six_attempts_it_is_given_up(post: Post, mail: Mail) -> None:
    post.says["mission@example.org"] = "451 Come back later"
    for _n in range(rules.MOST_ATTEMPTS):
        send_due(at=Mail.objects.get().send_after, leaves=True)
    assert state()[0] == State.FAILED
    assert Mail.objects.get().attempts == 6


def test_one_bad_address_does_not_stop_the_others(post: Post, mail: Mail) -> None:
    write("good@example.org")
    post.says["mission@example.org"] = "550 No such mailbox"
    done = send()
    assert (done.failed, done.sent) == (1, 1)


def test_a_text_the_server_refuses_is_told_in_its_words(post: Post, mail: Mail) -> None:
    post.after_data["mission@example.org"] = "554 Looks like spam"
    assert send().failed == 1
    assert state()[1] == "554 Looks like spam"


def test_when_the_server_is_away_all_wait_and_none_counts_an_attempt(
    settings: Any, mail: Mail
) -> None:
    write("other@example.org")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert send().again == 2
    assert set(Mail.objects.values_list("attempts", "state")) == {(0, State.QUEUED)}
    assert all("refused" in words for words in Mail.objects.values_list("error", flat=True))


def test_when_nobody_can_know_whether_it_left_it_is_held(post: Post, mail: Mail) -> None:
    post.hangs_up = True
    assert send().held == 1
    held, words = state()
    assert held == State.HELD
    assert "Nobody can know whether this mail left" in words
    post.hangs_up = False
    assert send(60).sent == 0
    assert len(post.letters) == 1


def test_a_row_left_behind_by_a_process_that_died_is_held_not_sent(post: Post, mail: Mail) -> None:
    Mail.objects.update(state=State.SENDING, claimed_at=AT)
    assert send(9).held == 0
    assert send(10).held == 1
    assert "the process that sent it ended" in state()[1]
    assert post.letters == []


def test_a_header_cannot_be_smuggled_in(post: Post, mail: Mail) -> None:
    Mail.objects.update(subject="x\nBcc: all@example.org")
    assert send().failed == 1
    assert post.letters == []


def test_in_the_example_nothing_leaves(post: Post, mail: Mail) -> None:
    assert send(leaves=False).sent == 1
    assert state()[0] == State.SENT
    assert post.letters == []
