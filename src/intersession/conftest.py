"""What the tests of all apps share.

No test uses transaction=True: Django empties the tables after such a test, and the triggers of the
ledger refuse that, as they should. What needs a commit is asked of `durable` code inside one
transaction, or of a database of its own.
"""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override


class Browser(Client):
    """`force_login` stands for a sign-in with a passkey, so that every role is in force."""

    second_factor = True

    def force_login(self, user: Any, backend: str | None = None) -> None:
        super().force_login(user, backend or "intersession.access.returning.Accounts")
        session = self.session
        session["account_authentication_methods"] = self._records()
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()

    def _records(self) -> list[dict[str, Any]]:
        code = {"method": "code", "at": time.time()}
        key = {"method": "mfa", "type": "webauthn", "at": time.time()}
        return [code, key] if self.second_factor else [code]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """The language that a page was asked for in one test is not that of the next."""
    with override("en"):
        yield


@pytest.fixture
def client() -> Browser:
    return Browser()
