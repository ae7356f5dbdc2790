"""Reads of the membership: the register of a day, the list, the page of an Entity."""

from intersession.membership.queries.contacts import addressed, who_acts
from intersession.membership.queries.listing import Asked, Listing, listing_of
from intersession.membership.queries.page import EntityPage, acting, declared, entity_page, in_force
from intersession.membership.queries.people import Representative, representatives
from intersession.membership.queries.register import (
    Account,
    Registered,
    accounts_of,
    regions,
    register_on,
)

__all__ = [
    "Account",
    "Asked",
    "EntityPage",
    "Listing",
    "Registered",
    "Representative",
    "accounts_of",
    "acting",
    "addressed",
    "declared",
    "entity_page",
    "in_force",
    "listing_of",
    "who_acts",
    "regions",
    "register_on",
    "representatives",
]
