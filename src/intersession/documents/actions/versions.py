"""The life of a version: draft, in translation, issued, corrected or revised, superseded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.documents import contents, rules
from intersession.documents.actions.files import store_file
from intersession.documents.models import Document, DocumentVersion, StoredFile, VersionStep
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.ui.dates import day, duty_day

State = DocumentVersion.State


class NotAllowed(Refusal):
    message = _("%(symbol)s in this language is “%(now)s”: it cannot become “%(to)s”.")


class DueMissing(Refusal):
    message = _("Say by which day the translation is due.")


class DueInThePast(Refusal):
    message = _("A translation cannot be due on %(day)s: that day is over.")


class NothingChosen(Refusal):
    message = _("Choose at least one language.")


@dataclass(frozen=True, kw_only=True)
class Issue:
    """One language to be issued; with neither file nor address only the fact is known. `file` was
    kept before, `upload` is kept now."""

    language: str
    upload: "UploadedFile[Any] | None" = None
    file: StoredFile | None = None
    url: str = ""


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
    note: str = "",
    by: Actor,
    at: datetime,
) -> DocumentVersion:
    """The state of one language version; `issued_on` is the day of the act unless another is given.

    A version keeps its address and file when the act brings no new one; an earlier file stays with
    the step that brought it. To issue a corrigendum or a revision marks the same language of the
    document it belongs to. Raises UnknownLanguage, NotAllowed, DueMissing or DueInThePast.
    """
    rules.check_language(language)
    document = Document.objects.select_for_update().get(pk=document.pk)
    version = document.versions.filter(language=language).first()
    now = version.state if version else None
    if to not in rules.FOLLOWS[now]:
        raise NotAllowed(symbol=document.symbol, now=_word(now), to=_word(to))
    version = version or DocumentVersion(document=document, language=language)
    _check_due(version, to, due_on, at)
    version.state, version.due_on = to, due_on
    if to in rules.OUT and (issued_on or to != State.SUPERSEDED):
        version.issued_on = issued_on or duty_day(at)
    version.url, version.file = url or version.url, file or version.file
    version.save()
    _tell(version, now, note, by, at)
    if now in rules.TO_COME and to == State.ISSUED:
        _mark_parent(document, language, by, at)
    return version


def _check_due(version: DocumentVersion, to: str, due_on: date | None, at: datetime) -> None:
    """A day that is over may stay, and not be set."""
    if to == State.IN_TRANSLATION and due_on is None:
        raise DueMissing()
    if due_on is not None and due_on != version.due_on and due_on < duty_day(at):
        raise DueInThePast(day=day(due_on))


def _mark_parent(document: Document, language: str, by: Actor, at: datetime) -> None:
    """The corrected text itself stays as it is. By which document is not written down here: its
    readers may be fewer."""
    to = rules.MAKES.get(document.relation)
    if document.parent is None or to is None:
        return
    version = document.parent.versions.filter(language=language).first()
    if version is None or version.state not in rules.OUT or to not in rules.FOLLOWS[version.state]:
        return
    now, version.state = version.state, to
    version.save(update_fields=["state"])
    _tell(version, now, "", by, at)


def _tell(version: DocumentVersion, now: str | None, note: str, by: Actor, at: datetime) -> None:
    """The step, and the entry of the ledger."""
    VersionStep.objects.create(
        version=version,
        state=version.state,
        file=version.file,
        url=version.url,
        issued_on=version.issued_on,
        note=note[:300],
        at=at,
        by=str(by)[:300],
    )
    about: dict[str, Any] = {
        "symbol": version.document.symbol,
        "language": version.language,
        "from": now,
        "to": version.state,
    }
    about |= {"due_on": version.due_on.isoformat()} if version.due_on else {}
    about |= {"sha256": version.file.sha256} if version.file else {}
    record(Verb.VERSION_STATED, by=by, at=at, subject=version.document, **about)


@transaction.atomic
def issue_versions(
    *,
    document: Document,
    issues: Sequence[Issue],
    issued_on: date | None = None,
    by: Actor,
    at: datetime,
) -> list[DocumentVersion]:
    """Issue several languages with their files at once: all of them or none."""
    if not issues:
        raise NothingChosen()
    for one in issues:  # a bad file among good ones leaves none of them on the disk
        if one.upload:
            contents.check(one.upload)
    return [
        state_version(
            document=document,
            language=one.language,
            to=State.ISSUED,
            issued_on=issued_on,
            url=one.url,
            file=store_file(upload=one.upload, by=by, at=at) if one.upload else one.file,
            by=by,
            at=at,
        )
        for one in issues
    ]


@transaction.atomic
def set_deadlines(
    *, wanted: Sequence[tuple[Document, str]], due_on: date | None, by: Actor, at: datetime
) -> int:
    """Languages of several documents are in translation from now on, due on one day; how many."""
    if not wanted:
        raise NothingChosen()
    # In one order: two officers who set deadlines at once do not wait in a circle.
    for document, language in sorted(wanted, key=lambda pair: (pair[0].pk, pair[1])):
        state_version(
            document=document,
            language=language,
            to=State.IN_TRANSLATION,
            due_on=due_on,
            by=by,
            at=at,
        )
    return len(wanted)


def _word(state: str | None) -> Any:
    return rules.STATE_NAMES.get(state or "", rules.MISSING)
