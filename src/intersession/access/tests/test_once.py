"""A request that carries a key acts once."""

from typing import Any

import pytest
from django.db import IntegrityError
from django.http import HttpResponse, HttpResponseRedirect
from django.test import RequestFactory

from intersession.access.guard import Actor
from intersession.access.models import IdempotencyKey, User
from intersession.access.once import forget, once
from intersession.access.tests.conftest import AT


class Counter:
    """A view that counts how often it acted."""

    def __init__(self, *answers: HttpResponse) -> None:
        self.answers = list(answers)
        self.acted = 0
        self.view = once(self)

    __name__ = "view"

    def __call__(self, request: Any) -> HttpResponse:
        self.acted += 1
        return self.answers.pop(0) if self.answers else HttpResponseRedirect("/there/")


def post(user: int | None = 1, path: str = "/act/", **data: str) -> Any:
    request: Any = RequestFactory().post(path, data)
    request.actor = Actor(user=user)
    return request


def test_a_repeated_request_acts_once_and_is_answered_the_same(db: None) -> None:
    view = Counter()
    answers = [view.view(post(once="k")) for _n in range(3)]
    assert view.acted == 1
    assert {(a.status_code, a["Location"]) for a in answers} == {(302, "/there/")}


def test_a_form_that_says_something_else_now_is_another_request(db: None) -> None:
    """The browser's Back button brings the form up again, with the same key."""
    view = Counter()
    for said in ("A", "B", "B"):
        view.view(post(once="k", approved=said, csrfmiddlewaretoken=f"masked-{said}"))
    view.view(post(once="k", approved="B", csrfmiddlewaretoken="masked-otherwise"))
    assert view.acted == 2


def test_the_header_counts_like_the_field(db: None) -> None:
    view = Counter()
    for _n in range(2):
        request = RequestFactory().post("/act/", headers={"Idempotency-Key": "k"})
        request.actor = Actor(user=1)
        view.view(request)
    assert view.acted == 1


def test_a_refused_request_can_be_repeated(db: None) -> None:
    view = Counter(HttpResponse(status=422))
    assert view.view(post(once="k")).status_code == 422
    assert view.view(post(once="k")).status_code == 302
    assert view.acted == 2


def test_a_refused_request_leaves_nothing_behind(db: None) -> None:
    def half_done(request: Any) -> HttpResponse:
        User.objects.create_user("half@example.org")
        return HttpResponse(status=422)

    once(half_done)(post(once="k"))
    assert not User.objects.exists()
    assert not IdempotencyKey.objects.exists()


def test_the_same_key_of_another_person_or_at_another_address_is_another(db: None) -> None:
    view = Counter()
    view.view(post(user=1, once="k"))
    view.view(post(user=2, once="k"))
    view.view(post(user=None, once="k"))
    view.view(post(user=1, path="/other/", once="k"))
    assert view.acted == 4


def test_without_a_key_each_request_acts(db: None) -> None:
    view = Counter()
    view.view(post())
    view.view(post())
    assert view.acted == 2


def test_long_keys_that_begin_alike_are_different(db: None) -> None:
    view = Counter()
    view.view(post(once="k" * 200 + "a"))
    view.view(post(once="k" * 200 + "b"))
    assert view.acted == 2


def test_a_key_with_a_zero_octet_is_no_trouble(db: None) -> None:
    assert Counter().view(post(once="a\0b")).status_code == 302


def test_a_rule_of_the_database_broken_by_the_act_itself_is_not_taken_for_a_repetition(
    delegate: User,
) -> None:
    def twice(request: Any) -> HttpResponse:
        User.objects.create_user(delegate.email)
        return HttpResponse()

    with pytest.raises(IntegrityError):
        once(twice)(post(once="k"))


def test_old_keys_are_forgotten(db: None) -> None:
    view = Counter()
    view.view(post(once="k"))
    assert forget(before=AT.replace(year=2000)) == 0
    assert forget(before=AT.replace(year=2200)) == 1
    assert not IdempotencyKey.objects.exists()
