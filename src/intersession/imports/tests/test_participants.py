"""Participants from other registration systems: told apart, never doubled, out and in again."""

import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from intersession.imports import actions
from intersession.imports.actions._undoing import ChangedAfterwards
from intersession.imports.actions.lists import ColumnMissing
from intersession.imports.heads import guess
from intersession.imports.models import Import
from intersession.imports.plans.participants import NoMeeting
from intersession.imports.queries import table_of
from intersession.imports.tests.conftest import AT, OFFICER, take, told
from intersession.ledger.models import Entry
from intersession.meetings.models import Meeting
from intersession.membership.models import Entity
from intersession.participation.actions import taken_in
from intersession.participation.models import Delegation, Registration, SupportRequest
from intersession.programme.models import Programme

# Layouts as three systems in common use export them; all people are invented.
INDICO = """ID,Name,Email Address,Affiliation,Position,Country,Title,Phone Number,Registration state
1,"Touray, Awa",awa@gmb.example,,Director,Gambia,Ms,+220 1,Completed
2,"VAN DER BERG, Jan",jan@uni.example,University of Somewhere,Professor,Gambia,Prof.,,Pending
3,"Diallo, Aïcha",aicha@civ.example,Côte d’Ivoire,Adviser,,Mrs,,Completed
"""
PRETIX = """Order code;Position ID;Attendee name: Given name;Attendee name: Family name;\
Attendee email;Company;Country;Status
AB12C;1;Awa;Touray;awa@gmb.example;;GMB;paid
AB12C;2;Jan;van der Berg;jan@uni.example;Somewhere Ltd;;pending
"""
EVENTBRITE = """Order #,Order Date,First Name,Last Name,Email,Quantity,Ticket Type,Attendee #,\
Attendee Status,Job Title,Company
77,2012-03-01,Awa,Touray,awa@gmb.example,1,General,501,Attending,Director,Gambia
77,2012-03-01,Jan,van der Berg,jan@uni.example,1,General,502,Not Attending,Professor,Somewhere
"""


@pytest.fixture
def meeting(states: Any) -> Meeting:
    year = Programme.objects.create(year=2012)
    made: Meeting = Meeting.objects.create(
        programme=year,
        slug="workshop",
        kind="workshop",
        title={"en": "Crises"},
        place={"en": "Geneva"},
        starts_at=datetime(2012, 4, 24, 8, tzinfo=UTC),
        ends_at=datetime(2012, 4, 25, 16, tzinfo=UTC),
    )
    return made


@pytest.fixture
def people(bring: Any, meeting: Meeting) -> Any:
    def people(content: str | bytes, **more: Any) -> tuple[Import, Any]:
        return bring("participants", content, meeting=meeting, **more)

    return people


def rows() -> list[tuple[Any, ...]]:
    named = ("other_id", "given_name", "family_name", "state", "entity__iso3", "affiliation")
    return list(Registration.objects.order_by("pk").values_list(*named))


def test_a_list_of_indico_goes_in_as_it_is(people: Any) -> None:
    source, plan = people(INDICO)
    assert told(plan) == [(2, "add", ""), (3, "add", ""), (4, "add", "")]
    take(source)
    assert rows() == [
        ("1", "Awa", "Touray", "confirmed", "GMB", ""),
        ("2", "Jan", "VAN DER BERG", "submitted", None, "University of Somewhere"),
        ("3", "Aïcha", "Diallo", "confirmed", "CIV", ""),
    ]
    row = Registration.objects.order_by("pk")[0]
    assert (row.title, row.function, row.phone, row.badge_name) == (
        *("ms", "Director", "+220 1"),
        "Awa Touray",
    )
    assert "Touray" not in "".join(Entry.objects.values_list("data", flat=True))


def test_a_list_of_pretix_has_its_number_in_two_columns(people: Any) -> None:
    take(people(PRETIX)[0])
    assert rows() == [
        ("AB12C-1", "Awa", "Touray", "confirmed", "GMB", ""),
        ("AB12C-2", "Jan", "van der Berg", "submitted", None, "Somewhere Ltd"),
    ]


def test_a_list_like_eventbrites_leaves_out_who_cancelled_there(people: Any) -> None:
    source, plan = people(EVENTBRITE)
    assert told(plan) == [
        (2, "add", ""),
        (3, "bad", "Cancelled in the other system, and not registered here: left out."),
    ]
    take(source, without_bad=True)
    assert rows() == [("77-501", "Awa", "Touray", "confirmed", "GMB", "")]


def test_the_same_list_again_changes_nothing_and_a_new_one_updates(people: Any) -> None:
    take(people(INDICO)[0])
    assert [what for _row, what, _why in told(people(INDICO)[1])] == ["same"] * 3
    source, plan = people(INDICO.replace("Director", "Minister").replace("Touray", "Touray-Ba"))
    assert [what for _row, what, _why in told(plan)] == ["change", "same", "same"]
    take(source)
    assert Registration.objects.count() == 3
    assert Registration.objects.get(other_id="1").family_name == "Touray-Ba"


def test_a_number_twice_in_the_list_is_told(people: Any) -> None:
    _source, plan = people("ID,Name\n7,Awa Touray\n7,Jan Berg\n")
    assert told(plan)[1] == (3, "bad", "Row 2 is about the same: 7.")


def test_who_is_probably_there_is_asked_and_never_merged(people: Any) -> None:
    take(people(INDICO)[0])
    known = Registration.objects.get(other_id="1")
    listed = "ID,Name,Email,Delegation\n91,A. Touray,AWA@gmb.example,Gambia\n"
    _source, plan = people(listed)
    assert "Perhaps registered already: Awa Touray" in told(plan)[0][2]
    (asked,) = plan.asked
    assert asked.person
    same, plan = people(listed, answers={asked.key: str(known.uid)})
    assert told(plan) == [(2, "change", "")]
    take(same)
    assert Registration.objects.count() == 3
    other = "ID,Name,Email,Delegation\n92,Binta Touray,awa@gmb.example,Gambia\n"
    (asked,) = people(other)[1].asked
    take(people(other, answers={asked.key: "new"})[0])
    assert Registration.objects.count() == 4


def test_an_entity_is_known_in_three_languages_or_becomes_words(people: Any) -> None:
    names = {"en": "Sea Watch", "fr": "Veille en mer", "es": "Vigía del mar"}
    Entity.objects.create(kind="ngo", slug="sea", name=names)
    source, plan = people(
        "Prénom;Nom;Délégation\nA;B;Veille en mer\nC;D;vigía del mar\nE;F;Unknown Club\n"
    )
    assert [one.name for one in plan.asked] == ["Unknown Club"]
    assert [c.new for c in plan.lines[2].changes if "ffiliation" in c.label] == ["Unknown Club"]
    take(source)
    slugs = Registration.objects.order_by("pk").values_list("entity__slug", "affiliation")
    assert list(slugs) == [("sea", ""), ("sea", ""), (None, "Unknown Club")]


@pytest.mark.parametrize(
    ("head", "cell", "why"),
    [
        ("Email", "nobody", "(column B)"),
        ("Gender", "blue", "(column B)"),
        ("From capital or posted", "perhaps", "(column B)"),
        ("Title", "king", "(column B)"),
        ("Position", "x" * 201, "201 characters"),
        ("Phone", "1" * 41, "no telephone number"),
    ],
)
def test_what_a_cell_cannot_say_is_refused_by_row_and_column(
    people: Any, head: str, cell: str, why: str
) -> None:
    _source, plan = people(f"Name,{head}\nAwa Touray,{cell}\n")
    (line,) = told(plan)
    assert line[:2] == (2, "bad")
    assert why in line[2]


def test_a_row_without_a_name_and_a_list_without_a_meeting(people: Any, bring: Any) -> None:
    _source, plan = people("ID,Name,Email\n1,,a@x.org\n")
    assert told(plan)[0][1] == "bad"
    with pytest.raises(ColumnMissing):
        bring("participants", "Name\nAwa Touray\n")
    with pytest.raises(NoMeeting):
        bring("participants", "Name\nAwa Touray\n", given={"meeting": "nowhere"})


def test_decisions_are_made_here_and_not_by_a_list(people: Any) -> None:
    """The state of somebody who is there stays; that it was cancelled there is told."""
    take(people(INDICO)[0])
    pending = INDICO.replace("Completed", "Pending approval")
    assert [what for _row, what, _why in told(people(pending)[1])] == ["same"] * 3
    _source, plan = people(INDICO.replace("Completed", "Withdrawn"))
    assert "here it stands as “confirmed”" in told(plan)[0][2]


def test_a_list_fills_a_consent_that_was_never_said_and_changes_none(people: Any) -> None:
    listed = "ID,Name,May be named in the published list\n1,Awa Touray,{}\n"
    take(people("ID,Name\n1,Awa Touray\n")[0])
    yes = people(listed.format("yes"))[0]
    take(yes)
    row = Registration.objects.get()
    assert row.consents["list"]["said"] is True
    actions.undo(source=yes, by=OFFICER, at=AT)
    assert Registration.objects.get().consents == {}
    Registration.objects.update(consents={"list": {"said": False, "at": "x"}})
    (line,) = people(listed.format("yes"))[1].lines
    assert (line.what, line.reason.partition(" stays")[0]) == ("same", "no")
    plan = people(listed.format("yes").replace("Awa", "A."))[1]
    assert "a list does not change it" in plan.lines[0].changes[-1].new
    change = taken_in.Changing(registration=row.pk, facts={"named": True})
    taken_in.take_in_people(meeting=row.meeting, acts=[change], by=OFFICER, at=AT)
    taken_in.put_back_person(registration=row, facts={"named": True}, by=OFFICER, at=AT)
    assert Registration.objects.get().consents["list"]["said"] is False


def test_support_follows_a_list_and_a_seat_stands_against_it(people: Any) -> None:
    listed = "ID,Name,Support\n1,Awa Touray,{}\n"
    first = people(listed.format("yes"))[0]
    take(first)
    asked = SupportRequest.objects.get()
    SupportRequest.objects.update(state="offered")
    _source, plan = people(listed.format("no"))
    assert "a list does not say that none is asked for" in told(plan)[0][2]
    SupportRequest.objects.update(state="ticketed")
    assert "The ticket was made out" in told(people(listed.format("no"))[1])[0][2]
    assert "Family name" in told(people("ID,Name\n1,Awa Ba\n")[1])[0][2]
    SupportRequest.objects.update(state="requested")
    actions.undo(source=first, by=OFFICER, at=AT)
    assert not Registration.objects.exists(), "a request that nobody touched goes along"
    take(people(listed.format("yes"))[0])
    take(people(listed.format("no"))[0])
    assert SupportRequest.objects.get().state == "cancelled" != asked.state


def test_a_list_does_not_move_a_person_out_of_a_delegation(people: Any, meeting: Meeting) -> None:
    take(people("ID,Name,Delegation\n1,Awa Touray,Gambia\n")[0])
    entity = Registration.objects.get().entity
    sent = {"meeting": meeting, "entity": entity, "state": "sent", "changed_at": AT}
    Registration.objects.update(delegation=Delegation.objects.create(**sent))
    _source, plan = people("ID,Name,Delegation\n1,Awa Touray,Côte d’Ivoire\n")
    assert "stands in a delegation" in told(plan)[0][2]


def test_a_list_goes_early_once_a_registration_of_its_meeting_is_emptied(people: Any) -> None:
    source = people(INDICO)[0]
    take(source)
    assert actions.forget(by=OFFICER, at=AT) == 0
    Registration.objects.filter(other_id="1").update(forgotten_at=AT + timedelta(hours=1))
    assert actions.forget(by=OFFICER, at=AT + timedelta(hours=2)) == 1
    source.refresh_from_db()
    assert not source.content and not source.steps.exists()


def test_a_key_of_nobody_is_refused(people: Any) -> None:
    _source, plan = people("Registration UID,Name\nabc,Awa Touray\n")
    assert told(plan)[0][2] == "No registration of this meeting has the key “abc”."


@pytest.mark.parametrize(
    ("words", "gender"), [("F", "woman"), ("Homme", "man"), ("mujer", "woman"), ("X", "other")]
)
def test_words_for_gender_in_three_languages(people: Any, words: str, gender: str) -> None:
    take(people(f"Name,Gender\nAwa Touray,{words}\n")[0])
    assert Registration.objects.get().gender == gender


def test_it_is_undone_as_a_whole_as_long_as_nothing_rests_on_it(people: Any) -> None:
    first = people(INDICO)[0]
    take(first)
    second = people(INDICO.replace("Director", "Minister"))[0]
    take(second)
    with pytest.raises(ChangedAfterwards):
        actions.undo(source=first, by=OFFICER, at=AT)
    actions.undo(source=second, by=OFFICER, at=AT)
    assert Registration.objects.get(other_id="1").function == "Director"
    assert Registration.objects.count() == 3


def test_a_list_that_only_added_leaves_nothing_when_undone(people: Any) -> None:
    source = people(INDICO)[0]
    take(source)
    actions.undo(source=source, by=OFFICER, at=AT)
    assert not Registration.objects.exists()


@pytest.mark.parametrize(("language", "form"), [("en", "xlsx"), ("fr", "csv"), ("es", "csv")])
def test_what_goes_out_comes_in_again_and_changes_nothing(
    people: Any, officer: Client, form: str, language: str
) -> None:
    take(people(INDICO)[0])
    Registration.objects.filter(other_id="2").update(
        other_id="", title="he_ms", gender="other", from_capital=False, role="head",
        consents={"list": {"said": True}}, function="=SUM(1)", phone="+1", support=True,
    )  # fmt: skip
    Registration.objects.filter(other_id="3").update(state="cancelled", email="")
    address = f"/participation/workshop/registrations/exchange/?sheet={form}&lang={language}"
    sheet = officer.get(address)
    name = f"out.{form}"
    _source, plan = people(sheet.content, name=name)
    assert told(plan) == [(2, "same", ""), (3, "same", ""), (4, "same", "")]


def test_every_column_that_goes_out_is_known_again(officer: Client, meeting: Meeting) -> None:
    Registration.objects.create(
        meeting=meeting, badge_name="Awa", added_at=AT, changed_at=AT, delete_after=AT.date()
    )
    out = officer.get("/participation/workshop/registrations/exchange/?sheet=csv").content
    table = table_of(out, "out.csv", "participants")
    known = set(guess("participants", table, {}).values())
    assert {"uid", "other_id", "email", "state", "entity", "named"} <= known


def test_five_thousand_rows_are_read_within_seconds(people: Any) -> None:
    lines = [f"{n},Person {n},p{n}@x.example,Gambia" for n in range(5_000)]
    began = time.process_time()
    _source, plan = people("ID,Name,Email,Delegation\n" + "\n".join(lines))
    assert plan.counts["add"] == 5_000
    assert time.process_time() - began < 10


def test_the_meeting_is_chosen_with_the_file(officer: Client, meeting: Meeting) -> None:
    file = SimpleUploadedFile("people.csv", INDICO.encode())
    given = {"kind": "participants", "meeting": meeting.slug, "upload": file}
    answer = officer.post("/imports/add/", given)
    assert answer.status_code == 302, answer.content.decode()
    assert b"Crises, 24" in officer.get("/imports/add/?kind=participants").content


def test_a_part_of_a_name_that_is_too_long_is_refused_by_its_row(people: Any) -> None:
    _source, plan = people(f"ID,Name\n1,{'Rasoa' * 24}\n")
    (line,) = told(plan)
    assert line[1] == "refuse" or "at most 100 fit" in line[2]
