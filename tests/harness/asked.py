"""Beside PostgreSQL a test is tried when it asks the database something not asked before.

The units of `make test` run beside SQLite and beside PostgreSQL at the same time. The first process
writes, after each test, whether one of its statements was new: another statement, other sizes of
values, another failure. The second reads that, one test behind, and leaves out what would ask the
same again. Run by hand, beside either database, every test is tried.
"""

import os
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

# The file in which the process beside SQLite tells the one beside PostgreSQL.
ASKED = "INTERSESSION_TEST_ASKED"
# As many places as there are values; names of savepoints.
MANY = re.compile(r"(\(?%s\)?)(?:, ?\(?%s\)?)+")
SAVEPOINT = re.compile(r'"s\d+_x\d+"')
LONG = 64  # characters
BIG = 2**31

Question = tuple[str, frozenset[str], str]


class Telling:
    """Beside SQLite: a line for each test, its name after `+` when it asked something new."""

    def __init__(self, path: Path) -> None:
        self.told = path.open("a", encoding="utf-8", buffering=1)
        self.known: set[Question] = set()
        self.asked: set[Question] = set()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self.asked = set()
        with connection.execute_wrapper(self._watch):
            done = yield
        new = not self.asked or not self.asked <= self.known
        self.known |= self.asked
        self.told.write(f"{'+' if new else '-'}{item.nodeid}\n")
        return done

    def _watch(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        failed = ""
        try:
            return execute(sql, params, many, context)
        except Exception as error:
            failed = type(error).__name__
            raise
        finally:
            self.asked.add(question(sql, params, failed))

    def pytest_unconfigure(self) -> None:
        self.told.close()


class Hearing:
    """Beside PostgreSQL: what nobody told within two minutes is tried."""

    def __init__(self, path: Path, seconds: float = 120) -> None:
        self.path, self.seconds = path, seconds
        self.at = 0
        self.new: dict[str, bool] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        if not self._is_new(item.nodeid):
            pytest.skip("asks the database nothing that was not asked before")

    def _is_new(self, name: str) -> bool:
        until = time.monotonic() + self.seconds
        while name not in self.new and time.monotonic() < until:
            if not self._read():
                time.sleep(0.05)
        return self.new.get(name, True)

    def _read(self) -> bool:
        """Whether there was a whole line more."""
        if not self.path.exists():
            return False
        with self.path.open("rb") as told:
            told.seek(self.at)
            whole = told.read().rpartition(b"\n")[0]
        for line in whole.decode().splitlines():
            self.new[line[1:]] = line[0] == "+"
        self.at += len(whole) + bool(whole)
        return bool(whole)


def question(sql: str, params: Any, failed: str) -> Question:
    """The same for what a database answers in the same way."""
    values = params.values() if isinstance(params, dict) else params or ()
    shape = MANY.sub(r"\1", SAVEPOINT.sub("", sql))
    return shape, frozenset(kind(value) for value in values), failed


def kind(value: Any) -> str:
    """Its type, and what databases think differently of: its size, its characters."""
    if isinstance(value, str):
        size = len(value).bit_length() if len(value) > LONG else 0
        return f"str {size} {value.isascii()} {chr(0) in value}"
    if isinstance(value, int) and not isinstance(value, bool):
        return f"int {abs(value) >= BIG} {value < 0}"
    return type(value).__name__


def plugins(on_sqlite: bool) -> list[Any]:
    if (path := os.environ.get(ASKED)) is None:
        return []
    return [Telling(Path(path)) if on_sqlite else Hearing(Path(path))]
