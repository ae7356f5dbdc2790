"""An official-looking paper as data: what it says, never how one of its forms is set.

All words are plain text; no form reads markup in them: `#`, `*`, `$`, `<` are printed as such.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Align = Literal["start", "end"]
LANGUAGES = ("en", "fr", "es")
# Around the number of a page and the number of pages.
PAGE_OF = {"en": ("Page ", " of "), "fr": ("Page ", " sur "), "es": ("Página ", " de ")}


class UnfitPaper(ValueError):
    """The paper cannot be made; the sentence says why."""


@dataclass(frozen=True, kw_only=True)
class Foreign:
    """Words in another language than the paper: "Crisis migration" in a French paper."""

    words: str
    language: str


@dataclass(frozen=True, kw_only=True)
class Footnote:
    """What stands at the foot of the page; its number stands where it is among the words."""

    words: str


Words = str | tuple[str | Foreign | Footnote, ...]


def parts(words: Words) -> tuple[str | Foreign | Footnote, ...]:
    return (words,) if isinstance(words, str) else words


def only_words(words: Words) -> str:
    """The words alone, without what stands at the foot of the page."""
    said = (one if isinstance(one, str) else one.words for one in _in_line(words))
    return "".join(said)


def _in_line(words: Words) -> Iterator[str | Foreign]:
    return (one for one in parts(words) if not isinstance(one, Footnote))


@dataclass(frozen=True, kw_only=True)
class Heading:
    words: Words
    level: int = 2  # 2, or 3 below a heading of level 2

    def __post_init__(self) -> None:
        if self.level not in (2, 3):
            raise UnfitPaper(f"A heading is of level 2 or 3, not {self.level}.")


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    words: Words
    numbered: bool = False  # numbers run through the whole paper, from 1


@dataclass(frozen=True, kw_only=True)
class Bullets:
    """A list without numbers, below the paragraph that announces it."""

    items: tuple[Words, ...]


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A big number as it should be read ("88 of 132"), with the sentence that explains it."""

    big: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table of plain text: the first cell of each row is its head.

    `align` has one word a column (none: all "start"); `marked` are rows to shade, counted from 0.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    align: tuple[Align, ...] = ()
    marked: frozenset[int] = frozenset()
    caption: str = ""

    def __post_init__(self) -> None:
        if not self.heads:
            raise UnfitPaper("A table needs at least one column head.")
        for number, row in enumerate(self.rows, 1):
            if len(row) != len(self.heads):
                raise UnfitPaper(
                    f"Row {number} of the table has {len(row)} cells for {len(self.heads)} columns."
                )
        if self.align and len(self.align) != len(self.heads):
            raise UnfitPaper(
                f"The table has {len(self.heads)} columns and {len(self.align)} alignments."
            )

    def aligned(self) -> tuple[Align, ...]:
        """One alignment a column."""
        start: Align = "start"
        return self.align or (start,) * len(self.heads)


@dataclass(frozen=True, kw_only=True)
class Bars:
    """Horizontal bars on one scale from 0 to `of`; a row is (label, value, the value in words)."""

    rows: tuple[tuple[str, float, str], ...]
    of: float
    caption: str = ""

    def __post_init__(self) -> None:
        if not 0 < self.of < float("inf"):
            raise UnfitPaper(f"The scale of the bars must end above 0, not at {self.of}.")
        for label, value, _words in self.rows:
            if not 0 <= value <= self.of:
                raise UnfitPaper(f"The bar of {label} is {value}, outside 0 to {self.of}.")

    def said(self) -> str:
        """The bars as one sentence, for who does not see them."""
        told = "; ".join(f"{label}: {words}" for label, _value, words in self.rows)
        return f"{self.caption} {told}".strip()


@dataclass(frozen=True, kw_only=True)
class Note:
    """A conclusion set apart, with an accent bar at its start; at most one a page."""

    title: str
    words: Words


@dataclass(frozen=True, kw_only=True)
class Annex:
    """What follows begins a new page: "Annex I", and what the annex is called."""

    label: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Signature:
    """The end of a letter: to whom it goes at the start of the line, who signs at its end.

    Room is left above the lines of who signs.
    """

    to: tuple[str, ...]
    by: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Timed:
    """What takes place at some hours: they stand at the start of the line ("10:00–13:00"), its
    title beside them, and below it who speaks or what else is to be known. A break is `quiet`."""

    hours: str
    title: Words
    lines: tuple[Words, ...] = ()
    quiet: bool = False


Block = Heading | Paragraph | Bullets | Figure | Table | Bars | Note | Annex | Signature | Timed


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One paper in one language; `organisation` is its name in English, French and Spanish.

    `kind` stands above the title ("Discussion note"), `lead` below it ("20 October 2011").
    """

    title: str
    language: str  # "en", "fr" or "es"
    organisation: tuple[str, ...]
    symbol: str = ""
    original: str = ""  # "Original: English"
    place_and_date: str = ""
    distribution: str = ""  # "For the Chair and the Administration only"
    kind: str = ""
    lead: str = ""
    blocks: tuple[Block, ...]
    foot: str = ""
    poster: bool = False  # to hang on a door: as large as one page holds

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise UnfitPaper("A paper needs a title.")
        if self.language not in LANGUAGES:
            raise UnfitPaper(
                f"A paper is made in {', '.join(LANGUAGES)}, not in {self.language!r}."
            )

    def names(self) -> tuple[tuple[str, str], ...]:
        """(language, name) of the organisation, each name once, the paper's own language first."""
        named: dict[str, str] = {}
        for code, words in zip(LANGUAGES, self.organisation, strict=False):
            if words and words not in named.values():
                named[code] = words
        return tuple(sorted(named.items(), key=lambda name: name[0] != self.language))

    def marks(self) -> tuple[str, ...]:
        """What stands below the symbol at the outer corner."""
        lines = (self.original, self.place_and_date, self.distribution)
        return tuple(one for one in lines if one)
