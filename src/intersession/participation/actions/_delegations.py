"""What verbs of a delegation share: its row, and whether it may be written in at this hour."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.access.policy import May
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.meetings.models import Meeting
from intersession.membership.models import Entity
from intersession.participation import calling, delegating
from intersession.participation.actions._lock import call_of, locked, opened, to_come
from intersession.participation.models import Call, Delegation, Registration
from intersession.ui.dates import moment
from intersession.ui.text import text


class NominationsClosed(Refusal):
    message = _(
        "Nominations closed on %(when)s. What you wrote is kept; the Administration may give leave "
        "to send it late."
    )


class NotCalled(Refusal):
    message = _("%(name)s is not invited to “%(title)s”.")


class DraftOfTheEntity(Refusal):
    message = _(
        "%(name)s is writing this delegation itself. Open its draft first; that is told to it."
    )


def delegation_of(meeting: Meeting, entity: Entity, *, by: Actor, at: datetime) -> Delegation:
    """The row, begun where there is none yet; the meeting is locked."""
    locked(meeting)
    found = _found(meeting, entity)
    if found is not None:
        return found
    office = by.may(May.MANAGE_PARTICIPATION)
    if not (office or calling.is_called(meeting, entity)):
        raise NotCalled(name=text(entity.name), title=text(meeting.title))
    row = Delegation.objects.create(
        meeting=meeting, entity=entity, on_behalf=office, changed_at=at, changed_by=str(by)[:300]
    )
    about: dict[str, Any] = {"meeting": meeting.slug, "entity": entity.slug}
    record(Verb.DELEGATION_BEGUN, by=by, at=at, subject=row, **about)
    return row


def _found(meeting: Meeting, entity: Entity) -> Delegation | None:
    rows = Delegation.objects.select_related("meeting__programme", "entity", "credential")
    return rows.filter(meeting=meeting, entity=entity).first()


def in_time(row: Delegation, *, by: Actor, at: datetime) -> Call:
    """Its call, while people may be put forward; the Administration keeps to the hour, too, unless
    it gave leave."""
    call = call_of(row.meeting)
    to_come(row.meeting, at)
    opened(call, at)
    if at >= call.nominations_close_at and not row.late_leave:
        raise NominationsClosed(when=moment(call.nominations_close_at))
    own_draft(row, by)
    return call


def own_draft(row: Delegation, by: Actor) -> None:
    """Nobody else writes in what an Entity has not sent."""
    draft = row.state == Delegation.State.DRAFT and not row.on_behalf
    if draft and by.may(May.MANAGE_PARTICIPATION) and by.entity != row.entity_id:
        raise DraftOfTheEntity(name=text(row.entity.name))


def nominees(row: Delegation) -> list[Registration]:
    """Those who are put forward, in their order. One query."""
    return delegating.standing(Registration.objects.filter(delegation=row))


def touched(row: Delegation, *, by: Actor, at: datetime, **given: Any) -> None:
    """Save it with who wrote in it last."""
    row.changes, row.changed_at, row.changed_by = row.changes + 1, at, str(by)[:300]
    for name, value in given.items():
        setattr(row, name, value)
    row.save()


def in_order(people: list[Registration]) -> None:
    """Give them the numbers 1, 2, 3 …; no two hold one number in between."""
    start = max((one.position for one in people), default=0) + 1
    for offset in (start, 1):
        for place, one in enumerate(people):
            one.position = offset + place
            one.save(update_fields=["position"])
