"""What the tests of all apps share.

No test uses transaction=True: Django empties the tables after such a test, and the triggers of the
ledger refuse that, as they should. What needs a commit is asked of `durable` code inside one
transaction, or of a database of its own.
"""

import secrets
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from intersession.access.returning import SessionStore
from tests.harness.remembered import Memory


class Browser(Client):
    """`force_login` stands for a sign-in with a passkey, so that every role is in force."""

    second_factor = True

    def force_login(self, user: Any, backend: str | None = None) -> None:
        """One row for the session, where Django's own way asks ten times."""
        kept = {
            SESSION_KEY: str(user.pk),
            BACKEND_SESSION_KEY: backend or "intersession.access.returning.Accounts",
            HASH_SESSION_KEY: user.get_session_auth_hash(),
            "account_authentication_methods": self._records(),
            "account_authentication_methods_user": str(user.pk),
        }
        key, until = secrets.token_hex(16), timezone.now() + timedelta(days=1)
        coded = SessionStore().encode(kept)
        Session.objects.create(session_key=key, session_data=coded, expire_date=until)
        self.cookies[settings.SESSION_COOKIE_NAME] = key

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
def remembered(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Memory]:
    """The steps of this test may be put back as they were in another: tests.harness.remembered."""
    memory = Memory(patched=lambda: bool(monkeypatch._setattr or monkeypatch._setitem))
    with memory.used():
        yield memory


@pytest.fixture
def client() -> Browser:
    return Browser()
