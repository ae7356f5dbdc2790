"""Verbs of a draw before the seed: prepare it, find its lottery, open its chances, set it aside."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.jobs.actions import start_job
from intersession.jobs.models import Job
from intersession.ledger.models import canonical
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.meetings.models import Meeting
from intersession.methods import sortition
from intersession.participation import drawing
from intersession.participation.actions._lock import locked, locked_draw, to_come
from intersession.participation.actions.room_lists import (
    NobodyPutForward,
    NoRulesYet,
    SeatsOffered,
)
from intersession.participation.actions.room_rules import ReasonMissing
from intersession.participation.models import Draw, ProposedList, RoomRules
from intersession.participation.queries.candidates import Pool, pool_of
from intersession.ui.dates import moment

State, SeedFrom = Draw.State, Draw.SeedFrom
FINDING = "participation:finding-lottery"
AHEAD = timedelta(hours=1)  # the lottery is found long before anybody can know the seed


@dataclass(frozen=True, kw_only=True)
class DrawFacts:
    """`origin`: the occasion of the roll, or the source. `seed_at` for a source alone, `dice` and
    `sides` for dice alone."""

    reason: str
    seed_from: str
    origin: str
    seed_at: datetime | None = None
    dice: int = 0
    sides: int = 0


class DrawPreparedAlready(Refusal):
    message = _(
        "%(by)s prepared draw %(number)s already (%(when)s). One draw stands for a meeting; this "
        "one was not begun."
    )


class NobodyCanBeSeated(Refusal):
    message = _("No room meets the conditions. The page says why, and what would help.")


class RulesCannotBeMeant(Refusal):
    message = _("The rules of the room cannot be meant as they stand. Change seats and money.")


class DiceWrong(Refusal):
    message = _(
        "Of dice with %(sides)s sides at least %(fewest)s are needed, and at most %(most)s."
    )


class OriginMissing(Refusal):
    message = _("Say where the seed comes from, so that anybody can look it up or was there.")


class HourTooNear(Refusal):
    message = _(
        "Name an hour from %(when)s on: the lottery must be found before anybody can know the seed."
    )


class InputsChanged(Refusal):
    message = _(
        "Who takes part, or a rule, has changed since you opened this page. It now shows what "
        "would be fixed; look at it again."
    )


class NotWaiting(Refusal):
    message = _("This draw waits for no lottery any more.")


class LotteryUnderWay(Refusal):
    message = _("The lottery is being looked for already.")


class SeedKnownFirst(Refusal):
    message = _(
        "The hour at which the seed is known came before the lottery was found. Set this draw "
        "aside and prepare another one with a later hour."
    )


class SeedKnown(Refusal):
    message = _("Who reads the chances is decided before the seed is known; now it is too late.")


class SetAsideAlready(Refusal):
    message = _("This draw was set aside already.")


@transaction.atomic
def prepare_draw(
    *, meeting: Meeting, facts: DrawFacts, seen: str | None = None, by: Actor, at: datetime
) -> Draw:
    """From here on nobody changes who takes part and by which rules. `seen`: the digest of what the
    officer saw on the page, None where there was no page. The lottery is looked for by a job."""
    meeting = locked(meeting)
    to_come(meeting, at)
    _alone(meeting)
    _sound(facts, at)
    pool = _pool(meeting)
    inputs = drawing.frozen(pool)
    digest = drawing.digest_of(inputs)
    if seen is not None and seen != digest:
        raise InputsChanged()
    _possible(pool)
    row = _made(meeting, facts, inputs, digest, by, at)
    about: dict[str, Any] = {"number": row.number, "inputs": digest, "seed_from": row.seed_from}
    about |= {"candidates": len(pool.candidates), "seed_at": str(row.seed_at or "")}
    about |= {"told": drawing.told_digest(row)}
    record(Verb.DRAW_PREPARED, by=by, at=at, subject=row, **about)
    return _begun(row, by, at)


def _alone(meeting: Meeting) -> None:
    if listed := drawing.offered(meeting):
        raise SeatsOffered(number=listed.number)
    if row := drawing.standing(meeting):
        _said_already(row)


def _said_already(row: Draw) -> None:
    when = moment(row.prepared_at)
    raise DrawPreparedAlready(by=row.prepared_by, number=row.number, when=when)


def _sound(facts: DrawFacts, at: datetime) -> None:
    if not facts.reason.strip():
        raise ReasonMissing()
    if not facts.origin.strip():
        raise OriginMissing()
    if facts.seed_from == SeedFrom.DICE:
        fewest = drawing.fewest(facts.sides) if facts.sides in drawing.FIGURES else 0
        if not fewest <= facts.dice <= drawing.MOST_DICE or not fewest:
            raise DiceWrong(sides=facts.sides, fewest=fewest, most=drawing.MOST_DICE)
    elif facts.seed_at is None or facts.seed_at < at + AHEAD:
        raise HourTooNear(when=moment(at + AHEAD))


def _pool(meeting: Meeting) -> Pool:
    rules = RoomRules.objects.filter(meeting=meeting).first()
    if rules is None:
        raise NoRulesYet()
    pool = pool_of(meeting, rules)
    if not pool.candidates:
        raise NobodyPutForward()
    return pool


def _possible(pool: Pool) -> None:
    try:
        if not sortition.feasible(candidates=pool.candidates, rules=pool.method_rules()):
            raise NobodyCanBeSeated()
    except sortition.SortitionError:
        raise RulesCannotBeMeant() from None


def _made(
    meeting: Meeting, facts: DrawFacts, inputs: str, digest: str, by: Actor, at: datetime
) -> Draw:
    """Two officers meet at the lock of the meeting, or at last at the unique key."""
    dice = facts.seed_from == SeedFrom.DICE
    latest = Draw.objects.filter(meeting=meeting).order_by("-number").first()
    try:
        with transaction.atomic():
            return Draw.objects.create(
                meeting=meeting,
                number=latest.number + 1 if latest else 1,
                reason=facts.reason.strip(),
                seed_from=facts.seed_from,
                origin=facts.origin.strip(),
                seed_at=None if dice else facts.seed_at,
                dice=facts.dice if dice else 0,
                sides=facts.sides if dice else 0,
                inputs=inputs,
                inputs_digest=digest,
                prepared_at=at,
                prepared_by=str(by),
            )
    except IntegrityError:
        if other := drawing.standing(meeting):
            _said_already(other)
        raise


def _begun(row: Draw, by: Actor, at: datetime) -> Draw:
    job = start_job(
        kind=FINDING,
        values={"draw": str(row.uid)},
        then=reverse("participation:room_draw", args=[row.meeting.slug]),
        by=by,
        at=at,
    )
    row.job = job.uid
    row.save(update_fields=["job"])
    return row


@transaction.atomic
def find_lottery(*, draw: Draw, by: Actor, at: datetime) -> Draw:
    """Once more, where the job failed or was cancelled."""
    row = locked_draw(draw)
    if row.state != State.PREPARED:
        raise NotWaiting()
    if Job.objects.unfinished().filter(uid=row.job).exists():
        raise LotteryUnderWay()
    if row.seed_at and at >= row.seed_at:
        raise SeedKnownFirst()
    return _begun(row, by, at)


@transaction.atomic
def keep_lottery(*, draw: Draw, found: sortition.Lottery, by: Actor, at: datetime) -> Draw:
    """The draw waits for its seed. `at`: the hour at which the lottery was found."""
    row = locked_draw(draw)
    if row.state != State.PREPARED:
        raise NotWaiting()
    if row.seed_at and at >= row.seed_at:
        raise SeedKnownFirst()
    row.state, row.lottery = State.READY, drawing.kept(found)
    row.certificate = drawing.certificate(found)
    row.save(update_fields=["state", "lottery", "certificate"])
    said = {name: row.certificate[name] for name in ("upper", "achieved", "gap", "rooms")}
    said |= {"rooms_sha256": row.certificate["rooms_sha256"]}
    said |= {"certificate": drawing.digest_of(canonical(row.certificate))}
    record(Verb.DRAW_FOUND, by=by, at=at, subject=row, **said)
    return row


@transaction.atomic
def open_chances(*, draw: Draw, to: str, by: Actor, at: datetime) -> Draw:
    """Who may read the chances, decided before anybody can know the seed."""
    row = locked_draw(draw)
    if row.state == State.SET_ASIDE:
        raise SetAsideAlready()
    if row.state == State.DRAWN or (row.seed_at and at >= row.seed_at):
        raise SeedKnown()
    row.chances_to = Draw.ChancesTo(to)
    row.save(update_fields=["chances_to"])
    record(Verb.DRAW_OPENED, by=by, at=at, subject=row, to=row.chances_to)
    return row


@transaction.atomic
def set_draw_aside(*, draw: Draw, why: str, by: Actor, at: datetime) -> Draw:
    """It stays on the page, with why. A list that was drawn goes with it, unless seats of it were
    offered."""
    if not why.strip():
        raise ReasonMissing()
    row = locked_draw(draw)
    if row.state == State.SET_ASIDE:
        raise SetAsideAlready()
    if row.list and row.list.state == ProposedList.State.OFFERED:
        raise SeatsOffered(number=row.list.number)
    known = drawing.seed_could_be_known(row, at)
    if row.list:
        ProposedList.objects.filter(pk=row.list.pk).update(state=ProposedList.State.SET_ASIDE)
    row.state = State.SET_ASIDE
    row.set_aside_at, row.set_aside_by, row.set_aside_why = at, str(by), why.strip()[:500]
    row.save(update_fields=["state", "set_aside_at", "set_aside_by", "set_aside_why"])
    about: dict[str, Any] = {"number": row.number, "why": row.set_aside_why}
    record(Verb.DRAW_SET_ASIDE, by=by, at=at, subject=row, seed_known=known, **about)
    return row
