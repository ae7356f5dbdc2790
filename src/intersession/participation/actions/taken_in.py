"""Verbs for registrations that come with a list from another system, and for undoing that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal, at_place
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.meetings.models import Meeting
from intersession.participation import deciding, exchange, registering
from intersession.participation.actions._dossiers import (
    RegistrationForgotten,
    locked,
    remember,
    shut_field,
)
from intersession.participation.actions._support import follow
from intersession.participation.actions.brought import Standing
from intersession.participation.actions.dossiers import MOST_OF_MEETING, MeetingFull
from intersession.participation.models import Registration, SupportRequest

State = Registration.State
PART = 500  # rows read or written at once
TOUCHED = ("opened", "history", "changes", "changed_at", "changed_by")


class SomethingRestsOnIt(Refusal):
    message = _("Something rests on this registration by now; cancel it on its page instead.")


@dataclass(frozen=True, kw_only=True)
class Coming:
    """Somebody new. `facts`: columns of a registration; `named`: what was said of the list."""

    facts: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Changing:
    registration: int
    facts: Mapping[str, Any]


@transaction.atomic
def take_in_people(
    *, meeting: Meeting, acts: Sequence[Coming | Changing], by: Actor, at: datetime
) -> list[Registration]:
    """In the order of `acts`; nobody is written to. One entry for all of them."""
    Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    coming = [act for act in acts if isinstance(act, Coming)]
    there = Registration.objects.filter(meeting=meeting, state__in=deciding.LIVE).count()
    if there + len(coming) > MOST_OF_MEETING:
        raise MeetingFull(most=MOST_OF_MEETING)
    new = [_new(meeting, act.facts, by, at) for act in coming]
    made = iter(Registration.objects.bulk_create(new, batch_size=PART))
    known = _locked([act.registration for act in acts if isinstance(act, Changing)])
    standing = Standing.of(meeting)
    rows: list[Registration] = []
    for place, act in enumerate(acts):
        with at_place(place):
            if isinstance(act, Coming):
                rows.append(next(made))
            else:
                standing.allow(known[act.registration], act.facts)
                rows.append(_changed(known[act.registration], act.facts, by, at))
    _ask_along(rows, acts, by, at)
    told: dict[str, Any] = {"added": len(coming), "changed": len(acts) - len(coming)}
    record(Verb.PEOPLE_TAKEN_IN, by=by, at=at, subject=meeting, **told)
    return rows


def _ask_along(
    rows: Sequence[Registration], acts: Sequence[Coming | Changing], by: Actor, at: datetime
) -> None:
    """Requests for support follow what the list says of it."""
    said = [row for row, act in zip(rows, acts, strict=True) if "support" in act.facts]
    for start in range(0, len(said), PART):
        follow(said[start : start + PART], by=by, at=at)


def _new(meeting: Meeting, facts: Mapping[str, Any], by: Actor, at: datetime) -> Registration:
    state = facts.get("state", State.SUBMITTED)
    row = Registration(
        meeting=meeting,
        added_at=at,
        delete_after=registering.delete_after(meeting),
        submitted_at=None if state == State.NOMINATED else at,
    )
    _set(row, facts, at)
    remember(row, "taken_in", by=by, at=at)
    return row


def _locked(pks: Sequence[int]) -> dict[int, Registration]:
    found: dict[int, Registration] = {}
    for start in range(0, len(pks), PART):
        rows = Registration.objects.select_for_update(of=("self",)).order_by("pk")
        rows = rows.select_related("delegation")
        found |= {row.pk: row for row in rows.filter(pk__in=pks[start : start + PART])}
    return found


def _changed(row: Registration, facts: Mapping[str, Any], by: Actor, at: datetime) -> Registration:
    if row.forgotten_at:
        raise RegistrationForgotten
    _set(row, facts, at)
    for name in facts:
        shut_field(row, name)
    remember(row, "taken_in", by=by, at=at)
    columns = {"consents" if name == "named" else name for name in facts}
    row.save(update_fields=[*columns, *TOUCHED])
    return row


def _set(row: Registration, facts: Mapping[str, Any], at: datetime) -> None:
    for name, value in facts.items():
        if name == "named":
            if exchange.says_nothing(row):
                row.consents = {**row.consents, "list": {"said": value, "at": at.isoformat()}}
        elif name == "entity":
            row.entity_id = value
        else:
            setattr(row, name, value)


@transaction.atomic
def take_back_person(*, registration: Registration, by: Actor, at: datetime) -> None:
    """Whom a list brought is gone again, as long as nothing rests on it. A request for support
    that nobody has touched is none of that."""
    row = locked(registration)
    record(Verb.PERSON_TAKEN_BACK, by=by, at=at, subject=row)
    try:
        with transaction.atomic():
            untouched = {"state": SupportRequest.State.REQUESTED, "changes": 0}
            SupportRequest.objects.filter(registration=row, **untouched).delete()
            row.delete()
    except ProtectedError as why:
        raise SomethingRestsOnIt from why


@transaction.atomic
def put_back_person(
    *, registration: Registration, facts: Mapping[str, Any], by: Actor, at: datetime
) -> Registration:
    """What a list changed stands again as before."""
    row = locked(registration)
    if row.forgotten_at:
        raise RegistrationForgotten
    Standing.of(row.meeting).allow(row, facts)
    _set(row, {name: value for name, value in facts.items() if name != "named"}, at)
    if "named" in facts:
        _named_before(row, facts["named"], at)
    remember(row, "put_back", by=by, at=at)
    row.save()
    if "support" in facts:
        follow([row], by=by, at=at)
    record(Verb.PERSON_PUT_BACK, by=by, at=at, subject=row, fields=sorted(facts))
    return row


def _named_before(row: Registration, before: bool | None, at: datetime) -> None:
    """A yes of the list goes again; a no stays, for by now it may be the person's own."""
    if before or not exchange.value(row, "named"):
        return
    others = {use: one for use, one in row.consents.items() if use != "list"}
    said = {} if before is None else {"list": {"said": before, "at": at.isoformat()}}
    row.consents = others | said
