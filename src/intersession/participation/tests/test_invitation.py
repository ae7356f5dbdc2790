"""The page of one invitation, by the link in a mail."""

import pytest

from intersession.ledger.models import Entry
from intersession.outbox.models import Mail
from intersession.participation import inviting, registering
from intersession.participation.actions import invitations as actions
from intersession.participation.models import Invitation, Registration
from intersession.participation.tests.cast import (
    LAST,
    WHO,
    browse,
    cast,
    clock,
    invite,
    shown,
)

pytestmark = pytest.mark.django_db


def answer(made, row, data, page="answer/"):
    return browse(made, "public").post(inviting.address_of(row) + page, data)


def test_a_link_opens_without_an_account_and_looking_changes_nothing():
    made = cast()
    row = invite(made, "ana@example.org", name="Ana Ruiz")
    page = browse(made, "public").get(inviting.address_of(row))
    assert page.status_code == 200 and "Ana Ruiz" in shown(page)
    assert "Please say until 13 April 2012, 18:00 Geneva" in shown(page)
    assert page["Cache-Control"] == "private, no-store" and "noindex" in page["X-Robots-Tag"]
    row.refresh_from_db()
    assert row.state == "invited"


def test_a_link_that_is_none_of_ours_or_of_a_draft_is_not_found():
    made = cast()
    row = invite(made, "ana@example.org", send=False)
    browser = browse(made, "public")
    for token in ("x", inviting.token_of(row), inviting.token_of(row) + "a"):
        assert browser.get(f"/participation/invitation/{token}/").status_code == 404


def test_a_link_that_was_shut_says_why():
    made = cast()
    row = invite(made, "ana@example.org")
    old = inviting.address_of(row)
    Invitation.objects.update(link_number=2)
    assert "newer link" in shown(browse(made, "public").get(old))
    Invitation.objects.update(link_number=1)
    actions.withdraw_invitation(invitation=row, **WHO)
    gone = browse(made, "public").get(old)
    assert gone.status_code == 410 and "withdrawn" in shown(gone)
    assert answer(made, row, {"answer": "accept"}).status_code == 410


def test_whoever_accepts_gets_a_file_of_their_own():
    made = cast()
    row = invite(made, "ana@example.org", name="Ana Ruiz", stakeholder="academia")
    assert answer(made, row, {"answer": "accept"}).status_code == 302
    file = Registration.objects.get()
    assert (file.badge_name, file.email, file.state) == ("Ana Ruiz", "ana@example.org", "nominated")
    assert (file.stakeholder, file.invitation) == ("academia", row)
    link = f"/participation/registration/{registering.token_of(file)}/"
    assert Mail.objects.latest("pk").link == link
    assert link in browse(made, "public").get(inviting.address_of(row)).content.decode()
    answer(made, row, {"answer": "accept"})
    assert Registration.objects.count() == 1 and Mail.objects.count() == 2


def test_a_mission_that_accepts_puts_its_people_forward():
    made = cast()
    row = invite(made, "first@marenia.example", entity=made.marenia)
    answer(made, row, {"answer": "accept"})
    assert not Registration.objects.exists()
    text = shown(browse(made, "public").get(inviting.address_of(row)))
    assert "Put forward your people" in text


def test_whoever_declines_says_why_and_may_change_their_mind():
    made = cast()
    row = invite(made, "ana@example.org")
    answer(made, row, {"answer": "accept"})
    bad = answer(made, row, {"answer": "decline", "why": " "})
    assert bad.status_code == 422 and "Say in a few words" in shown(bad)
    answer(made, row, {"answer": "decline", "why": "Another duty."})
    row.refresh_from_db()
    assert (row.state, row.answer) == ("declined", "Another duty.")
    assert Registration.objects.get().state == "cancelled"
    answer(made, row, {"answer": "accept"})
    file = Registration.objects.get()
    assert (file.state, file.link_number) == ("nominated", 2)


def test_whoever_passes_on_is_seen_and_the_new_one_is_told():
    made = cast()
    row = invite(made, "ana@example.org", name="Ana")
    given = {"name": "Ben Oto", "email": "Ben@example.org", "language": "es"}
    assert answer(made, row, given, "pass-on/").status_code == 302
    new = Invitation.objects.get(email="ben@example.org")
    assert (new.passed_by, new.state, new.language) == (row, "invited", "es")
    assert Mail.objects.latest("pk").to == "ben@example.org"
    assert "passed this invitation on to Ben Oto" in shown(
        browse(made, "public").get(inviting.address_of(row))
    )
    late = answer(made, row, {"answer": "accept"})
    assert late.status_code == 422 and "was passed on or withdrawn" in shown(late)


def test_it_is_passed_on_to_nobody_who_is_invited_nor_for_ever():
    made = cast()
    row = invite(made, "n0@example.org")
    invite(made, "known@example.org")
    given = {"name": "X", "language": "en"}
    for email in ("known@example.org", "n0@example.org"):
        bad = answer(made, row, given | {"email": email}, "pass-on/")
        assert bad.status_code == 422 and "invited already" in shown(bad)
    bad = answer(made, row, given | {"email": "no address"}, "pass-on/")
    assert bad.status_code == 422 and "no address" in shown(bad)
    for n in range(1, inviting.LONGEST_CHAIN + 1):
        answer(made, row, given | {"email": f"n{n}@example.org"}, "pass-on/")
        row = Invitation.objects.get(email=f"n{n}@example.org")
    bad = answer(made, row, given | {"email": "last@example.org"}, "pass-on/")
    assert bad.status_code == 422 and "passed on 4 times" in shown(bad)


def test_after_the_last_hour_no_answer_is_taken():
    made = cast()
    row = invite(made, "ana@example.org")
    clock(LAST)
    assert "Answers are no longer taken" in shown(
        browse(made, "public").get(inviting.address_of(row))
    )
    late = answer(made, row, {"answer": "accept"})
    assert late.status_code == 422 and "Answers were taken until" in shown(late)
    clock(made.meeting.ends_at)
    assert browse(made, "public").get(inviting.address_of(row)).status_code == 410


def test_the_page_speaks_the_language_of_the_mail_and_the_ledger_names_nobody():
    made = cast()
    row = invite(made, "ana@example.org", name="Ana Ruiz", language="fr")
    page = browse(made, "public").get(inviting.address_of(row))
    assert page["Content-Language"] == "fr"
    answer(made, row, {"answer": "decline", "why": "Malade."})
    (entry,) = Entry.objects.filter(verb="participation:invitation:answered")
    assert str(row.uid) in entry.subject
    assert "Ana" not in entry.data + entry.by and "Malade" not in entry.data
