"""What tests set up is put back as it was made, and only where it would be made the same."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils.translation import override

from tests.harness import remembered
from tests.harness.remembered import Memory, step

pytestmark = pytest.mark.django_db
made: list[str] = []


@step
def group(name: str) -> Group:
    made.append(name)
    given = Group.objects.create(name=name)
    given.permissions.set(Permission.objects.order_by("pk")[:2])
    return given


@step
def rename(given: Group, name: str) -> None:
    made.append(name)
    Group.objects.filter(pk=given.pk).update(name=name)


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "KEPT", {})
    monkeypatch.setattr(remembered, "SEEN", Counter())
    made.clear()


def other_test(body: Callable[[], Any], *, patched: bool = False) -> Any:
    """What `body` gives in a test of its own, which is undone."""
    with transaction.atomic(), Memory(patched=lambda: patched).used():
        given = body()
        transaction.set_rollback(True)
    return given


def two_steps() -> Any:
    rename(group("a"), "b")
    return [(row.pk, row.name, row.permissions.count()) for row in Group.objects.all()]


def until_remembered() -> Any:
    """Rows have other keys in the second test of a PostgreSQL: what follows them is made thrice."""
    rows = [other_test(two_steps) for _test in range(3)]
    assert made[:4] == ["a", "b"] * 2
    made.clear()
    return rows[-1]


def test_in_the_end_the_rows_are_put_back_and_no_step_is_made() -> None:
    kept = until_remembered()
    assert other_test(two_steps) == kept
    assert [row[1:] for row in kept] == [("b", 2)]
    assert made == []
    assert Group.objects.count() == 0


def test_rows_that_come_later_do_not_collide_with_those_put_back() -> None:
    def body() -> int:
        group("a")
        Group.objects.create(name="c")
        return Group.objects.count()

    assert [other_test(body) for _test in range(4)] == [2] * 4


def test_what_a_step_gave_is_a_copy_for_each_test() -> None:
    def body() -> str:
        given = group("a")
        name, given.name = given.name, "changed by a test"
        return name

    assert [other_test(body) for _test in range(4)] == ["a"] * 4


@pytest.mark.parametrize(
    "before",
    [
        lambda: Group.objects.create(name="of this test"),
        lambda: transaction.savepoint_rollback(transaction.savepoint()),
    ],
)
def test_after_anything_else_a_step_is_made(before: Callable[[], Any]) -> None:
    def body() -> Any:
        before()
        return two_steps()

    for _test in range(3):
        other_test(body)
    assert made == ["a", "b"] * 3


def test_where_something_is_patched_or_set_a_step_is_made(settings: Any) -> None:
    for _test in range(3):
        other_test(two_steps, patched=True)
    settings.PUBLIC_URL = "https://elsewhere.example"
    for _test in range(3):
        other_test(two_steps)
    assert made == ["a", "b"] * 6


def test_in_another_language_it_is_another_step() -> None:
    until_remembered()
    with override("fr"):
        other_test(two_steps)
    assert made == ["a", "b"]


def test_other_arguments_are_another_step() -> None:
    for name in "abcab":
        other_test(lambda name=name: group(name))  # type: ignore[misc]
    assert made == list("abcab")


@step
def fail() -> None:
    raise ValueError


def test_after_a_step_that_failed_nothing_is_remembered() -> None:
    def body() -> None:
        with pytest.raises(ValueError), transaction.atomic():
            fail()
        two_steps()

    for _test in range(3):
        other_test(body)
    assert made == ["a", "b"] * 3
