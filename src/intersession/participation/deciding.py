"""What a registration may become: one table, and the words for each act and state."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intersession.membership.models import Entity
from intersession.participation.models import Call, Delegation, Registration

State = Registration.State
STATE_NAMES: dict[str, Any] = {
    State.NOMINATED: pgettext_lazy("of a registration", "not sent yet"),
    State.SUBMITTED: pgettext_lazy("of a registration", "to be checked"),
    State.CHECKED: pgettext_lazy("of a registration", "checked"),
    State.APPROVED: pgettext_lazy("of a registration", "approved"),
    State.RETURNED: pgettext_lazy("of a registration", "returned"),
    State.WAITING_LIST: pgettext_lazy("of a registration", "on the waiting list"),
    State.CONFIRMED: pgettext_lazy("of a registration", "confirmed"),
    State.CANCELLED: pgettext_lazy("of a registration", "cancelled"),
}
SHAPES: dict[str, str] = {
    State.NOMINATED: "planned",
    State.SUBMITTED: "open",
    State.CHECKED: "part",
    State.APPROVED: "done",
    State.RETURNED: "late",
    State.WAITING_LIST: "part",
    State.CONFIRMED: "done",
    State.CANCELLED: "no",
}


@dataclass(frozen=True, kw_only=True)
class Act:
    """Of which states it may be done, and what becomes of it; "" where the row says that."""

    label: Any
    done: Any  # in a list of what was done
    of: frozenset[str]
    to: str
    why: bool = False  # needs a reason


# The whole table. The person keeps, sends and corrects; the others are the Administration's.
ACTS: dict[str, Act] = {
    "keep": Act(
        label=_("Keep for later"),
        done=pgettext_lazy("of a registration", "kept for later"),
        of=frozenset({State.NOMINATED, State.RETURNED}),
        to="",
    ),
    "send": Act(
        label=_("Send the registration"),
        done=pgettext_lazy("of a registration", "sent"),
        of=frozenset({State.NOMINATED, State.RETURNED, State.SUBMITTED, State.CHECKED}),
        to=State.SUBMITTED,
    ),
    "correct": Act(
        label=_("Send the changes"),
        done=pgettext_lazy("of a registration", "changes sent"),
        of=frozenset({State.APPROVED, State.CONFIRMED, State.WAITING_LIST}),
        to="",
    ),
    "check": Act(
        label=_("Mark as checked"),
        done=pgettext_lazy("of a registration", "checked"),
        of=frozenset({State.SUBMITTED}),
        to=State.CHECKED,
    ),
    "approve": Act(
        label=_("Approve"),
        done=pgettext_lazy("of a registration", "approved"),
        of=frozenset({State.SUBMITTED, State.CHECKED, State.WAITING_LIST}),
        to=State.APPROVED,
    ),
    "return": Act(
        label=_("Return with a reason"),
        done=pgettext_lazy("of a registration", "returned"),
        of=frozenset({State.SUBMITTED, State.CHECKED, State.WAITING_LIST}),
        to=State.RETURNED,
        why=True,
    ),
    "wait": Act(
        label=_("Put on the waiting list"),
        done=pgettext_lazy("of a registration", "put on the waiting list"),
        of=frozenset({State.SUBMITTED, State.CHECKED, State.APPROVED}),
        to=State.WAITING_LIST,
    ),
    "confirm": Act(
        label=_("Confirm"),
        done=pgettext_lazy("of a registration", "confirmed"),
        of=frozenset({State.APPROVED}),
        to=State.CONFIRMED,
    ),
    "cancel": Act(
        label=_("Cancel"),
        done=pgettext_lazy("of a registration", "cancelled"),
        of=frozenset(set(State) - {State.CANCELLED}),
        to=State.CANCELLED,
        why=True,
    ),
    "restore": Act(
        label=_("Take up again"),
        done=pgettext_lazy("of a registration", "taken up again"),
        of=frozenset({State.CANCELLED}),
        to="",
    ),
}
# In the order of their buttons.
OF_THE_OFFICE = ("approve", "check", "confirm", "wait", "return", "cancel", "restore")
SEVERAL = ("approve", "check", "confirm", "wait", "return", "cancel")
# The approval stands; a change waits for a yes.
KEEPS = ACTS["correct"].of
# May be in the room or still come to it.
LIVE = frozenset(set(State) - {State.CANCELLED})
CORRECTED_FOR = timedelta(days=7)  # the provisional list of participants, by default
CORRECTED_FOR_AT_MOST = timedelta(days=60)
WAITS = (State.SUBMITTED, State.CHECKED)


def may(act: str, state: str) -> bool:
    return state in ACTS[act].of


def becomes(act: str, row: Registration) -> str:
    """The state after the act."""
    if act == "restore":
        return State.SUBMITTED if row.submitted_at else State.NOMINATED
    return ACTS[act].to or row.state


def acts_of(state: str) -> list[str]:
    """What the Administration may do now."""
    return [act for act in OF_THE_OFFICE if may(act, state)]


def in_time(row: Registration, call: Call, at: datetime) -> bool:
    """Whether it may be sent now: before the deadline, with the officer's leave, or sent before it.

    What came in time and was returned may be mended after the deadline, too.
    """
    if row.late_leave or (row.delegation is not None and row.delegation.late_leave):
        return True
    return at < call.registrations_close_at or row.submitted_at is not None


def opens(call: Call, at: datetime) -> bool:
    return at >= call.opens_at


def names_of(call: Call, entity: Entity, delegation: Delegation | None = None) -> int:
    """How many people of an Entity may be registered."""
    own = delegation.names if delegation else None
    return own or call.limits.get(entity.kind, {}).get("names") or call.names


# Who stands in the list of participants: whose place is confirmed, and who came without one.
ON_LIST = Q(state=State.CONFIRMED) | (Q(walked_in_at__isnull=False) & ~Q(state=State.CANCELLED))


def on_list(row: Registration) -> bool:
    """As `ON_LIST` says."""
    walked_in = row.walked_in_at is not None and row.state != State.CANCELLED
    return row.state == State.CONFIRMED or walked_in


def stays_on_list(row: Registration, at: datetime) -> bool:
    """Whoever stood in the list of participants when the meeting began stays in it. Who asked for
    deletion before that does so only if they came all the same, however late the answer is."""
    begins, asked = row.meeting.starts_at, row.deletion_asked_at
    if not on_list(row) or at < begins:
        return False
    return asked is None or asked >= begins or row.attendances.filter(taken_back_at=None).exists()
