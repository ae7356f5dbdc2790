"""What is deleted when: by the clock thirty days after the meeting, or because a person asked."""

import json
from datetime import timedelta

import pytest

from intersession.access.guard import SYSTEM
from intersession.conftest import Browser
from intersession.desk.clockwork import tick
from intersession.ledger.models import Entry
from intersession.outbox.models import Mail
from intersession.participation.actions.dossiers import ask_deletion
from intersession.participation.actions.forgetting import answer_deletion, forget_registrations
from intersession.participation.actions.personal_papers import add_paper
from intersession.participation.letters_of_registrations import tell_office, write
from intersession.participation.models import Invitation
from intersession.participation.queries.participants import digest
from intersession.participation.tests import listing
from intersession.participation.tests.registering import (
    BEGINS,
    DAY,
    ENDS,
    WHO,
    address,
    calls,
    clock,
    contact_of,
    entity,
    sent,
    shown,
    signed_in,
    upload,
    workshop,
)

pytestmark = pytest.mark.django_db
PAGE = "/participation/workshop-2012-1/deletions/"
DUE = ENDS + 31 * DAY


@pytest.fixture
def call():
    clock()
    return calls()


def full(call, name="Ana RUIZ", **given):
    needs = {"diet": "halal", "needs": "a visa", "accessibility": "a ramp", "phone": "+41"}
    row = sent(call, name, answers={"x": "y"}, languages=["fr"], **{**needs, **given})
    add_paper(registration=row, kind="photo", upload=upload(), **WHO)
    row.refresh_from_db()
    return row


def test_only_the_administration_reads_it(client, call):
    assert client.get(PAGE).status_code == 302
    contact_of(client, entity())
    assert client.get(PAGE).status_code == 403


def test_the_clock_empties_what_is_due_and_the_page_says_when(client, call):
    row = full(call, state="confirmed")
    signed_in(client)
    page = shown(client.get(PAGE))
    assert 'after <time datetime="2012-05-25">25 May 2012' in page and "1 paper" in page
    clock(ENDS + 30 * DAY)
    tick()
    row.refresh_from_db()
    assert row.diet == "halal" and row.forgotten_at is None
    clock(DUE)
    tick()
    row.refresh_from_db()
    emptied = [row.diet, row.needs, row.accessibility, row.phone, row.answers, row.languages]
    assert not any(emptied) and row.forgotten_at == DUE
    assert (row.badge_name, row.state, row.email) == ("Ana RUIZ", "confirmed", "ana@example.org")
    paper = row.papers.get()
    assert (paper.sealed, paper.name, paper.deleted_at) == (None, "", DUE)
    page = shown(client.get(PAGE))
    assert "Nothing is left to delete" in page and "26 May 2012" in page
    entry = Entry.objects.get(verb="participation:registrations:forgotten")
    assert json.loads(entry.data) == {"mails": 0, "papers": 1, "registrations": 1}


def test_mails_about_who_was_forgotten_are_emptied_once_they_have_left(call):
    row = full(call, state="confirmed")
    tell_office("withdrawn", row, "", **WHO)
    for act in ("approve", "confirm"):
        write(act, row, by=SYSTEM, at=WHO["at"])
    mine = Mail.objects.filter(about=f"participation.registration:{row.uid}", recipient=None)
    left, waits = mine.order_by("pk")
    Mail.objects.filter(pk=left.pk).update(state="sent", error="ana@example.org: 250 ok")
    forget_registrations(by=SYSTEM, at=DUE)
    left.refresh_from_db()
    assert (left.to, left.body, left.link, left.error) == ("nobody@deleted.invalid", "", "", "")
    assert "example.org" not in f"{left.dedup}{left.recipient_words}" and left.subject
    waits.refresh_from_db()
    assert waits.to == "ana@example.org"
    Mail.objects.filter(pk=waits.pk).update(state="sent")
    assert forget_registrations(by=SYSTEM, at=DUE + DAY) == 1
    assert forget_registrations(by=SYSTEM, at=DUE + DAY) == 0
    assert not Mail.objects.filter(to="ana@example.org").exists()


def test_whoever_asked_to_be_deleted_is_told_and_then_in_no_mail_any_more(call):
    row = sent(call, "Ana RUIZ")
    write("link", row, by=SYSTEM, at=WHO["at"])
    Mail.objects.update(state="sent")
    ask_deletion(registration=row, **WHO)
    answer_deletion(registration=row, yes=True, **WHO)
    told = Mail.objects.get(to="ana@example.org", state="queued")
    assert "emptied here once it has left" in told.body
    forget_registrations(by=SYSTEM, at=WHO["at"])
    assert list(Mail.objects.filter(to="ana@example.org")) == [told]
    Mail.objects.update(state="sent")
    forget_registrations(by=SYSTEM, at=WHO["at"] + DAY)
    assert not Mail.objects.filter(to="ana@example.org").exists()


def test_a_second_round_finds_nothing_and_a_meeting_that_moved_is_waited_for(call):
    full(call)
    type(call.meeting).objects.update(ends_at=ENDS + 10 * DAY)
    assert forget_registrations(by=SYSTEM, at=DUE) == 0
    assert forget_registrations(by=SYSTEM, at=DUE + 10 * DAY) == 2
    assert forget_registrations(by=SYSTEM, at=DUE + 10 * DAY) == 0


def test_meetings_are_told_apart(call):
    full(call)
    full(calls(workshop("later", starts_at=BEGINS + 90 * DAY, ends_at=ENDS + 90 * DAY)))
    assert forget_registrations(by=SYSTEM, at=DUE) == 2


def asks(call, at=WHO["at"], **given):
    row = full(call, **given)
    return ask_deletion(registration=row, by=SYSTEM, at=at)


def answer(client, row, **said):
    fields = {f"deletion-{name}": value for name, value in said.items()}
    return client.post(f"/participation/workshop-2012-1/registrations/{row.uid}/deletion/", fields)


def test_a_request_before_the_meeting_deletes_the_name_as_well(client, call):
    row = asks(call, state="approved")
    signed_in(client)
    assert "Ana RUIZ" in shown(client.get(PAGE))
    old = address(row)
    assert answer(client, row, say="yes").status_code == 302
    row.refresh_from_db()
    assert (row.badge_name, row.email, row.given_name, row.state) == ("—", "", "", "cancelled")
    assert row.history == [] and row.papers.get().sealed is None
    mail = Mail.objects.order_by("pk").last()
    assert mail.to == "ana@example.org" and "without your name" in mail.body and mail.link == ""
    assert client.get(old).status_code == 410
    assert "This registration has been deleted" in shown(client.get(old))
    assert "Nobody waits for an answer" in shown(client.get(PAGE))


def test_an_invitation_to_the_person_holds_their_name_no_longer(client, call):
    given = {"email": "ana@example.org", "name": "Ana RUIZ", "state": "accepted"}
    invitation = Invitation.objects.create(meeting=call.meeting, added_at=WHO["at"], **given)
    row = asks(call, invitation=invitation)
    answer(signed_in(client), row, say="yes")
    invitation.refresh_from_db()
    assert (invitation.name, invitation.email) == ("", "nobody@deleted.invalid")


def test_after_the_clock_the_person_still_takes_their_data_and_asks_for_deletion(client, call):
    row = full(call, state="confirmed")
    clock(DUE)
    tick()
    page = shown(client.get(address(row)))
    assert "were deleted on 26 May 2012" in page and "Send the changes" not in page
    assert client.get(f"{address(row)}data/").json()["fields"]["diet"] == ""
    assert client.post(address(row), {"do": "send"}).status_code == 422
    assert client.post(f"{address(row)}deletion/").status_code == 302
    signed_in(client)
    assert answer(client, row, say="yes").status_code == 302
    row.refresh_from_db()
    assert (row.email, row.badge_name) == ("", "Ana RUIZ")
    assert client.get(address(row)).status_code == 410


def test_whoever_took_part_stays_in_the_list_and_is_told_so(client, call):
    row = asks(call, state="confirmed", at=BEGINS)
    signed_in(client)
    clock(BEGINS + timedelta(hours=1))
    answer(client, row, say="yes")
    row.refresh_from_db()
    assert (row.badge_name, row.function, row.state) == ("Ana RUIZ", "Head of unit", "confirmed")
    assert (row.email, row.diet, row.given_name) == ("", "", "")
    assert "What must be kept: your name" in Mail.objects.order_by("pk").last().body


def test_a_refusal_says_why_and_the_person_may_ask_again(client, call):
    row = asks(call)
    signed_in(client)
    refused = answer(client, row, say="no")
    assert refused.status_code == 422 and "Say in a few words why" in shown(refused)
    assert answer(client, row, say="maybe").status_code == 422
    answer(client, row, say="no", why="Your ticket is being paid.")
    row.refresh_from_db()
    assert (row.diet, row.deletion_answer) == ("halal", "Your ticket is being paid.")
    assert "Your ticket" in Mail.objects.order_by("pk").last().body
    assert answer(client, row, say="yes").status_code == 422
    ask_deletion(registration=row, by=SYSTEM, at=WHO["at"] + DAY)
    assert answer(client, row, say="yes").status_code == 302


def test_corrections_are_emptied_with_the_rest(client, call):
    row = full(call, state="confirmed", function="Head")
    asked = {"function": {"was": "Head", "asked": "Chief"}}
    one = row.corrections.create(fields=asked, note="x", channel="link", asked_at=WHO["at"])
    forget_registrations(by=SYSTEM, at=DUE)
    one.refresh_from_db()
    assert (one.fields, one.note) == ({}, "")


def test_the_issued_list_keeps_who_came_and_names_them_to_nobody_else(client, call):
    given = {"family_name": "Ruiz", "consents": listing.YES}
    row = asks(call, state="confirmed", at=BEGINS, **given)
    issued = listing.issued(call.meeting)
    clock(BEGINS + timedelta(hours=1))
    answer(signed_in(client), row, say="yes")
    issued.refresh_from_db()
    row.refresh_from_db()
    assert [line["family"] for line in issued.issued["lines"]] == ["Ruiz"]
    assert row.badge_name == "Ana RUIZ"
    public = shown(Browser().get("/participation/workshop-2012-1/participants/"))
    assert "RUIZ" not in public and "1 more participant has not agreed" in public


def test_who_asked_before_the_meeting_leaves_the_issued_list(client, call):
    row = asks(call, state="confirmed", family_name="Ruiz")
    issued = listing.issued(call.meeting)
    answer(signed_in(client), row, say="yes")
    issued.refresh_from_db()
    assert issued.issued == {"lines": [], "digest": digest([])}


@pytest.mark.parametrize("came", [False, True])
def test_a_late_answer_counts_from_the_hour_of_asking_and_who_came_stays(call, came):
    row = asks(call, state="confirmed", family_name="Ruiz")
    issued = listing.issued(call.meeting)
    when = {"at": BEGINS, "received_at": BEGINS, "day": BEGINS.date(), "half": "morning"}
    if came:
        row.attendances.create(key="1", by="x", **when)
    answer_deletion(registration=row, yes=True, by=SYSTEM, at=BEGINS + DAY)
    issued.refresh_from_db()
    row.refresh_from_db()
    assert row.badge_name == ("Ana RUIZ" if came else "—")
    assert len(issued.issued["lines"]) == came


def test_the_mail_that_the_list_is_open_goes_with_the_registration(call):
    row = asks(call, state="confirmed")
    listing.opened(call.meeting)
    mail = Mail.objects.get(subject__contains="Please check your line")
    assert mail.link and mail.about == f"participation.registration:{row.uid}"
    answer_deletion(registration=row, yes=True, **WHO)
    Mail.objects.update(state="sent")
    forget_registrations(by=SYSTEM, at=WHO["at"] + DAY)
    mail.refresh_from_db()
    assert (mail.to, mail.body, mail.link) == ("nobody@deleted.invalid", "", "")
