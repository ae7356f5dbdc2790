"""Verbs of what speakers send for a part: its title and abstract, presentations, statements."""

import re
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.documents import contents
from intersession.documents.actions import store_file
from intersession.documents.rules import check_language
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.meetings import rules, speaking
from intersession.meetings.actions._lock import Words, locked
from intersession.meetings.actions._speakers import SpeakerChangedMeanwhile, fresh
from intersession.meetings.models import Part, SpeakerFile

WORDED = ["title", "abstract"]
# As the trailer of a PDF says that what it holds is enciphered.
_LOCK = re.compile(rb"/Encrypt\s*(<<|\d+\s+\d+\s+R)")
TAKEN = (contents.PDF, contents.PPTX, contents.DOCX, contents.ODT)


class NoPicture(Refusal):
    message = _(
        "The file “%(name)s” is a picture. Presentations and statements are PDF, PPTX, DOCX or ODT "
        "files: save it as PDF and send that."
    )


class FileProtected(Refusal):
    message = _(
        "The file “%(name)s” is protected, by a password or by limits on its use, so not everybody "
        "could read it. Save it without and send that."
    )


class TooManyFiles(Refusal):
    message = _("%(most)s files were sent for this part already. Write to the Administration.")


class FileGone(Refusal):
    message = _("This file was replaced or withdrawn meanwhile.")


class PartNotYours(Refusal):
    message = _("This part is no longer yours, so nothing was kept of it.")


@transaction.atomic
def write_part(
    *, part: Part, title: Words, abstract: Words, seen: str = "", by: Actor, at: datetime
) -> Part:
    part = _held_by_speaker(part)
    if seen and seen != rules.version_of(part, WORDED):
        raise SpeakerChangedMeanwhile
    part.title, part.abstract = title, abstract
    part.save(update_fields=WORDED)
    record(Verb.PART_WORDED, by=by, at=at, subject=part)
    return part


@transaction.atomic
def add_file(
    *,
    part: Part,
    kind: str,
    language: str,
    upload: Any,
    public: bool = False,
    by: Actor,
    at: datetime,
) -> SpeakerFile:
    """What it is says its content. It stands instead of the one of that kind and language."""
    part = _held_by_speaker(part)
    check_language(language)
    if part.files.count() >= speaking.MOST_FILES:
        raise TooManyFiles(most=speaking.MOST_FILES)
    _readable(upload)
    stored = store_file(upload=upload, by=by, at=at)
    before = part.files.filter(kind=kind, language=language, withdrawn_at=None)
    before.update(withdrawn_at=at)
    given = {"kind": kind, "language": language, "file": stored, "public": public}
    row: SpeakerFile = part.files.create(**given, at=at, by=str(by)[:300])
    about: dict[str, Any] = {"kind": kind, "language": language, "sha256": stored.sha256}
    record(Verb.PART_FILED, by=by, at=at, subject=row, part=str(part.uid), public=public, **about)
    return row


@transaction.atomic
def withdraw_file(*, file: SpeakerFile, by: Actor, at: datetime) -> SpeakerFile:
    row = _standing(file)
    row.withdrawn_at = at
    row.save(update_fields=["withdrawn_at"])
    record(Verb.PART_FILE_WITHDRAWN, by=by, at=at, subject=row)
    return row


@transaction.atomic
def agree_to_file(*, file: SpeakerFile, public: bool, by: Actor, at: datetime) -> SpeakerFile:
    """Whether it may be published, as its speaker says."""
    row = _standing(file)
    row.public = public
    row.save(update_fields=["public"])
    record(Verb.PART_FILE_SHOWN, by=by, at=at, subject=row, public=public)
    return row


@transaction.atomic
def hold_file(*, file: SpeakerFile, by: Actor, at: datetime) -> SpeakerFile:
    """Kept from the public by the Administration, whatever its speaker agreed to."""
    return _held(file, True, Verb.PART_FILE_HELD, by, at)


@transaction.atomic
def release_file(*, file: SpeakerFile, by: Actor, at: datetime) -> SpeakerFile:
    return _held(file, False, Verb.PART_FILE_RELEASED, by, at)


def _held(file: SpeakerFile, held: bool, verb: Verb, by: Actor, at: datetime) -> SpeakerFile:
    row = _standing(file)
    row.held = held
    row.save(update_fields=["held"])
    record(verb, by=by, at=at, subject=row)
    return row


def _held_by_speaker(part: Part) -> Part:
    locked(part.item.meeting)
    part = fresh(part)
    if part.state not in speaking.LIVE:
        raise PartNotYours
    return part


def _readable(upload: Any) -> None:
    """One of the kinds that are taken, which everybody can open."""
    kind, name = contents.check(upload), str(upload.name)
    if kind not in TAKEN:
        raise NoPicture(name=name)
    before = b""
    upload.seek(0)
    for chunk in upload.chunks() if kind is contents.PDF else ():
        if _LOCK.search(before + chunk):
            raise FileProtected(name=name)
        before = chunk[-contents.BORDER :]


def _standing(file: SpeakerFile) -> SpeakerFile:
    locked(file.part.item.meeting)
    row = SpeakerFile.objects.filter(pk=file.pk, withdrawn_at=None).first()
    if row is None:
        raise FileGone
    return row
