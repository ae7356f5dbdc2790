"""The page of tokens, and what a token may do afterwards."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from intersession.access.models import Appointment, Person, User
from intersession.access.policy import May, Role
from intersession.api import openapi, rules
from intersession.api.models import ApiToken
from intersession.api.tests.conftest import somebody
from intersession.conftest import Browser
from intersession.ledger.models import Entry
from intersession.membership.models import Representation

PAGE = "/api/tokens/"
SECRET = re.compile(r"<code>(isn_[\w-]{32})</code>")


def sent(topics: Any, **given: Any) -> dict[str, Any]:
    until = topics.now.date() + timedelta(days=30)
    return {"name": "Grid import", "until": str(until), "scopes": [], **given}


@pytest.fixture
def officer(topics: Any) -> Browser:
    browser = Browser()
    browser.force_login(somebody(Role.ADMINISTRATION))
    return browser


def test_a_token_is_made_on_the_page_and_its_secret_shown_once(
    officer: Browser, topics: Any, ask: Any
) -> None:
    page = officer.post(PAGE, sent(topics, scopes=["outbox:read"])).content.decode()
    found = SECRET.search(page)
    assert found
    assert not SECRET.search(officer.get(PAGE).content.decode())
    assert "Grid import" in officer.get(PAGE).content.decode()
    assert ask("GET", "/api/mails/", found[1]).status_code == 200
    assert ask("GET", "/api/ledger/chain/main/", found[1]).status_code == 403


def test_what_is_kept_of_a_secret_is_not_enough_to_use_it(make: Any) -> None:
    made = make(Role.ADMINISTRATION)
    kept = ApiToken.objects.values().get(pk=made.token.pk)
    assert made.secret not in map(str, kept.values())
    assert made.secret.startswith(kept["start"]) and len(kept["start"]) == 10
    assert made.secret not in "".join(Entry.objects.values_list("data", flat=True))


@pytest.mark.parametrize(
    "given, why",
    [
        ({"name": ""}, "required"),
        ({"name": "   "}, "required"),
        ({"until": "2011-10-20"}, "A token holds for a year at most"),
        ({"until": "2012-10-21"}, "A token holds for a year at most"),
        ({"until": "soon"}, "valid date"),
        ({"scopes": ["consultations:preference:express"]}, "not one of the available"),
        ({"scopes": ["everything"]}, "not one of the available"),
    ],
)
def test_a_token_that_cannot_be_is_refused_in_words(
    given: dict[str, Any], why: str, officer: Browser, topics: Any
) -> None:
    answer = officer.post(PAGE, sent(topics, **given))
    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert ApiToken.objects.count() == 0


def test_the_public_has_no_tokens(client: Any, topics: Any) -> None:
    assert client.get(PAGE)["Location"].startswith("/access/sign-in/")
    assert client.post(PAGE, sent(topics)).status_code == 302


def test_twenty_tokens_are_enough(officer: Browser, topics: Any, make: Any) -> None:
    for _number in range(rules.MOST_TOKENS):
        make(Role.ADMINISTRATION)
    assert "You have 20 tokens in force" in officer.post(PAGE, sent(topics)).content.decode()


def test_the_list_asks_as_little_for_three_tokens_as_for_one(
    officer: Browser, make: Any, django_assert_num_queries: Any
) -> None:
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    make(Role.ADMINISTRATION)
    officer.get(PAGE)
    with CaptureQueriesContext(connection) as one:
        officer.get(PAGE)
    make(Role.ADMINISTRATION), make(Role.ADMINISTRATION)
    with django_assert_num_queries(len(one)):
        officer.get(PAGE)


def test_a_revoked_token_is_refused_from_the_next_request_on(
    officer: Browser, make: Any, ask: Any
) -> None:
    made = make(Role.ADMINISTRATION)
    assert ask("GET", "/api/me/", made.secret).status_code == 200
    revoke = f"{PAGE}{made.token.uid}/revoke/"
    assert "is revoked" in officer.post(revoke, follow=True).content.decode()
    for path in ("/api/me/", "/api/entities/"):
        answer = ask("GET", path, made.secret)
        assert (answer.status_code, answer.json()["code"]) == (401, "token-not-valid")
    assert "was revoked before" in officer.post(revoke, follow=True).content.decode()


def test_nobody_revokes_the_token_of_somebody_else(officer: Browser, make: Any, ask: Any) -> None:
    made = make(Role.FOCAL_POINT, "marenia")
    assert officer.post(f"{PAGE}{made.token.uid}/revoke/").status_code == 404
    assert "Grid" not in officer.get(PAGE).content.decode()
    assert ask("GET", "/api/me/", made.secret).status_code == 200


def test_a_token_ends_with_its_day_its_person_and_its_account(
    make: Any, ask: Any, topics: Any
) -> None:
    made = make(Role.FOCAL_POINT, "marenia")
    person = made.token.person

    def status() -> int:
        return int(ask("GET", "/api/me/", made.secret).status_code)

    assert status() == 200
    ApiToken.objects.update(until=topics.now.date())
    assert status() == 401
    ApiToken.objects.update(until=topics.now.date() + timedelta(days=1))
    assert status() == 200
    Person.objects.filter(pk=person.pk).update(active=False)
    assert status() == 401
    Person.objects.filter(pk=person.pk).update(active=True)
    User.objects.filter(pk=person.user_id).update(is_active=False)
    assert status() == 401


def test_the_last_use_is_kept_by_the_day(make: Any, ask: Any, topics: Any) -> None:
    made = make(Role.FOCAL_POINT, "marenia")
    assert ApiToken.objects.get().used_on is None
    ask("GET", "/api/me/", made.secret)
    assert ApiToken.objects.get().used_on == topics.now.date()


def test_a_token_does_what_its_person_may_on_the_day_and_nothing_beyond(
    make: Any, ask: Any, topics: Any
) -> None:
    made = make(Role.FOCAL_POINT, "marenia")
    me = ask("GET", "/api/me/", made.secret).json()
    assert (me["entity"], me["roles"]) == ("marenia", ["focal_point"])
    Representation.objects.filter(user=made.token.person.user).update(until=topics.now.date())
    me = ask("GET", "/api/me/", made.secret).json()
    assert (me["entity"], me["roles"], me["scopes"]) == ("", ["public"], [])
    assert ask("GET", "/api/question/topics-2012/answer/", made.secret).status_code == 403


def test_a_token_of_a_focal_point_does_not_grow_with_a_new_role(
    make: Any, ask: Any, topics: Any
) -> None:
    made = make(Role.FOCAL_POINT, "marenia")
    Appointment.objects.create(
        user=made.token.person.user, role=Role.ADMINISTRATION, since=date(2000, 1, 1)
    )
    assert ask("GET", "/api/mails/", made.secret).status_code == 403
    assert ask("GET", "/api/question/topics-2012/positions/", made.secret).status_code == 403


def test_positions_open_to_the_membership_are_not_open_to_a_token_without_that_reach(
    make: Any, ask: Any, topics: Any
) -> None:
    from intersession.consultations.models import Question  # noqa: PLC0415

    Question.objects.filter(slug="theme-2012").update(positions_seen_by="membership")
    path = "/api/question/theme-2012/positions/"
    assert ask("GET", path, make(Role.FOCAL_POINT, "marenia").secret).status_code == 200
    narrow = make(Role.FOCAL_POINT, "marenia", scopes=[May.COMMENT_PROPOSAL])
    assert ask("GET", path, narrow.secret).status_code == 403


def test_without_a_second_factor_a_token_carries_no_role_that_needs_one(
    make: Any, ask: Any, topics: Any
) -> None:
    weak = make(Role.ADMINISTRATION, strong=False)
    assert ask("GET", "/api/mails/", weak.secret).status_code == 403
    assert ask("GET", "/api/me/", weak.secret).json()["roles"] == ["public"]


def test_outside_an_example_the_page_asks_how_somebody_signed_in(topics: Any) -> None:
    topics.__class__.objects.all().delete()  # now it is a real installation
    user = somebody(Role.ADMINISTRATION)
    until = str(datetime.now(UTC).date() + timedelta(days=9))
    for second_factor, offered in ((True, "outbox:read"), (False, "")):
        browser = Browser()
        browser.second_factor = second_factor
        browser.force_login(user)
        given = {"name": "N", "until": until, "scopes": [offered] if offered else []}
        assert browser.post(PAGE, given).status_code == 200
        assert ApiToken.objects.latest("pk").strong is second_factor
        assert ('value="outbox:read"' in browser.get(PAGE).content.decode()) is second_factor


def test_the_ledger_says_that_a_token_acted(make: Any, ask: Any) -> None:
    made = make(Role.FOCAL_POINT, "marenia", name="Mission calendar")
    path = "/api/proposal/families-and-migration-2012/comment/"
    ask("POST", path, made.secret, {"words": "We support it.", "language": "en"})
    entry = Entry.objects.filter(verb="consultations:proposal:commented").latest("pk")
    assert entry.by.endswith(f"Marenia, by token “Mission calendar” ({made.token.start}…)")
    verbs = Entry.objects.filter(verb__startswith="api:").values_list("verb", flat=True)
    assert list(verbs) == ["api:token:made"]


def test_however_long_a_name_is_the_ledger_still_names_the_token() -> None:
    from intersession.access.guard import Actor  # noqa: PLC0415

    through = f"token “{'n' * 60}” (isn_abcdef…)"
    said = str(Actor(name="a" * 150, function="b" * 150, through=through))
    assert said.endswith(through) and len(said) <= 300


def test_a_digest_is_that_of_the_whole_secret() -> None:
    assert rules.digest_of("isn_a") != rules.digest_of("isn_b")
    assert len(rules.digest_of("isn_a")) == 64


def test_what_no_operation_asks_for_is_not_offered() -> None:
    asked = {told["x-may"] for one in openapi.document()["paths"].values() for told in one.values()}
    assert not asked & rules.NOTHING_TO_DO
