"""The register of a day: which Entities hold which status, in which groups, who acts for them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from intersession.membership.models import (
    Entity,
    Group,
    GroupMembership,
    MembershipStatus,
    Representation,
)

# Member first: of several statuses held on one day, this order says which one stands in a list.
STATUS_ORDER = {kind.value: n for n, kind in enumerate(MembershipStatus.Kind)}

# What "region" means in the dialogue: the regional groups in which States negotiate. The regions
# of geography (M49) are groups of kind REGION.
REGIONAL = Group.Kind.UN_REGIONAL_GROUP


@dataclass(frozen=True, kw_only=True)
class Registered:
    """An Entity as it stands on one day. `counted`: it is a Member, so its answer counts.

    `region` is the code of its regional group ("" when it has none); `groups` holds the codes of
    all its groups of that day, the region among them. `language` is that of correspondence.
    """

    entity: int
    slug: str
    name: dict[str, str]
    kind: str
    status: str
    counted: bool
    region: str
    groups: tuple[str, ...]
    phone: str
    language: str


class Account(NamedTuple):
    """An account that acts for an Entity."""

    entity: int
    user: int
    email: str
    role: str
    language: str


def register_on(day: date) -> list[Registered]:
    """Every Entity that holds a status on `day`, once, in the order of slugs. Three queries."""
    statuses = statuses_on(day)
    groups = groups_on(day)
    return [
        Registered(
            entity=pk,
            slug=slug,
            name=name,
            kind=kind,
            status=statuses[pk][0],
            counted=statuses[pk][0] == MembershipStatus.Kind.MEMBER,
            region=_region(groups.get(pk, [])),
            groups=tuple(code for code, _kind in groups.get(pk, [])),
            phone=phone,
            language=language,
        )
        for pk, slug, name, kind, phone, language in _with_status(day)
    ]


def regions() -> dict[str, dict[str, str]]:
    """The names of the regional groups by code, in their order."""
    rows = Group.objects.filter(kind=REGIONAL).order_by("position", "code")
    return dict(rows.values_list("code", "name"))


def accounts_of(entity_ids: Iterable[int], day: date) -> list[Account]:
    """The active accounts that act for these Entities on `day`. One query."""
    rows = (
        Representation.objects.in_force(day)
        .filter(entity__in=list(entity_ids), user__is_active=True)
        .order_by("entity", "role", "user__email")
        .values_list("entity", "user", "user__email", "role", "user__language")
    )
    return [Account(*row) for row in rows]


def statuses_on(day: date) -> dict[int, tuple[str, date]]:
    """By Entity: the kind of status that stands on `day`, and since when."""
    found: dict[int, tuple[str, date]] = {}
    rows = MembershipStatus.objects.in_force(day).values_list("entity", "kind", "since")
    for entity, kind, since in sorted(rows, key=lambda row: STATUS_ORDER[row[1]], reverse=True):
        found[entity] = (kind, since)
    return found


def groups_on(day: date) -> dict[int, list[tuple[str, str]]]:
    """By Entity: (code, kind) of each group it belongs to on `day`, in the order of groups."""
    found: dict[int, list[tuple[str, str]]] = {}
    rows = (
        GroupMembership.objects.in_force(day)
        .order_by("group__position", "group__code")
        .values_list("entity", "group__code", "group__kind")
    )
    for entity, code, kind in rows:
        found.setdefault(entity, []).append((code, kind))
    return found


def _with_status(day: date) -> list[tuple[int, str, dict[str, str], str, str, str]]:
    held = MembershipStatus.objects.in_force(day).values("entity")
    fields = ("pk", "slug", "name", "kind", "phone", "language")
    return list(Entity.objects.filter(pk__in=held).order_by("slug").values_list(*fields))


def _region(groups: list[tuple[str, str]]) -> str:
    return next((code for code, kind in groups if kind == REGIONAL), "")
