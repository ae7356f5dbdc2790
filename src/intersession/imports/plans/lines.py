"""What is given to a plan, and the lines it comes to."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intersession.access.guard import Refusal
from intersession.consultations.models import Question
from intersession.imports import cells
from intersession.imports.columns import Kind
from intersession.imports.heads import language_of
from intersession.imports.matching import Asked, Place, Places, places
from intersession.imports.reading import Cell, Row, Table, letter
from intersession.ledger.models import canonical

Value = TypeVar("Value")


class InColumn(Refusal):
    message = gettext_lazy("%(label)s (column %(letter)s): %(why)s")


class ForAll(Refusal):
    message = gettext_lazy("%(label)s (for all rows): %(why)s")


class LeftEmpty(Refusal):
    message = gettext_lazy("Nothing is said under “%(label)s”.")


class TooLong(Refusal):
    message = gettext_lazy("%(label)s: %(length)s characters are too many; at most %(most)s fit.")


class SaidBefore(Refusal):
    message = gettext_lazy("Row %(row)s is about the same: %(what)s.")


class What(StrEnum):
    ADD = "add"
    CHANGE = "change"
    SAME = "same"
    BAD = "bad"


class Change(NamedTuple):
    label: str
    old: str
    new: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """`act` is what would be done, in plain values; empty where nothing would."""

    number: int
    what: What
    title: str
    changes: tuple[Change, ...] = ()
    reason: str = ""
    act: dict[str, Any] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """Of what it would do, whatever the language of the page."""
        return hashlib.sha256(canonical([self.what, self.act]).encode()).hexdigest()[:12]


@dataclass(frozen=True, kw_only=True)
class Plan:
    lines: list[Line]
    asked: list[Asked]

    @cached_property
    def counts(self) -> dict[str, int]:
        found = Counter(line.what for line in self.lines)
        return {what.value: found[what] for what in What}

    @cached_property
    def digests(self) -> dict[str, str]:
        return {str(line.number): line.digest for line in self.lines}

    @cached_property
    def digest(self) -> str:
        """Of the whole: the same as long as nothing would be done otherwise."""
        return hashlib.sha256(canonical(self.digests).encode()).hexdigest()

    @property
    def does(self) -> int:
        return self.counts[What.ADD] + self.counts[What.CHANGE]


@dataclass(kw_only=True)
class Given:
    """A list with the meaning of its columns. `columns`: {field: place}."""

    kind: Kind
    table: Table
    columns: dict[str, int]
    for_all: dict[str, str]
    answers: dict[str, str]
    at: datetime
    day: date
    question: Question | None = None

    @cached_property
    def places(self) -> Places:
        return places(self.answers)

    @cached_property
    def _orders(self) -> dict[str, cells.Order]:
        return {}

    def cell(self, row: Row, code: str) -> Cell:
        """What the row says, or else what holds for all rows."""
        place = self.columns.get(code)
        if place is not None and place < len(row.cells) and row.cells[place] != "":
            return row.cells[place]
        return self.for_all.get(code, "")

    def said(self, row: Row, code: str, most: int = 0) -> str:
        return self.fits(code, str(self.cell(row, code)), most)

    def fits(self, code: str, found: str, most: int) -> str:
        if most and len(found) > most:
            label = self.kind.by_code[code].label
            raise TooLong(label=label, length=len(found), most=most)
        return found

    def needed(self, row: Row, code: str, most: int = 0) -> str:
        found = self.said(row, code, most)
        if not found:
            raise LeftEmpty(label=self.kind.by_code[code].label)
        return found

    def read(self, row: Row, code: str, reader: Callable[..., Value], *args: Any) -> Value:
        """What a cell means; a refusal says in which column it stands."""
        try:
            return reader(self.cell(row, code), *args)
        except Refusal as why:
            label, place = self.kind.by_code[code].label, self.columns.get(code)
            if place is None:
                raise ForAll(label=label, why=why) from why
            raise InColumn(label=label, letter=letter(place), why=why) from why

    def order(self, code: str) -> cells.Order:
        """Whether the dates of this column have the day first, from all of them together."""
        if code not in self._orders:
            place = self.columns.get(code)
            rows = () if place is None else self.table.rows
            values = (
                row.cells[place] for row in rows if place is not None and place < len(row.cells)
            )
            # In French and Spanish the day always stands first.
            first: cells.Order = "day" if language_of(self.table) in ("fr", "es") else ""
            self._orders[code] = cells.order_of(values, first)
        return self._orders[code]

    def entity(self, row: Row) -> Place:
        return self.places.of_row(self.said(row, "code"), self.said(row, "entity"), row.number)


def lines_of(given: Given, line: Callable[[Row], Line], title: Callable[[Row], str]) -> list[Line]:
    """One line a row; what is refused is a bad row with its reason."""
    found = []
    for row in given.table.rows:
        try:
            found.append(line(row))
        except Refusal as why:
            named = title(row) or _("Row %(row)s") % {"row": row.number}
            found.append(Line(number=row.number, what=What.BAD, title=named, reason=str(why)))
    return found


def title_from(given: Given, *codes: str) -> Callable[[Row], str]:
    """A bad row is called by what it says of itself."""

    def title(row: Row) -> str:
        said: Iterable[str] = (str(given.cell(row, code)) for code in codes)
        return ", ".join(part[:80] for part in said if part)

    return title
