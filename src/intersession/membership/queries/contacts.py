"""Who acts for the Entities of a list, and their postal addresses; for those who may read them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import override, pgettext

from intersession.access.models import Person
from intersession.access.policy import ROLE_NAMES, Role
from intersession.membership.models import Entity, Representation
from intersession.membership.queries.listing import PROTOCOL, Listing
from intersession.membership.sorting import sort_key
from intersession.ui.languages import get_language
from intersession.ui.text import text

ROLE_ORDER = {
    role.value: place
    for place, role in enumerate(
        (Role.HEAD_OF_MISSION, Role.FOCAL_POINT, Role.OBSERVER, Role.DONOR)
    )
}


@dataclass(frozen=True, kw_only=True)
class Acting:
    """A person who acts for an Entity on the day of the list. `entity` is its name in the
    language whose alphabetical order was asked for."""

    entity: str
    slug: str
    code: str
    status: str
    name: str
    function: str
    role_code: str
    role: Any
    email: str
    phone: str
    language: str
    since: date


@dataclass(frozen=True, kw_only=True)
class Addressed:
    """`lines` are those of a label, in the language of correspondence; none without an address."""

    slug: str
    name: dict[str, str]
    address: str
    phone: str
    language: str
    lines: tuple[str, ...]


def who_acts(listing: Listing) -> list[Acting]:
    """In the order of the list; of one Entity by role, then by name. Two queries."""
    active = Prefetch("user__persons", Person.objects.filter(active=True))
    rows = Representation.objects.in_force(listing.asked.day).filter(user__is_active=True)
    language = order_language(listing)
    found: dict[str, list[Representation]] = {}
    for row in rows.select_related("user", "entity").prefetch_related(active):
        found.setdefault(row.entity.slug, []).append(row)
    listed = []
    for line in listing.rows:
        lines = [
            _acting(line, row, person, language)
            for row in found.get(line.slug, [])
            for person in _of(row)
        ]
        listed += sorted(lines, key=_by_role_and_name)
    return listed


def order_language(listing: Listing) -> str:
    """The language whose order was asked for; else the one in use."""
    asked = listing.asked.order
    return asked if asked not in ("", PROTOCOL) else get_language()


def _of(row: Representation) -> list[Any]:
    return list(row.user.persons.all()) or [Person(name="", function="")]


def _acting(line: Any, row: Representation, person: Person, language: str) -> Acting:
    return Acting(
        entity=text(line.name, language),
        slug=line.slug,
        code=line.iso3 or line.slug,
        status=line.status_name,
        name=person.name,
        function=person.function,
        role_code=row.role,
        role=ROLE_NAMES[Role(row.role)],
        email=row.user.email,
        phone=row.entity.phone,
        language=row.user.language,
        since=row.since,
    )


def _by_role_and_name(row: Acting) -> Any:
    return ROLE_ORDER[row.role_code], sort_key(row.name, get_language()), row.function


def addressed(listing: Listing) -> list[Addressed]:
    """In the order of the list. One query."""
    fields = ("slug", "kind", "address", "phone", "language")
    known = {row["slug"]: row for row in Entity.objects.values(*fields)}
    return [_addressed(line.name, known[line.slug]) for line in listing.rows]


def _addressed(name: dict[str, str], row: dict[str, Any]) -> Addressed:
    address = [line.strip() for line in row["address"].splitlines() if line.strip()]
    return Addressed(
        slug=row["slug"],
        name=name,
        address=row["address"],
        phone=row["phone"],
        language=row["language"],
        lines=(*_to(name, row), *address) if address else (),
    )


def _to(name: dict[str, str], row: dict[str, Any]) -> tuple[str, ...]:
    """A State is written to by its Mission, in the language in which it corresponds."""
    with override(row["language"]):
        called = text(name, row["language"])
        if row["kind"] != Entity.Kind.STATE:
            return (called,)
        return pgettext("on an envelope", "Permanent Mission"), called
