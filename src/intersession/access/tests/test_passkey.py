"""Passkeys: the questions are asked, and false answers refused."""

import json
from typing import Any

from intersession.access.models import User


def test_the_question_names_no_account(client: Any, db: None) -> None:
    answer = client.get("/access/sign-in/passkey/")
    question = answer.json()["request_options"]["publicKey"]
    assert question["userVerification"] == "required"
    assert not question.get("allowCredentials")


def test_a_false_answer_leads_back_to_sign_in(client: Any, db: None) -> None:
    client.get("/access/sign-in/passkey/")
    for credential in ("{}", "[]", "no json", json.dumps({"response": {"userHandle": "MQ"}})):
        answer = client.post("/access/sign-in/passkey/", {"credential": credential})
        assert answer["Location"] == "/access/sign-in/"
    assert client.get("/access/account/").status_code == 302


def test_one_place_cannot_try_without_end(client: Any, db: None) -> None:
    answers = [
        client.post("/access/sign-in/passkey/", {"credential": "{}"}).status_code
        for _n in range(11)
    ]
    assert answers == [302] * 10 + [429]


def test_the_page_to_add_one_carries_the_question_as_data(
    client: Any, delegate: User, sign_in: Any
) -> None:
    sign_in(delegate)
    page = client.get("/access/account/passkey/")
    assert b'<script type="application/json" id="passkey-options">' in page.content
    assert "unsafe-inline" not in page["Content-Security-Policy"]


def test_a_false_answer_adds_nothing(client: Any, delegate: User, sign_in: Any) -> None:
    sign_in(delegate)
    client.get("/access/account/passkey/")
    answer = client.post("/access/account/passkey/", {"credential": "{}", "passwordless": "on"})
    assert answer.status_code == 422
    assert "The key was not added" in answer.content.decode()
