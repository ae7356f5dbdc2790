"""The list of Entities as of a day, filtered, counted and in the order asked for."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from intersession.membership.labels import GROUP_KIND_NAMES, STATUS_NAMES, counted_words
from intersession.membership.models import (
    ALWAYS,
    Entity,
    Group,
    GroupMembership,
    MembershipStatus,
    Precision,
)
from intersession.membership.queries.register import REGIONAL, STATUS_ORDER
from intersession.membership.sorting import folded, sort_key
from intersession.prepared import DAY, Given, Prepared
from intersession.ui.dates import day as day_words
from intersession.ui.dates import number
from intersession.ui.languages import get_language
from intersession.ui.text import text

PROTOCOL = "protocol"
NONE = "–"
Held = tuple[str, date | None, str]  # kind, since and precision of a status
NOTHING: Held = ("", None, "")
# The groups a list has room for; the page of an Entity shows all of them.
SHOWN = (REGIONAL, Group.Kind.DEVELOPMENT, Group.Kind.INCOME)
FIELDS = ("pk", "slug", "name", "kind", "protocol_rank", "iso3", "m49", "iso2")
SEARCHED = ("formal_name", "local_name")  # besides names, codes and the address


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is shown. `status` None: Members if there are any that day, else everything; "": all;
    "any" and "none": with and without a status. `order`: a language, or "protocol"."""

    day: date
    status: str | None = None
    kind: str = ""
    group: str = ""
    q: str = ""
    order: str = ""

    @property
    def narrowed(self) -> bool:
        return bool(self.kind or self.group or self.q)


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """One line of the list. `since`: "since 2005", "" where no beginning is recorded; the words
    for status, region and groups are a dash where there is none."""

    slug: str
    name: dict[str, str]
    kind: str
    iso3: str
    m49: str
    status: str
    status_name: str
    since: str
    since_day: date | None
    region: str
    groups: str
    codes: tuple[str, ...]  # of those groups, the region among them


@dataclass(frozen=True, kw_only=True)
class Listing:
    """`headline` is the finding. `shortcuts`: (status, words, chosen) with the counts of the day.
    `group_choices`: (heading, [(code, name)])."""

    asked: Asked
    status: str
    headline: str
    rows: list[Listed]
    shortcuts: list[tuple[str, str, bool]]
    group_choices: list[tuple[str, list[tuple[str, str]]]]
    empty_register: bool


@dataclass(frozen=True, kw_only=True)
class _Groups:
    """The groups: a word for each, and by Entity those it belongs to that day."""

    choices: list[tuple[str, list[tuple[str, str]]]]
    words: dict[int, tuple[bool, str]]  # is it a regional group, its word
    codes: dict[int, str]
    held: dict[int, tuple[int, ...]]


_held_on = Prepared(
    lambda: MembershipStatus.objects.in_force(Given("day", DAY)).values_list(
        "entity", "kind", "since", "precision"
    )
)
_every_group = Prepared(
    lambda: Group.objects.order_by("position", "code").values_list("pk", "code", "kind", "name")
)
_belonging_on = Prepared(
    lambda: (
        GroupMembership.objects.in_force(Given("day", DAY))
        .filter(group__kind__in=SHOWN)
        .values_list("entity", "group")
    )
)


def listing_of(asked: Asked) -> Listing:
    """Four queries; one more when a group is asked for."""
    entities = _entities(asked)
    statuses = _statuses(asked.day)
    totals = Counter(statuses[pk][0] for pk in entities if pk in statuses)
    status = asked.status
    if status is None:
        status = MembershipStatus.Kind.MEMBER.value if totals["member"] else ""
    matching = [row for row in entities.values() if _matches(row, asked)]
    if asked.group:
        within = _within(asked.group, asked.day)
        matching = [row for row in matching if row["pk"] in within]
    found = Counter(statuses.get(row["pk"], ("none",))[0] for row in matching)
    chosen = [row for row in matching if _has_status(status, statuses.get(row["pk"]))]
    groups = _groups(asked.day)
    totals["none"] = len(entities) - totals.total()
    return Listing(
        asked=asked,
        status=status,
        headline=_headline(asked, status, len(chosen), totals),
        rows=_listed(_ordered(chosen, asked.order), statuses, groups),
        shortcuts=_shortcuts(found, status),
        group_choices=groups.choices,
        empty_register=not entities,
    )


def _entities(asked: Asked) -> dict[int, dict[str, Any]]:
    fields = FIELDS + (SEARCHED if asked.q else ())
    return {row["pk"]: row for row in Entity.objects.values(*fields)}


def _statuses(day: date) -> dict[int, Held]:
    """By Entity: kind, since and precision of the status that stands that day."""
    rows = _held_on(day=day)
    last_first = sorted(rows, key=lambda row: STATUS_ORDER[row[1]], reverse=True)
    return {entity: (kind, since, precision) for entity, kind, since, precision in last_first}


def _within(code: str, day: date) -> set[int]:
    rows = GroupMembership.objects.in_force(day).filter(group__code=code)
    return set(rows.values_list("entity", flat=True))


def _matches(row: dict[str, Any], asked: Asked) -> bool:
    if asked.kind and row["kind"] != asked.kind:
        return False
    wanted = folded(asked.q).split()
    return not wanted or _contains(row, wanted)


def _contains(row: dict[str, Any], wanted: list[str]) -> bool:
    """Every word asked for occurs in a name of any language, in a code or in the address."""
    said = [*row["name"].values(), *row["formal_name"].values(), row["local_name"]]
    there = folded(" ".join([*said, row["iso2"], row["iso3"], row["m49"], row["slug"]]))
    return all(word in there for word in wanted)


def _has_status(wanted: str, held: Held | None) -> bool:
    if wanted in ("", "any", "none"):
        return wanted == "" or (wanted == "any") == bool(held)
    return bool(held and held[0] == wanted)


def _ordered(rows: list[dict[str, Any]], order: str) -> list[dict[str, Any]]:
    language = get_language() if order in ("", PROTOCOL) else order

    def alphabetical(row: dict[str, Any]) -> Any:
        return sort_key(text(row["name"], language), language)

    def protocol(row: dict[str, Any]) -> Any:
        rank = row["protocol_rank"]
        return rank is None, rank or 0, alphabetical(row)

    return sorted(rows, key=protocol if order == PROTOCOL else alphabetical)


def _headline(asked: Asked, status: str, n: int, totals: Counter[str]) -> str:
    """ "132 Members on 20 October 2011"; "31 of 132 Members on …" when more is asked for."""
    on = {"day": day_words(asked.day)}
    if not asked.narrowed:
        return _("%(counted)s on %(day)s") % {"counted": counted_words(status, n), **on}
    sums = {"": totals.total(), "any": totals.total() - totals["none"]}
    whole = counted_words(status, sums.get(status, totals[status]))
    return _("%(part)s of %(whole)s on %(day)s") % {"part": number(n), "whole": whole, **on}


def _shortcuts(found: Counter[str], status: str) -> list[tuple[str, str, bool]]:
    """Each status that somebody holds, and all, with how many there are under what is asked."""
    held = [kind for kind in [*STATUS_ORDER, "none"] if found[kind]]
    rows = [(kind, counted_words(kind, found[kind]), kind == status) for kind in held]
    return [*rows, ("", counted_words("", found.total()), status == "")]


def _groups(day: date) -> _Groups:
    by_kind: dict[str, list[tuple[str, str]]] = {}
    words: dict[int, tuple[bool, str]] = {}
    codes: dict[int, str] = {}
    for pk, code, kind, names in _every_group():
        name = text(names)
        by_kind.setdefault(kind, []).append((code, name))
        if kind in SHOWN:
            short = code if kind == Group.Kind.DEVELOPMENT else name
            words[pk], codes[pk] = (kind == REGIONAL, short), code
    found: dict[int, list[int]] = {}
    for entity, group in _belonging_on(day=day):
        found.setdefault(entity, []).append(group)
    place = {pk: n for n, pk in enumerate(words)}
    held = {pk: tuple(sorted(own, key=place.__getitem__)) for pk, own in found.items()}
    choices = [(str(GROUP_KIND_NAMES[kind]), named) for kind, named in by_kind.items()]
    return _Groups(choices=choices, words=words, codes=codes, held=held)


def _listed(rows: list[dict[str, Any]], statuses: dict[int, Held], groups: _Groups) -> list[Listed]:
    """Each word is made once: many lines share a date, a status and their groups."""
    names = {kind: str(name) for kind, name in STATUS_NAMES.items()} | {"": NONE}
    language = get_language()
    joined = {held: _joined(held, groups) for held in {*groups.held.values(), ()}}
    lines = []
    for row in rows:
        held = statuses.get(row["pk"], NOTHING)
        own = groups.held.get(row["pk"], ())
        region, others = joined[own]
        lines.append(
            Listed(
                slug=row["slug"],
                name=row["name"],
                kind=row["kind"],
                iso3=row["iso3"],
                m49=row["m49"],
                status=held[0],
                status_name=names[held[0]],
                since=_since(held, language),
                since_day=held[1],
                region=region,
                groups=others,
                codes=tuple(groups.codes[pk] for pk in own),
            )
        )
    return lines


@lru_cache(maxsize=4096)
def _since(held: Held, _language: str) -> str:
    """In the language in use, which is part of what is remembered."""
    _kind, since, precision = held
    words = beginning(since, precision) if since else ""
    return _("since %(since)s") % {"since": words} if words else ""


def _joined(held: tuple[int, ...], groups: _Groups) -> tuple[str, str]:
    """The words of a line: its regional group, and its other groups."""
    words = [groups.words[pk] for pk in held]
    regional = ", ".join(word for region, word in words if region)
    return regional or NONE, ", ".join(word for region, word in words if not region) or NONE


def beginning(since: date, precision: str) -> str:
    """As exactly as it is known: a day, a year, or nothing."""
    if precision == Precision.UNKNOWN or since == ALWAYS:
        return ""
    if precision == Precision.YEAR:
        # In other languages "since" wants another joint before a year than before a day.
        return pgettext("a year whose day is not known", "%(year)s") % {"year": since.year}
    return day_words(since)
