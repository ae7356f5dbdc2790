"""Verbs of the Administration on registrations: one, many, a field, leave after the deadline."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.participation import deciding, letters_of_registrations
from intersession.participation.actions._dossiers import (
    ReasonNeeded,
    locked,
    not_refused,
    remember,
    shut_field,
)
from intersession.participation.actions._support import drop, follow, not_locked
from intersession.participation.fields import opened_field
from intersession.participation.models import Registration

State = Registration.State
MOST_AT_ONCE = 500


class NothingWaits(Refusal):
    message = _("No change of this field waits for an answer any more.")


class NoAddress(Refusal):
    message = _("No e-mail address of %(name)s is known.")


class TooManyAtOnce(Refusal):
    message = _("Decide on at most %(most)s registrations at once.")


class NobodyChosen(Refusal):
    message = _("Choose at least one registration.")


@dataclass(frozen=True, kw_only=True)
class Left:
    """A registration on which nothing was decided, and why."""

    uid: str
    name: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Decided:
    done: int
    left: list[Left]


@transaction.atomic
def decide(
    *,
    registration: Registration,
    act: str,
    why: str = "",
    seen: str = "",
    by: Actor,
    at: datetime,
) -> Registration:
    """One act of `deciding.OF_THE_OFFICE`; the person is told in their language."""
    row = locked(registration, seen)
    why = why.strip()
    if deciding.ACTS[act].why and not why:
        raise ReasonNeeded
    not_refused(act, row)
    if act == "restore":
        row.position = _free_place(row)
    if act == "cancel":
        drop(row, by=by, at=at)
    row.state, row.reason = deciding.becomes(act, row), why
    remember(row, act, why, by=by, at=at)
    row.save()
    record(Verb.REGISTRATION_DECIDED, by=by, at=at, subject=row, act=act)
    if act == "restore":
        follow([row], by=by, at=at)
    letters_of_registrations.write(act, row, by=by, at=at)
    return row


def _free_place(row: Registration) -> int:
    """Its own in the order of the delegation, or the one after the last."""
    if row.delegation is None:
        return row.position
    others = row.delegation.nominees.exclude(pk=row.pk).exclude(state=State.CANCELLED)
    taken = set(others.values_list("position", flat=True))
    return row.position if row.position not in taken else max(taken) + 1


@transaction.atomic
def decide_several(
    *,
    chosen: Sequence[tuple[Registration, str]],
    act: str,
    why: str = "",
    by: Actor,
    at: datetime,
) -> Decided:
    """Each with the version that the preview showed; what cannot be done is left out and told."""
    if not chosen:
        raise NobodyChosen
    if len(chosen) > MOST_AT_ONCE:
        raise TooManyAtOnce(most=MOST_AT_ONCE)
    if deciding.ACTS[act].why and not why.strip():
        raise ReasonNeeded
    done, left = 0, []
    for row, seen in chosen:
        try:
            with transaction.atomic():
                decide(registration=row, act=act, why=why, seen=seen, by=by, at=at)
            done += 1
        except Refusal as refusal:
            left.append(Left(uid=str(row.uid), name=row.badge_name, why=str(refusal)))
    return Decided(done=done, left=left)


@transaction.atomic
def settle_field(
    *,
    registration: Registration,
    field: str,
    yes: bool,
    why: str = "",
    seen: str = "",
    by: Actor,
    at: datetime,
) -> Registration:
    """A change after the approval: yes, or the field goes back to the person with a reason."""
    row = locked(registration, seen)
    waits = opened_field(row, field)
    if waits is None or (waits["returned"] and not yes):
        raise NothingWaits
    if not yes and not why.strip():
        raise ReasonNeeded
    if yes:
        not_locked(row, [field])
        _taken(row, field, waits["now"])
        shut_field(row, field)
    else:
        back = {**waits, "returned": why.strip()[:500]}
        row.opened = [back if one["field"] == field else one for one in row.opened]
    remember(row, "field_yes" if yes else "field_no", why.strip(), by=by, at=at)
    row.save()
    record(Verb.REGISTRATION_FIELD_SETTLED, by=by, at=at, subject=row, field=field, yes=yes)
    if yes and field == "support":
        follow([row], by=by, at=at)
    act = "field_yes" if yes else "field_no"
    letters_of_registrations.write(act, row, field=field, why=why.strip(), by=by, at=at)
    return row


def _taken(row: Registration, field: str, now: object) -> None:
    """The column takes it over; a paper stands there already."""
    kind, _colon, uid = field.partition(":")
    if kind == "answer" and now != "paper":
        row.answers = {**row.answers, uid: now}
    elif kind not in ("photo", "passport", "answer"):
        setattr(row, field, now)


@transaction.atomic
def give_leave(*, registration: Registration, leave: bool, by: Actor, at: datetime) -> Registration:
    """It may be sent after the deadline; or no longer."""
    row = locked(registration)
    if row.late_leave == leave:
        return row
    row.late_leave = leave
    remember(row, "leave" if leave else "no_leave", by=by, at=at)
    row.save()
    record(Verb.REGISTRATION_LEAVE, by=by, at=at, subject=row, leave=leave)
    if leave:
        letters_of_registrations.write("leave", row, by=by, at=at)
    return row


@transaction.atomic
def send_registration_link(
    *, registration: Registration, renew: bool = False, by: Actor, at: datetime
) -> Registration:
    """The link again; with `renew` a new one, and the old one leads nowhere any more."""
    row = locked(registration)
    if not row.email:
        raise NoAddress(name=row.badge_name)
    if renew:
        row.link_number += 1
    remember(row, "link", by=by, at=at)
    row.save()
    record(Verb.REGISTRATION_LINKED, by=by, at=at, subject=row, renewed=renew)
    letters_of_registrations.write("link", row, by=by, at=at)
    return row
