"""What a request for support may become: one table, and the words for each act and state."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intersession.meetings.rules import version_of
from intersession.participation.models import SupportRequest

State = SupportRequest.State
STATE_NAMES: dict[str, Any] = {
    State.REQUESTED: pgettext_lazy("of a request for support", "requested"),
    State.ELIGIBLE: pgettext_lazy("of a request for support", "eligible"),
    State.NOT_ELIGIBLE: pgettext_lazy("of a request for support", "not eligible"),
    State.RANKED: pgettext_lazy("of a request for support", "ranked"),
    State.OFFERED: pgettext_lazy("of a request for support", "offered"),
    State.ACCEPTED: pgettext_lazy("of a request for support", "accepted"),
    State.VISA: pgettext_lazy("of a request for support", "letter for the visa issued"),
    State.TICKETED: pgettext_lazy("of a request for support", "ticketed"),
    State.TRAVELLED: pgettext_lazy("of a request for support", "travelled"),
    State.SETTLED: pgettext_lazy("of a request for support", "settled"),
    State.CANCELLED: pgettext_lazy("of a request for support", "cancelled"),
}
SHAPES: dict[str, str] = {
    State.REQUESTED: "open",
    State.ELIGIBLE: "part",
    State.NOT_ELIGIBLE: "no",
    State.RANKED: "part",
    State.OFFERED: "open",
    State.ACCEPTED: "part",
    State.VISA: "part",
    State.TICKETED: "lock",
    State.TRAVELLED: "part",
    State.SETTLED: "done",
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
    seat: bool = False  # follows from what is done with the seat


# From the offer to the end of the journey, but for what is over.
HELD = frozenset({State.OFFERED, State.ACCEPTED, State.VISA})
LOCKED = frozenset({State.TICKETED, State.TRAVELLED, State.SETTLED})
# From the ticket on, what was offered stands.
COSTS_OPEN = frozenset(set(State) - {*LOCKED, State.CANCELLED})
EARLY = frozenset({State.REQUESTED, State.ELIGIBLE, State.RANKED})
# The whole table. What follows from the seat is done on the page of the room alone.
ACTS: dict[str, Act] = {
    "eligible": Act(
        label=_("Find eligible"),
        done=pgettext_lazy("of a request for support", "found eligible"),
        of=frozenset({State.REQUESTED, State.NOT_ELIGIBLE}),
        to=State.ELIGIBLE,
    ),
    "not_eligible": Act(
        label=_("Find not eligible"),
        done=pgettext_lazy("of a request for support", "found not eligible"),
        of=EARLY,
        to=State.NOT_ELIGIBLE,
        why=True,
    ),
    "rank": Act(
        label=_("Set the rank"),
        done=pgettext_lazy("of a request for support", "ranked"),
        of=frozenset({State.ELIGIBLE, State.RANKED}),
        to=State.RANKED,
    ),
    "offer": Act(
        label=_("Offer"),
        done=pgettext_lazy("of a request for support", "offered with the seat"),
        of=EARLY,
        to=State.OFFERED,
        seat=True,
    ),
    "accept": Act(
        label=_("Accept"),
        done=pgettext_lazy("of a request for support", "accepted with the seat"),
        of=frozenset({State.OFFERED, State.CANCELLED}),
        to=State.ACCEPTED,
        seat=True,
    ),
    "decline": Act(
        label=_("Decline"),
        done=pgettext_lazy("of a request for support", "declined with the seat"),
        of=HELD,
        to=State.CANCELLED,
        seat=True,
    ),
    "letter": Act(
        label=_("Issue the letter for the visa"),
        done=pgettext_lazy("of a request for support", "letter for the visa issued"),
        of=frozenset({State.ACCEPTED}),
        to=State.VISA,
    ),
    "ticket": Act(
        label=_("Record the ticket"),
        done=pgettext_lazy("of a request for support", "ticket recorded"),
        of=frozenset({State.ACCEPTED, State.VISA}),
        to=State.TICKETED,
    ),
    "travelled": Act(
        label=_("Record that the journey was made"),
        done=pgettext_lazy("of a request for support", "journey made"),
        of=frozenset({State.TICKETED}),
        to=State.TRAVELLED,
    ),
    "settle": Act(
        label=_("Settle"),
        done=pgettext_lazy("of a request for support", "settled"),
        of=frozenset({State.TRAVELLED}),
        to=State.SETTLED,
    ),
    "cancel": Act(
        label=_("Cancel the support"),
        done=pgettext_lazy("of a request for support", "cancelled"),
        of=frozenset(set(State) - {State.SETTLED, State.CANCELLED}),
        to=State.CANCELLED,
        why=True,
    ),
    "drop": Act(  # the registration was cancelled, or support is not asked for any more
        label=_("Cancel with the registration"),
        done=pgettext_lazy("of a request for support", "cancelled with the registration"),
        of=frozenset({*EARLY, *HELD, State.NOT_ELIGIBLE}),
        to=State.CANCELLED,
        seat=True,
    ),
    "ask_again": Act(
        label=_("Ask again"),
        done=pgettext_lazy("of a request for support", "asked for again"),
        of=frozenset({State.CANCELLED}),
        to=State.REQUESTED,
        seat=True,
    ),
}
TAKE_BACK = "take_back"  # the last step, with a reason
TAKE_BACK_LABEL = _("Take back the last step")
# By hand on the page of a request, in the order of their buttons.
OF_THE_OFFICE = ("eligible", "not_eligible", "letter", "travelled", "cancel")
SEVERAL = ("eligible", "not_eligible")
DONE: dict[str, Any] = {
    **{name: act.done for name, act in ACTS.items()},
    TAKE_BACK: pgettext_lazy("of a request for support", "last step taken back"),
    "line": pgettext_lazy("of a request for support", "a line written by hand"),
    "line_removed": pgettext_lazy("of a request for support", "a line taken away"),
    "estimate": pgettext_lazy("of a request for support", "estimated"),
}
# What each step of the path is called, in its order.
PATH = (
    State.REQUESTED,
    State.ELIGIBLE,
    State.RANKED,
    State.OFFERED,
    State.ACCEPTED,
    State.VISA,
    State.TICKETED,
    State.TRAVELLED,
    State.SETTLED,
)
# What a page saw of a request; a line that changed changes the number, too.
SEEN = ("state", "rank", "changes", "ticket", "letter_number")
# Columns of a step, emptied when it is taken back.
OF_A_STEP: dict[str, dict[str, Any]] = {
    "eligible": {"findings": [], "decided_at": None, "decided_by": "", "reason": ""},
    "not_eligible": {"findings": [], "decided_at": None, "decided_by": "", "reason": ""},
    "rank": {"rank": None},
    "letter": {"letter_at": None},
    "ticket": {
        "ticketed_at": None,
        "route": "",
        "ticket": "",
        "travels_on": None,
        "returns_on": None,
    },
    "travelled": {"travelled_at": None},
    "settle": {"settled_at": None},
    "cancel": {"cancelled_at": None},
}


def may(act: str, state: str) -> bool:
    return state in ACTS[act].of


def version(row: SupportRequest) -> str:
    return version_of(row, SEEN)


def last_step(row: SupportRequest) -> Mapping[str, Any] | None:
    """The step that stands last, where it can be taken back; what follows from a seat cannot."""
    taken_back = 0
    for step in reversed(row.history):
        if step["act"] == TAKE_BACK:
            taken_back += 1
        elif step["act"] in ACTS and taken_back:
            taken_back -= 1
        elif step["act"] in ACTS:
            return step if step["act"] in OF_A_STEP and not step.get("seat") else None
    return None
