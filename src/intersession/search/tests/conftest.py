"""A small cast of readers, documents of each distribution, and files that hold text."""

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.files.base import ContentFile
from docx import Document as Word

from intersession.access.guard import Actor
from intersession.access.models import Appointment, Person, User
from intersession.access.policy import Role
from intersession.documents import actions
from intersession.documents.models import Document, StoredFile
from intersession.search import index, queries, words

AT = datetime(2011, 9, 28, 9, 0, tzinfo=UTC)
OFFICER = Actor(roles=frozenset({Role.ADMINISTRATION}), name="Dialogue team", user=1)
WHO = {"by": OFFICER, "at": AT}
PUBLIC = Actor()
MEMBER = Actor(roles=frozenset({Role.FOCAL_POINT}), name="F. Point", user=2, entity=1)
OBSERVER = Actor(roles=frozenset({Role.OBSERVER}), name="O. Server", user=3, entity=2)
OFFICE = "application/vnd.openxmlformats-officedocument"


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def built(db: None) -> None:
    """The index was built once, over nothing."""
    index.rebuild()


@pytest.fixture
def add(built: None) -> Callable[..., Document]:
    def add(symbol: str = "IC/2011/7", **given: Any) -> Document:
        wanted = {"kind": "discussion_note", "title": {"en": "Note"}, "dated": date(2011, 9, 28)}
        return actions.add_document(symbol=symbol, **{**wanted, **given}, **WHO)

    return add


@pytest.fixture
def issue() -> Callable[..., Any]:
    """The version goes out, with a file of that content when one is given."""

    def issue(
        document: Document, content: bytes = b"", kind: str = "", language: str = "en"
    ) -> Any:
        file = stored(content, kind or f"{OFFICE}.wordprocessingml.document") if content else None
        return actions.state_version(
            document=document, language=language, to="issued", file=file, **WHO
        )

    return issue


def stored(content: bytes, kind: str) -> StoredFile:
    file = StoredFile(name="f", content_type=kind, size=len(content), stored_at=AT)
    file.sha256 = f"{hash(content) & (2**256 - 1):064x}"[:64]
    file.content.save(file.sha256, ContentFile(content))
    file.save()
    return file


def docx(*paragraphs: str) -> bytes:
    paper, out = Word(), io.BytesIO()
    for words_of_it in paragraphs:
        paper.add_paragraph(words_of_it)
    paper.save(out)
    return out.getvalue()


def package(**parts: str) -> bytes:
    """A zip with these parts; "__" in a name stands for a stroke, "_dot_" for a point."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return out.getvalue()


def titles(asked: str, actor: Actor = PUBLIC, language: str = "en", **more: Any) -> list[str]:
    """What is found, without marks, after the index has followed the ledger."""
    index.follow()
    found = queries.find(asked=words.read(asked), actor=actor, language=language, **more)
    return [hit.title.striptags() for section in found.sections for hit in section.hits]


@pytest.fixture
def browse(client: Any) -> Callable[[Role], Any]:
    def signed_in(role: Role) -> Any:
        user = User.objects.create_user(f"{role}@example.org")
        Person.objects.create(user=user, name="A. Person", function=str(role))
        Appointment.objects.create(user=user, role=role, since=date(2000, 1, 1))
        client.force_login(user)
        return client

    return signed_in
