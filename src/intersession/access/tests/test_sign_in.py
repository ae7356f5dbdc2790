"""Sign-in by a code sent by mail."""

from typing import Any

import pytest

from intersession.access.models import User
from intersession.ledger.models import Entry
from intersession.ledger.verbs import Verb

PAGE = "/access/sign-in/"
CODE = "/access/sign-in/code/"


def test_a_code_by_mail_opens_the_account(client: Any, delegate: User, code_for: Any) -> None:
    code = code_for(delegate.email)
    answer = client.post(CODE, {"code": code})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get("/access/account/").status_code == 200


def test_capitals_and_the_dash_do_not_matter(client: Any, delegate: User, code_for: Any) -> None:
    code = code_for(delegate.email)
    answer = client.post(CODE, {"code": code.replace("-", " ").lower()})
    assert answer.status_code == 302


def test_the_mail_says_what_to_do_in_the_language_of_the_account(
    client: Any, delegate: User, mails: list[Any]
) -> None:
    client.post(f"{PAGE}?lang=fr", {"email": delegate.email})  # the browser's is another
    sent = mails[-1]
    assert sent.to == [delegate.email]
    assert sent.subject == "[Action required] Your code to sign in, valid for 15 minutes"
    assert sent.body.startswith("Write this code on the page where you asked for it")
    assert not getattr(sent, "alternatives", [])


def test_the_session_gets_a_new_key(client: Any, delegate: User, code_for: Any) -> None:
    code = code_for(delegate.email)
    before = client.session.session_key
    client.post(CODE, {"code": code})
    assert client.session.session_key != before


def test_signing_in_leaves_an_entry_without_the_address(sign_in: Any, delegate: User) -> None:
    sign_in(delegate)
    entry = Entry.objects.get(verb=Verb.SIGNED_IN)
    assert entry.values == {"method": "code"}
    assert entry.by == "A. Delegate, Second Secretary"
    assert delegate.email not in entry.data + entry.by + entry.subject


def test_an_unknown_address_sees_the_same_page_and_gets_a_mail_that_says_so(
    client: Any, delegate: User, mails: list[Any]
) -> None:
    pages = {}
    for email in (delegate.email, "stranger@example.org"):
        answer = client.post(PAGE, {"email": email})
        page = client.get(answer["Location"]).content.decode().replace(email, "ADDRESS")
        pages[email] = (answer.status_code, answer["Location"], _without_tokens(page))
        client.session.flush()
    assert pages[delegate.email] == pages["stranger@example.org"]
    assert [m.to[0] for m in mails] == [delegate.email, "stranger@example.org"]
    assert "There is no account for it" in mails[1].body


def _without_tokens(page: str) -> str:
    return "".join(line for line in page.splitlines() if "csrfmiddlewaretoken" not in line)


def test_no_code_opens_an_unknown_address(client: Any) -> None:
    client.post(PAGE, {"email": "stranger@example.org"})
    for code in ("", "BBBB-BBBB", "-"):
        client.post(CODE, {"code": code})
    assert client.get("/access/account/").status_code == 302


def test_an_account_that_was_closed_is_unknown(client: Any, delegate: User, mails: Any) -> None:
    User.objects.filter(pk=delegate.pk).update(is_active=False)
    client.post(PAGE, {"email": delegate.email})
    assert "There is no account for it" in mails[-1].body


def test_a_wrong_code_is_refused_and_the_fourth_ends_it(
    client: Any, delegate: User, code_for: Any
) -> None:
    code = code_for(delegate.email)
    answers = [client.post(CODE, {"code": "BBBB-BBBB"}) for _n in range(4)]
    assert [a.status_code for a in answers] == [422, 422, 422, 302]
    assert b"This code is not right" in answers[0].content
    assert client.post(CODE, {"code": code})["Location"] == PAGE


def test_a_code_is_over_after_a_quarter_of_an_hour(
    client: Any, delegate: User, code_for: Any, settings: Any
) -> None:
    code = code_for(delegate.email)
    settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT = -1
    answer = client.post(CODE, {"code": code}, follow=True)
    assert "The time of the code is over" in answer.content.decode()


def test_the_seventh_code_for_one_address_has_to_wait(client: Any, delegate: User) -> None:
    answers = [client.post(PAGE, {"email": delegate.email}).status_code for _n in range(7)]
    assert answers == [302] * 6 + [429]


def test_one_place_cannot_ask_for_codes_without_end(client: Any, mails: list[Any]) -> None:
    answers = [
        client.post(PAGE, {"email": f"nobody-{n}@example.org"}).status_code for n in range(21)
    ]
    assert answers == [302] * 20 + [429]
    assert len(mails) == 20


def test_the_limit_is_counted_in_the_database_for_all_workers(client: Any, delegate: User) -> None:
    from django.db import connection  # noqa: PLC0415  only to look

    client.post(PAGE, {"email": delegate.email})
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM access_cache")
        assert cursor.fetchone()[0] > 0


def test_when_the_mail_server_is_away_the_page_says_so(
    client: Any, delegate: User, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    answer = client.post(PAGE, {"email": delegate.email})
    assert answer.status_code == 422
    assert "The mail could not be sent" in answer.content.decode()


@pytest.mark.parametrize(
    ("asked", "reached"),
    [("/ledger/", "/ledger/"), ("https://evil.example/", "/"), ("//evil.example", "/")],
)
def test_afterwards_one_is_back_where_one_was_going_but_never_elsewhere(
    client: Any, delegate: User, code_for: Any, asked: str, reached: str
) -> None:
    code = code_for(delegate.email, next=asked)
    answer = client.post(CODE, {"code": code, "next": asked})
    assert answer["Location"] == reached


def test_a_closed_page_leads_to_sign_in_and_keeps_its_address(client: Any) -> None:
    answer = client.get("/ledger/verify/?a=1&b=2")
    assert answer["Location"] == "/access/sign-in/?next=%2Fledger%2Fverify%2F%3Fa%3D1%26b%3D2"


def test_signing_out_is_a_post(client: Any, delegate: User, sign_in: Any) -> None:
    sign_in(delegate)
    assert client.get("/access/sign-out/").status_code == 405
    client.post("/access/sign-out/")
    assert client.get("/access/account/").status_code == 302


@pytest.mark.parametrize(
    "path", ["/accounts/login/", "/accounts/signup/", "/access/signup/", "/accounts/email/"]
)
def test_nothing_else_of_allauth_is_there(client: Any, path: str) -> None:
    assert client.get(path).status_code == 404
