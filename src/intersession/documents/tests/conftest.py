"""A small cast: an officer, a focal point, an observer, and documents of each distribution."""

from datetime import UTC, date, datetime
from functools import partial
from typing import Any

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django.core.files.uploadedfile import SimpleUploadedFile

from intersession.access.guard import Actor
from intersession.access.models import Appointment, Person, User
from intersession.access.policy import Role
from intersession.documents import actions, panels
from intersession.documents.models import Document
from intersession.documents.queries import narrowing

AT = datetime(2011, 9, 28, 9, 0, tzinfo=UTC)
OFFICER = Actor(roles=frozenset({Role.ADMINISTRATION}), name="Dialogue team", user=1)
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Any) -> None:
    """Files of a test are gone with the test."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture(autouse=True)
def nothing_hangs(monkeypatch: Any) -> None:
    """Panels from above are left out here; each app above tests its own."""
    monkeypatch.setattr(panels._place, "_makers", [])
    monkeypatch.setattr(narrowing, "_groupings", [])


@pytest.fixture
def add() -> Any:
    def add(symbol: str = "IC/2011/7", **given: Any) -> Document:
        wanted = {"kind": "discussion_note", "title": {"en": "Note"}, "dated": date(2011, 9, 28)}
        return actions.add_document(symbol=symbol, **{**wanted, **given}, by=OFFICER, at=AT)

    return add


@pytest.fixture
def issue() -> Any:
    def issue(document: Document, language: str = "en", **given: Any) -> Any:
        return actions.state_version(
            document=document, language=language, to="issued", **given, by=OFFICER, at=AT
        )

    return issue


@pytest.fixture
def store() -> Any:
    def store(content: bytes = PDF, name: str = "note verbale.pdf") -> Any:
        return actions.store_file(upload=SimpleUploadedFile(name, content), by=OFFICER, at=AT)

    return store


@pytest.fixture
def sign_in(client: Any) -> Any:
    """A browser in which somebody of this role is signed in."""
    return partial(signed_in, client)


def signed_in(client: Any, role: Role) -> Any:
    """With a second factor shown, as the roles of the dialogue need it."""
    user = User.objects.create_user(f"{role}@example.org")
    Person.objects.create(user=user, name="A. Person", function=str(role))
    Appointment.objects.create(user=user, role=role, since=date(2000, 1, 1))
    client.force_login(user, backend="intersession.access.returning.Accounts")
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "at": AT.timestamp()}]
    session.save()
    return client
