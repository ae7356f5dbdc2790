"""Invitations for the Administration: the list, adding, sending, reminding."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from intersession.ledger.models import Entry
from intersession.outbox.models import Mail
from intersession.participation import inviting, pasting
from intersession.participation.actions import invitations as actions
from intersession.participation.models import Invitation
from intersession.participation.tests.cast import (
    AT,
    LAST,
    WHO,
    browse,
    cast,
    clock,
    entity,
    invite,
    shown,
)

pytestmark = pytest.mark.django_db
PAGE = "/participation/workshop/invitations/"


def test_only_the_administration_sees_whom_a_meeting_invites():
    made = cast()
    for page in ("", "add/", "many/", "send/", "remind/"):
        assert browse(made, "public").get(PAGE + page).status_code == 302
        assert browse(made, "chair").get(PAGE + page).status_code == 403
        assert browse(made, "officer").get(PAGE + page).status_code == 200


def test_without_a_call_there_is_no_list():
    made = cast(called=False)
    assert browse(made, "officer").get(PAGE).status_code == 404


def test_one_is_added_and_nobody_is_written_to():
    made = cast()
    given = {"email": "Ana@Example.org", "name": "Ana Ruiz", "language": "fr"}
    assert browse(made, "officer").post(f"{PAGE}add/", given)["Location"] == PAGE
    row = Invitation.objects.get()
    assert (row.email, row.state, row.language) == ("ana@example.org", "draft", "fr")
    assert not Mail.objects.exists()
    answer = browse(made, "officer").post(f"{PAGE}add/", given)
    assert answer.status_code == 422 and "is invited already" in shown(answer)


def test_many_are_seen_before_they_are_added():
    made = cast()
    entity("helpers", "ngo", status="partner")
    invite(made, "known@example.org", send=False)
    pasted = "Ana Ruiz <ana@example.org>\nBen Oto\tben@example.org\n\nknown@example.org\nnobody"
    given = {"kinds": ["state", "ngo"], "pasted": pasted, "stakeholder": "academia"}
    given["language"] = "en"
    browser = browse(made, "officer")
    text = shown(browser.post(f"{PAGE}many/", given))
    assert "4 would be added" in text  # two Members, Ana, Ben
    assert "nobody has an account" in text and "on the list already" in text
    assert "no mail address found" in text
    assert Invitation.objects.count() == 1
    assert browser.post(f"{PAGE}many/", given | {"add": "yes"})["Location"] == PAGE
    rows = {row.email: row for row in Invitation.objects.all()}
    assert rows["first@marenia.example"].entity == made.marenia
    assert rows["ben@example.org"].name == "Ben Oto"
    assert rows["ben@example.org"].stakeholder == "academia"
    assert len(rows) == 5


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "Choose a kind of Entity, or paste a list."),
        ({"pasted": "x@y.org\n" * 501}, "at most 500 lines"),
        ({"kinds": ["kings"]}, "not one of the available choices"),
        ({"pasted": "<script>alert(1)</script>"}, "no mail address found"),
    ],
)
def test_a_list_that_cannot_be_read_is_told(given, sentence):
    made = cast()
    answer = browse(made, "officer").post(f"{PAGE}many/", {"language": "en", **given})
    assert sentence in shown(answer) and "<script>alert" not in shown(answer)
    assert not Invitation.objects.exists()


def test_lines_are_read_in_many_forms():
    lines = {
        "Ana Ruiz <ana@x.org>": ("ana@x.org", "Ana Ruiz"),
        "ana@x.org": ("ana@x.org", ""),
        "Ruiz, Ana; ANA@x.org; Institute": ("ana@x.org", "Ruiz, Ana"),
        "ana@x.org\tAna Ruiz": ("ana@x.org", "Ana Ruiz"),
        '"Ana Ruiz", ana@x.org': ("ana@x.org", "Ana Ruiz"),
        "Ana, ana@x.org, Oslo": ("ana@x.org", "Ana"),
    }
    for line, expected in lines.items():
        (one,) = pasting.read(line, "en", "", set())
        assert (one.facts.email, one.facts.name) == expected, line
    twice = pasting.read("a@x.org\nA@X.org", "en", "", set())
    assert [one.wrong for one in twice] == ["", "twice"]


def test_the_very_mail_is_seen_before_it_leaves():
    made = cast()
    row = invite(made, "ana@example.org", name="Ana Ruiz", send=False)
    browser = browse(made, "officer")
    page = browser.get(f"{PAGE}send/")
    assert "Please say by 13 April 2012, 18:00 Geneva" in shown(page)
    given = {"people": [str(row.uid)], "note_en": "We count on you.", "see": "yes"}
    assert "We count on you." in shown(browser.post(f"{PAGE}send/", given))
    assert not Mail.objects.exists()
    given.pop("see")
    assert browser.post(f"{PAGE}send/", given)["Location"] == PAGE
    mail = Mail.objects.get()
    assert "We count on you." in mail.body and mail.link.startswith("/participation/invitation/")
    assert Invitation.objects.get().state == "invited"


def test_nobody_is_invited_twice_and_nobody_reminded_within_a_day():
    made = cast()
    row = invite(made, "ana@example.org")
    with pytest.raises(actions.NobodyToInvite):
        actions.send_invitations(meeting=made.meeting, invitations=[row], **WHO)
    remind = {"meeting": made.meeting, "invitations": [row], "by": WHO["by"]}
    with pytest.raises(actions.NobodyToRemind):
        actions.remind_invited(**remind, at=AT + timedelta(hours=23))
    assert actions.remind_invited(**remind, at=AT + timedelta(hours=24)) == 1
    with pytest.raises(actions.NobodyToRemind):
        actions.remind_invited(**remind, at=AT + timedelta(hours=25))
    assert "your answer has not arrived yet" in Mail.objects.latest("pk").body


def test_after_the_last_hour_nobody_is_invited():
    made = cast()
    row = invite(made, "ana@example.org", send=False)
    clock(LAST)
    answer = browse(made, "officer").post(f"{PAGE}send/", {"people": [str(row.uid)]})
    assert answer.status_code == 422 and "Answers were taken until" in shown(answer)
    assert not Mail.objects.exists()


def test_the_list_is_narrowed_and_shows_the_chain():
    made = cast()
    first = invite(made, "ana@example.org", name="Ana", stakeholder="academia")
    invite(made, "media@example.org", name="Mia", stakeholder="media")
    instead = inviting.InvitationFacts(email="ben@example.org", name="Ben")
    actions.pass_on_invitation(invitation=first, facts=instead, **WHO)
    browser = browse(made, "officer")
    text = shown(browser.get(PAGE))
    assert "passed on: 1" in text and "to Ben" in text and "passed on by Ana" in text
    text = shown(browser.get(f"{PAGE}?kind=media"))
    assert "Mia" in text and "ana@example.org" not in text
    assert browser.get(f"{PAGE}?state=nonsense&kind=x").status_code == 200
    csv = shown(browser.get(f"{PAGE}?sheet=csv&state=passed_on"))
    assert "ana@example.org" in csv and "Mia" not in csv


def test_a_withdrawn_invitation_leads_nowhere():
    made = cast()
    row = invite(made, "ana@example.org")
    browser = browse(made, "officer")
    address = f"{PAGE}{row.uid}/withdraw/"
    assert browser.post(address)["Location"] == PAGE
    assert browser.post(address).status_code == 422
    assert Invitation.objects.get().state == "withdrawn"
    assert browser.get(address).status_code == 405


def test_an_answer_by_telephone_is_recorded():
    made = cast()
    row = invite(made, "ana@example.org", name="Ana Ruiz")
    address = f"{PAGE}{row.uid}/answer/"
    browser = browse(made, "officer")
    assert "Ana Ruiz" in shown(browser.get(address))
    for given, sentence in (({}, "required"), ({"accept": "no"}, "Say in a few words")):
        bad = browser.post(address, given)
        assert bad.status_code == 422 and sentence in shown(bad)
    assert browser.post(address, {"accept": "yes"})["Location"] == PAGE
    row.refresh_from_db()
    assert row.state == "accepted" and Mail.objects.count() == 2  # the link to the own file
    assert browse(made, "chair").post(address, {"accept": "yes"}).status_code == 403
    other = address.replace(str(row.uid), "00000000-0000-4000-8000-000000000000")
    assert browser.get(other).status_code == 404


def test_a_new_link_shuts_the_old_one():
    made = cast()
    row = invite(made, "ana@example.org")
    old = inviting.address_of(row)
    assert browse(made, "officer").post(f"{PAGE}{row.uid}/link/")["Location"] == PAGE
    row.refresh_from_db()
    assert browse(made, "public").get(old).status_code == 410
    assert Mail.objects.latest("pk").link == inviting.address_of(row) != old
    actions.withdraw_invitation(invitation=row, **WHO)
    assert browse(made, "officer").post(f"{PAGE}{row.uid}/link/").status_code == 422


def test_the_ledger_names_nobody():
    made = cast()
    invite(made, "ana@example.org", name="Ana Ruiz")
    said = "".join(
        Entry.objects.filter(verb__startswith="participation:").values_list("data", flat=True)
    )
    assert "ana" not in said.lower()


def test_three_invitations_cost_the_queries_of_one():
    made = cast()
    browser = browse(made, "officer")
    invite(made, "a@example.org", entity=made.marenia)
    one = cost(browser)
    invite(made, "b@example.org", entity=made.arvoria)
    invite(made, "c@example.org")
    assert cost(browser) == one


def cost(browser) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(PAGE).status_code == 200
    return len(queries)
