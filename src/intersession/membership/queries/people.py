"""Who acts for the Entities of a list, on its day: for those who may read contacts."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Prefetch

from intersession.access.models import Person
from intersession.access.policy import ROLE_NAMES, Role
from intersession.membership.models import Representation
from intersession.membership.queries.listing import Listing

# As they stand in a list: the head of mission before the focal points.
ORDER = {role: n for n, role in enumerate((Role.HEAD_OF_MISSION, Role.FOCAL_POINT))}


@dataclass(frozen=True, kw_only=True)
class Representative:
    """One person of one Entity; all but the Entity is empty where nobody is named."""

    entity: dict[str, str]
    name: str
    function: str
    role: str
    email: str


def representatives(listing: Listing) -> list[Representative]:
    """In the order of the list; an account without a person stands with its address. Two queries
    beside those of the list."""
    slugs = [row.slug for row in listing.rows]
    active = Prefetch("user__persons", Person.objects.filter(active=True).order_by("name", "pk"))
    rows = (
        Representation.objects.in_force(listing.asked.day)
        .filter(entity__slug__in=slugs, user__is_active=True)
        .select_related("user", "entity")
        .prefetch_related(active)
    )
    by_entity: dict[str, list[Representation]] = {}
    for row in sorted(rows, key=lambda row: (ORDER.get(Role(row.role), len(ORDER)), row.pk)):
        by_entity.setdefault(row.entity.slug, []).append(row)
    return [
        one for line in listing.rows for one in _of_entity(line.name, by_entity.get(line.slug, []))
    ]


def _of_entity(name: dict[str, str], rows: list[Representation]) -> Iterator[Representative]:
    for row in rows:
        for person in row.user.persons.all() or [Person()]:
            yield Representative(
                entity=name,
                name=person.name,
                function=person.function,
                role=str(ROLE_NAMES[Role(row.role)]),
                email=row.user.email,
            )
    if not rows:
        yield Representative(entity=name, name="", function="", role="", email="")
