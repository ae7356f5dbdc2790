"""One question: what is found, of which kinds, within what a person may read."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator
from django.db import connection, transaction
from django.db.models import Case, F, Q, Value, When
from django.db.models.expressions import RawSQL
from markupsafe import Markup, escape

from intersession.access.guard import Actor
from intersession.search.models import Row, Text
from intersession.search.sources import SOURCES
from intersession.search.words import Asked, flat

ON_A_PAGE = 20
OF_A_KIND = 5  # where all kinds are shown
MOST = 1_000  # rows that are counted; beyond them it is "more than"
AROUND = 110  # characters on either side of the first word found
EXACT, TITLE, BODY = 0, 1, 2

# Both take one value: the question as that database writes it.
FOUND = {
    "sqlite": "SELECT rowid FROM search_words WHERE search_words MATCH %s",
    "postgresql": "SELECT row_id FROM search_words WHERE body @@ %s::tsquery",
}
FOUND_IN_TITLE = {
    "sqlite": "SELECT rowid FROM search_words WHERE search_words MATCH '{title} : (' || %s || ')'",
    "postgresql": "SELECT row_id FROM search_words WHERE title @@ %s::tsquery",
}


@dataclass(frozen=True, kw_only=True)
class Hit:
    title: Markup
    url: str
    language: str
    other: bool  # not the reader's language
    note: str
    dated: date | None
    lines: Markup


@dataclass(frozen=True, kw_only=True)
class Section:
    kind: str
    words: Any
    count: int
    hits: list[Hit]


@dataclass(frozen=True, kw_only=True)
class Found:
    """`more`: there are more than were counted. `page` is set where one kind was asked for."""

    sections: list[Section]
    total: int
    more: bool
    kind: str = ""
    page: Page[Any] | None = None


class _Match(NamedTuple):
    pk: int
    kind: str
    object_id: int
    language: str
    rank: int


def find(*, asked: Asked, actor: Actor, language: str, kind: str = "", page: str = "") -> Found:
    """The exact symbol or title first, then titles, then texts; the latest first."""
    kind = kind if kind in {source.kind for source in SOURCES} else ""
    if not asked.words:
        return Found(sections=[], total=0, more=False, kind=kind)
    rows = _matches(asked, actor, kind)
    more = len(rows) > MOST
    by_kind = _things(rows[:MOST], language)
    shown = None
    if kind:
        shown = Paginator(by_kind.get(kind, []), ON_A_PAGE).get_page(page)
        wanted = {kind: list(shown.object_list)}
    else:
        wanted = {name: matches[:OF_A_KIND] for name, matches in by_kind.items()}
    hits = _hits((match for matches in wanted.values() for match in matches), asked, language)
    return Found(
        sections=[
            Section(
                kind=source.kind,
                words=source.words,
                count=len(by_kind[source.kind]),
                hits=[hits[match.pk] for match in wanted[source.kind] if match.pk in hits],
            )
            for source in SOURCES
            if source.kind in wanted and by_kind.get(source.kind)
        ],
        total=sum(map(len, by_kind.values())),
        more=more,
        kind=kind,
        page=shown,
    )


def _matches(asked: Asked, actor: Actor, kind: str) -> list[_Match]:
    """At most one more than is counted. One query; who may read is part of it."""
    question = _written(asked)
    vendor = connection.vendor
    rank = Case(
        When(Q(key=asked.key) | Q(title_key=asked.key), then=Value(EXACT)),
        When(pk__in=RawSQL(FOUND_IN_TITLE[vendor], [question]), then=Value(TITLE)),
        default=Value(BODY),
    )
    # In a CASE, so that the database asks it of what was found and not of everything there is.
    readable = Case(When(_readable(actor, kind), then=Value(1)), default=Value(0))
    rows = Row.objects.filter(pk__in=RawSQL(FOUND[vendor], [question]))
    rows = rows.annotate(rank=rank, readable=readable).filter(readable=1)
    rows = rows.order_by("rank", F("dated").desc(nulls_last=True), "pk")
    names = ("pk", "kind", "object_id", "language", "rank")
    with _by_index():
        return [_Match(*row) for row in rows.values_list(*names)[: MOST + 1]]


@contextmanager
def _by_index() -> Iterator[None]:
    """PostgreSQL does not count what it costs to unpack the words of every row, and would rather
    read them all; within this transaction it may not."""
    if connection.vendor != "postgresql":
        yield  # and no transaction: on SQLite that would wait for its turn to write
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL jit = off")
        yield


def _written(asked: Asked) -> str:
    """Nothing but letters and figures comes here; all the same each word is quoted."""
    *whole, last = asked.words
    if connection.vendor == "postgresql":
        ends = ":*" if asked.beginning else ""
        return " & ".join([*(f"'{word}'" for word in whole), f"'{last}'{ends}"])
    ends = "*" if asked.beginning else ""
    return " AND ".join([*(f'"{word}"' for word in whole), f'"{last}"{ends}'])


def _readable(actor: Actor, kind: str) -> Q:
    found = Q(pk__in=())
    for source in SOURCES:
        if kind in ("", source.kind):
            found |= Q(kind=source.kind) & source.readable(actor)
    return found


def _things(rows: Iterable[_Match], language: str) -> dict[str, list[_Match]]:
    """Each thing once, as high as it stands in any language, in the reader's where that is found.
    Among equals those in the reader's language come first."""
    best: dict[tuple[str, int], _Match] = {}
    for match in rows:
        first = best.setdefault((match.kind, match.object_id), match)
        if match.language == language != first.language:
            best[match.kind, match.object_id] = match._replace(rank=first.rank)
    found: dict[str, list[_Match]] = {}
    for match in sorted(best.values(), key=lambda m: (m.rank, m.language != language)):
        found.setdefault(match.kind, []).append(match)
    return found


def _hits(matches: Iterable[_Match], asked: Asked, language: str) -> dict[int, Hit]:
    pks = [match.pk for match in matches]
    texts = dict(Text.objects.filter(pk__in=pks).values_list("pk", "text"))
    return {
        row.pk: Hit(
            title=marked(row.title, asked),
            url=row.url,
            language=row.language,
            other=row.language != language,
            note=row.note,
            dated=row.dated,
            lines=snippet(texts.get(row.pk, ""), asked),
        )
        for row in Row.objects.filter(pk__in=pks)
    }


def snippet(text: str, asked: Asked) -> Markup:
    """The lines around the first word found, or the beginning."""
    first = asked.pattern.search(flat(text))
    middle = first.start() if first else 0
    begin, end = max(0, middle - AROUND), min(len(text), middle + AROUND)
    while begin > 0 and not text[begin - 1].isspace() and middle - begin < AROUND + 30:
        begin -= 1
    while end < len(text) and not text[end].isspace() and end - middle < AROUND + 30:
        end += 1
    cut = " ".join(text[begin:end].split())
    return Markup("{}{}{}").format(
        "… " if begin else "", marked(cut, asked), " …" if end < len(text) else ""
    )


def marked(text: str, asked: Asked) -> Markup:
    """Escaped, with the words that were asked for marked."""
    parts, last = [], 0
    for found in asked.pattern.finditer(flat(text)):
        parts += [escape(text[last : found.start()]), Markup("<mark>")]
        parts += [escape(text[found.start() : found.end()]), Markup("</mark>")]
        last = found.end()
    return Markup("").join([*parts, escape(text[last:])])
