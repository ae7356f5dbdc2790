"""How symbols count on, and which document a symbol says it belongs to. No database here."""

import re
from dataclasses import dataclass

from django.utils.text import slugify

from intersession.documents.models import Document

Relation = Document.Relation
MARKS: dict[str, str] = {
    Relation.CORRIGENDUM: "Corr",
    Relation.ADDENDUM: "Add",
    Relation.AMENDMENT: "Amend",
    Relation.REVISION: "Rev",
}
RELATIONS = {mark: relation for relation, mark in MARKS.items()}
# Parts between strokes: IC/2011/7, MC/2398/Rev.1, MC/2398/Rev.1/Corr.1, IDM/2011/W1.
SYMBOL = re.compile(r"[A-Z][A-Z0-9]*(/[A-Za-z0-9]+([.-][A-Za-z0-9]+)*)+")
LONGEST = 60
LAST_NUMBER = re.compile(r"(?P<before>.*[^0-9])(?P<number>[0-9]{1,6})")
DERIVED = re.compile(r"(?P<base>.+)/(?P<mark>Corr|Add|Amend|Rev)\.(?P<number>[0-9]{1,6})")
PLACES = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, kw_only=True)
class Count:
    """Symbols that differ in one number only, which stands between `before` and `after`."""

    before: str
    after: str = ""
    first: int = 1

    def symbol(self, number: int) -> str:
        return f"{self.before}{number}{self.after}"

    @property
    def edges(self) -> tuple[str, str]:
        """What the addresses of all of them begin and end with."""
        before, _mark, after = slug_of(f"{self.before}zzz{self.after}").partition("zzz")
        return before, after

    def number(self, slug: str) -> int | None:
        """Which number a document of that address has, if it is one of them."""
        before, after = self.edges
        found = re.fullmatch(rf"{re.escape(before)}([0-9]{{1,6}}){re.escape(after)}", slug)
        return int(found[1]) if found else None


def is_symbol(symbol: str) -> bool:
    return len(symbol) <= LONGEST and SYMBOL.fullmatch(symbol) is not None


def slug_of(symbol: str) -> str:
    """ "mc-2398-rev-1" for "MC/2398/Rev.1"."""
    return slugify(re.sub(r"[/.]", "-", symbol))


def count_of(symbol: str) -> Count | None:
    """What the symbol counts in, by its last number; None where it ends with a word."""
    found = LAST_NUMBER.fullmatch(symbol)
    return Count(before=found["before"]) if found else None


def count_of_series(pattern: str, *, year: int, session: str, first: int = 1) -> Count:
    """ "IC/{year}/{n}" in 2011 counts after "IC/2011/"."""
    said = pattern.replace("{year}", str(year)).replace("{session}", session)
    before, _n, after = said.partition("{n}")
    return Count(before=before, after=after, first=first)


def count_of_derived(symbol: str, relation: str) -> Count:
    """A revision of MC/2398/Rev.1 is MC/2398/Rev.2; all else stands behind the whole symbol."""
    found = DERIVED.fullmatch(symbol)
    again = found and found["mark"] == MARKS[relation] and relation == Relation.REVISION
    base = found["base"] if found and again else symbol
    return Count(before=f"{base}/{MARKS[relation]}.")


def is_pattern(pattern: str) -> bool:
    """One {n}, at most one {year} and {session}, and a symbol when they are filled in."""
    places = PLACES.findall(pattern)
    known = set(places) <= {"year", "session", "n"} and len(set(places)) == len(places)
    filled = PLACES.sub("1", pattern)
    return known and "n" in places and is_symbol(filled) and len(filled) < LONGEST - 12


def relation_of(symbol: str) -> str:
    found = DERIVED.fullmatch(symbol)
    return RELATIONS[found["mark"]] if found else ""


def parents_of(symbol: str) -> list[str]:
    """The symbols of which this one may be the corrigendum, addendum …, the nearest first."""
    found = DERIVED.fullmatch(symbol)
    if not found:
        return []
    before = int(found["number"]) - 1
    earlier = [f"{found['base']}/Rev.{before}"] if found["mark"] == "Rev" and before > 0 else []
    return [*earlier, found["base"]]
