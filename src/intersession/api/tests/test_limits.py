"""How often somebody may ask, counted for all workers together."""

import time
from typing import Any

import pytest
from django.core.cache import cache

from intersession.access.policy import Role
from intersession.api import limits


@pytest.fixture
def few(topics: Any, settings: Any, monkeypatch: Any) -> None:
    """Twelve an address, thirty a token; the minute does not end within a test."""
    settings.API_LIMITS = {"token": 30, "address": 12}
    now = time.time()
    monkeypatch.setattr(limits.time, "time", lambda: now)
    cache.clear()
    limits.forget()


def test_the_thirteenth_request_of_an_address_has_to_wait(ask: Any, few: None) -> None:
    answers = [ask("GET", "/api/ledger/head/") for _ in range(13)]
    assert [answer.status_code for answer in answers] == [200] * 12 + [429]
    left = [int(answer["RateLimit"].split("r=")[1].split(";")[0]) for answer in answers]
    assert left == [*range(11, -1, -1), 0]
    assert answers[0]["RateLimit-Policy"] == '"address";q=12;w=60'
    told = answers[-1].json()
    assert (told["status"], told["code"]) == (429, "too-many-requests")
    assert 0 < int(answers[-1]["Retry-After"]) <= 60


def test_a_token_has_a_measure_of_its_own(ask: Any, few: None, make: Any) -> None:
    for _ in range(13):
        ask("GET", "/api/ledger/head/")
    token = make(Role.FOCAL_POINT, "marenia").secret
    answers = [ask("GET", "/api/me/", token).status_code for _ in range(31)]
    assert answers == [200] * 30 + [429]


def test_guessing_tokens_is_counted_with_the_address(ask: Any, few: None) -> None:
    answers = [ask("GET", "/api/me/", f"isn_{n:032}").status_code for n in range(13)]
    assert answers == [401] * 12 + [429]


def test_another_worker_goes_on_counting_where_this_one_stopped(ask: Any, few: None) -> None:
    assert [ask("GET", "/api/ledger/head/").status_code for _ in range(10)] == [200] * 10
    limits.forget()  # a worker that has seen nothing yet
    answers = [ask("GET", "/api/ledger/head/").status_code for _ in range(3)]
    assert answers == [200, 200, 429]


def test_a_new_minute_begins_anew(ask: Any, few: None, monkeypatch: Any) -> None:
    for _ in range(13):
        ask("GET", "/api/ledger/head/")
    later = time.time() + limits.WINDOW
    monkeypatch.setattr(limits.time, "time", lambda: later)
    assert ask("GET", "/api/ledger/head/").status_code == 200


def test_most_requests_write_nothing(ask: Any, few: None, django_assert_num_queries: Any) -> None:
    ask("GET", "/api/ledger/head/")
    with django_assert_num_queries(2):  # the example's clock, the head
        ask("GET", "/api/ledger/head/")
