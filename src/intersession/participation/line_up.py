"""The list of participants in the official order: its parts, the Entities of each, their people.

Parts follow from the status that an Entity holds on the first day of the meeting, then from its
kind. Within a part those with a place in the order of protocol come first, then the others in the
alphabetical order of the language; a delegation begins with its head.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from intersession.membership.models import Entity, MembershipStatus
from intersession.membership.sorting import SortKey, sort_key
from intersession.participation import naming
from intersession.participation.models import Registration
from intersession.participation.naming import Named
from intersession.ui.languages import base, missing_in
from intersession.ui.text import best

Words = Mapping[str, str]
_Kind, _Status, _Role = Entity.Kind, MembershipStatus.Kind, Registration.Role
# In the order of the list.
PARTS: dict[str, Any] = {
    "members": _("Member States"),
    "observer_states": _("Observer States"),
    "states": _("Other States"),
    "observers": _("Observer organisations"),
    "igo": _("Intergovernmental organisations"),
    "ngo": _("Non-governmental organisations"),
    "academia": _("Academia"),
    "media": _("Media"),
    "private_sector": _("Private sector"),
    "others": _("Others"),
}
_OF_STATUS = {
    _Status.MEMBER: "members",
    _Status.OBSERVER_STATE: "observer_states",
    _Status.OBSERVER_ORGANISATION: "observers",
}
_OF_KIND = {
    _Kind.STATE: "states",
    _Kind.IGO: "igo",
    _Kind.REGIONAL_ORGANISATION: "igo",
    _Kind.NGO: "ngo",
    _Kind.MIGRANTS: "ngo",
    _Kind.ACADEMIA: "academia",
    _Kind.MEDIA: "media",
    _Kind.PRIVATE_SECTOR: "private_sector",
}
_PLACE = {part: place for place, part in enumerate(PARTS)}
ROLES = (_Role.HEAD, _Role.ALTERNATE, _Role.ADVISER, _Role.EXPERT, _Role.PARTICIPANT)
_ROLE = {role.value: place for place, role in enumerate(ROLES)}
NAMED_ROLES = frozenset({_Role.HEAD.value, _Role.ALTERNATE.value, _Role.ADVISER.value})
_LAST = 10_000  # whoever stands in no order of a delegation


class Line(NamedTuple):
    """Of one person: all that the list says, and by what it is ordered. `of`: the Entity by
    language, or the affiliation as {"": words}. `place`: in the order of the delegation."""

    uid: str
    part: str
    of: Words
    slug: str = ""  # of the Entity
    rank: int | None = None  # of the Entity, in the order of protocol
    role: str = _Role.PARTICIPANT.value
    place: int | None = None
    title: str = ""
    given: str = ""
    family: str = ""
    badge: str = ""
    function: str = ""

    @property
    def named(self) -> Named:
        return Named(title=self.title, given=self.given, family=self.family, badge=self.badge)


class Listed(NamedTuple):
    """As a page or a paper sets it; `role`: only where it is more than to take part."""

    uid: str
    name: str
    function: str
    role: str
    slug: str  # of the Entity


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """`language`: where the Entity has no name in that of the list, which language it is."""

    name: str
    language: str
    people: list[Listed] = field(default_factory=list)

    @property
    def missing(self) -> str:
        return missing_in(base(None)) if self.language else ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    code: str
    name: Any
    groups: list[Group]


def part_of(kind: str, status: str) -> str:
    """`kind` of the Entity, or of stakeholder where there is none; `status` on the first day."""
    return _OF_STATUS.get(status) or _OF_KIND.get(kind, "others")


def part_without_entity(stakeholder: str) -> str:
    """Nobody speaks for a State that is not named."""
    return "others" if stakeholder == _Kind.STATE else part_of(stakeholder, "")


def lined_up(lines: Iterable[Line], language: str) -> list[Part]:
    """In the order of the language."""
    spoken = base(language)
    groups: dict[tuple[Any, ...], list[Line]] = {}
    for line in lines:
        groups.setdefault(_key_of(line, spoken), []).append(line)
    parts: dict[str, list[Group]] = {}
    for key in sorted(groups):
        people = sorted(groups[key], key=lambda line: _order(line, spoken))
        parts.setdefault(people[0].part, []).append(_group(people, spoken))
    return [Part(code=code, name=PARTS[code], groups=found) for code, found in parts.items()]


def _key_of(line: Line, language: str) -> tuple[Any, ...]:
    name = best(line.of, language)[1]
    rank = (line.rank is None, line.rank or 0)
    return _PLACE[line.part], rank, not name, sort_key(name, language), line.slug


def _order(line: Line, language: str) -> tuple[int, int, tuple[SortKey, SortKey], str]:
    role, place = _ROLE.get(line.role, len(ROLES)), line.place or _LAST
    return role, place, naming.order_of(line.named, language), line.uid


def _group(people: list[Line], language: str) -> Group:
    found, name = best(people[0].of, language)
    listed = [
        Listed(
            uid=line.uid,
            name=naming.formal(line.named, language),
            function=line.function,
            role=line.role if line.role in NAMED_ROLES else "",
            slug=line.slug,
        )
        for line in people
    ]
    return Group(name=name, language=found if found != language else "", people=listed)


def as_json(lines: Iterable[Line]) -> list[dict[str, Any]]:
    return [line._asdict() for line in sorted(lines, key=lambda line: line.uid)]


def from_json(kept: Iterable[Mapping[str, Any]]) -> list[Line]:
    return [Line(**line) for line in kept]
