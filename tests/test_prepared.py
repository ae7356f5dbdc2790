"""A query whose SQL is written once gives what the QuerySet would give."""

import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from intersession.access.models import Appointment, Person, User
from intersession.access.policy import Role
from intersession.prepared import DAY, HOUR, KEY, TEXT, Given, Prepared

AT = datetime(2011, 10, 20, 10, 30, tzinfo=UTC)


@pytest.fixture
def users(db: None) -> list[User]:
    rows = [User.objects.create(email=f"{name}@example.org") for name in ("a", "b", "o'c%s")]
    for row in rows:
        Person.objects.create(user=row, name=row.email[0].upper(), function="%s, 100 %")
    return rows


def test_it_gives_the_row_of_each_value(users: list[User]) -> None:
    of_mail = Prepared(lambda: User.objects.filter(email=Given("mail", TEXT)))
    for user in users:
        assert of_mail(mail=user.email) == [user]
        assert of_mail.one(mail=user.email).created_at == user.created_at
    assert of_mail(mail="nobody@example.org") == []
    assert of_mail.one(mail="nobody@example.org") is None


def test_a_value_that_is_none_equals_nothing(users: list[User]) -> None:
    of_user = Prepared(lambda: Person.objects.filter(user=Given("user", KEY)))
    assert of_user(user=None) == []
    assert len(of_user(user=users[0].pk)) == 1


def test_a_value_that_is_not_given_is_an_error(users: list[User]) -> None:
    of_user = Prepared(lambda: Person.objects.filter(user=Given("user", KEY)))
    with pytest.raises(KeyError):
        of_user()


def test_related_rows_annotations_and_plain_values_come_along(users: list[User]) -> None:
    newest = Person.objects.filter(user=models.OuterRef("pk"), name=Given("name", TEXT))
    found = Prepared(
        lambda: User.objects.order_by("pk").annotate(
            said=models.Subquery(newest.values("function")[:1])
        )
    )
    assert [row.said for row in found(name="B")] == [None, "%s, 100 %", None]
    both = Prepared(lambda: Person.objects.select_related("user").filter(user=Given("u", KEY)))
    with CaptureQueriesContext(connection) as asked:
        assert both.one(u=users[2].pk).user.email == "o'c%s@example.org"
    assert len(asked) == 1
    names = Prepared(lambda: Person.objects.order_by("-pk").values_list("name", flat=True)[:2])
    assert names() == ["O", "B"]


def test_days_and_hours_are_written_as_the_database_wants_them(users: list[User]) -> None:
    given = {"user": users[0], "role": Role.CHAIR}
    row = Appointment.objects.create(since=date(2011, 1, 1), until=date(2012, 1, 1), **given)
    on = Prepared(lambda: Appointment.objects.in_force(Given("day", DAY)))
    assert on(day=date(2011, 12, 31)) == [row]
    assert on(day=date(2012, 1, 1)) == on(day=date(2010, 12, 31)) == []
    User.objects.update(created_at=AT)
    since = Prepared(lambda: User.objects.filter(created_at__gt=Given("hour", HOUR)))
    assert len(since(hour=AT.replace(minute=29))) == 3
    assert since(hour=AT) == []


def test_a_union_takes_values_in_both_parts(users: list[User]) -> None:
    mail, name = Given("mail", TEXT), Given("name", TEXT)
    either = Prepared(
        lambda: (
            User.objects.filter(email=mail)
            .values_list("email")
            .union(Person.objects.filter(name=name).values_list("name"), all=True)
        )
    )
    assert sorted(either(mail="a@example.org", name="B")) == [("B",), ("a@example.org",)]


def test_the_sql_is_written_once(users: list[User], monkeypatch: Any) -> None:
    built = []

    def build() -> Any:
        built.append(1)
        return User.objects.filter(email=Given("mail", TEXT))

    of_mail = Prepared(build)
    of_mail(mail="a@example.org")
    monkeypatch.setattr(User.objects.all().query.__class__, "get_compiler", None)
    assert of_mail(mail="b@example.org") == [users[1]]
    assert built == [1]


def test_threads_that_ask_at_the_same_time_get_the_same_statement() -> None:
    patience = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for _round in range(40):
            found = Prepared(
                lambda: Person.objects.select_related("user").filter(user=Given("u", KEY))
            )
            assert len(_written_by_threads(found)) == 1
    finally:
        sys.setswitchinterval(patience)


def _written_by_threads(found: Prepared) -> set[str]:
    """What four threads would send that ask for the first time, all at once."""
    ready, found._rows = Barrier(4), found._build()

    def write(_number: int) -> str:
        ready.wait()
        return str(found._compiler({"u": 1}, "default").as_sql()[0])

    with ThreadPoolExecutor(4) as threads:
        return set(threads.map(write, range(4)))
