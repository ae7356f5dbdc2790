"""Keeping a file: what it is says its content, where it lies says its digest."""

import hashlib
from datetime import date, datetime
from typing import Any

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from intersession.access.guard import Actor
from intersession.documents import contents, rules
from intersession.documents.models import StoredFile
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb


@transaction.atomic
def store_file(
    *, upload: "UploadedFile[Any]", delete_after: date | None = None, by: Actor, at: datetime
) -> StoredFile:
    """Keep a PDF, DOCX, ODT, PPTX, PNG or JPEG file under its digest, outside the database.

    Raises a refusal of `contents`. The same content is on disk once.
    """
    given, octets = str(upload.name or ""), upload.size or 0
    kind = contents.check(upload)
    digest = _digest(upload)
    stored = StoredFile.objects.create(
        name=rules.plain_name(given, kind.ending),
        content_type=kind.content_type,
        size=octets,
        sha256=digest,
        content=_kept(upload, digest),
        stored_at=at,
        delete_after=delete_after,
    )
    about: dict[str, Any] = {"sha256": digest, "size": octets, "type": kind.content_type}
    record(Verb.FILE_STORED, by=by, at=at, subject=stored, **about)
    return stored


@transaction.atomic
def keep_made_file(
    *, name: str, content: bytes, content_type: str, by: Actor, at: datetime
) -> StoredFile:
    """What the program itself wrote, of a kind that nobody may send in."""
    digest = hashlib.sha256(content).hexdigest()
    stored = StoredFile.objects.create(
        name=name,
        content_type=content_type,
        size=len(content),
        sha256=digest,
        content=_kept(ContentFile(content), digest),
        stored_at=at,
    )
    about: dict[str, Any] = {"sha256": digest, "size": len(content), "type": content_type}
    record(Verb.FILE_STORED, by=by, at=at, subject=stored, **about)
    return stored


def _digest(upload: "UploadedFile[Any]") -> str:
    upload.seek(0)
    found = hashlib.sha256()
    for part in upload.chunks():
        found.update(part)
    return found.hexdigest()


def _kept(upload: "File[Any]", digest: str) -> str:
    """The name under MEDIA_ROOT. It is the digest, so what is there already is the same."""
    name = f"stored/{digest}"
    if default_storage.exists(name):
        return name
    upload.seek(0)
    return default_storage.save(name, upload)
