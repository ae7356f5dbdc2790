"""Who is registered and who came, in figures with their base; small groups stay hidden."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from intersession.conftest import Browser
from intersession.membership.models import Group, GroupMembership
from intersession.participation.models import Attendance
from intersession.participation.queries.statistics import statistics
from intersession.participation.tests import listing, registering
from intersession.participation.tests.registering import AT, BEGINS, clock, shown, signed_in

PAGE = "/participation/workshop-2012-1/statistics/"


@pytest.fixture
def call(db: None) -> Any:
    clock()
    return registering.calls()


def group(code: str, kind: str, *entities: Any) -> None:
    row, _new = Group.objects.get_or_create(
        code=code, defaults={"kind": kind, "name": {"en": code.title()}}
    )
    for entity in entities:
        GroupMembership.objects.create(entity=entity, group=row, since="1990-01-01")


def crowd(call: Any) -> None:
    """Six officials of two States, three women, and one of an organisation."""
    rich, poor = listing.member("rich"), listing.member("poor")
    group("INCOME_H", "income", rich)
    group("AFRICAN", "un_regional_group", poor)
    for number in range(6):
        facts = {"gender": "woman" if number < 3 else "man", "from_capital": number < 5}
        listing.comes(call, f"P{number}", "One", poor if number < 5 else rich, **facts)
    listing.comes(call, "N", "Go", gender="")


def said(call: Any, office: bool = True) -> dict[str, str]:
    found = statistics(call.meeting, office=office)
    return {one.code: one.main.words.replace("\u00a0", " ") for one in found.figures}


def test_each_figure_has_its_base(call: Any) -> None:
    crowd(call)
    figures = said(call)
    assert figures["officials"] == "6 of 7"
    assert figures["capital"] == "5 of 7"
    assert figures["developing"] == "5 of 7"
    assert figures["women"] == "3 of 6"
    assert figures["first_time"] == "7 of 7"


def test_others_read_no_group_under_five(call: Any) -> None:
    crowd(call)
    figures = said(call, office=False)
    assert figures["women"] == "fewer than five, not shown"
    assert figures["first_time"] == "7 of 7"
    assert figures["ldc"] == "0 of 7"
    kinds = statistics(call.meeting, office=False).kinds
    assert kinds == [("Others together", 7, 0)]


def test_who_came_is_counted_from_the_door(call: Any) -> None:
    crowd(call)
    rows = list(listing.Registration.objects.order_by("pk"))
    for number, row in enumerate(rows[:3]):
        Attendance.objects.create(
            registration=row, day=BEGINS.date(), half="morning", at=BEGINS, received_at=BEGINS,
            key=str(number), by="Door", taken_back_at=AT if number == 2 else None,
        )  # fmt: skip
    found = statistics(call.meeting, office=True)
    assert (found.came, found.of) == (2, 2)
    language, sentence = found.sentences[0]
    assert language == "en"
    assert sentence.replace("\u00a0", " ") == (
        "2 participants of 1 delegations and organisations took part, of whom 2 officials from "
        "capital, 2 from developing countries, 2 women (of 2 who declared their gender) and "
        "2 for the first time."
    )


def test_first_time_is_by_mail_address_and_by_what_a_person_said(call: Any) -> None:
    earlier = registering.workshop("earlier", starts_at=AT, ends_at=AT + registering.DAY)
    other = registering.calls(earlier)
    was = listing.comes(other, "Ana", "Ruiz", email="ANA@example.org")
    listing.comes(call, "Ana", "Ruiz", email="ana@example.org")
    listing.comes(call, "Ben", "Known", same_as=was)
    listing.comes(call, "New", "Comer")
    assert said(call)["first_time"] == "1 of 3"


def test_it_opens_with_the_list(call: Any) -> None:
    listing.comes(call, "Ana", "Ruiz")
    mission = listing.focal_point(Browser(), listing.member())
    assert mission.get(PAGE).status_code == 404
    assert signed_in(Browser()).get(PAGE).status_code == 200
    listing.opened(call.meeting)
    assert mission.get(PAGE).status_code == 200
    assert Browser().get(PAGE).status_code == 404


def test_one_or_three_take_the_same_queries_and_a_sheet_goes_out(call: Any) -> None:
    office = signed_in(Browser())
    listing.comes(call, "Ana", "Ruiz", listing.member())
    office.get(PAGE)
    counts = []
    for name in ("One", "Two", "Three"):
        listing.comes(call, name, "More", listing.member(name.lower()))
        with CaptureQueriesContext(connection) as counted:
            assert "Of whom" in shown(office.get(PAGE))
        counts.append(len(counted))
    assert counts == [counts[0]] * 3
    assert "From least developed" in office.get(f"{PAGE}?sheet=csv").content.decode()
