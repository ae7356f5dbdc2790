"""One mail: as it leaves, and what can still be done with it."""

from typing import Any

from intersession.outbox.models import Mail
from intersession.outbox.rules import version_of


def address(mail: Mail, word: str = "") -> str:
    return f"/outbox/{mail.uid}/{word}"


def test_it_is_shown_as_it_leaves(officer: Any, mail: Mail) -> None:
    page = officer.get(address(mail)).content.decode()
    assert "http://localhost:8000/consultations/topics-2012/" in page
    assert "You receive this because: You act for Marenia." in page


def test_it_is_held_and_released(officer: Any, mail: Mail) -> None:
    officer.post(address(mail, "hold/"), {"reason": "Wrong date"})
    assert "Wrong date" in officer.get(address(mail)).content.decode()
    officer.post(address(mail, "release/"))
    mail.refresh_from_db()
    assert mail.state == Mail.State.QUEUED


def test_what_has_left_cannot_be_held(officer: Any, mail: Mail) -> None:
    Mail.objects.update(state=Mail.State.SENT)
    answer = officer.post(address(mail, "hold/"))
    assert answer.status_code == 422
    assert "this one is sent" in answer.content.decode()


def test_it_is_edited(officer: Any, mail: Mail) -> None:
    form = {"subject": "New", "body": "Text", "version": version_of(mail)}
    assert officer.post(address(mail, "edit/"), form).status_code == 302
    mail.refresh_from_db()
    assert mail.subject == "New"


def test_both_versions_are_shown_when_somebody_else_edited_it(officer: Any, mail: Mail) -> None:
    answer = officer.post(
        address(mail, "edit/"), {"subject": "Mine", "body": "My text", "version": "0" * 16}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "My text" in page
    assert "Three topics were proposed." in page


def test_a_change_by_get_is_refused(officer: Any, mail: Mail) -> None:
    assert officer.get(address(mail, "hold/")).status_code == 405
    assert officer.get(address(mail, "release/")).status_code == 405


def test_the_same_form_sent_twice_acts_once(officer: Any, mail: Mail) -> None:
    for _n in range(2):
        answer = officer.post(address(mail, "hold/"), {"once": "k", "reason": "x"})
        assert answer.status_code == 302
