"""What another app needs to know to have its things found.

A source is hung in by `desk.hanging`. It gives the leaves of its things, one for each language, and
says who may read them: `readable` is asked of the live rows within the query itself, so that what
was withdrawn or restricted a moment ago is not found, whatever the index still holds.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from intersession.access.guard import Actor


@dataclass(frozen=True, kw_only=True)
class Leaf:
    """One thing in one language. `part`: key of the row whose text it holds, where that has
    readers of its own."""

    object_id: int
    language: str
    title: str
    url: str
    text: str = ""
    note: str = ""
    symbol: str = ""
    dated: date | None = None
    part: int | None = None


@dataclass(frozen=True, kw_only=True)
class Source:
    """`rows`: the things, all of them or those with these public identifiers. `leaves`: of a
    handful of rows. `readable`: a condition on `search.Row`, with OuterRef("object_id") and
    OuterRef("part"). `loaded`: verbs that tell of many things by one subject."""

    kind: str
    words: Any  # "Documents"
    rows: Callable[[], QuerySet[Any]]
    leaves: Callable[[Collection[Any]], Iterable[Leaf]]
    readable: Callable[[Actor], Q]
    loaded: frozenset[str] = frozenset()

    @property
    def label(self) -> str:
        """The name under which the ledger speaks of it."""
        return self.rows().model._meta.label_lower


SOURCES: list[Source] = []


def hang(source: Source) -> None:
    """In the order in which the page shows them."""
    SOURCES.append(source)


def by_language(*wordings: Mapping[str, str]) -> Iterator[tuple[str, list[str]]]:
    """Each language in which the first has words, with all of them in that language."""
    for code, _own in settings.LANGUAGES:
        found = [str(wording.get(code) or "").strip() for wording in wordings]
        if found and found[0]:
            yield code, found
