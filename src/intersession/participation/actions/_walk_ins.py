"""A registration is made of somebody who stands at the door; what is written down of it comes last,
with all that the same batch did."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intersession.access.guard import Actor, Refusal
from intersession.ledger.record import Told
from intersession.ledger.verbs import Verb
from intersession.meetings.models import Meeting
from intersession.participation import registering, walking_in
from intersession.participation.actions._dossiers import remember
from intersession.participation.at_the_door import Read, WalkIn
from intersession.participation.models import Registration
from intersession.ui.languages import base, get_language
from intersession.ui.text import text

State = Registration.State
MOST_WALK_INS = 1000  # of one meeting


class TooManyWalkIns(Refusal):
    message = gettext_lazy("At one meeting at most %(most)s people are taken in at the door.")


@dataclass(frozen=True, kw_only=True)
class Welcomed:
    """`read`: what is to be read now. `row` is None where nobody was taken in."""

    read: Read
    row: Registration | None
    is_new: bool = False
    notes: tuple[str, ...] = ()


def welcomed(meeting: Meeting, read: Read, *, by: Actor, at: datetime) -> Welcomed:
    """Made once for each key that a device gave, however often it is sent."""
    if read.wrong or read.walk_in is None:
        return Welcomed(read=read, row=None)
    try:
        row, is_new = made(meeting, read.walk_in, read.key, by=by, at=at)
    except Refusal as said:
        return Welcomed(read=replace(read, wrong=str(said)), row=None)
    now = replace(read, uid=row.uid, walk_in=None)
    return Welcomed(read=now, row=row, is_new=is_new, notes=notes(row))


def made(
    meeting: Meeting, facts: WalkIn, key: str, *, by: Actor, at: datetime
) -> tuple[Registration, bool]:
    rows, name = Registration.objects.filter(meeting=meeting), f"door:{key}"
    if found := rows.filter(other_id=name).first():
        return found, False
    if rows.exclude(walked_in_at=None).count() >= MOST_WALK_INS:
        raise TooManyWalkIns(most=MOST_WALK_INS)
    row = walking_in.unsaved(meeting, facts)
    row.other_id, row.language = name, base(get_language())
    row.state = State.CONFIRMED if facts.confirmed else State.SUBMITTED
    row.consents = {"list": {"said": facts.listed, "at": at.isoformat()}}
    row.added_at = row.submitted_at = row.walked_in_at = at
    row.delete_after = registering.delete_after(meeting)
    remember(row, "walk_in", by=by, at=at)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:  # the same key came in by another request
        return rows.get(other_id=name), False
    return row, True


def notes(row: Registration) -> tuple[str, ...]:
    """What the door should know: told, and nothing is merged."""
    said = []
    if several := walking_in.alike(row):
        names = ", ".join(sorted({one.badge_name for one in several}))
        said.append(_("Perhaps registered already: %(names)s. Look at both.") % {"names": names})
    if row.entity is not None and (found := walking_in.over(row)):
        told = {"entity": text(row.entity.name), "has": found[0], "most": found[1]}
        said.append(_("%(entity)s now has %(has)s people; %(most)s are its limit.") % told)
    return tuple(said)


def told_of(one: Welcomed) -> Told:
    if one.row is None:
        raise ValueError("Nobody was taken in.")
    return Told(Verb.WALKED_IN, one.row, {"confirmed": one.row.state == State.CONFIRMED})
