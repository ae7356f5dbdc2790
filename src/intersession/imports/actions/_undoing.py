"""Take one step back through the action that does the contrary; what changed since is kept."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from intersession.access.actions import change_person
from intersession.access.guard import Actor, Refusal
from intersession.access.models import Person
from intersession.consultations.actions.preferences import take_back_answer
from intersession.consultations.actions.proposals import take_back_proposal
from intersession.consultations.models import Preference, Proposal
from intersession.imports.models import Step
from intersession.membership import actions as membership
from intersession.membership.models import (
    Entity,
    Group,
    GroupMembership,
    MembershipStatus,
    Representation,
)
from intersession.participation import exchange
from intersession.participation.actions import taken_in
from intersession.participation.models import Registration

Who = dict[str, Any]


class ChangedAfterwards(Refusal):
    message = _(
        "Row %(row)s was changed after this list was taken in. Nothing was undone; correct single "
        "rows on their pages."
    )


class CannotBeTakenBack(Refusal):
    message = _("Row %(row)s cannot be taken back: %(why)s Nothing was undone.")


def take_back(step: Step, *, by: Actor, at: datetime) -> None:
    try:
        BACK[step.did](step, {"by": by, "at": at})
    except ChangedAfterwards:
        raise
    except Refusal as why:
        raise CannotBeTakenBack(row=step.row, why=why) from why


def _found(rows: Any, step: Step) -> Any:
    row = rows.filter(pk=step.subject).first()
    if row is None:
        raise ChangedAfterwards(row=step.row)
    return row


def _as_left(step: Step, now: Any, left: Any) -> None:
    if now != left:
        raise ChangedAfterwards(row=step.row)


def _entity_added(step: Step, who: Who) -> None:
    membership.remove_entity(entity=_found(Entity.objects, step), **who)


def _entity_changed(step: Step, who: Who) -> None:
    entity = _found(Entity.objects, step)
    facts = step.after["facts"]
    _as_left(step, {name: getattr(entity, name) for name in facts}, facts)
    membership.change_entity(entity=entity, **step.before, **who)


def _until(row: Any) -> str | None:
    return row.until.isoformat() if row.until else None


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None


def _status_given(step: Step, who: Who) -> None:
    status = _found(MembershipStatus.objects.select_related("entity"), step)
    _as_left(step, _until(status), step.after["until"])
    membership.take_back_status(status=status, **who)


def _status_ended(step: Step, who: Who) -> None:
    status = _found(MembershipStatus.objects.select_related("entity"), step)
    _as_left(step, _until(status), step.after["until"])
    membership.end_status(status=status, on=_day(step.before["until"]), **who)


def _group_added(step: Step, who: Who) -> None:
    membership.remove_group(group=_found(Group.objects, step), **who)


def _group_joined(step: Step, who: Who) -> None:
    row = _found(GroupMembership.objects.select_related("entity", "group"), step)
    _as_left(step, _until(row), step.after["until"])
    membership.take_back_group(membership=row, **who)


def _group_left(step: Step, who: Who) -> None:
    row = _found(GroupMembership.objects.select_related("entity", "group"), step)
    _as_left(step, _until(row), step.after["until"])
    membership.leave_group(membership=row, on=_day(step.before["until"]), **who)


def _represented(step: Step, who: Who) -> None:
    row = _found(Representation.objects.select_related("user", "entity"), step)
    _as_left(step, row.until, None)
    named = Person.objects.filter(pk=step.after["person"]).first()
    membership.take_back_representation(representation=row, person=named, **who)


def _person_named(step: Step, who: Who) -> None:
    membership.drop_person(person=_found(Person.objects.select_related("user"), step), **who)


def _person_changed(step: Step, who: Who) -> None:
    person = _found(Person.objects, step)
    _as_left(step, person.function, step.after["function"])
    change_person(person=person, function=step.before["function"], **who)


def _proposed(step: Step, who: Who) -> None:
    take_back_proposal(proposal=_found(Proposal.objects, step), **who)


def _keyed_in(step: Step, who: Who) -> None:
    row = _found(Preference.objects.select_related("question"), step)
    _as_left(step, row.state, step.after["state"])
    take_back_answer(preference=row, held=step.before.get("held", ()), **who)


def _registered(step: Step, who: Who) -> None:
    row = _found(Registration.objects, step)
    _as_left(step, row.changes, step.after["changes"])
    taken_in.take_back_person(registration=row, **who)


def _registration_changed(step: Step, who: Who) -> None:
    row = _found(Registration.objects, step)
    facts = step.after["facts"]
    _as_left(step, {name: exchange.value(row, name) for name in facts}, facts)
    taken_in.put_back_person(registration=row, facts=step.before, **who)


BACK: dict[str, Callable[[Step, Who], None]] = {
    "add_entity": _entity_added,
    "change_entity": _entity_changed,
    "give_status": _status_given,
    "end_status": _status_ended,
    "add_group": _group_added,
    "join_group": _group_joined,
    "leave_group": _group_left,
    "name_representative": _represented,
    "open_account": _person_named,
    "change_person": _person_changed,
    "register_person": _registered,
    "change_registration": _registration_changed,
    "make_proposal": _proposed,
    "key_in": _keyed_in,
}
