"""Items of a published agenda as lines of a page, and which of them run at the same time."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext, ngettext, pgettext
from django.utils.translation import gettext_lazy as _
from markupsafe import Markup, escape

from intersession.documents.queries import DocumentLine
from intersession.meetings import rules
from intersession.meetings.models import AgendaItem, Part
from intersession.meetings.published import ItemSeen, PartSeen, RoomSeen
from intersession.meetings.queries.files import FileLine
from intersession.meetings.queries.papers import Papers
from intersession.ui.dates import day_short, hour, size
from intersession.ui.languages import language_name
from intersession.ui.text import listing, text, words

DASH = "\u2013"
NOTHING = Markup("")
PLURALS: dict[str, Any] = {
    Part.Role.MODERATOR: _("Moderators"),
    Part.Role.KEYNOTE: _("Keynote speakers"),
    Part.Role.SPEAKER: _("Speakers"),
    Part.Role.DISCUSSANT: _("Discussants"),
    Part.Role.RAPPORTEUR: _("Rapporteurs"),
}


@dataclass(frozen=True, kw_only=True)
class PersonLine:
    """`told`: name, function and Entity in one line, and that somebody speaks from afar."""

    part: PartSeen
    told: Markup


@dataclass(frozen=True, kw_only=True)
class RoleLine:
    """Who has one role in an item; `pending`: that some of them have no name yet, in words."""

    word: str
    each: str  # of one of them
    people: list[PersonLine]
    waiting: int
    pending: str


@dataclass(frozen=True, kw_only=True)
class FileOfPart:
    """`told`: what it is and in which language; `weight`: "PDF, 120 kB"."""

    part: PartSeen
    whose: str  # "Ana Ibarra: "
    language: str
    told: str
    weight: str
    url: str
    kept_back: bool  # from everybody but the Administration


@dataclass(frozen=True, kw_only=True)
class ItemLine:
    """An item with its hours at the place and, where they were asked for, at the reader's.

    Words are put together here and not in the template: it is a long page.
    """

    seen: ItemSeen
    title: Markup
    detail: Markup
    anchor: str
    url: str
    kind: str  # "" where it says no more than the title
    begins: str
    ends: str
    at: Markup  # both, as programs read them, too; the number where no hour was given
    theirs: str
    now: bool
    cancelled: bool
    languages: str
    about: str  # kind, room and interpretation, as far as they are not the same throughout
    roles: list[RoleLine]
    files: list[FileOfPart]
    papers: list[DocumentLine]

    @property
    def hours(self) -> str:
        return f"{self.begins}{DASH}{self.ends}" if self.ends else self.begins


@dataclass(frozen=True, kw_only=True)
class Slot:
    """Items of one stretch of time: in one column, or in several that run at the same time."""

    columns: list[list[ItemLine]]

    @property
    def parallel(self) -> bool:
        return len(self.columns) > 1


@dataclass(frozen=True, kw_only=True)
class Throughout:
    """What is the same for all items, and therefore said once."""

    languages: tuple[str, ...] = ()
    room: RoomSeen | None = None


def throughout(items: Iterable[ItemSeen]) -> Throughout:
    """Nobody speaks in a break, and an item that was cancelled has no place: they do not count."""
    held = [one for one in items if not one.cancelled and one.kind != AgendaItem.Kind.BREAK]
    if len(held) < 2:
        return Throughout()
    languages, room = held[0].languages, held[0].room
    return Throughout(
        languages=languages if all(one.languages == languages for one in held) else (),
        room=room if all(one.room == room for one in held) else None,
    )


@dataclass(frozen=True, kw_only=True)
class Lines:
    """Makes the lines of one page: all that is the same for each of them."""

    base: str  # address of the meeting; "": all that is told of an item stands on the same page
    language: str
    place: str  # names of time zones
    theirs: str
    now: datetime | None  # None: the meeting is not held
    throughout: Throughout
    files: Mapping[str, list[FileLine]]
    papers: Papers
    kinds: Mapping[str, str] = field(default_factory=lambda: _said(rules.KIND_OF_ITEM_NAMES))
    roles: Mapping[str, str] = field(default_factory=lambda: _said(rules.ROLE_NAMES))
    several: Mapping[str, str] = field(default_factory=lambda: _said(PLURALS))

    def slots(self, items: Iterable[ItemSeen]) -> list[Slot]:
        return [
            Slot(columns=[[self.line(one) for one in column] for column in columns])
            for columns in together(items)
        ]

    def line(self, item: ItemSeen) -> ItemLine:
        begins, ends = item.starts_at, item.ends_at
        kind, languages = self._kind(item), _spoken(item.languages, self.language)
        named = [part for part in item.parts if part.uid in self.files]
        return ItemLine(
            seen=item,
            title=self._words(item.title),
            detail=self._words(item.detail) if item.detail else NOTHING,
            anchor=f"item-{item.number}",
            url=self._address(item),
            kind=kind,
            begins=_hour(begins, self.place, self.language) if begins else "",
            ends=_hour(ends, self.place, self.language) if ends else "",
            at=self._at(item.number, begins, ends),
            theirs=self._theirs(begins, ends) if begins and self.theirs else "",
            now=self._is_now(item.cancelled, begins, ends),
            cancelled=item.cancelled,
            languages=languages,
            about=self._about(item, kind, languages),
            roles=self._roles(item.parts) if item.parts else [],
            files=[self._file(part, file) for part in named for file in self.files[part.uid]],
            papers=self.papers.of(item.documents),
        )

    def _words(self, value: Mapping[str, str]) -> Markup:
        """As `words`, which looks longer for what is there."""
        said = value.get(self.language)
        return _escaped(said) if said else words(value, self.language)

    def _kind(self, item: ItemSeen) -> str:
        kind = "" if item.kind == AgendaItem.Kind.OTHER else self.kinds[item.kind]
        return "" if item.title.get(self.language) == kind else kind

    def _address(self, item: ItemSeen) -> str:
        if self.base:
            return f"{self.base}item/{item.uid}/"
        return f"#about-{item.uid}" if tells_more(item) else ""

    def _about(self, item: ItemSeen, kind: str, languages: str) -> str:
        told = [kind]
        if item.room and item.room != self.throughout.room:
            told.append(text(item.room.name, self.language))
        if languages and item.languages != self.throughout.languages:
            told.append(_interpretation(languages, self.language))
        return " · ".join(filter(None, told))

    def _at(self, number: int, begins: datetime | None, ends: datetime | None) -> Markup:
        if begins is None:
            return Markup(f'<span class="mute num">{number}</span>')
        told = _time(begins, self.place, self.language)
        return told + DASH + _time(ends, self.place, self.language) if ends else told

    def _roles(self, parts: Iterable[PartSeen]) -> list[RoleLine]:
        """In the order in which roles are named."""
        found: dict[str, list[PartSeen]] = {}
        for part in parts:
            found.setdefault(part.role, []).append(part)
        return [
            self._role(word, role, found[role])
            for role, word in self.roles.items()
            if role in found
        ]

    def _role(self, word: str, role: str, parts: list[PartSeen]) -> RoleLine:
        waiting = len([1 for part in parts if not part.name])
        return RoleLine(
            word=word if len(parts) == 1 else self.several[role],
            each=word,
            people=[self._person(part) for part in parts if part.name],
            waiting=waiting,
            pending=_pending(waiting),
        )

    def _person(self, part: PartSeen) -> PersonLine:
        told = f"<b>{escape(part.name)}</b>"
        for value in (part.function, part.affiliation):
            if value:
                told += f", {self._words(value)}"
        if part.remote:
            afar = pgettext("a speaker", "from afar")
            told += f" ({escape(afar)})"
        return PersonLine(part=part, told=Markup(told))

    def _file(self, part: PartSeen, file: FileLine) -> FileOfPart:
        told = f"{file.kind}, {language_name(file.language)}"
        weight = _weight(file.word, file.size, self.language)
        return FileOfPart(
            part=part,
            whose=_whose(part.name, self.language),
            language=file.language,
            told=told,
            weight=weight,
            url=file.url,
            kept_back=file.held or not file.public,
        )

    def _theirs(self, begins: datetime, ends: datetime | None) -> str:
        """With the day, where it is another one than at the place."""
        told = [self._their_hour(begins), self._their_hour(ends) if ends else ""]
        return DASH.join(filter(None, told))

    def _their_hour(self, at: datetime) -> str:
        here, there = (at.astimezone(ZoneInfo(zone)).date() for zone in (self.place, self.theirs))
        clock = _hour(at, self.theirs, self.language)
        return clock if here == there else f"{day_short(there)}\u00a0{clock}"

    def _is_now(self, cancelled: bool, begins: datetime | None, ends: datetime | None) -> bool:
        if self.now is None or begins is None or ends is None or cancelled:
            return False
        return begins <= self.now < ends


def _said(lazy: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(word) for name, word in lazy.items()}


def _pending(number: int) -> str:
    if number < 2:
        return pgettext("a speaker", "to be confirmed") if number else ""
    message = ngettext("%(num)s to be confirmed", "%(num)s to be confirmed", number)
    return message % {"num": number}


# What is the same in every agenda is worked out once: the hours of a day, functions, languages.
@lru_cache(maxsize=2000)
def _hour(at: datetime, zone: str, language: str) -> str:
    return hour(at, "", zone, language)


@lru_cache(maxsize=2000)
def _time(at: datetime, zone: str, language: str) -> Markup:
    written = f"{at.astimezone(UTC):%Y-%m-%dT%H:%MZ}"
    return Markup(f'<time datetime="{written}">{escape(_hour(at, zone, language))}</time>')


@lru_cache(maxsize=2000)
def _escaped(said: str) -> Markup:
    return escape(said)


@lru_cache(maxsize=200)
def _spoken(languages: tuple[str, ...], _language: str) -> str:
    return listing([language_name(code) for code in languages])


@lru_cache(maxsize=200)
def _whose(name: str, _language: str) -> str:
    return f"{name}{gettext(': ')}"


@lru_cache(maxsize=200)
def _weight(word: str, octets: int, _language: str) -> str:
    return f"{word}, {size(octets)}"


@lru_cache(maxsize=200)
def _interpretation(languages: str, _language: str) -> str:
    return gettext("Interpretation: %(languages)s") % {"languages": languages}


def tells_more(item: ItemSeen) -> bool:
    """Than its line in the agenda does."""
    return bool(item.objectives or item.questions or item.format or item.parts or item.documents)


def together(items: Iterable[ItemSeen]) -> Iterator[list[list[ItemSeen]]]:
    """Columns for each stretch of time. An item without length, or one that was cancelled, stands
    alone; within a stretch a column is one room, where the rooms are known."""
    group: list[ItemSeen] = []
    until: datetime | None = None
    for item in items:
        timed = bool(item.starts_at and item.ends_at) and not item.cancelled
        if timed and until and item.starts_at and item.ends_at and item.starts_at < until:
            group.append(item)
            until = max(until, item.ends_at)
            continue
        if group:
            yield _columns(group)
        group, until = [item], item.ends_at if timed else None
    if group:
        yield _columns(group)


def _columns(group: list[ItemSeen]) -> list[list[ItemSeen]]:
    columns: list[list[ItemSeen]] = []
    for item in group:
        free = [column for column in columns if _ended(column[-1], item)]
        same = [column for column in free if column[-1].room == item.room]
        chosen = (same or free or [None])[0]
        if chosen is None:
            columns.append([item])
        else:
            chosen.append(item)
    return columns


def _ended(before: ItemSeen, item: ItemSeen) -> bool:
    return bool(before.ends_at and item.starts_at and before.ends_at <= item.starts_at)
