"""Adding and changing an Entity."""

import json

import pytest

from intersession.ledger.models import Entry
from intersession.membership import actions
from intersession.membership.actions._facts import AddressTaken, NameMissing
from intersession.membership.actions.entities import CodeTaken
from intersession.membership.models import Entity
from intersession.membership.tests.conftest import WHO, page

pytestmark = pytest.mark.usefixtures("clock")
FORM = {"kind": "ngo", "name_en": "Friends of Ñandú", "language": "es"}


def test_the_page_adds_an_entity_and_makes_its_address_from_the_name(officer):
    answer = officer.post("/membership/add/", FORM)
    assert answer["Location"] == "/membership/friends-of-nandu/"
    assert Entity.objects.get().name == {"en": "Friends of Ñandú"}


def test_sending_the_same_form_twice_adds_one(officer):
    for _time in range(2):
        officer.post("/membership/add/", FORM | {"once": "a-key"})
    assert Entity.objects.count() == 1


def test_a_name_is_needed_in_one_language_at_least(officer, db):
    answer = officer.post("/membership/add/", FORM | {"name_en": " "})
    assert answer.status_code == 422 and not Entity.objects.exists()
    with pytest.raises(NameMissing):
        actions.add_entity(kind="ngo", name={"en": " "}, **WHO)


@pytest.mark.parametrize("slug", ["add", "load", "csv", "arvoria"])
def test_an_address_that_belongs_to_another_page_is_refused(arvoria, slug):
    with pytest.raises(AddressTaken, match=slug):
        actions.add_entity(kind="state", name={"en": "X"}, slug=slug, **WHO)


def test_a_name_without_latin_letters_asks_for_an_address(officer):
    answer = officer.post("/membership/add/", FORM | {"name_en": "日本"})
    assert answer.status_code == 422 and "Choose another one" in page(answer)
    answer = officer.post("/membership/add/", FORM | {"name_en": "日本", "slug": "nihon"})
    assert answer.status_code == 302


def test_a_code_belongs_to_one_entity(arvoria):
    with pytest.raises(CodeTaken, match="XAR already belongs to The Arvoria"):
        actions.add_entity(kind="state", name={"en": "X"}, iso3="XAR", **WHO)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("iso2", "x"),
        ("iso3", "abc"),
        ("m49", "12"),
        ("time_zone", "Mars/North"),
        ("phone", "call me"),
        ("protocol_rank", "0"),
        ("kind", "planet"),
        ("language", "xx"),
    ],
)
def test_facts_that_cannot_be_are_entries_that_are_not_right(officer, field, value):
    answer = officer.post("/membership/add/", FORM | {field: value})
    assert answer.status_code == 422 and "not right" in page(answer)


def test_the_page_changes_facts_and_the_ledger_keeps_what_was(officer, arvoria):
    form = {"kind": "state", "name_en": "Arvoria", "language": "fr", "phone": "+41 22 555 99 99"}
    assert "l’Arvorie" in page(officer.get("/membership/arvoria/change/"))
    assert officer.post("/membership/arvoria/change/", form).status_code == 302
    told = json.loads(Entry.objects.order_by("-number")[0].data)["changed"]
    assert told["language"] == ["en", "fr"]
    assert told["phone"] is None  # a contact: that it changed, not what it is
    assert "555" not in json.dumps(told)


def test_a_change_that_changes_nothing_leaves_no_entry(arvoria):
    before = Entry.objects.count()
    actions.change_entity(entity=arvoria, iso3="XAR", **WHO)
    assert Entry.objects.count() == before


def test_pages_of_the_administration_are_closed_to_missions(arvoria, acts, sign_in):
    client = sign_in(acts(arvoria, "head_of_mission"))
    for address in ("add/", "load/", "arvoria/change/", "arvoria/status/", "arvoria/group/"):
        assert client.get(f"/membership/{address}").status_code == 403
        assert client.post(f"/membership/{address}", FORM).status_code == 403
