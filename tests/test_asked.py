"""Beside PostgreSQL a test is tried when it asks something new, and whenever nobody told."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import DatabaseError, transaction

from tests.harness.asked import Hearing, Telling
from tests.harness.suite import parts

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Any]:
    """told(body) has a test of that body run, and gives the line that is told of it."""
    path = tmp_path / "asked"
    telling = Telling(path)

    def run(body: Any) -> str:
        item: Any = SimpleNamespace(nodeid="tests/test_it.py::test_it")
        round_ = telling.pytest_runtest_protocol(item)
        next(round_)
        body()
        with pytest.raises(StopIteration):
            next(round_)
        return path.read_text().splitlines()[-1][0]

    yield run
    telling.pytest_unconfigure()


def named(name: str) -> list[Group]:
    return list(Group.objects.filter(name=name))


def test_the_same_statement_with_other_values_is_nothing_new(told):
    assert told(lambda: named("one")) == "+"
    assert told(lambda: named("another")) == "-"


def test_another_statement_is_new(told):
    told(lambda: named("one"))
    assert told(lambda: Group.objects.filter(name="one").exists()) == "+"


@pytest.mark.parametrize("name", ["x" * 400, "Côte", "nul\0", "y" * 4000])
def test_values_of_which_databases_think_differently_are_new(told, name):
    told(lambda: named("one"))
    assert told(lambda: named(name)) == "+"


def test_three_rows_are_asked_for_as_ten_are(told):
    assert told(lambda: list(Group.objects.filter(pk__in=[1, 2, 3]))) == "+"
    assert told(lambda: list(Group.objects.filter(pk__in=range(10)))) == "-"


def test_a_statement_that_fails_is_new_though_it_once_went_well(told):
    def twice() -> None:
        Group.objects.create(name="twin")
        with pytest.raises(DatabaseError), transaction.atomic():
            Group.objects.create(name="twin")

    told(lambda: transaction.atomic()(Group.objects.create)(name="other"))
    assert told(twice) == "+"
    assert told(lambda: Group.objects.create(name="third")) == "-"


def test_a_test_that_asks_nothing_is_tried(told):
    assert told(lambda: None) == "+"
    assert told(lambda: None) == "+"


def tried(path: Path, name: str) -> bool:
    item: Any = SimpleNamespace(nodeid=name)
    try:
        Hearing(path, seconds=0.1).pytest_runtest_setup(item)
    except pytest.skip.Exception:
        return False
    return True


def test_what_is_told_decides(tmp_path):
    path = tmp_path / "asked"
    path.write_text("+tests/a.py::test_new\n-tests/a.py::test_known\n")
    assert tried(path, "tests/a.py::test_new")
    assert not tried(path, "tests/a.py::test_known")


@pytest.mark.parametrize("content", [None, "", "-tests/a.py::test_kno"])
def test_what_nobody_told_is_tried(tmp_path, content):
    path = tmp_path / "asked"
    if content is not None:
        path.write_text(content)
    assert tried(path, "tests/a.py::test_known")


def test_the_parts_of_make_test_hear_of_each_other():
    units = [part for part in parts() if part.name == "units and pages"]
    assert [part.postgresql for part in units] == [False, True]
    assert all(part.new_only for part in units)
    assert not any(part.new_only for part in parts() if part not in units)
