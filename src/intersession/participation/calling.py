"""Until when a meeting calls for people, whom it calls, and how many an Entity may put forward."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from intersession.access.policy import Role
from intersession.meetings import rules as meetings
from intersession.meetings.models import Meeting
from intersession.membership import queries as membership
from intersession.membership.labels import KIND_NAMES
from intersession.membership.models import Entity, MembershipStatus
from intersession.membership.queries import Registered
from intersession.participation.models import Call, Delegation, Invitation
from intersession.ui.dates import moment

TO_OPEN, NOMINATIONS, REGISTRATIONS, CLOSED = "to_open", "nominations", "registrations", "closed"
STATE_NAMES: dict[str, Any] = {
    TO_OPEN: gettext_lazy("not open yet"),
    NOMINATIONS: gettext_lazy("nominations are open"),
    REGISTRATIONS: gettext_lazy("registrations are open"),
    CLOSED: gettext_lazy("closed"),
}
SHAPES = {TO_OPEN: "planned", NOMINATIONS: "open", REGISTRATIONS: "part", CLOSED: "lock"}
# Who may put people forward for an Entity.
NOMINATING = (Role.FOCAL_POINT, Role.HEAD_OF_MISSION, Role.OBSERVER)
NAMES = [
    *("opens_at", "nominations_close_at", "registrations_close_at", "lists_close_at"),
    *("names", "seats", "limits", "credential", "photo", "passport", "words"),
]
MOST_NAMES = 60
KEPT_DAYS = 30  # after the meeting
# Whether an invitation still counts as one.
LIVE = (Invitation.State.DRAFT, Invitation.State.INVITED, Invitation.State.ACCEPTED)


@dataclass(frozen=True, kw_only=True)
class Limits:
    """`by`: who set them: "call", "kind" (of Entity) or "delegation" (for this one alone)."""

    names: int
    seats: int
    by: str


def state_of(call: Call, at: datetime) -> str:
    if at < call.opens_at:
        return TO_OPEN
    if call.meeting.cancelled_at or at >= min(call.registrations_close_at, call.meeting.ends_at):
        return CLOSED
    return NOMINATIONS if at < call.nominations_close_at else REGISTRATIONS


def limits_of(call: Call, kind: str, delegation: Delegation | None = None) -> Limits:
    own = call.limits.get(kind) or {}
    names, seats = own.get("names", call.names), own.get("seats", call.seats)
    by = "kind" if own else "call"
    if delegation is not None:
        alone = delegation.names is not None or delegation.seats is not None
        names = names if delegation.names is None else delegation.names
        seats = seats if delegation.seats is None else delegation.seats
        by = "delegation" if alone else by
    return Limits(names=names, seats=min(seats, names), by=by)


def limit_words(limits: Limits, kind: str) -> str:
    """How many, and who says so, in sentences."""
    names = ngettext(
        "Up to %(n)s person may be put forward",
        "Up to %(n)s people may be put forward",
        limits.names,
    ) % {"n": limits.names}
    seats = ngettext(
        "%(n)s of them is in the room at one time.",
        "%(n)s of them are in the room at one time.",
        limits.seats,
    ) % {"n": limits.seats}
    whose = {
        "kind": _("This is the limit for: %(kind)s.") % {"kind": KIND_NAMES[kind]},
        "delegation": _("The Administration allowed this for this delegation alone."),
    }
    return " ".join(
        part for part in (_("; ").join((names, seats)), whose.get(limits.by, "")) if part
    )


def first_day(meeting: Meeting) -> date:
    """At its place: on this day one must be a Member to be called as one."""
    return meetings.days_of(meeting)[0]


def delete_after(meeting: Meeting) -> date:
    return meetings.days_of(meeting)[-1] + timedelta(days=KEPT_DAYS)


def called(meeting: Meeting) -> list[Registered]:
    """Each Entity with a status on the first day, and those that were invited. Five queries."""
    found = {row.entity: row for row in membership.register_on(first_day(meeting))}
    invited = invited_entities(meeting).exclude(pk__in=list(found))
    more = {one.pk: _invited(one) for one in invited}
    return sorted([*found.values(), *more.values()], key=lambda row: row.slug)


def invited_entities(meeting: Meeting) -> Any:
    rows = Invitation.objects.filter(meeting=meeting, state__in=LIVE).exclude(entity=None)
    return Entity.objects.filter(pk__in=rows.values("entity"))


def is_called(meeting: Meeting, entity: Entity) -> bool:
    held = MembershipStatus.objects.in_force(first_day(meeting)).filter(entity=entity)
    return held.exists() or invited_entities(meeting).filter(pk=entity.pk).exists()


def _invited(entity: Entity) -> Registered:
    return Registered(
        entity=entity.pk,
        slug=entity.slug,
        name=entity.name,
        kind=entity.kind,
        status="",
        counted=False,
        region="",
        groups=(),
        phone=entity.phone,
        language=entity.language,
    )


def closes_words(call: Call) -> str:
    return moment(call.nominations_close_at)
