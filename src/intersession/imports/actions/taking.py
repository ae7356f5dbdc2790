"""Take a list in, all or nothing, and undo it as far as nothing was built on it."""

from collections import Counter
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.consultations.models import RegisterEntry
from intersession.imports import queries
from intersession.imports.actions import _performing, _undoing
from intersession.imports.models import Import, Step
from intersession.imports.plans import Line, Plan, What
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.membership.models import Entity
from intersession.ui.dates import moment

State = Import.State


class NotArranged(Refusal):
    message = _("Say first what the columns of this list mean.")


class TakenInBefore(Refusal):
    message = _("This list was taken in already, on %(when)s. It counts once.")


class NothingToDo(Refusal):
    message = _("Nothing would change: every row says what is recorded already, or is left out.")


class BadRows(Refusal):
    message = _("%(bad)s rows cannot be taken in. Mend them, or say that they are left out.")


class RowRefused(Refusal):
    message = _("Row %(row)s (%(title)s) was refused: %(why)s Nothing of the list was taken in.")


class NotTakenIn(Refusal):
    message = _("There is nothing to undo: this list is not in force.")


class Forgotten(Refusal):
    message = _(
        "What an undoing needs was deleted on schedule. Correct single rows on their pages."
    )


class RestsOnRegister(Refusal):
    message = _(
        "The question “%(question)s” was opened after this list was taken in, and its register "
        "rests on it. Correct single rows on their pages."
    )


class ChangedSince(Refusal):
    """Something was written between the preview and this moment; `plan` is what holds now."""

    message = _("Something changed since you looked. Nothing was taken in; look again below.")

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        super().__init__()


@transaction.atomic
def take_in(
    *, source: Import, seen: str, without_bad: bool = False, by: Actor, at: datetime
) -> Import:
    """Do what the plan says, if it is still the one that was `seen` (its digest)."""
    row = Import.objects.select_for_update().get(pk=source.pk)
    if row.state in (State.TAKEN_IN, State.UNDONE):
        raise TakenInBefore(when=moment(row.taken_in_at or at))
    if row.state != State.ARRANGED:
        raise NotArranged()
    # Actions on an Entity lock its row: nothing about any Entity moves until this list is in.
    list(Entity.objects.select_for_update().order_by("pk").values_list("pk"))
    plan = queries.plan_of(queries.given_of(row, at))
    if plan.digest != seen:
        raise ChangedSince(plan)
    if plan.counts[What.BAD] and not without_bad:
        raise BadRows(bad=plan.counts[What.BAD])
    if not plan.does:
        raise NothingToDo()
    steps = _perform(row, [line for line in plan.lines if line.act], by, at)
    row.state, row.taken_in_at = State.TAKEN_IN, at
    row.counts = {**plan.counts, **_outcomes(steps)}
    row.seen = {}
    row.save(update_fields=["state", "taken_in_at", "counts", "seen"])
    record(Verb.LIST_TAKEN_IN, by=by, at=at, subject=row, kind=row.kind, **row.counts)
    return row


def _perform(source: Import, lines: list[Line], by: Actor, at: datetime) -> list[Step]:
    hands = _performing.Hands(source=source, by=by, at=at)
    hands.look_up([line.act for line in lines])
    for run in _performing.runs(lines):
        try:
            hands.perform(run)
        except Refusal as why:
            line = run[why.place or 0]
            raise RowRefused(row=line.number, title=line.title, why=why) from why
    return Step.objects.bulk_create(hands.steps, batch_size=500)


def _outcomes(steps: list[Step]) -> dict[str, int]:
    """Answers that wait for somebody: held, or received late."""
    found = Counter(str(step.after.get("state", "")) for step in steps if step.did == "key_in")
    return {state: found[state] for state in ("held", "late") if found[state]}


@transaction.atomic
def undo(*, source: Import, by: Actor, at: datetime) -> Import:
    """Take back every step, the last first; refused as a whole where one cannot be."""
    row = Import.objects.select_for_update().get(pk=source.pk)
    if row.state != State.TAKEN_IN or row.taken_in_at is None:
        raise NotTakenIn()
    steps = list(row.steps.order_by("-number"))
    if not steps:
        raise Forgotten()
    _check_registers(row, steps, row.taken_in_at)
    for step in steps:
        _undoing.take_back(step, by=by, at=at)
    row.state, row.undone_at = State.UNDONE, at
    row.save(update_fields=["state", "undone_at"])
    record(Verb.LIST_TAKEN_BACK, by=by, at=at, subject=row, kind=row.kind, steps=len(steps))
    return row


def _check_registers(row: Import, steps: list[Step], since: datetime) -> None:
    """A register is frozen from statuses and groups; what it was made of is not taken away."""
    if row.kind not in ("entities", "statuses", "groups"):
        return
    opened = RegisterEntry.objects.filter(question__opened_at__gte=since)
    touched: set[Any] = {step.after.get("entity", step.subject) for step in steps}
    for entry in opened.select_related("question").order_by("pk"):
        if entry.entity_id in touched:
            raise RestsOnRegister(question=queries.words_of(entry.question))
