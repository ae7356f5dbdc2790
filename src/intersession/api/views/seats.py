"""Operations of the room of a meeting: what it should be, the list, and its seats."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from intersession.access.policy import MAY_NAMES, May
from intersession.api.operation import reads, writes
from intersession.api.problem import Problem
from intersession.api.rules import NotKnown
from intersession.api.shapes import seats as shapes
from intersession.api.shapes.delegations import Up
from intersession.api.views._rows import meeting_of, named, who
from intersession.meetings.models import Meeting
from intersession.methods import sortition
from intersession.participation.actions import offers, replacing, room_lists, room_rules
from intersession.participation.checks_of_registrations import for_the_office
from intersession.participation.models import (
    MustHave,
    ProposedList,
    Registration,
    RoomRules,
    Seat,
    Target,
)
from intersession.participation.queries.candidates import named as known_features
from intersession.participation.queries.room import room_page
from intersession.participation.repairs import clash_of, repair_in
from intersession.participation.room_facts import TargetFacts

OFFICE, OVERRULE = May.MANAGE_PARTICIPATION, May.OVERRULE_ROOM
Rules = shapes.RoomRulesFull
One = shapes.TargetRules


@reads(MAY_NAMES[May.SEE_ROOM], access=May.SEE_ROOM, gives=shapes.RoomOfMeeting)
def meeting_room(request: Any, slug: str) -> shapes.RoomOfMeeting:
    """What an Entity declared of itself stands nowhere beside its name."""
    meeting = meeting_of(slug)
    must = MustHave.objects.filter(registration__meeting=meeting).select_related("registration")
    targets = Target.objects.filter(meeting=meeting)
    return shapes.room(room_page(meeting), list(targets), list(must.order_by("pk")))


@writes(
    _("Say how many seats a room has, and what they may cost"),
    access=OFFICE,
    takes=shapes.RoomRulesBody,
    gives=Rules,
)
def meeting_room_rules(request: Any, slug: str, body: shapes.RoomRulesBody) -> Rules:
    regions = {*known_features().regions, ""}
    for code in body.costs:
        if code not in regions:
            raise NotKnown(name=code)
    given = {"meeting": meeting_of(slug), "facts": body.facts(), "seen": body.seen}
    return shapes.rules(room_rules.set_room_rules(**given, **who(request)))


@writes(_("Add a target of a room"), access=OFFICE, takes=shapes.TargetBody, gives=One, status=201)
def meeting_room_targets_add(request: Any, slug: str, body: shapes.TargetBody) -> One:
    given = {"meeting": meeting_of(slug), "facts": _facts(body)}
    return shapes.target(room_rules.add_target(**given, **who(request)))


@writes(_("Change a target of a room"), access=OFFICE, takes=shapes.TargetChange, gives=One)
def meeting_room_target_change(
    request: Any, slug: str, uid: uuid.UUID, body: shapes.TargetChange
) -> One:
    given = {"target": _target(slug, uid), "facts": _facts(body), "seen": body.seen}
    return shapes.target(room_rules.change_target(**given, **who(request)))


@writes(_("Move a target: wishes are met in their order"), access=OFFICE, takes=Up, gives=list[One])
def meeting_room_target_move(request: Any, slug: str, uid: uuid.UUID, body: Up) -> list[One]:
    target = _target(slug, uid)
    room_rules.move_target(target=target, up=body.up, **who(request))
    rows = Target.objects.filter(meeting=target.meeting_id).order_by("position", "pk")
    return [shapes.target(row) for row in rows]


@writes(_("Remove a target of a room"), access=OFFICE, gives=shapes.TargetGone)
def meeting_room_target_remove(
    request: Any, slug: str, uid: uuid.UUID, body: Any
) -> shapes.TargetGone:
    room_rules.remove_target(target=_target(slug, uid), **who(request))
    return shapes.TargetGone(uid=str(uid))


@writes(
    _("Give somebody a seat in any case"),
    access=OVERRULE,
    takes=shapes.MustHaveBody,
    gives=shapes.SeatInAnyCase,
)
def meeting_room_must_have(
    request: Any, slug: str, body: shapes.MustHaveBody
) -> shapes.SeatInAnyCase:
    row = _person(slug, body.registration)
    made = room_rules.must_have(registration=row, reason=body.reason, **who(request))
    return shapes.in_any_case(made)


@writes(
    _("Give somebody a seat in any case no longer"),
    access=OVERRULE,
    takes=shapes.NotMustHave,
    gives=shapes.NotInAnyCase,
)
def meeting_room_must_not_have(
    request: Any, slug: str, body: shapes.NotMustHave
) -> shapes.NotInAnyCase:
    row = _person(slug, body.registration)
    room_rules.must_not_have(registration=row, **who(request))
    return shapes.NotInAnyCase(registration=str(row.uid))


@writes(_("Propose a list"), access=OFFICE, gives=shapes.ListProposed)
def meeting_room_propose(request: Any, slug: str, body: Any) -> shapes.ListProposed:
    meeting = meeting_of(slug)
    with _room_or_why(meeting):
        return _proposed(room_lists.propose_list(meeting=meeting, **who(request)))


@writes(
    _("Change the rules of a room as a repair says, and propose a list"),
    access=OFFICE,
    takes=shapes.RepairBody,
    gives=shapes.ListProposed,
)
def meeting_room_repair(request: Any, slug: str, body: shapes.RepairBody) -> shapes.ListProposed:
    """All of it, or nothing: where it does not help, the rules stay as they were."""
    meeting = meeting_of(slug)
    repair = repair_in(body.repair)
    if not RoomRules.objects.filter(meeting=meeting).exists():
        raise room_lists.NoRulesYet
    with _room_or_why(meeting):
        room_rules.repair_room(meeting=meeting, repair=repair, **who(request))
        return _proposed(room_lists.propose_list(meeting=meeting, **who(request)))


@writes(
    MAY_NAMES[OVERRULE],
    access=OVERRULE,
    takes=shapes.Overruling,
    gives=shapes.SeatStands,
)
def meeting_room_seat_overrule(
    request: Any, slug: str, uid: uuid.UUID, body: shapes.Overruling
) -> shapes.SeatStands:
    given = {"seat": _seat(slug, uid), **body.model_dump()}
    return _stands(room_lists.overrule_seat(**given, **who(request)))


@writes(
    _("Offer the seats of the list, until a day and hour"),
    access=OFFICE,
    takes=shapes.OfferBody,
    gives=shapes.SeatsOffered,
)
def meeting_room_offer(request: Any, slug: str, body: shapes.OfferBody) -> shapes.SeatsOffered:
    """A mail each, with the link to the person’s own page."""
    given = {"meeting": meeting_of(slug), "answer_by": body.answer_by}
    return shapes.SeatsOffered(seats=offers.offer_seats(**given, **who(request)))


@writes(
    _("Say how somebody answered who was offered a seat"),
    access=OFFICE,
    takes=shapes.SeatAnswerBody,
    gives=shapes.SeatStands,
)
def meeting_room_seat_answer(
    request: Any, slug: str, uid: uuid.UUID, body: shapes.SeatAnswerBody
) -> shapes.SeatStands:
    given = {"seat": _seat(slug, uid), **body.model_dump()}
    return _stands(offers.answer_seat(**given, **who(request)))


@writes(
    _("Replace those who declined; nobody else loses a seat"),
    access=OFFICE,
    gives=shapes.SeatsReplaced,
)
def meeting_room_replace(request: Any, slug: str, body: Any) -> shapes.SeatsReplaced:
    meeting = meeting_of(slug)
    with _room_or_why(meeting):
        coming = replacing.replace_declined(meeting=meeting, **who(request))
        return shapes.SeatsReplaced(coming=coming)


@contextmanager
def _room_or_why(meeting: Meeting) -> Iterator[None]:
    """Where no room meets the rules: which exclude each other, and what would help."""
    try:
        yield
    except sortition.Infeasible as said:
        found = shapes.infeasible(clash_of(meeting, said))
        raise Problem("infeasible", members=asdict(found)) from said


def _facts(body: shapes.TargetBody) -> TargetFacts:
    """Only features and values that the page offers."""
    offered = {key for _name, pairs in known_features().choices() for key, _words in pairs}
    for one in body.values:
        if f"{one.feature}:{one.value}" not in offered:
            raise NotKnown(name=f"{one.feature}:{one.value}")
    return body.facts()


def _target(slug: str, uid: uuid.UUID) -> Target:
    found: Target = get_object_or_404(Target, meeting__slug=slug, uid=uid)
    return found


def _seat(slug: str, uid: uuid.UUID) -> Seat:
    rows = Seat.objects.select_related("registration__entity", "on")
    found: Seat = get_object_or_404(rows, on__meeting__slug=slug, uid=uid)
    return found


def _person(slug: str, uid: uuid.UUID) -> Registration:
    """Somebody who asks for a seat that is paid."""
    rows = for_the_office(meeting_of(slug).pk).filter(support=True)
    found: Registration = named(rows, uid=uid)
    return found


def _proposed(row: ProposedList) -> shapes.ListProposed:
    seats = list(row.seats.values_list("state", "cost"))
    costs = [cost for state, cost in seats if state == Seat.State.PROPOSED]
    reserves = sum(state == Seat.State.RESERVE for state, _cost in seats)
    return shapes.ListProposed(
        number=row.number, seats=len(costs), reserves=reserves, cost=sum(costs)
    )


def _stands(seat: Seat) -> shapes.SeatStands:
    return shapes.SeatStands(uid=str(seat.uid), state=seat.state)
