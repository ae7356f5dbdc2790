"""Queries whose SQL is written once.

A page asks about ten queries. Django writes the SQL of each anew with every request, and that takes
several times as long as the database takes to answer. What nearly every page asks is written once:

    of_slug = Prepared(lambda: Question.objects.filter(slug=Given("slug", TEXT)))

    of_slug(slug="topics-2012")      # a list
    of_slug.one(slug="topics-2012")  # the first row, or None

The rows are those that the QuerySet would give. A value that is None equals nothing, as in SQL.
"""

import copy
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from threading import Lock
from typing import Any

from django.db import connections, models
from django.db.models.expressions import Expression
from django.db.models.sql.compiler import SQLCompiler

KEY, TEXT = models.BigIntegerField(), models.CharField()
DAY, HOUR = models.DateField(), models.DateTimeField()


class Given(Expression):
    """Where a value will stand; `field` says how it is written for the database."""

    def __init__(self, name: str, field: "models.Field[Any, Any]") -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        return "%s", [self]

    def written(self, value: Any, connection: Any) -> Any:
        return self.output_field.get_db_prep_value(value, connection)


@dataclass(frozen=True, kw_only=True)
class _Written:
    compiler: SQLCompiler  # knows which column becomes what
    sql: str
    params: tuple[Any, ...]  # plain values, and Given where one is to come

    def on(self, values: dict[str, Any], connection: Any) -> SQLCompiler:
        """A compiler that has nothing left to do, for the connection of this thread."""
        params = tuple(
            param.written(values[param.name], connection) if isinstance(param, Given) else param
            for param in self.params
        )
        mine = copy.copy(self.compiler)
        mine.connection = connection
        mine.as_sql = lambda *args, **kwargs: (self.sql, params)  # type: ignore[method-assign]
        return mine


class Prepared:
    """`build` gives a QuerySet; it is called when the rows are first asked for."""

    def __init__(self, build: Callable[[], Any]) -> None:
        self._build = build
        self._rows: Any = None
        self._written: dict[str, _Written] = {}  # by the kind of database
        self._writing = Lock()

    def __call__(self, **values: Any) -> list[Any]:
        """Raises KeyError where a Given has no value."""
        if self._rows is None:
            self._rows = self._build()
        rows = self._rows.all()
        rows.query.get_compiler = partial(self._compiler, values)
        return list(rows)

    def one(self, **values: Any) -> Any:
        """The first row, or None; all of them are read, so let the QuerySet give few."""
        rows = self(**values)
        return rows[0] if rows else None

    def _compiler(self, values: dict[str, Any], using: str, **kwargs: Any) -> SQLCompiler:
        connection = connections[using]
        with self._writing:
            if connection.vendor not in self._written:
                self._written[connection.vendor] = self._write(using)
        return self._written[connection.vendor].on(values, connection)

    def _write(self, using: str) -> _Written:
        """From a copy of the query: to write SQL changes a query for a while, and another thread
        that read it in the middle would keep a statement without its tables for ever."""
        compiler = self._rows.all().query.get_compiler(using)
        sql, params = compiler.as_sql()
        return _Written(compiler=compiler, sql=sql, params=tuple(params))
