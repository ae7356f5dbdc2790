"""From a checked folder into an empty database: in one transaction, whole or not at all."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.files.storage import default_storage
from django.core.management.color import no_style
from django.db import DatabaseError, connection, models, transaction
from django.db.migrations.executor import MigrationExecutor

from intersession.desk import tables
from intersession.desk.archive import folder as made
from intersession.desk.archive import older, rows
from intersession.desk.archive.folder import STORED, ArchiveError, Manifest, Refused
from intersession.desk.archive.holdings import MADE, held, left_fields
from intersession.ledger.models import Chain, Entry
from intersession.ledger.record import Break, verify

AT_A_TIME = 500
# What is worked out from the rows and not in an archive, such as an index: hung in by
# `desk.hanging`, called in the transaction of the import once all rows are in.
AFTERWARDS: list[Callable[[], object]] = []
Model = type[models.Model]
Numbered = tuple[int, dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """`breaks` is empty where the ledger is sound."""

    rows: int
    files: int
    chains: int
    entries: int
    breaks: list[Break]
    filled: dict[str, list[str]]  # by file, columns that the archive is too old to hold


class Unsound(Refused):
    """The rows fit, and the ledger in them does not hold."""

    def __init__(self, breaks: list[Break]) -> None:
        super().__init__("The ledger of this archive does not hold. Nothing was imported.")
        self.breaks = breaks


def read(folder: Path, manifest: Manifest, *, even_if_unsound: bool = False) -> Outcome:
    """All of a folder that was checked. Raises Refused where the database is not empty or the
    ledger does not hold, ArchiveError where a row is not one; then nothing was imported."""
    _ready()
    with _files_or_nothing() as store, transaction.atomic():
        _empty()
        reader = _Reader(folder, manifest)
        for model in held():
            if older.knew(manifest.version, model):
                reader.load(model)
        reader.nothing_unspoken_of()
        older.complete(manifest.version)
        _settle()
        for work_out in AFTERWARDS:
            work_out()
        outcome = _outcome(manifest, reader.filled)
        if outcome.breaks and not even_if_unsound:
            raise Unsound(outcome.breaks)
        for path in manifest.stored:
            store(folder / path, path.removeprefix(STORED))
    return outcome


def _ready() -> None:
    tables.make()
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Refused("The tables are not up to date: run `intersession migrate`.")


def _empty() -> None:
    for model in held():
        if model._base_manager.exists():
            raise Refused(
                f"This database is not empty: there are rows of {model._meta.label}. An archive "
                "goes into an empty one; set DATABASE_URL to another. Nothing was imported."
            )


class _Reader:
    """Rows get the number of their line as primary key, so that what points at a row is known
    before that row is there, and rows keep the order in which they were made."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.folder, self.manifest = folder, manifest
        self._numbers: dict[Model, dict[str, int]] = {}
        self._spoken_of: set[str] = set()
        self.filled: dict[str, list[str]] = {}

    def load(self, model: Model) -> None:
        table = _Table(model, made.path_of(model))
        numbered = iter(self._rows(model))
        last = 0
        while batch := list(islice(numbered, AT_A_TIME)):
            table.insert(batch)
            last = batch[-1][0]
        if last != self.manifest.files[table.path].rows:
            raise ArchiveError(
                f"has {last} rows, and the manifest says another number", file=table.path
            )

    def nothing_unspoken_of(self) -> None:
        for path in self.manifest.stored:
            if path not in self._spoken_of:
                raise ArchiveError("no row speaks of this file", file=path)

    def _rows(self, model: Model) -> Iterator[Numbered]:
        path = made.path_of(model)
        filled: frozenset[str] = frozenset()
        for number, line in self._lines(path):
            try:
                row = older.renewed(self.manifest.version, model, rows.parse(line))
                if number == 1:
                    filled = rows.to_fill(model, row)
                    self.filled |= {path: sorted(filled)} if filled else {}
                values = rows.read(model, row, filled=filled)
                for column in rows.columns(model):
                    values[column.name] = self._found(column, values[column.name])
            except rows.NoLine as error:
                raise _at(path, number, error) from error
            self._made(model, values)
            yield number, values

    def _made(self, model: Model, values: dict[str, Any]) -> None:
        """A file that no column names, where this row is the one it was made of."""
        if named := MADE.get(model._meta.label):
            self._spoken_of.add(STORED + named(str(values["uid"])))

    def _lines(self, path: str) -> Iterator[tuple[int, bytes]]:
        with (self.folder / path).open("rb") as lines:
            yield from enumerate(lines, start=1)

    def _found(self, column: rows.Column, value: Any) -> Any:
        """The key of the row that is meant; a stored file has to be in the folder."""
        if column.target is not None and value is not None:
            number = self._number(column.target, value)
            if number is None:
                there = made.path_of(column.target)
                raise rows.NoLine(f"{value} is in no row of {there}", column.name)
            return number
        if isinstance(column.field, models.FileField) and value:
            if STORED + value not in self.manifest.files:
                raise rows.NoLine(f"there is no file {STORED}{value}", column.name)
            self._spoken_of.add(STORED + value)
        return value

    def _number(self, model: Model, name: str) -> int | None:
        if model not in self._numbers:
            self._numbers[model] = dict(self._named(model))
        return self._numbers[model].get(name)

    def _named(self, model: Model) -> Iterator[tuple[str, int]]:
        path = made.path_of(model)
        for number, line in self._lines(path):
            try:
                row = older.renewed(self.manifest.version, model, rows.parse(line))
                yield rows.name_of(model, row), number
            except rows.NoLine as error:
                raise _at(path, number, error) from error


def _at(path: str, number: int, error: rows.NoLine) -> ArchiveError:
    return ArchiveError(error.sentence, file=path, row=number, column=error.column)


class _Table:
    """Rows go in as they were written: no default, no hour of today, no rule of a manager."""

    def __init__(self, model: Model, path: str) -> None:
        self.path = path
        self._left = left_fields(model)
        self._fields: list[Any] = [f for f in model._meta.concrete_fields if not f.generated]
        quote = connection.ops.quote_name
        names = ", ".join(quote(field.column) for field in self._fields)
        places = ", ".join(["%s"] * len(self._fields))
        self._insert = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({places})"

    def insert(self, batch: list[Numbered]) -> None:
        try:
            self._all([self._values(*numbered) for numbered in batch])
        except DatabaseError:
            self._one_by_one(batch)

    def _all(self, values: list[list[Any]]) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(self._insert, values)

    def _one_by_one(self, batch: list[Numbered]) -> None:
        """Only to say which row the database refuses."""
        for number, row in batch:
            try:
                self._all([self._values(number, row)])
            except DatabaseError as error:
                words = " ".join(str(error).split())
                raise ArchiveError(
                    f"the database refuses it: {words}", file=self.path, row=number
                ) from error

    def _values(self, number: int, row: dict[str, Any]) -> list[Any]:
        return [_prepared(field, self._value(field, number, row)) for field in self._fields]

    def _value(self, field: Any, number: int, row: dict[str, Any]) -> Any:
        if field.primary_key:
            return number
        return self._left[field.name]() if field.name in self._left else row[field.name]


def _prepared(field: Any, value: Any) -> Any:
    if value is None and isinstance(field, models.JSONField) and not field.null:
        return field.get_db_prep_value(value, connection)  # JSON's null, not an empty cell
    return field.get_db_prep_save(value, connection)


def _settle() -> None:
    """The next row gets the next number, and every reference leads to a row."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), held()):
            cursor.execute(statement)
    connection.check_constraints()


def _outcome(manifest: Manifest, filled: dict[str, list[str]]) -> Outcome:
    return Outcome(
        rows=manifest.rows,
        files=len(manifest.stored),
        chains=Chain.objects.count(),
        entries=Entry.objects.count(),
        breaks=verify(),
        filled=filled,
    )


@contextmanager
def _files_or_nothing() -> Iterator[Any]:
    """Gives a function that keeps a file; what it kept is removed when anything fails later."""
    kept: list[str] = []

    def store(path: Path, name: str) -> None:
        if default_storage.exists(name):
            _same(path, name)
            return
        with path.open("rb") as content:
            said = default_storage.save(name, File(content))
        kept.append(said)
        if said != name:
            raise Refused(f"The folder of stored files keeps {name} under another name.")

    try:
        yield store
    except BaseException:
        for name in kept:
            default_storage.delete(name)
        raise


def _same(path: Path, name: str) -> None:
    with default_storage.open(name) as there:
        here = made.blocks(path)
        if any(part != next(here, b"") for part in there.chunks(made.BLOCK)) or next(here, b""):
            raise Refused(f"The folder of stored files holds another file {name} already.")
