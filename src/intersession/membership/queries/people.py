"""Who acts for the Entities of a list, on its day: for those who may read contacts."""

from collections.abc import Iterator
from dataclasses import dataclass

from intersession.membership.queries.contacts import Acting, who_acts
from intersession.membership.queries.listing import Listing


@dataclass(frozen=True, kw_only=True)
class Representative:
    """One person of one Entity; all but the Entity is empty where nobody is named."""

    entity: dict[str, str]
    name: str
    function: str
    role: str
    email: str


def representatives(listing: Listing) -> list[Representative]:
    """Those of `who_acts` with a row for each Entity that nobody acts for. Two queries beside those
    of the list."""
    by_entity: dict[str, list[Acting]] = {}
    for one in who_acts(listing):
        by_entity.setdefault(one.slug, []).append(one)
    return [
        row for line in listing.rows for row in _of_entity(line.name, by_entity.get(line.slug, []))
    ]


def _of_entity(name: dict[str, str], acting: list[Acting]) -> Iterator[Representative]:
    for one in acting:
        yield Representative(
            entity=name,
            name=one.name,
            function=one.function,
            role=str(one.role),
            email=one.email,
        )
    if not acting:
        yield Representative(entity=name, name="", function="", role="", email="")
