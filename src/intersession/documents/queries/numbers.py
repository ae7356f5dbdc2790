"""Which number comes next in a series."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from intersession.documents.models import Document, Series
from intersession.documents.queries.lines import DISTRIBUTION_NAMES, KIND_NAMES
from intersession.documents.symbols import (
    Count,
    count_of,
    count_of_derived,
    count_of_series,
)

DERIVED_TITLES: dict[str, Any] = {
    Document.Relation.CORRIGENDUM: _("Corrigendum: %(title)s"),
    Document.Relation.ADDENDUM: _("Addendum: %(title)s"),
    Document.Relation.AMENDMENT: _("Amendment: %(title)s"),
}
LANGUAGE_CODES = frozenset(code for code, _own in settings.LANGUAGES)


@dataclass(frozen=True, kw_only=True)
class SeriesLine:
    uid: Any
    pattern: str
    name: dict[str, str]
    kind: Any
    distribution: Any
    session: str
    ended: bool
    next: str
    documents: int  # of this year or session


def next_free(symbol: str) -> str:
    """The next symbol that counts in the place of this one; "" where it ends with a word."""
    count = count_of(symbol)
    return _next(count, _taken([count])[0]) if count else ""


def next_derived(document: Document, relation: str) -> str:
    """The symbol of the next corrigendum, addendum, amendment or revision. One query."""
    count = count_of_derived(document.symbol, relation)
    return _next(count, _taken([count])[0])


def derived_title(document: Document, relation: str) -> dict[str, str]:
    """In each language of the title; a revision keeps it as it is."""
    words = DERIVED_TITLES.get(relation)
    return {
        code: _in(code, words) % {"title": title} if words and code in LANGUAGE_CODES else title
        for code, title in document.title.items()
    }


def _in(code: str, words: Any) -> str:
    with override(code):
        return str(words)


def series_lines(today: date, *, ended: bool = True) -> list[SeriesLine]:
    """Each series with the symbol that comes next in it. Two queries."""
    rows = list(Series.objects.order_by("ended", "pattern"))
    rows = [row for row in rows if ended or not row.ended]
    counts = [_count(row, today) for row in rows]
    return [
        SeriesLine(
            uid=row.uid,
            pattern=row.pattern,
            name=row.name,
            kind=KIND_NAMES[row.kind],
            distribution=DISTRIBUTION_NAMES[row.distribution],
            session=row.session,
            ended=row.ended,
            next=_next(count, taken),
            documents=len(taken),
        )
        for row, count, taken in zip(rows, counts, _taken(counts), strict=True)
    ]


def next_of(series: Series, today: date) -> str:
    count = _count(series, today)
    return _next(count, _taken([count])[0])


def _count(series: Series, today: date) -> Count:
    return count_of_series(
        series.pattern, year=today.year, session=series.session, first=series.first
    )


def _next(count: Count, taken: Collection[int]) -> str:
    return count.symbol(max([count.first - 1, *taken]) + 1)


def _taken(counts: list[Count]) -> list[set[int]]:
    """The numbers that are taken in each of them. One query, by the beginnings of addresses."""
    edges = Q(pk=None)
    for count in counts:
        before, after = count.edges
        edges |= Q(slug__startswith=before, slug__endswith=after)
    slugs = list(Document.objects.filter(edges).values_list("slug", flat=True)) if counts else []
    return [
        {number for slug in slugs if (number := count.number(slug)) is not None} for count in counts
    ]
