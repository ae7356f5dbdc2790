"""The Administration's list of registrations, and many at once with a preview."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from intersession.access.policy import Role
from intersession.documents.models import StoredFile
from intersession.outbox.models import Mail
from intersession.participation.models import Delegation
from intersession.participation.tests.registering import (
    AT,
    CLOSES,
    calls,
    clock,
    contact_of,
    entity,
    person,
    question,
    sent,
    shown,
    signed_in,
)

pytestmark = pytest.mark.django_db
LIST = "/participation/workshop-2012-1/registrations/"


@pytest.fixture
def call():
    clock()
    return calls()


def names(page):
    found = shown(page).split('<th scope="row">')[1:]
    return [one.partition("</a>")[0].rpartition(">")[2] for one in found]


def test_only_the_administration_reads_it(client, call):
    assert client.get(LIST).status_code == 302
    contact_of(client, entity("helpers", "ngo"))
    assert client.get(LIST).status_code == 403
    assert client.post(f"{LIST}several/").status_code == 403
    assert signed_in(client, Role.CHAIR).get(LIST).status_code == 403


def test_a_meeting_without_a_call_has_none(client, call):
    assert signed_in(client).get("/participation/nothing/registrations/").status_code == 404


def test_an_empty_list_says_what_comes_next(client, call):
    assert "Nobody has been registered yet" in shown(signed_in(client).get(LIST))


def test_one_and_three_rows_ask_the_same_number_of_queries(client, call):
    signed_in(client)
    question(call, required_for=["*"])
    counts = []
    for names_of in (["Ana RUIZ"], ["Bo LI", "Cy OBI"]):
        for name in names_of:
            sent(call, name, entity=entity(name[:2].lower()), affiliation="", stakeholder="")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(LIST).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_it_is_narrowed_by_state_kind_capital_what_is_missing_and_name(client, call):
    signed_in(client)
    sent(call, "Núria ÑANDÚ", entity=entity(), from_capital=True, affiliation="", email="")
    sent(call, "Bo LI", state="approved", stakeholder="media", affiliation="Paper")
    person(call, "Cy OBI", from_capital=False)
    assert names(client.get(f"{LIST}?state=approved")) == ["Bo LI"]
    assert names(client.get(f"{LIST}?kind=state")) == ["Núria ÑANDÚ"]
    assert names(client.get(f"{LIST}?capital=no")) == ["Cy OBI"]
    assert names(client.get(f"{LIST}?missing=email")) == ["Núria ÑANDÚ"]
    assert names(client.get(f"{LIST}?name=nandu+NURIA")) == ["Núria ÑANDÚ"]
    assert len(names(client.get(f"{LIST}?state=wrong&kind=%00&missing=x&page=-3"))) == 3
    assert "Take a filter away" in shown(client.get(f"{LIST}?name=nobody"))


def test_what_is_missing_stands_there_as_words(client, call):
    signed_in(client)
    type(call).objects.update(credential=True, photo=True, names=1)
    delegation = Delegation.objects.create(
        meeting=call.meeting, entity=entity(), changed_at=AT, state="sent"
    )
    given = {"entity": entity(), "delegation": delegation, "affiliation": ""}
    sent(call, "Ana RUIZ", position=1, **given)
    sent(call, "Bo LI", position=2, email="ANA@example.org", submitted_at=CLOSES, **given)
    page = shown(client.get(LIST))
    for words in (
        "credential of the delegation is missing",
        "the photo is missing",
        "probably a duplicate",
        "sent after the deadline",
    ):
        assert words in page
    assert page.count("over the limit of names") == 2  # once in the filter, once beside Bo
    file = StoredFile.objects.create(
        sha256="0" * 64, name="note.pdf", size=1, content_type="application/pdf", stored_at=AT
    )
    Delegation.objects.update(credential=file)
    assert "is not checked yet" in shown(client.get(LIST))


def test_the_same_name_of_one_entity_is_a_duplicate_and_of_another_is_not(client, call):
    signed_in(client)
    sent(call, "Ana RUIZ", email="a@example.org", affiliation="Helpers")
    sent(call, "Ruiz ANA", email="b@example.org", affiliation="HELPERS")
    sent(call, "Ana RUIZ", email="c@example.org", affiliation="Others")
    assert len(names(client.get(f"{LIST}?missing=duplicate"))) == 2


def test_it_is_paged_and_a_sheet_holds_all_of_it(client, call):
    signed_in(client)
    for n in range(52):
        sent(call, f"Ana RUIZ{n:02}", email=f"a{n}@example.org")
    assert len(names(client.get(LIST))) == 50
    assert len(names(client.get(f"{LIST}?page=2"))) == 2
    sheet = client.get(f"{LIST}?sheet=csv&state=submitted").content.decode()
    assert len(sheet.strip().splitlines()) == 53 and "a51@example.org" in sheet


def test_whom_an_entity_only_thinks_of_is_not_seen(client, call):
    signed_in(client)
    draft = Delegation.objects.create(meeting=call.meeting, entity=entity(), changed_at=AT)
    row = person(call, "Ana RUIZ", delegation=draft)
    assert "Ana RUIZ" not in shown(client.get(LIST))
    assert client.get(f"{LIST}{row.uid}/").status_code == 404
    wanted = {"chosen": [row.uid], "act": "cancel", "why": "x", "sure": "yes"}
    client.post(f"{LIST}several/", wanted)
    row.refresh_from_db()
    assert row.state == "nominated"


def test_many_are_shown_before_they_are_changed(client, call):
    signed_in(client)
    ana, bo = sent(call, "Ana RUIZ"), person(call, "Bo LI")
    chosen = {"chosen": [ana.uid, bo.uid], "act": "approve"}
    page = shown(client.post(f"{LIST}several/", chosen))
    assert "to be checked → approved" in page and "it is not sent yet" in page
    assert "Nothing has happened yet" in page
    ana.refresh_from_db()
    assert (ana.state, Mail.objects.count()) == ("submitted", 0)
    seen = page.partition(f'name="seen-{ana.uid}" value="')[2].partition('"')[0]
    sure = {**chosen, "sure": "yes", f"seen-{ana.uid}": seen}
    assert client.post(f"{LIST}several/", sure).status_code == 302
    ana.refresh_from_db(), bo.refresh_from_db()
    assert (ana.state, bo.state, Mail.objects.count()) == ("approved", "nominated", 1)
    assert ana.history[-1]["act"] == "approve" and "A. Person" in ana.history[-1]["by"]


def test_whoever_changed_since_the_preview_is_left_out_and_told(client, call):
    signed_in(client)
    ana = sent(call, "Ana RUIZ")
    wanted = {"chosen": [ana.uid], "act": "approve", "sure": "yes", f"seen-{ana.uid}": "older"}
    page = client.post(f"{LIST}several/", wanted, follow=True)
    assert "0 registrations were changed" in shown(page)
    assert "Somebody else changed this registration" in shown(page)


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ({"act": "approve"}, "Choose at least one"),
        ({"act": "approve", "chosen": ["x", "'"]}, "Choose at least one"),
        ({"act": "explode", "chosen": "one"}, "Choose what is to be done"),
        ({"act": "cancel", "chosen": "one", "sure": "yes"}, "Say in a few words why"),
    ],
)
def test_what_cannot_be_done_to_many_is_said(client, call, wanted, words):
    signed_in(client)
    one = str(sent(call).uid)
    wanted = {name: one if value == "one" else value for name, value in wanted.items()}
    refused = client.post(f"{LIST}several/", wanted)
    assert refused.status_code == 422 and words in shown(refused)
