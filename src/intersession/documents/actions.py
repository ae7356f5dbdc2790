"""Verbs of documents and stored files."""

import hashlib
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.documents import rules
from intersession.documents.models import Document, DocumentVersion, StoredFile
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.ui.dates import duty_day

State = DocumentVersion.State
Words = dict[str, str]


class NotASymbol(Refusal):
    message = _(
        "“%(symbol)s” is not a symbol. A symbol has parts between strokes, such as IC/2011/7 or "
        "MC/2398/Rev.1, and at most 60 characters."
    )


class SymbolTaken(Refusal):
    message = _("The symbol %(symbol)s is taken, or differs from another one only by its strokes.")


class TitleMissing(Refusal):
    message = _("A document needs a title in at least one language.")


class UnknownLanguage(Refusal):
    message = _("“%(language)s” is not one of the languages of this dialogue.")


class NotAllowed(Refusal):
    message = _("%(symbol)s in this language is “%(now)s”: it cannot become “%(to)s”.")


class DueMissing(Refusal):
    message = _("Say by which day the translation is due.")


class FileEmpty(Refusal):
    message = _("The file “%(name)s” is empty.")


class FileTooLarge(Refusal):
    message = _("The file “%(name)s” is larger than 10 MB.")


class FileOfOtherType(Refusal):
    message = _(
        "The file “%(name)s” is not a PDF, PNG or JPEG file: its content says so, whatever its "
        "name is. Nothing was stored."
    )


@transaction.atomic
def add_document(
    *,
    symbol: str,
    kind: str,
    title: Words,
    dated: date,
    distribution: str = Document.Distribution.GENERAL,
    original_language: str = "en",
    invented: bool = False,
    by: Actor,
    at: datetime,
) -> Document:
    """A document with its number and a draft in its original language."""
    symbol = symbol.strip()
    if not rules.is_symbol(symbol):
        raise NotASymbol(symbol=symbol)
    if not any(words.strip() for words in title.values()):
        raise TitleMissing()
    _known(original_language)
    slug = rules.slug_of(symbol)
    if Document.objects.filter(slug=slug).exists():
        raise SymbolTaken(symbol=symbol)
    document = Document.objects.create(
        symbol=symbol,
        slug=slug,
        kind=kind,
        title=title,
        dated=dated,
        distribution=distribution,
        original_language=original_language,
        invented=invented,
    )
    document.versions.create(language=original_language)
    about: dict[str, Any] = {
        "symbol": symbol,
        "kind": kind,
        "distribution": distribution,
        "title": title,
    }
    record(Verb.DOCUMENT_ADDED, by=by, at=at, subject=document, **about)
    return document


@transaction.atomic
def state_version(
    *,
    document: Document,
    language: str,
    to: str,
    due_on: date | None = None,
    issued_on: date | None = None,
    url: str = "",
    file: StoredFile | None = None,
    by: Actor,
    at: datetime,
) -> DocumentVersion:
    """The state of one language version; `issued_on` is the day of the act unless another is given.

    A version keeps its address and file when the act brings no new one. Raises UnknownLanguage,
    NotAllowed or DueMissing.
    """
    _known(language)
    document = Document.objects.select_for_update().get(pk=document.pk)
    version = document.versions.filter(language=language).first()
    now = version.state if version else None
    if to not in rules.FOLLOWS[now]:
        raise NotAllowed(symbol=document.symbol, now=_word(now), to=_word(to))
    if to == State.IN_TRANSLATION and due_on is None:
        raise DueMissing()
    version = version or DocumentVersion(document=document, language=language)
    version.state, version.due_on = to, due_on
    if to in rules.OUT and (issued_on or to != State.SUPERSEDED):
        version.issued_on = issued_on or duty_day(at)
    version.url, version.file = url or version.url, file or version.file
    version.save()
    about: dict[str, Any] = {"symbol": document.symbol, "language": language, "from": now, "to": to}
    record(Verb.VERSION_STATED, by=by, at=at, subject=document, **about)
    return version


@transaction.atomic
def store_file(
    *, upload: "UploadedFile[Any]", delete_after: date | None = None, by: Actor, at: datetime
) -> StoredFile:
    """Keep a PDF, PNG or JPEG file of at most 10 MB under its digest, outside the database.

    Raises FileEmpty, FileTooLarge or FileOfOtherType. The same content is kept on disk once.
    """
    given = str(upload.name or "")
    if not upload.size:
        raise FileEmpty(name=given)
    if upload.size > rules.MOST_OCTETS:
        raise FileTooLarge(name=given)
    upload.seek(0)
    found = rules.type_of(upload.read(16))
    if found is None:
        raise FileOfOtherType(name=given)
    kind, ending = found
    digest = _digest(upload)
    stored = StoredFile.objects.create(
        name=rules.plain_name(given, ending),
        content_type=kind,
        size=upload.size,
        sha256=digest,
        content=_kept(upload, digest),
        stored_at=at,
        delete_after=delete_after,
    )
    about: dict[str, Any] = {"sha256": digest, "size": upload.size, "type": kind}
    record(Verb.FILE_STORED, by=by, at=at, subject=stored, **about)
    return stored


def _known(language: str) -> None:
    if language not in dict(settings.LANGUAGES):
        raise UnknownLanguage(language=language)


def _word(state: str | None) -> Any:
    return rules.STATE_NAMES.get(state or "", rules.MISSING)


def _digest(upload: "UploadedFile[Any]") -> str:
    upload.seek(0)
    found = hashlib.sha256()
    for part in upload.chunks():
        found.update(part)
    return found.hexdigest()


def _kept(upload: "UploadedFile[Any]", digest: str) -> str:
    """The name under MEDIA_ROOT. It is the digest, so what is there already is the same."""
    name = f"stored/{digest}"
    if default_storage.exists(name):
        return name
    upload.seek(0)
    return default_storage.save(name, upload)
