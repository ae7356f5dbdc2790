"""Reads of draws: the page of the draw, what would be fixed, chances for those who may."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from intersession.access.guard import Actor
from intersession.access.policy import May, Role
from intersession.jobs.models import Job
from intersession.jobs.queries import JobRow, job_row
from intersession.meetings.models import Meeting
from intersession.membership.models import Entity
from intersession.membership.rules import is_member_on
from intersession.methods import sortition
from intersession.participation import drawing, features
from intersession.participation.models import Draw, Registration, RoomRules
from intersession.participation.queries.candidates import Pool, named, pool_of

State = Draw.State
MISSION = frozenset({Role.HEAD_OF_MISSION, Role.FOCAL_POINT})
MOST_EXPLAINED = 1_500  # candidates; for more, to find the smallest conflict takes too long here
LARGE = ("inputs", "lottery")
Words = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Frozen:
    """What was fixed. `conditions` and `wishes` with what they ask for, as in the rules."""

    candidates: int
    entities: int
    rules: sortition.Rules
    named: features.Named
    currency: str

    @property
    def conditions(self) -> list[sortition.Quota]:
        return [one for one in self.rules.quotas if not one.wished]

    @property
    def wishes(self) -> list[sortition.Quota]:
        return [one for one in self.rules.quotas if one.wished]


@dataclass(frozen=True, kw_only=True)
class Afterwards:
    """What made the room another one than the seed drew, in numbers. `withdrawn`: of those
    drawn; `instead`: came for them; `overruled`: seats on which a person decided otherwise."""

    drawn: int
    withdrawn: int
    instead: int
    overruled: int


@dataclass(frozen=True, kw_only=True)
class DrawPage:
    """`draw`: the one that stands, or None. `changed`: people or rules are others by now."""

    draw: Draw | None
    earlier: list[Draw]
    frozen: Frozen | None = None
    job: JobRow | None = None
    changed: bool = False
    offered: bool = False  # seats of a list were offered: no draw can begin or be set aside
    afterwards: Afterwards | None = None


@dataclass(frozen=True, kw_only=True)
class Preparing:
    """What would be fixed now, and what stands in the way. `missing`: by feature that a rule asks
    for, the names of those of whom it is not known. A `conflict` that names no rule was not looked
    for: there are too many people."""

    digest: str = ""
    frozen: Frozen | None = None
    conflict: sortition.Infeasible | None = None
    missing: list[tuple[str, list[str]]] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class ChanceLine:
    """`name` is empty where the reader may not read it: then the place in its Entity’s order
    stands for the person. `never`: why the chance is 0, with its values."""

    name: str
    entity: Words
    position: int
    chance: float
    never: str = ""
    after: str = ""  # of a reason: the name of somebody else


@dataclass(frozen=True, kw_only=True)
class Chances:
    draw: Draw
    people: list[ChanceLine]
    entities: list[tuple[Words, float]]

    @property
    def able(self) -> list[ChanceLine]:
        return [line for line in self.people if not line.never]

    @property
    def never(self) -> list[ChanceLine]:
        return [line for line in self.people if line.never]


def draw_page(meeting: Meeting, actor: Actor) -> DrawPage:
    """All draws of a meeting; what is read of the frozen inputs only for who sees the room."""
    rows = Draw.objects.filter(meeting=meeting).select_related("list__run", "file").defer(*LARGE)
    found = list(rows.order_by("-number"))
    draw = next((one for one in found if one.state != State.SET_ASIDE), None)
    page = DrawPage(draw=draw, earlier=[one for one in found if one is not draw])
    offered = actor.may(May.HOLD_DRAW) and drawing.offered(meeting) is not None
    after = _afterwards(draw) if draw else None
    if draw is None or not actor.may(May.SEE_ROOM):
        return DrawPage(draw=draw, earlier=page.earlier, offered=offered, afterwards=after)
    inputs = Draw.objects.filter(pk=draw.pk).values_list("inputs", flat=True)[0]
    return DrawPage(
        draw=draw,
        earlier=page.earlier,
        frozen=_frozen(inputs, meeting),
        job=_job(draw, actor),
        changed=draw.state != State.DRAWN and _digest_now(meeting) != draw.inputs_digest,
        offered=offered,
        afterwards=after,
    )


def _afterwards(draw: Draw) -> Afterwards | None:
    """For everybody. One query."""
    if draw.list is None:
        return None
    told = json.loads(draw.list.run.answer)
    return Afterwards(
        drawn=len(told["drawn"]),
        withdrawn=len(told["withdrawn"]),
        instead=len(told["instead"]),
        overruled=draw.list.seats.exclude(overruled="").count(),
    )


def all_of(page: DrawPage) -> list[Draw]:
    return [*([page.draw] if page.draw else []), *page.earlier]


def _job(draw: Draw, actor: Actor) -> JobRow | None:
    if draw.state != State.PREPARED or not actor.may(May.HOLD_DRAW):
        return None
    row = Job.objects.select_related("started_by").filter(uid=draw.job).first()
    return job_row(row) if row else None


def _digest_now(meeting: Meeting) -> str:
    rules = RoomRules.objects.filter(meeting=meeting).first()
    return drawing.digest_of(drawing.frozen(pool_of(meeting, rules))) if rules else ""


def _frozen(inputs: str, meeting: Meeting) -> Frozen:
    people, rules = drawing.thawed(inputs)
    currency = RoomRules.objects.filter(meeting=meeting).values_list("currency", flat=True)
    return _summed(people, rules, named(), currency.first() or "")


def _summed(people: Any, rules: sortition.Rules, names: features.Named, currency: str) -> Frozen:
    return Frozen(
        candidates=len(people),
        entities=len({one.entity for one in people if one.entity}),
        rules=rules,
        named=names,
        currency=currency,
    )


def preparing(meeting: Meeting) -> Preparing:
    """Before anything is fixed: what is wrong is told with ways out."""
    rules = RoomRules.objects.filter(meeting=meeting).first()
    if rules is None:
        return Preparing()
    pool = pool_of(meeting, rules)
    if not pool.candidates:
        return Preparing()
    frozen = _summed(pool.candidates, pool.method_rules(), pool.named, rules.currency)
    return Preparing(
        digest=drawing.digest_of(drawing.frozen(pool)),
        frozen=frozen,
        conflict=_conflict(pool),
        missing=_missing(pool, frozen),
    )


def _conflict(pool: Pool) -> sortition.Infeasible | None:
    rules = pool.method_rules()
    try:
        if sortition.feasible(candidates=pool.candidates, rules=rules):
            return None
        if len(pool.candidates) > MOST_EXPLAINED:
            return sortition.Infeasible("", conflict=())
        return sortition.infeasible(candidates=pool.candidates, rules=rules)
    except sortition.SortitionError:
        return None  # refused in words when it is to be fixed


def _missing(pool: Pool, frozen: Frozen) -> list[tuple[str, list[str]]]:
    asked = {feature for quota in frozen.conditions for feature, _value in quota.values}
    order = [feature for feature in features.FEATURE_NAMES if feature in asked]
    found = []
    for feature in order:
        if feature in features.PLAIN:
            continue  # of these nothing said is a no
        unknown = [one.id for one in pool.candidates if not one.attributes.get(feature)]
        names = sorted(pool.registrations[one].badge_name for one in unknown)
        if names:
            found.append((str(features.FEATURE_NAMES[feature]), names))
    return found


def may_read_chances(actor: Actor, draw: Draw, day: date) -> bool:
    """The Administration; where it was decided before the seed was known, the membership."""
    return bool(draw.certificate) and (actor.may(May.SEE_CHANCES) or _opened_to(actor, draw, day))


def may_read_file(actor: Actor) -> bool:
    """The file, and what was fixed, hold chances and what conditions ask of each person: with the
    Entity and the place in its order that is enough to know somebody's gender."""
    return actor.may(May.READ_RUNS)


def _opened_to(actor: Actor, draw: Draw, day: date) -> bool:
    """Heads of mission and focal points of those that are Members that day."""
    if draw.chances_to != Draw.ChancesTo.MEMBERSHIP or not actor.may_somewhere(May.NOMINATE):
        return False
    return not MISSION.isdisjoint(actor.roles) and is_member_on(actor.entity, day)


def chances_of(draw: Draw, actor: Actor) -> Chances:
    """The smallest first. Names are for who sees the room, and of one's own Entity. Three
    queries."""
    plain = draw.lottery or {}
    people, rules = drawing.thawed(draw.inputs)
    known = {one.id: one for one in people}
    slugs = {one.entity for one in people if one.entity}
    entities = {row.slug: row for row in Entity.objects.filter(slug__in=slugs)}
    names = _names(draw, actor, list(known))
    never = {one: (reason, values) for one, reason, values in plain["never"]}
    lines = []
    for one, chance in zip(plain["ids"], plain["chances"], strict=True):
        who, (reason, values) = known[one], never.get(one, ("", {}))
        if reason == "no-room" and rules.per_entity == 1 and (who.priority or 0) > 1:
            reason = "one-seat"
        lines.append(
            ChanceLine(
                name=names.get(one, ""),
                entity=entities[who.entity].name if who.entity in entities else {},
                position=who.priority or 0,
                chance=chance,
                never=reason,
                after=names.get(str(values.get("after", "")), ""),
            )
        )
    by_entity = [
        (entities[slug].name, p) for slug, p in plain["entities"].items() if slug in entities
    ]
    return Chances(
        draw=draw,
        people=sorted(lines, key=lambda line: (line.chance, line.name)),
        entities=sorted(by_entity, key=lambda pair: (pair[1], pair[0].get("en", ""))),
    )


def _names(draw: Draw, actor: Actor, ids: list[str]) -> dict[str, str]:
    rows = Registration.objects.filter(meeting=draw.meeting_id, uid__in=ids)
    if not actor.may(May.SEE_ROOM):
        rows = rows.filter(entity=actor.entity) if actor.entity else rows.none()
    return {str(uid): name for uid, name in rows.values_list("uid", "badge_name")}


def draws_waiting(at: datetime) -> list[Draw]:
    """Ready draws whose seed can be known (dice at any time, a source once its hour has come), and
    prepared ones whose job ended without a lottery. One query, or two."""
    states = (State.PREPARED, State.READY)
    rows = Draw.objects.filter(state__in=states, meeting__ends_at__gt=at).defer(*LARGE)
    found = list(rows.select_related("meeting").order_by("meeting__starts_at"))
    working = _working([one.job for one in found if one.state == State.PREPARED])
    return [one for one in found if _waits(one, at, working)]


def _working(jobs: list[Any]) -> set[Any]:
    rows = Job.objects.unfinished().filter(uid__in=jobs)
    return set(rows.values_list("uid", flat=True)) if jobs else set()


def _waits(draw: Draw, at: datetime, working: set[Any]) -> bool:
    if draw.state == State.PREPARED:
        return draw.job not in working
    return draw.seed_at is None or draw.seed_at <= at
