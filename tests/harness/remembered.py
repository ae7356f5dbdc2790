"""What tests set up, made once or twice in a process and then put back as rows.

    @step
    def make_cast() -> Cast: ...

A call of a step is known by its arguments and by the steps before it in the same test: from the
tables as they are before any test, the same calls lead to the same rows. The first time it is
made; the second time it is made and what it wrote is kept; from then on its rows are put back and
a copy of what it gave is handed out. Once a test wrote anything besides, rolled something back, or
changed a setting or a function, its steps are made as if there were no memory.
"""

import pickle
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, timedelta
from enum import Enum
from functools import cache, wraps
from inspect import isfunction, isgenerator
from typing import Any, ParamSpec, TypeVar

from django.apps import apps
from django.conf import UserSettingsHolder, settings
from django.db import connection
from django.db.models import AutoField, Model
from django.utils.translation import get_language

READS = ("SELECT", "(SELECT", "SAVEPOINT", "RELEASE", "SET CONSTRAINTS", "PRAGMA")
WRITES = re.compile(r'(?:INSERT(?: OR IGNORE)? INTO|UPDATE|DELETE FROM) "(\w+)"')
NO_MATTER = {"MEDIA_ROOT"}  # a step that writes a file is none to remember
PLAIN = (str, int, float, bool, type(None), date, timedelta, Enum)
Rows = dict[Any, tuple[Any, ...]]
Trail = tuple[Any, ...]
Statements = list[tuple[str, list[Any]]]
P, R = ParamSpec("P"), TypeVar("R")


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What a step gave, and the statements that do to the tables what it did."""

    given: bytes
    statements: Statements


KEPT: dict[Trail, Kept] = {}
SEEN: Counter[Trail] = Counter()


def step(make: Callable[P, R]) -> Callable[P, R]:
    """Outside of a test that has a memory it is called as it is."""

    @wraps(make)
    def remembered(*args: P.args, **given: P.kwargs) -> R:
        whole: Any = [list(part) if isgenerator(part) else part for part in args]
        if Memory.now is None:
            return make(*whole, **given)
        known = (make.__module__, make.__qualname__, whole, given)
        made: R = Memory.now.take(known, lambda: make(*whole, **given))
        return made

    return remembered


@dataclass(kw_only=True)
class Memory:
    """Of one test. `trail`: the steps so far; None once that is not all that happened."""

    now = None

    patched: Callable[[], bool]
    trail: Trail | None = ()
    recording: "Recording | None" = None

    @contextmanager
    def used(self) -> Iterator[None]:
        before, Memory.now = Memory.now, self
        try:
            with connection.execute_wrapper(self._watch):
                yield
        finally:
            Memory.now = before

    def take(self, known: Any, make: Callable[[], Any]) -> Any:
        if self.recording is not None:
            return make()
        self.trail = self._further(known)
        if self.trail is None:
            return make()
        if (kept := KEPT.get(self.trail)) is None:
            return self._made(self.trail, make)
        for sql, values in kept.statements:
            connection.connection.execute(sql, values)
        return pickle.loads(kept.given)

    def _further(self, known: Any) -> Trail | None:
        if self.trail is None or self.patched() or changed_settings() - NO_MATTER:
            return None
        try:
            return (*self.trail, (get_language(), frozen(known)))
        except Unknown:
            return None

    def _made(self, trail: Trail, make: Callable[[], Any]) -> Any:
        SEEN[trail] += 1
        self.recording = Recording(keeping=SEEN[trail] == 2)
        try:
            given = make()
            if self.recording.keeping:
                statements = self.recording.statements()
                KEPT[trail] = Kept(given=pickle.dumps(given), statements=statements)
                given = pickle.loads(KEPT[trail].given)
            elif SEEN[trail] > 1:
                self.trail = None  # what follows would be kept as if it followed other rows
        except BaseException:
            self.trail = None
            raise
        finally:
            self.recording = None
        return given

    def _watch(
        self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any
    ) -> Any:
        if self.trail is not None and not sql.startswith(READS):
            if self.recording is None:
                self.trail = None
            elif self.recording.keeping and not sql.startswith("ROLLBACK TO"):
                self.recording.before_writing(sql)
        return execute(sql, params, many, context)


@dataclass
class Recording:
    """Each table as it was before it was first written to."""

    keeping: bool
    before: dict[str, Rows] = field(default_factory=dict)

    def before_writing(self, sql: str) -> None:
        table = WRITES.match(sql)
        if table is None or table[1] not in keys():
            self.keeping = False
        elif table[1] not in self.before:
            self.before[table[1]] = rows_of(table[1])

    def statements(self) -> Statements:
        found = []
        for table, before in self.before.items():
            after = rows_of(table)
            if not before.keys() <= after.keys():
                raise AssertionError(f"A step that is remembered took rows out of {table}.")
            new = [row for key, row in after.items() if key not in before]
            changed = [row for key, row in after.items() if before.get(key, row) != row]
            found += [changing(table, row) for row in changed]
            found += [adding(table, new)] if new else []
            found += [counting_on(table, new)] if new and counts(table) else []
        return found


class Unknown(Exception):
    """Nobody can say whether such a thing will be the same another time."""


def frozen(value: Any) -> Any:
    """The same for what is the same: a row by its key, a function by its name."""
    if isinstance(value, PLAIN):
        return value
    if isinstance(value, Memory):
        return "memory"
    if isinstance(value, Model):
        return type(value).__name__, value.pk
    if isinstance(value, list | tuple):
        return tuple(frozen(part) for part in value)
    if isinstance(value, dict):
        return tuple((name, frozen(part)) for name, part in value.items())
    if is_dataclass(value) and not isinstance(value, type):
        told = {one.name: getattr(value, one.name) for one in fields(value) if one.compare}
        return type(value).__name__, frozen(told)
    if isfunction(value) and value.__name__ != "<lambda>":
        return value.__module__, value.__qualname__
    raise Unknown


def changed_settings() -> set[str]:
    """Names of those that a test has overridden."""
    found: set[str] = set()
    holder = settings._wrapped
    while isinstance(holder, UserSettingsHolder):
        found |= {name for name in vars(holder) if name.isupper()}
        holder = holder.default_settings
    return found - {"SETTINGS_MODULE"}


@cache
def keys() -> dict[str, str]:
    """The column of the key of each table."""
    return {model._meta.db_table: model._meta.pk.column for model in _models()}


def _models() -> list[type[Model]]:
    return list(apps.get_models(include_auto_created=True))


@cache
def columns(table: str) -> list[str]:
    told = connection.connection.execute(f'SELECT * FROM "{table}" LIMIT 0').description
    return [column[0] for column in told]


def on_sqlite() -> bool:
    return connection.vendor == "sqlite"


def rows_of(table: str) -> Rows:
    """By key, as the database writes them: neither Python nor Django understands the values."""
    key = columns(table).index(keys()[table])
    named = ", ".join(f'+"{name}"' if on_sqlite() else f'"{name}"::text' for name in columns(table))
    order = f'ORDER BY "{table}"."{keys()[table]}"'
    rows = connection.connection.execute(f'SELECT {named} FROM "{table}" {order}').fetchall()
    return {row[key]: tuple(row) for row in rows}


def adding(table: str, rows: list[tuple[Any, ...]]) -> tuple[str, list[Any]]:
    named = ", ".join(f'"{name}"' for name in columns(table))
    places = f"({', '.join(['{}'] * len(columns(table)))})"
    values = ", ".join([places] * len(rows))
    return _filled(f'INSERT INTO "{table}" ({named}) VALUES {values}', [v for r in rows for v in r])


def counts(table: str) -> bool:
    """Whether a counter of the database gives the keys of its rows."""
    model = next(one for one in _models() if one._meta.db_table == table)
    return not on_sqlite() and isinstance(model._meta.pk, AutoField)


def counting_on(table: str, rows: list[tuple[Any, ...]]) -> tuple[str, list[Any]]:
    """What comes next has a later key; an archive that came in may have set the counter back."""
    key = keys()[table]
    last = max(int(row[columns(table).index(key)]) for row in rows)
    counter = f"""pg_get_serial_sequence('"{table}"', '{key}')"""
    return f"SELECT setval({counter}, GREATEST(%s, nextval({counter})))", [last]


def changing(table: str, row: tuple[Any, ...]) -> tuple[str, list[Any]]:
    names, key = columns(table), keys()[table]
    named = ", ".join(f'"{name}" = {{}}' for name in names)
    own = row[names.index(key)]
    return _filled(f'UPDATE "{table}" SET {named} WHERE "{key}" = {{}}', [*row, own])


def _filled(sql: str, values: list[Any]) -> tuple[str, list[Any]]:
    return sql.replace("{}", "?" if on_sqlite() else "%s"), values
