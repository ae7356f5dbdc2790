"""The page of one Entity. What a reader may not see is not read."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch

from intersession.access.models import Person
from intersession.access.policy import ROLE_NAMES, Role
from intersession.membership.labels import GROUP_KIND_NAMES, KIND_NAMES, LABEL_NAMES, STATUS_NAMES
from intersession.membership.models import Entity, Group, Profile, Representation
from intersession.membership.queries.listing import beginning
from intersession.membership.queries.register import STATUS_ORDER
from intersession.ui.dates import day as day_words


@dataclass(frozen=True, kw_only=True)
class Period:
    """`since` and `until` in words, "" where not recorded or not ended; `in_force` on the day of
    the page. `heading` is the kind of a group."""

    pk: int
    what: Any
    heading: str
    since: str
    until: str
    in_force: bool
    source: str


@dataclass(frozen=True, kw_only=True)
class Acting:
    """Who acts: `people` are functions, with names and `email` only for who may read contacts.
    `begins` and `ends` are the days of which `since` and `until` are the words."""

    pk: int
    role: str
    role_name: Any
    people: list[str]
    email: str
    since: str
    until: str
    in_force: bool
    begins: date
    ends: date | None


@dataclass(frozen=True, kw_only=True)
class EntityPage:
    """`acting`, `declared`, `phone` and `address` are None for a reader who may not see them."""

    entity: Entity
    kind_name: Any
    status: Period | None
    statuses: list[Period]
    groups: list[Period]
    acting: list[Acting] | None
    declared: list[tuple[str, list[Any]]] | None
    phone: str | None
    address: str | None


def entity_page(
    entity: Entity, day: date, *, people: bool, contacts: bool, labels: bool
) -> EntityPage:
    """Two queries; two more for who acts (`people`), one more for the labels."""
    statuses = _statuses(entity, day)
    held = [row for row in statuses if row.in_force]
    return EntityPage(
        entity=entity,
        kind_name=KIND_NAMES[entity.kind],
        status=held[0] if held else None,
        statuses=statuses,
        groups=_groups(entity, day),
        acting=acting(entity, day, people=people, contacts=contacts),
        declared=_declared(entity, day) if labels else None,
        phone=entity.phone if contacts else None,
        address=entity.address if contacts else None,
    )


def acting(entity: Entity, day: date, *, people: bool, contacts: bool) -> list[Acting] | None:
    """Whoever acts on the day first; None for a reader who may not see it. Two queries."""
    if not (people or contacts):
        return None
    active = Prefetch("user__persons", Person.objects.filter(active=True).order_by("pk"))
    rows = entity.representations.select_related("user").prefetch_related(active)
    open_first = sorted(rows, key=lambda row: (_ended(row, day), row.role, row.since))
    return [
        Acting(
            pk=row.pk,
            role=row.role,
            role_name=ROLE_NAMES[Role(row.role)],
            people=[
                str(person) if contacts else person.function for person in row.user.persons.all()
            ],
            email=row.user.email if contacts else "",
            since=day_words(row.since),
            until=day_words(row.until) if row.until else "",
            in_force=row.since <= day and not _ended(row, day),
            begins=row.since,
            ends=row.until,
        )
        for row in open_first
    ]


def declared(entity: Entity, topic: str, day: date) -> list[str]:
    """The labels the Entity bears on a topic that day; for its own form."""
    rows = Profile.objects.in_force(day).filter(entity=entity, topic=topic)
    return list(rows.order_by("label").values_list("label", flat=True))


def in_force(entity: Entity, day: date, roles: Collection[str]) -> list[tuple[int, str]]:
    """Who acts for the Entity in these roles that day or later: (primary key, words)."""
    rows = Representation.objects.filter(entity=entity, role__in=roles).exclude(until__lte=day)
    found = rows.select_related("user").order_by("role", "since")
    return [(row.pk, f"{ROLE_NAMES[Role(row.role)]}: {row.user.email}") for row in found]


def _statuses(entity: Entity, day: date) -> list[Period]:
    rows = sorted(entity.statuses.all(), key=lambda row: (_ended(row, day), STATUS_ORDER[row.kind]))
    return [_period(row, day, STATUS_NAMES[row.kind]) for row in rows]


def _groups(entity: Entity, day: date) -> list[Period]:
    rows = entity.groups.select_related("group").order_by("group__position", "group__code", "since")
    return [_period(row, day, row.group.name, _heading(row.group)) for row in rows]


def _heading(group: Group) -> str:
    return str(GROUP_KIND_NAMES[group.kind])


def _ended(row: Any, day: date) -> bool:
    return row.until is not None and row.until <= day


def _period(row: Any, day: date, what: Any, heading: str = "") -> Period:
    return Period(
        pk=row.pk,
        what=what,
        heading=heading,
        since=beginning(row.since, row.precision),
        until=day_words(row.until) if row.until else "",
        in_force=row.since <= day and not _ended(row, day),
        source=row.source,
    )


def _declared(entity: Entity, day: date) -> list[tuple[str, list[Any]]]:
    """By topic ("" is migration in general): the labels of that day."""
    found: dict[str, list[Any]] = {}
    rows = Profile.objects.in_force(day).filter(entity=entity).order_by("topic", "label")
    for topic, label in rows.values_list("topic", "label"):
        found.setdefault(topic, []).append(LABEL_NAMES[label])
    return list(found.items())
