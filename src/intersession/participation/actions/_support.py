"""What verbs about support share: its row, the table of states, seat and dossier."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.ledger.record import Told, record, record_many
from intersession.ledger.verbs import Verb
from intersession.participation import deciding, supporting
from intersession.participation.models import (
    Delegation,
    ProposedList,
    Registration,
    Seat,
    SupportRequest,
)
from intersession.participation.wording import FIELDS
from intersession.ui.text import listing

State = SupportRequest.State
MOST_REMEMBERED = 60
# What a ticket was made out for.
LOCKED_FIELDS = ("title", "given_name", "family_name", "badge_name", "modality", "support")


class SupportChangedMeanwhile(Refusal):
    message = _(
        "Somebody else changed this request after you opened it. Look at it as it stands now, then "
        "do it again."
    )


class ActNotPossible(Refusal):
    message = _("%(name)s: “%(act)s” is not possible, for the request is %(state)s.")


class WhyNeeded(Refusal):
    message = _("Say in a few words why.")


class TicketFirst(Refusal):
    message = _(
        "A ticket was bought for %(name)s. The Administration cancels the support with its ticket "
        "first, on the page of the request; then this can be done."
    )


class JourneySettled(Refusal):
    message = _("The journey of %(name)s was made and is settled, so the registration stays.")


class LockedByTicket(Refusal):
    message = _(
        "The ticket was made out for what stands there, so this cannot be changed: %(what)s. "
        "Write to the Administration, which can take the ticket back."
    )


class RegistrationCancelled(Refusal):
    message = _("The registration of %(name)s is cancelled. Take it up again first.")


def locked(request: SupportRequest, seen: str = "") -> SupportRequest:
    """As it stands and nobody else changes it. `seen`: `supporting.version` of what was shown."""
    SupportRequest.objects.select_for_update().get(pk=request.pk)
    related = ("registration__meeting__programme", "registration__entity")
    row: SupportRequest = SupportRequest.objects.select_related(*related).get(pk=request.pk)
    if seen and seen != supporting.version(row):
        raise SupportChangedMeanwhile
    return row


def live(row: SupportRequest) -> None:
    if row.registration.state not in deciding.LIVE:
        raise RegistrationCancelled(name=row.registration.badge_name)


def moved(
    row: SupportRequest, act: str, why: str = "", *, by: Actor, at: datetime, **more: Any
) -> None:
    """To the state that the table says; not saved yet."""
    if not supporting.may(act, row.state):
        said: dict[str, Any] = {"state": supporting.STATE_NAMES[row.state]}
        said["act"] = supporting.ACTS[act].label
        raise ActNotPossible(name=row.registration.badge_name, **said)
    if supporting.ACTS[act].why and not why:
        raise WhyNeeded
    was, row.state = row.state, supporting.ACTS[act].to
    remember(row, act, why, by=by, at=at, was=was, **more)


def remember(
    row: SupportRequest, act: str, why: str = "", *, by: Actor, at: datetime, **more: Any
) -> None:
    """In the row, which is emptied on its day; the ledger keeps who and what, never why."""
    step = {"act": act, "at": at.isoformat(), "by": str(by), "why": why[:500], **more}
    row.history = [*row.history, step][-MOST_REMEMBERED:]
    row.changes, row.changed_at, row.changed_by = row.changes + 1, at, str(by)[:300]


def follow(rows: Sequence[Registration], *, by: Actor, at: datetime) -> list[SupportRequest]:
    """The requests that these dossiers ask for; those made now. Where support is not asked for
    any more, the request is cancelled."""
    known = {one.registration_id: one for one in _requests(rows)}
    new = [
        SupportRequest(
            registration=row, asked_at=at, asked_by=str(by)[:300], changed_at=at, changed_by=str(by)
        )
        for row in rows
        if row.pk not in known and asks(row)
    ]
    SupportRequest.objects.bulk_create(new)
    record_many([Told(Verb.SUPPORT_REQUESTED, one, {}) for one in new], by=by, at=at)
    for row in rows:
        one = known.get(row.pk)
        if one is None:
            continue
        if not asks(row):
            drop(row, by=by, at=at)
        elif one.state == State.CANCELLED and one.history and one.history[-1]["act"] == "drop":
            _follow_one(one, "ask_again", by=by, at=at)
    return new


def _requests(rows: Iterable[Registration]) -> Any:
    requests = SupportRequest.objects.filter(registration__in=[row.pk for row in rows])
    return requests.select_for_update(of=("self",)).select_related("registration")


def asks(row: Registration) -> bool:
    """Of a delegation that is still written nobody asks for anything."""
    draft = row.delegation is not None and row.delegation.state == Delegation.State.DRAFT
    return row.support and row.state in deciding.LIVE and not draft


def drop(registration: Registration, *, erased: bool = False, by: Actor, at: datetime) -> None:
    """With a registration that is cancelled goes its request, and the seat is free. `erased`: as
    the person asked, which a settled journey does not stop."""
    seat = seat_of(registration)
    for one in _requests([registration]):
        if one.state in (State.TICKETED, State.TRAVELLED):
            raise TicketFirst(name=registration.badge_name)
        if one.state == State.SETTLED and not erased:
            raise JourneySettled(name=registration.badge_name)
        if supporting.may("drop", one.state):
            _follow_one(one, "drop", by=by, at=at)
            free(seat, by=by, at=at)


def _follow_one(one: SupportRequest, act: str, *, by: Actor, at: datetime) -> None:
    moved(one, act, by=by, at=at, seat=True)
    one.cancelled_at = at if one.state == State.CANCELLED else None
    one.save()
    record(Verb.SUPPORT_DECIDED, by=by, at=at, subject=one, act=act)


def seat_of(registration: Registration) -> Seat | None:
    """Offered or taken, on the list that stands; nobody else changes it."""
    states = (Seat.State.OFFERED, Seat.State.ACCEPTED)
    rows = Seat.objects.filter(registration=registration, state__in=states)
    rows = rows.exclude(on__state=ProposedList.State.SET_ASIDE)
    return rows.select_for_update(of=("self",)).select_related("on").first()


def free(seat: Seat | None, *, by: Actor, at: datetime) -> None:
    """Nobody sits there any more: it can be given to somebody else."""
    if seat is None:
        return
    seat.state, seat.answered_at = Seat.State.DECLINED, at
    seat.save()
    about: dict[str, Any] = {"state": str(seat.state), "channel": "support"}
    record(Verb.SEAT_ANSWERED, by=by, at=at, subject=seat, **about)


# What of a request goes with what the person needed; sums, states and days of steps stay.
FORGOTTEN: dict[str, Any] = {
    "route": "",
    "ticket": "",
    "travels_on": None,
    "returns_on": None,
    "letter_number": "",
    "letter_at": None,
    "findings": [],
    "reason": "",
}


def forget(registrations: Iterable[Registration]) -> None:
    """Route, ticket, letter, findings and reasons, and why a seat was declined; a journey can
    still be settled."""
    pks = [row.pk for row in registrations]
    Seat.objects.filter(registration__in=pks).exclude(answer="").update(answer="")
    rows = list(SupportRequest.objects.filter(registration__in=pks))
    for row in rows:
        for name, nothing in FORGOTTEN.items():
            setattr(row, name, nothing)
        row.history = [{**step, "why": ""} for step in row.history]
    SupportRequest.objects.bulk_update(rows, [*FORGOTTEN, "history"], batch_size=100)


def not_locked(registration: Registration, changed: Iterable[str]) -> None:
    """A ticket locks names and modality until it is taken back."""
    names = [name for name in changed if name in LOCKED_FIELDS]
    if not names:
        return
    rows = SupportRequest.objects.filter(registration=registration)
    if rows.filter(state__in=supporting.LOCKED).exists():
        raise LockedByTicket(what=listing([str(FIELDS[name]) for name in names]))
