"""Administration, Chair and auditors act only after a second factor."""

import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from intersession.access.models import User
from intersession.desk.models import Example
from intersession.ledger.models import Entry
from intersession.ledger.verbs import Verb

OUTBOX = "/outbox/"
ACCOUNT = "/access/account/"


def figures(secret: str, step: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + step))


def set_up_totp(client: Any) -> str:
    client.get("/access/account/totp/")
    secret = str(client.session["mfa.totp.secret"])
    answer = client.post("/access/account/totp/", {"code": figures(secret)})
    assert answer["Location"] == "/access/account/recovery/"
    return secret


def test_without_one_the_role_is_withheld_and_one_is_led_to_set_it_up(
    client: Any, officer: User, sign_in: Any
) -> None:
    sign_in(officer)
    answer = client.get(OUTBOX)
    assert (answer.status_code, answer["Location"]) == (302, ACCOUNT)
    page = client.get(ACCOUNT)
    assert "You hold this role: Administration" in page.content.decode()


def test_once_set_up_the_role_is_in_force(client: Any, officer: User, sign_in: Any) -> None:
    sign_in(officer)
    set_up_totp(client)
    assert client.get(OUTBOX).status_code == 200
    assert Entry.objects.get(verb=Verb.FACTOR_ADDED).values == {"kind": "totp"}


def test_the_next_sign_in_asks_for_it(client: Any, officer: User, sign_in: Any) -> None:
    sign_in(officer)
    secret = set_up_totp(client)
    client.post("/access/sign-out/")
    assert sign_in(officer)["Location"] == "/access/sign-in/totp/"
    assert client.get(OUTBOX)["Location"].startswith("/access/sign-in/")  # not signed in yet
    answer = client.post("/access/sign-in/totp/", {"code": figures(secret, step=1)})
    assert answer["Location"] == "/"
    assert client.get(OUTBOX).status_code == 200


def test_wrong_figures_are_refused_and_limited(client: Any, officer: User, sign_in: Any) -> None:
    sign_in(officer)
    set_up_totp(client)
    client.post("/access/sign-out/")
    sign_in(officer)
    answers = [client.post("/access/sign-in/totp/", {"code": "000000"}) for _n in range(7)]
    assert [a.status_code for a in answers] == [422] * 6 + [429]
    assert client.get(OUTBOX).status_code == 302


def test_a_recovery_code_opens_once(client: Any, officer: User, sign_in: Any) -> None:
    sign_in(officer)
    set_up_totp(client)
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    assert codes[0] in client.get("/access/account/recovery/").content.decode()
    for expected in (302, 422):
        client.post("/access/sign-out/")
        sign_in(officer)
        answer = client.post("/access/sign-in/totp/", {"code": codes[0]})
        assert answer.status_code == expected


def test_secrets_rest_encrypted(client: Any, officer: User, sign_in: Any) -> None:
    sign_in(officer)
    secret = set_up_totp(client)
    assert secret not in str(Authenticator.objects.get(type="totp").data)


def test_removing_it_withholds_the_role_at_the_next_sign_in(
    client: Any, officer: User, sign_in: Any
) -> None:
    sign_in(officer)
    set_up_totp(client)
    client.post("/access/account/totp/remove/")
    client.post("/access/sign-out/")
    sign_in(officer)
    assert client.get(OUTBOX)["Location"] == ACCOUNT


def test_keys_are_changed_only_soon_after_signing_in(
    client: Any, officer: User, sign_in: Any
) -> None:
    sign_in(officer)
    session = client.session
    session["account_authentication_methods"] = [{"method": "code", "at": time.time() - 3600}]
    session.save()
    for path in ("totp/", "passkey/", "recovery/"):
        assert client.get(f"{ACCOUNT}{path}")["Location"] == ACCOUNT
    assert not Authenticator.objects.exists()


def test_roles_of_a_mission_need_none(client: Any, delegate: User, sign_in: Any) -> None:
    sign_in(delegate)
    assert "A second factor is needed" not in client.get(ACCOUNT).content.decode()


@pytest.fixture
def example() -> Example:
    at = "2011-10-14T09:00:00Z"
    return Example.objects.create(pk=1, stage="topics", now=at, loaded_at=at, link_key="k")


def test_in_the_example_the_link_is_enough(client: Any, officer: User, example: Example) -> None:
    client.second_factor = False
    client.force_login(officer)
    assert client.get(OUTBOX).status_code == 200
    assert client.get("/access/account/totp/")["Location"] == ACCOUNT


def test_the_example_sends_no_code(client: Any, officer: User, mails: Any, example: Any) -> None:
    page = client.post("/access/sign-in/", {"email": officer.email}).content.decode()
    assert "/desk/example/" in page
    assert mails == []
