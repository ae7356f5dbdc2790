"""Entities and groups."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from intersession.api.shapes import Day, Paged, Slug, Words, chosen, code, text
from intersession.membership.models import Entity, Group, MembershipStatus, Profile
from intersession.membership.queries.listing import Asked as AskedList
from intersession.membership.queries.listing import Listed as Line

STATUSES = (*MembershipStatus.Kind.values, "")


class AskEntities(Paged):
    """`on`: as of that day, today unless given. `status`: "any" and "none" as well."""

    on: Day | None = None
    kind: chosen(Entity.Kind.values) | None = None
    status: chosen([*MembershipStatus.Kind.values, "any", "none"]) | None = None
    group: Slug | None = None
    q: text(100) = ""

    def as_list(self, today: date) -> AskedList:
        return AskedList(
            day=self.on or today,
            status=self.status or "",
            kind=self.kind or "",
            group=self.group or "",
            q=self.q,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class EntityLine:
    """An Entity as it stands on the day; `groups` are codes."""

    slug: str
    name: Words
    kind: code(Entity.Kind.values)
    iso3: str
    m49: str
    status: code(STATUSES)
    since: date | None
    groups: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Held:
    """A status or a group over time; `until` is the first day on which it no longer holds."""

    what: str
    since: date
    until: date | None
    precision: str


@dataclass(frozen=True, kw_only=True)
class EntityFull:
    """`phone` is null for a reader who may not see it."""

    slug: str
    kind: code(Entity.Kind.values)
    name: Words
    formal_name: Words
    local_name: str
    iso2: str
    iso3: str
    m49: str
    capital: str
    latitude: float | None
    longitude: float | None
    time_zone: str
    language: str
    protocol_rank: int | None
    phone: str | None
    statuses: list[Held]
    groups: list[Held]


@dataclass(frozen=True, kw_only=True)
class Declared:
    """`topic` as declare/ takes it; "" is migration in general."""

    topic: str
    name: Words
    labels: list[code(Profile.Label.values)]


@dataclass(frozen=True, kw_only=True)
class GroupLine:
    code: str
    kind: code(Group.Kind.values)
    name: Words


def line(row: Line) -> EntityLine:
    return EntityLine(
        slug=row.slug,
        name=row.name,
        kind=row.kind,
        iso3=row.iso3,
        m49=row.m49,
        status=row.status,
        since=row.since_day,
        groups=row.codes,
    )


def full(entity: Entity, *, contacts: bool) -> EntityFull:
    """Two queries."""
    given = {name: getattr(entity, name) for name in FACTS}
    groups = entity.groups.select_related("group").order_by("group__position", "since")
    return EntityFull(
        **given,
        phone=entity.phone if contacts else None,
        statuses=[_held(row, row.kind) for row in entity.statuses.order_by("since")],
        groups=[_held(row, row.group.code) for row in groups],
    )


FACTS = (
    "slug",
    "kind",
    "name",
    "formal_name",
    "local_name",
    "iso2",
    "iso3",
    "m49",
    "capital",
    "latitude",
    "longitude",
    "time_zone",
    "language",
    "protocol_rank",
)


def _held(row: Any, what: str) -> Held:
    return Held(what=what, since=row.since, until=row.until, precision=row.precision)


def group(row: Group) -> GroupLine:
    return GroupLine(code=row.code, kind=row.kind, name=row.name)
