"""One question: what is found, of which kinds, within what a person may read."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator
from django.db import connection, transaction
from django.db.models import Case, Q, Value, When
from markupsafe import Markup, escape

from intersession.access.guard import Actor
from intersession.search.models import Row, Text
from intersession.search.sources import SOURCES
from intersession.search.words import Asked, flat

ON_A_PAGE = 20
OF_A_KIND = 5  # where all kinds are shown
MOST = 1_000  # rows that are counted; beyond them it is "more than"
AROUND = 110  # characters on either side of the first word found

# What is found, its key and how well it fits, in the order in which it is shown: the exact symbol
# or title first, then titles, then texts, each from the latest on. Who may read is asked after
# that, of as many as are counted: OFFSET keeps PostgreSQL from asking it of all before it sorts.
FOUND = {
    "sqlite": """
        SELECT r.id, r.dated, CASE WHEN %(key)s IN (r.key, r.title_key) THEN 0
            WHEN r.id IN (SELECT rowid FROM search_words
                WHERE search_words MATCH '{title} : (' || %(asked)s || ')')
            THEN 1 ELSE 2 END AS rank
        FROM search_row r
        WHERE r.id IN (SELECT rowid FROM search_words WHERE search_words MATCH %(asked)s)""",
    "postgresql": """
        SELECT r.id, r.dated, CASE WHEN %(key)s IN (r.key, r.title_key) THEN 0
            WHEN w.title @@ %(asked)s::tsquery THEN 1 ELSE 2 END AS rank
        FROM search_words w JOIN search_row r ON r.id = w.row_id
        WHERE w.body @@ %(asked)s::tsquery
        ORDER BY rank, r.dated DESC NULLS LAST, r.id OFFSET 0""",
}
READABLE = """
    SELECT readable.pk, readable.kind, readable.object_id, readable.language, found.rank
    FROM ({found}) found JOIN ({rows}) readable ON readable.pk = found.id
    ORDER BY found.rank, found.dated DESC NULLS LAST, found.id LIMIT {most}"""


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
    rank: int  # 0: just this symbol or title; 1: in the title; 2: in the text


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
    # In a CASE, so that the database asks it of what was found and not of everything there is.
    readable = Case(When(_readable(actor, kind), then=Value(1)), default=Value(0))
    shown = Row.objects.annotate(readable=readable).filter(readable=1)
    rows, values = _named(shown.values("pk", "kind", "object_id", "language"))
    sql = READABLE.format(found=FOUND[connection.vendor], rows=rows, most=MOST + 1)
    with _by_index(), connection.cursor() as cursor:
        cursor.execute(sql, {"key": asked.key, "asked": _written(asked), **values})
        return [_Match(*row) for row in cursor.fetchall()]


def _named(rows: Any) -> tuple[str, dict[str, Any]]:
    """Its statement, with a name for each value."""
    sql, given = rows.query.sql_with_params()
    first, *others = sql.split("%s")
    values = {f"value_{number}": value for number, value in enumerate(given)}
    named = [f"%({name})s{part}" for name, part in zip(values, others, strict=True)]
    return first + "".join(named), values


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
