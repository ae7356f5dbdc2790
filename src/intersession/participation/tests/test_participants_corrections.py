"""Corrections in the list: asked for by whom, made in the dossier, refused in words."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from intersession.conftest import Browser
from intersession.desk.needs_of_people import all_of
from intersession.ledger.models import Entry
from intersession.outbox.models import Mail
from intersession.participation.actions import _dossiers as dossiers
from intersession.participation.actions import corrections as actions
from intersession.participation.models import Correction
from intersession.participation.queries.held import held
from intersession.participation.tests import listing, registering
from intersession.participation.tests.registering import AT, OFFICER, WHO, clock, shown, signed_in

LIST = "/participation/workshop-2012-1/participants/"
AFTER = AT + listing.WEEK
LINE = {"title": "ms", "given_name": "Ana", "family_name": "Ruiz", "badge_name": "Ana Ruiz"}
LINE |= {"function": "Director", "note": ""}


@pytest.fixture
def call(db: None) -> Any:
    clock()
    return registering.calls()


@pytest.fixture
def row(call: Any) -> Any:
    made = listing.comes(call, "Ana", "Ruiz", listing.member())
    listing.opened(call.meeting)
    Mail.objects.all().delete()
    return made


@pytest.fixture
def office(call: Any) -> Any:
    return signed_in(Browser())


def ask(row: Any, at: Any = AT, channel: str = "link", **asked: str) -> Correction:
    note = asked.pop("note", "")
    given = {"registration": row, "asked": asked, "note": note, "channel": channel}
    return actions.ask_correction(**given, by=OFFICER, at=at)


def correct(browser: Any, row: Any, **given: str) -> Any:
    return browser.post(f"{LIST}{row.uid}/correct/", {**LINE, **given})


def test_a_delegation_asks_for_its_own_people_and_the_office_makes_it(
    row: Any, office: Any
) -> None:
    mission = listing.focal_point(Browser(), row.entity)
    assert correct(mission, row, family_name="Ruiz-Soto").status_code == 302
    asked = Correction.objects.get()
    assert asked.fields == {"family_name": {"was": "Ruiz", "asked": "Ruiz-Soto"}}
    assert asked.channel == "focal_point"
    assert "Ruiz-Soto" in shown(mission.get(f"{LIST}corrections/"))
    page = shown(office.get(f"{LIST}corrections/"))
    assert "Make the correction" in page
    seen = page.split('name="seen" value="')[1].split('"')[0]
    answer = office.post(f"{LIST}corrections/{asked.uid}/make/", {"seen": seen})
    assert answer.status_code == 302
    row.refresh_from_db()
    assert row.family_name == "Ruiz-Soto"
    assert [step["act"] for step in row.history] == ["correction", "correction_yes"]
    assert Mail.objects.get().to == row.email
    told = Entry.objects.filter(verb__startswith="participation:correction")
    assert not any("Ruiz" in str(entry.data) for entry in told)


def test_it_asks_for_nobody_elses_people(row: Any, call: Any) -> None:
    other = listing.focal_point(Browser(), listing.member("arvoria"), "other")
    assert correct(other, row, family_name="X").status_code == 403
    ask(row, family_name="Y")
    assert "Ruiz" not in shown(other.get(f"{LIST}corrections/"))
    assert Browser().get(f"{LIST}corrections/").status_code == 302


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({}, "Nothing is otherwise"),
        ({"given_name": "", "family_name": ""}, "A line needs a name"),
        ({"title": "king"}, "king"),
        ({"family_name": "x" * 101}, "100"),
    ],
)
def test_what_cannot_be_asked_says_why_and_keeps_what_was_written(
    row: Any, office: Any, given: dict[str, str], why: str
) -> None:
    answer = correct(office, row, **given)
    assert answer.status_code == 422
    assert why in shown(answer)
    assert not Correction.objects.exists()


def test_after_the_week_only_the_administration_corrects(row: Any, office: Any) -> None:
    clock(AFTER)
    mission = listing.focal_point(Browser(), row.entity)
    answer = correct(mission, row, function="Head")
    assert answer.status_code == 422
    assert "Corrections closed on 8 March 2012" in shown(answer)
    assert 'value="Head"' in shown(answer)
    assert correct(office, row, function="Head", do="make").status_code == 302
    row.refresh_from_db()
    assert row.function == "Head"
    assert Correction.objects.get().state == "made"


def test_before_it_is_opened_nobody_else_asks(call: Any) -> None:
    row = listing.comes(call, "Ana", "Ruiz")
    with pytest.raises(actions.ListNotOpened):
        ask(row, function="Head")
    ask(row, channel="office", function="Head")


def test_who_is_not_on_the_list_has_no_line(call: Any) -> None:
    with pytest.raises(actions.NotOnList):
        ask(listing.comes(call, "Ana", "Ruiz", state="submitted"), channel="office", function="X")


def test_refused_with_a_reason_that_the_person_reads(row: Any, office: Any) -> None:
    asked = ask(row, function="Emperor")
    assert office.post(f"{LIST}corrections/{asked.uid}/refuse/", {"why": " "}).status_code == 422
    where = f"{LIST}corrections/{asked.uid}/refuse/"
    assert office.post(where, {"why": "The note verbale says otherwise."}).status_code == 302
    assert "The note verbale says otherwise." in Mail.objects.get().body
    row.refresh_from_db()
    assert row.function == "Director"
    for again in ("make", "refuse"):
        answer = office.post(f"{LIST}corrections/{asked.uid}/{again}/", {"why": "x"})
        assert "answered already" in shown(answer)


def test_two_officers_at_one_line(row: Any, office: Any) -> None:
    first, second = ask(row, function="Head"), ask(row, function="Chief")
    seen = shown(office.get(f"{LIST}corrections/")).split('name="seen" value="')[1].split('"')[0]
    office.post(f"{LIST}corrections/{first.uid}/make/", {"seen": seen})
    answer = office.post(f"{LIST}corrections/{second.uid}/make/", {"seen": seen})
    assert "The line changed" in shown(answer)


def test_a_change_that_waited_in_the_dossier_is_settled_with_it(row: Any) -> None:
    dossiers.open_field(row, "function", "Chief", AT)
    row.save()
    actions.make_correction(correction=ask(row, function="Head"), **WHO)
    row.refresh_from_db()
    assert row.opened == []


def test_a_person_cannot_flood_the_office(row: Any) -> None:
    for number in range(actions.MOST_OPEN):
        ask(row, note=f"wish {number}")
    with pytest.raises(actions.TooManyWait):
        ask(row, note="one more")


def test_what_waits_needs_the_administration(row: Any) -> None:
    ask(row, function="Head")
    needs = [one for one in all_of(OFFICER, AT) if "participants" in one.url]
    assert [one.sentence for one in needs] == ["1 correction of the list waits for an answer."]
    needs = [one for one in all_of(OFFICER, AFTER) if "participants" in one.url]
    assert "Corrections have closed and the list is not issued." in needs[0].sentence


def test_who_takes_their_data_along_gets_line_and_corrections(row: Any) -> None:
    listing_of = held(row)["list_of_participants"]
    assert listing_of["line"] == {"name": "Ms\u00a0Ana RUIZ", "function": "Director"}
    assert listing_of["corrections"] == []
    ask(row, function="Head")
    (one,) = held(row)["list_of_participants"]["corrections"]
    assert one["fields"] == {"function": {"was": "Director", "asked": "Head"}}


def test_one_correction_or_three_take_the_same_queries(row: Any, office: Any) -> None:
    counts = []
    for number in range(3):
        ask(row, note=f"wish {number}")
        with CaptureQueriesContext(connection) as counted:
            office.get(f"{LIST}corrections/")
        counts.append(len(counted))
    assert counts == [counts[0]] * 3


def test_the_corrections_go_out_as_a_sheet(row: Any, office: Any) -> None:
    ask(row, function="Head")
    sheet = office.get(f"{LIST}corrections/?sheet=csv").content.decode()
    assert "Director,Head" in sheet
