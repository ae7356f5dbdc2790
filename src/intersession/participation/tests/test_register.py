"""Registering while signed in: oneself, or the people of one's organisation."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from intersession.outbox.models import Mail
from intersession.participation.models import Call, Invitation, Registration
from intersession.participation.tests.registering import (
    AT,
    CLOSES,
    calls,
    clock,
    contact_of,
    entity,
    person,
    shown,
    signed_in,
)

pytestmark = pytest.mark.django_db
PAGE = "/participation/workshop-2012-1/register/"


@pytest.fixture
def call():
    clock()
    return calls()


@pytest.fixture
def helpers():
    return entity("helpers", "ngo")


def new(name="Bo LI", email="bo@example.org"):
    return {"badge_name": name, "email": email, "language": "es"}


def test_whoever_is_not_signed_in_is_asked_to(client, call):
    assert client.get(PAGE).url.startswith("/access/sign-in/")


def test_a_meeting_that_does_not_call_has_no_such_page(client, call, helpers):
    contact_of(client, helpers)
    assert client.get("/participation/nothing/register/").status_code == 404


def test_a_contact_registers_somebody_who_gets_the_link_in_their_language(client, call, helpers):
    contact_of(client, helpers)
    assert client.post(PAGE, new()).url == PAGE
    row = Registration.objects.get()
    assert (row.entity, row.user, row.language) == (helpers, None, "es")
    mail = Mail.objects.get()
    assert (mail.to, mail.language) == ("bo@example.org", "es")
    page = shown(client.get(PAGE))
    assert "Bo LI" in page and "not sent yet" in page and mail.link not in page


def test_a_contact_registers_themselves_and_writes_at_once(client, call, helpers):
    user = contact_of(client, helpers)
    answer = client.post(PAGE, {"mine": "yes"})
    row = Registration.objects.get()
    assert (row.user, row.email, row.entity) == (user, user.email, helpers)
    assert answer.url.startswith("/participation/registration/") and Mail.objects.count() == 0
    assert client.get(answer.url).status_code == 200
    assert answer.url in shown(client.get(PAGE))
    again = client.post(PAGE, {"mine": "yes"})
    assert again.status_code == 403 and Registration.objects.count() == 1


def test_an_invited_person_begins_on_the_invitation(client, call):
    user = contact_of(client, entity())
    given = {"email": user.email, "name": "C. Contact", "state": "accepted", "added_at": AT}
    invitation = Invitation.objects.create(meeting=call.meeting, stakeholder="academia", **given)
    assert "You are invited" in shown(client.get(PAGE))
    client.post(PAGE, {"mine": "yes"})
    row = Registration.objects.get()
    assert (row.invitation, row.stakeholder, row.entity) == (invitation, "academia", None)


def test_a_state_puts_people_forward_in_its_delegation(client, call):
    contact_of(client, entity())
    assert "in its delegation" in shown(client.get(PAGE))
    assert client.post(PAGE, new()).status_code == 403


def test_somebody_who_is_not_invited_reads_so(client, call):
    signed_in(client)
    assert "is invited to register here" in shown(client.get(PAGE))
    assert client.post(PAGE, {"mine": "yes"}).status_code == 403


def test_limits_and_deadlines_bind_and_what_was_typed_stays(client, call, helpers):
    contact_of(client, helpers)
    Call.objects.update(limits={"ngo": {"names": 1}})
    client.post(PAGE, new())
    over = client.post(PAGE, new("Cy OBI", "cy@example.org"))
    assert over.status_code == 422 and "has taken 1 of its 1 names" in shown(over)
    assert "Cy OBI" in shown(over)
    Call.objects.update(limits={})
    twice = client.post(PAGE, new("Bo again", "BO@example.org"))
    assert twice.status_code == 422 and "registered for this meeting already" in shown(twice)
    wrong = client.post(PAGE, new("Dee", "no address"))
    assert wrong.status_code == 422 and "no address" in shown(wrong)
    clock(CLOSES)
    late = client.post(PAGE, new("Dee", "dee@example.org"))
    assert late.status_code == 422 and "Registrations closed on" in shown(late)


def test_one_and_three_people_ask_the_same_number_of_queries(client, call, helpers):
    contact_of(client, helpers)
    counts = []
    for names in (["Ana"], ["Bo", "Cy"]):
        for name in names:
            person(call, name, entity=helpers)
        with CaptureQueriesContext(connection) as queries:
            client.get(PAGE)
        counts.append(len(queries))
    assert counts[0] == counts[1]
