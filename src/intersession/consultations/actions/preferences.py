"""Express, key in, settle and accept answers. A version is added, never changed."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.db import transaction
from django.db.models import Q, Subquery
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.access.policy import Role
from intersession.consultations import rules
from intersession.consultations.actions import _notices
from intersession.consultations.actions._counts import keep_count
from intersession.consultations.actions._lock import locked
from intersession.consultations.models import Option, Preference, Question, RegisterEntry
from intersession.documents.models import StoredFile
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.membership.models import Entity
from intersession.prepared import KEY, Given, Prepared
from intersession.ui.text import as_typed

VERBS = {
    Preference.State.ACCEPTED: Verb.PREFERENCE_EXPRESSED,
    Preference.State.HELD: Verb.PREFERENCE_HELD,
    Preference.State.LATE: Verb.PREFERENCE_LATE,
}


class ChangedMeanwhile(Refusal):
    """The form was filled from a version that is not the last one any more."""

    message = _("The answer of your delegation changed while you were writing.")


class ChangedWhileKeying(Refusal):
    """As `ChangedMeanwhile`, told to somebody who keys in for others."""

    message = _("The answer changed while you were keying in. What you ticked is still below.")


class Overtaken(Refusal):
    message = _("A later answer of the same delegation stands already.")


@dataclass(frozen=True, kw_only=True)
class Keyed:
    """How an answer came that the Administration keys in."""

    channel: str
    received_at: datetime
    said_by: str = ""
    scan: StoredFile | None = None


@transaction.atomic
def prefer(
    *,
    question: Question,
    approved: Collection[str],
    by: Actor,
    at: datetime,
    reason: str = "",
    version: int | None = None,
) -> Preference:
    """Add a version of the answer of the Entity the actor speaks for.

    `version` is the one the form was filled from; without it the caller wins as last.
    """
    if by.entity is None:
        raise rules.SpeaksForNobody()
    question = locked(question)
    _check(question, approved, at)
    entity = _registered(question, by.entity)
    last, standing = _versions(question, by.entity)
    _check_version(version, last)
    row = Preference(
        question=question,
        entity=entity,
        version=last + 1,
        approved=sorted(set(approved)),
        reason=as_typed(reason)[:600],
        received_at=at,
        by=str(by)[:300],
        person_id=by.person,
    )
    return _add(row, standing, settles=Role.HEAD_OF_MISSION in by.roles, by=by, at=at)


@transaction.atomic
def key_in(
    *,
    question: Question,
    entity: Entity,
    approved: Collection[str],
    keyed: Keyed,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Preference:
    """Add an answer that came by phone, on the floor, by e-mail or note verbale.

    A note verbale settles, unless what stands was received after it. `version` as in `prefer`.
    """
    question = locked(question)
    _check(question, approved, at)
    rules.check_received(question, keyed.received_at, at)
    _registered(question, entity.pk)
    last, standing = _versions(question, entity.pk)
    _check_version(version, last)
    row = Preference(
        question=question,
        entity=entity,
        version=last + 1,
        approved=sorted(set(approved)),
        channel=Preference.Channel(keyed.channel),
        received_at=keyed.received_at,
        keyed_at=at,
        keyed_by_id=by.user,
        by=keyed.said_by[:300],
        scan=keyed.scan,
    )
    formal = row.channel == Preference.Channel.NOTE_VERBALE
    settles = formal and not rules.is_older(row, standing)
    return _add(row, standing, settles=settles, by=by, at=at)


def _check(question: Question, approved: Collection[str], at: datetime) -> None:
    if question.kind == Question.Kind.OPEN:
        raise rules.AnsweredInWords()
    rules.takes_answers(question, at)
    rules.check_named(question, _options(question=question.pk), approved)


_options = Prepared(lambda: Option.objects.filter(question=Given("question", KEY)))
_registers = Prepared(
    lambda: RegisterEntry.objects.filter(
        question=Given("question", KEY), entity=Given("entity", KEY)
    ).select_related("entity")
)
_of_entity = Prepared(
    lambda: (
        Preference.objects.filter(question=Given("question", KEY), entity=Given("entity", KEY))
        .filter(Q(standing=True) | Q(version=Subquery(_last_version())))
        .order_by("version")
    )
)


def _last_version() -> Any:
    rows = Preference.objects.filter(question=Given("question", KEY), entity=Given("entity", KEY))
    return rows.order_by("-version").values("version")[:1]


def _check_version(given: int | None, last: int) -> None:
    """A caller that gives no version wins as last."""
    if given is not None and given != last:
        raise ChangedMeanwhile()


def _registered(question: Question, entity: int) -> Entity:
    entry = _registers.one(question=question.pk, entity=entity)
    if entry is None:
        raise rules.NotOnTheRegister(entity=Entity.objects.get(pk=entity))
    return cast(Entity, entry.entity)


def _versions(question: Question, entity: int) -> tuple[int, Preference | None]:
    """The number of the last version, and the version that stands."""
    rows = _of_entity(question=question.pk, entity=entity)
    standing = next((row for row in rows if row.standing), None)
    return (rows[-1].version if rows else 0), standing


def _add(
    row: Preference, standing: Preference | None, *, settles: bool, by: Actor, at: datetime
) -> Preference:
    """Late goes before held: what enters after the hour waits for the Chair in any case."""
    held = not settles and rules.disagrees(standing, row, _behind(standing, row))
    row.state = Preference.State.HELD if held else Preference.State.ACCEPTED
    if not rules.is_open(row.question, at):
        row.state = Preference.State.LATE
    if row.state == Preference.State.ACCEPTED:
        _take_the_place_of(row, standing)
    row.save()
    _record(VERBS[Preference.State(row.state)], row, by, at)
    if row.state != Preference.State.LATE:
        _set_aside(_overtaken(row, settles), by, at)
    if row.state == Preference.State.HELD:
        _notices.held(row, by, at)
    elif row.keyed_at:
        _notices.keyed(row, by, at)
    else:
        _notices.received(row, by, at)
    _count_again(row.question, at)
    return row


def _behind(standing: Preference | None, row: Preference) -> set[int]:
    """The persons of the Member whose last word is what stands. Asked only when `row` differs."""
    if standing is None or standing.approved == row.approved:
        return set()
    spoken = row.question.preferences.filter(entity=row.entity_id, person__isnull=False)
    not_counted = (Preference.State.SET_ASIDE, Preference.State.LATE)
    rows = spoken.exclude(state__in=not_counted).order_by("version")
    last = dict(rows.values_list("person_id", "approved"))
    return {person for person, approved in last.items() if approved == standing.approved}


def _overtaken(row: Preference, settles: bool) -> list[Preference]:
    """What need no longer be held: the same person has spoken again, or what they said stands
    now, or it has been settled."""
    rows = row.question.preferences.filter(entity=row.entity_id, state=Preference.State.HELD)
    held = rows.exclude(pk=row.pk).select_related("question", "entity").order_by("version")
    return [one for one in held if settles or _said_anew(row, one)]


def _said_anew(row: Preference, held: Preference) -> bool:
    same_person = row.person_id is not None and held.person_id == row.person_id
    return same_person or (row.standing and held.approved == row.approved)


def _set_aside(rows: Iterable[Preference], by: Actor, at: datetime) -> None:
    for row in rows:
        row.state = Preference.State.SET_ASIDE
        row.save(update_fields=["state"])
        _record(Verb.PREFERENCE_SETTLED, row, by, at)


def _take_the_place_of(row: Preference, standing: Preference | None) -> None:
    if standing is not None:
        Preference.objects.filter(pk=standing.pk).update(standing=False)
    row.replaces, row.standing = standing, True


def _record(verb: Verb, row: Preference, by: Actor, at: datetime, **more: str) -> None:
    """The entry names the Entity and binds the answer; receipt and answer stay out of it."""
    record(
        verb,
        by=by,
        at=at,
        subject=row,
        chain=row.question.chain,
        entity=row.entity.slug,
        version=row.version,
        channel=row.channel,
        state=row.state,
        commitment=row.commitment,
        **more,
    )


def _count_again(question: Question, at: datetime) -> None:
    """What counts has changed after closing: the recount file has another digest."""
    if question.closed_at:
        keep_count(question, at)


@transaction.atomic
def settle(
    *, preference: Preference, stands: bool, by: Actor, at: datetime, note_verbale: str = ""
) -> Preference:
    """The head of mission, or the Administration upon a note verbale, says which one stands."""
    question = locked(preference.question)
    if question.concluded_at:
        raise rules.AlreadyConcluded()
    row = Preference.objects.select_related("question", "entity").get(pk=preference.pk)
    if row.state != Preference.State.HELD:
        raise rules.NotHeld()
    if Role.ADMINISTRATION in by.roles and not note_verbale.strip():
        raise rules.NeedsNoteVerbale()
    if stands:
        _take_the_place_of(row, _versions(question, row.entity_id)[1])
    row.state = Preference.State.ACCEPTED if stands else Preference.State.SET_ASIDE
    row.save(update_fields=["state", "standing", "replaces"])
    _record(Verb.PREFERENCE_SETTLED, row, by, at, note_verbale=note_verbale.strip())
    if stands:
        _set_aside(_overtaken(row, settles=True), by, at)
    _count_again(question, at)
    return row


@transaction.atomic
def accept_late(*, preference: Preference, by: Actor, at: datetime) -> Preference:
    """The Chair lets an answer received late count, before concluding."""
    question = locked(preference.question)
    if question.concluded_at:
        raise rules.AlreadyConcluded()
    row = Preference.objects.select_related("question", "entity").get(pk=preference.pk)
    if row.state != Preference.State.LATE:
        raise rules.NotLate()
    standing = _versions(question, row.entity_id)[1]
    if standing is not None and standing.version > row.version:
        raise Overtaken()
    _take_the_place_of(row, standing)
    row.state = Preference.State.LATE_ACCEPTED
    row.save(update_fields=["state", "standing", "replaces"])
    _record(Verb.LATE_ACCEPTED, row, by, at)
    _count_again(question, at)
    return row


@transaction.atomic
def take_back_answer(
    *, preference: Preference, held: Collection[int] = (), by: Actor, at: datetime
) -> Preference:
    """It was keyed in by mistake: it stays readable, set aside, and what stood before stands again.

    `held`: keys of the answers that were held until it settled them; they are held again.
    """
    question = locked(preference.question)
    if question.concluded_at:
        raise rules.AlreadyConcluded()
    rows = Preference.objects.select_related("question", "entity")
    row = rows.get(pk=preference.pk)
    rules.check_taking_back(row, _versions(question, row.entity_id)[0], at)
    before = rows.get(pk=row.replaces_id) if row.standing and row.replaces_id else None
    row.state, row.standing = Preference.State.SET_ASIDE, False
    row.save(update_fields=["state", "standing"])
    _record(Verb.PREFERENCE_TAKEN_BACK, row, by, at)
    if before:
        before.standing = True
        before.save(update_fields=["standing"])
        _record(Verb.PREFERENCE_RESTORED, before, by, at)
    settled = rows.filter(entity=row.entity_id, state=Preference.State.SET_ASIDE, pk__in=held)
    for other in settled.order_by("version"):
        other.state = Preference.State.HELD
        other.save(update_fields=["state"])
        _record(Verb.PREFERENCE_RESTORED, other, by, at)
    _notices.taken_back(row, _versions(question, row.entity_id)[1], by, at)
    _count_again(question, at)
    return row
