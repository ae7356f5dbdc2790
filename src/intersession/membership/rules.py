"""What dates and roles allow: yes or no, from state and ownership."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.text import slugify

from intersession.access.guard import Actor
from intersession.access.policy import May, Role
from intersession.membership.models import Entity, MembershipStatus
from intersession.membership.sorting import folded
from intersession.ui.text import text

# Nobody is both at once; other kinds may be held together (partner and observer organisation).
NEVER_TOGETHER = frozenset({MembershipStatus.Kind.MEMBER, MembershipStatus.Kind.OBSERVER_STATE})
# Literal words of the addresses of this app: no Entity may be called so.
RESERVED_SLUGS = frozenset({"add", "load", "csv", "pdf", "docx", "people", "labels"})


def slug_of(name: Mapping[str, str]) -> str:
    """ "cote-divoire"; "" when the name has no Latin letter."""
    return slugify(folded(text(name, "en")))[:80].strip("-")


def never_with(kind: str) -> frozenset[str]:
    """Kinds of status, or codes of groups, that do not hold on a day on which this one does."""
    return frozenset({kind}) | (NEVER_TOGETHER if kind in NEVER_TOGETHER else frozenset())


def is_member_on(entity_id: int | None, day: date) -> bool:
    return Entity.objects.members_on(day).filter(pk=entity_id).exists()


def status_on(entity_id: int | None, day: date) -> str:
    """The kind of status held that day, Member before any other; "" when there is none."""
    held = MembershipStatus.objects.in_force(day).filter(entity=entity_id)
    return first_status(held.values_list("kind", flat=True))


def first_status(kinds: Iterable[str]) -> str:
    """The kind that stands in a list when several are held: in the order of the glossary."""
    held = set(kinds)
    return next((kind.value for kind in MembershipStatus.Kind if kind.value in held), "")


def roles_to_name(actor: Actor, entity_id: int) -> list[Role]:
    """Which roles of an Entity this actor may give: a head of mission names focal points only."""
    if actor.may(May.MANAGE_ENTITIES):
        return [Role.FOCAL_POINT, Role.HEAD_OF_MISSION, Role.OBSERVER, Role.DONOR]
    return [Role.FOCAL_POINT] if actor.may(May.NAME_FOCAL_POINT, entity=entity_id) else []
