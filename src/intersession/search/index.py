"""The index is written here: things are put in, taken out, and the ledger is followed."""

from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Subquery

from intersession.ledger.models import Chain, Entry
from intersession.search.models import Index, Row, Seen, Text
from intersession.search.sources import SOURCES, Leaf, Source
from intersession.search.words import key, words

AT_A_TIME = 200  # things written in one transaction, entries followed before an answer
LONGEST_TEXT = 200_000  # characters of a thing that are indexed

PUT = {
    "sqlite": "INSERT INTO search_words (rowid, title, body) VALUES (%s, %s, %s)",
    "postgresql": (
        "INSERT INTO search_words (row_id, title, body) VALUES "
        "(%s, array_to_tsvector(%s::text[]), array_to_tsvector(%s::text[]))"
    ),
}
TAKE = {
    "sqlite": (
        "DELETE FROM search_words WHERE rowid IN "
        "(SELECT id FROM search_row WHERE kind = %s AND object_id = %s)"
    ),
    "postgresql": (
        "DELETE FROM search_words WHERE row_id IN "
        "(SELECT id FROM search_row WHERE kind = %s AND object_id = %s)"
    ),
}


def built() -> bool:
    return Index.objects.filter(pk=1, built_at__isnull=False).exists()


def put(source: Source, rows: Collection[Any]) -> None:
    """Their leaves as they are now, in place of those of before."""
    ids = [row.pk for row in rows]
    take(source.kind, ids)
    found = [(leaf, _row(source.kind, leaf)) for leaf in source.leaves(rows)]
    # What has no words yet is in the index, too, or `mend` would look for it again and again.
    empty = set(ids) - {leaf.object_id for leaf, _row in found}
    Row.objects.bulk_create([Row(kind=source.kind, object_id=pk) for pk in sorted(empty)])
    Row.objects.bulk_create([row for _leaf, row in found])
    Text.objects.bulk_create(
        [Text(row=row, text=leaf.text[:LONGEST_TEXT]) for leaf, row in found if leaf.text]
    )
    with connection.cursor() as cursor:
        cursor.executemany(PUT[connection.vendor], [_words(row.pk, leaf) for leaf, row in found])


@transaction.atomic
def put_locked(source: Source, rows: Collection[Any]) -> None:
    _locked()
    put(source, rows)


def take(kind: str, ids: Iterable[int]) -> None:
    gone = list(ids)
    with connection.cursor() as cursor:
        cursor.executemany(TAKE[connection.vendor], [(kind, pk) for pk in gone])
    old = Row.objects.filter(kind=kind, object_id__in=gone)
    Text.objects.filter(row__in=old).delete()
    old.delete()


def _row(kind: str, leaf: Leaf) -> Row:
    return Row(
        kind=kind,
        object_id=leaf.object_id,
        part=leaf.part,
        language=leaf.language,
        dated=leaf.dated,
        key=key(leaf.symbol),
        title_key=key(leaf.title),
        title=leaf.title[:500],
        note=leaf.note[:200],
        url=leaf.url,
    )


def _words(pk: int, leaf: Leaf) -> tuple[int, Any, Any]:
    title = words(f"{leaf.symbol} {leaf.title}")
    body = words(f"{leaf.note} {leaf.text[:LONGEST_TEXT]}")
    if connection.vendor == "postgresql":
        return pk, sorted(set(title)), sorted({*title, *body})
    return pk, " ".join(title), " ".join(body)


def rebuild(progress: Any = None) -> int:
    """From nothing; what is there stays findable meanwhile. How many things were put in."""
    heads = dict(Chain.objects.values_list("key", "length"))
    if progress:
        progress.total(sum(source.rows().count() for source in SOURCES))
    number = sum(_rebuild(source, progress) for source in SOURCES)
    with transaction.atomic():
        _locked()
        _see(heads)
        Index.objects.filter(pk=1).update(built_at=datetime.now(UTC))
    return number


def _rebuild(source: Source, progress: Any) -> int:
    number, last = 0, 0
    while rows := list(source.rows().filter(pk__gt=last).order_by("pk")[:AT_A_TIME]):
        with transaction.atomic():
            _locked()
            put(source, rows)
        last, number = rows[-1].pk, number + len(rows)
        if progress:
            progress.step(len(rows), words=source.words)
    with transaction.atomic():
        _locked()
        take(source.kind, _gone(source))
    return number


def follow(*, most: int = AT_A_TIME) -> bool:
    """Bring in what the ledger tells of since the last time; whether all of it was.

    One query where nothing happened. Somebody else who is at it already is not waited for.
    """
    behind = list(_behind())
    if not behind:
        return True
    with transaction.atomic():
        if not _locked(wait=False):
            return False
        return _follow(list(_behind()), most)


def _behind() -> Any:
    """Chains that have grown, as (key, length, number seen)."""
    seen = Seen.objects.filter(chain=OuterRef("key")).values("number")
    rows = Chain.objects.annotate(seen=Subquery(seen)).values_list("pk", "key", "length", "seen")
    return (
        (pk, name, length, number or 0)
        for pk, name, length, number in rows.order_by("pk")
        if length > (number or 0)
    )


def _follow(behind: list[tuple[int, str, int, int]], most: int) -> bool:
    subjects: set[str] = set()
    loaded: set[str] = set()
    reached: dict[str, int] = {}
    for pk, name, length, seen in behind:
        entries = Entry.objects.filter(chain=pk, number__gt=seen, number__lte=length)
        told = list(entries.order_by("number").values_list("number", "verb", "subject")[:most])
        subjects |= {subject for _number, _verb, subject in told}
        loaded |= {verb for _number, verb, _subject in told}
        reached[name] = told[-1][0] if told else length
        most -= len(told)
        if most <= 0:
            break
    for source in SOURCES:
        _renew(source, subjects, loaded)
    _see(reached)
    return all(reached.get(name) == length for _pk, name, length, _seen in behind)


def _renew(source: Source, subjects: set[str], loaded: set[str]) -> None:
    if source.loaded & loaded:
        put(source, list(source.rows()))
        return
    begins = f"{source.label}:"
    uids = [name.removeprefix(begins) for name in subjects if name.startswith(begins)]
    if uids:
        put(source, list(source.rows().filter(uid__in=uids)))


def mend(*, most: int = AT_A_TIME) -> None:
    """Things that no entry named by themselves: put in those that are missing, take out those
    that are gone."""
    for source in SOURCES:
        known = Row.objects.filter(kind=source.kind, object_id=OuterRef("pk"))
        with transaction.atomic():
            _locked()
            missing = list(source.rows().filter(~Exists(known)).order_by("pk")[:most])
            if missing:
                put(source, missing)
            if gone := _gone(source):
                take(source.kind, gone)


def _gone(source: Source) -> list[int]:
    live = source.rows().filter(pk=OuterRef("object_id"))
    rows = Row.objects.filter(kind=source.kind).filter(~Exists(live))
    return list(rows.values_list("object_id", flat=True).distinct())


def _locked(*, wait: bool = True) -> bool:
    """Nobody else writes the index until the end of this transaction."""
    Index.objects.bulk_create([Index(pk=1)], ignore_conflicts=True)
    skip = not wait and connection.features.has_select_for_update_skip_locked
    return Index.objects.select_for_update(skip_locked=skip).filter(pk=1).first() is not None


def _see(reached: dict[str, int]) -> None:
    Seen.objects.bulk_create(
        [Seen(chain=name, number=number) for name, number in reached.items()],
        update_conflicts=True,
        unique_fields=["chain"],
        update_fields=["number"],
    )


def things() -> Iterator[tuple[str, int]]:
    """How many of each kind are in the index."""
    for source in SOURCES:
        found = Row.objects.filter(kind=source.kind).values("object_id").distinct().count()
        yield source.kind, found
