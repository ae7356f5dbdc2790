"""Verbs of the list of participants: open it to corrections, set until when, issue it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from intersession.access.guard import Actor, Refusal
from intersession.documents import actions as documents
from intersession.documents.models import Document
from intersession.documents.papers import Made
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.meetings import actions as meetings
from intersession.meetings.models import Meeting, MeetingDocument
from intersession.participation import deciding, letters_of_lists, line_up
from intersession.participation.models import ParticipantsList
from intersession.participation.queries import participants as queries
from intersession.ui.dates import moment

MOST_LINES = 5_000


class OpenedAlready(Refusal):
    message = _("The list of participants was opened already, on %(when)s.")


class NobodyOnList(Refusal):
    message = _("Nobody stands in the list yet: no registration is confirmed.")


class NotOpened(Refusal):
    message = _("The list of participants has not been opened yet.")


class ClosesTooEarly(Refusal):
    message = _("Corrections must close after this moment. Choose a later hour.")


class ClosesTooLate(Refusal):
    message = _("Corrections can be open for at most %(most)s days.")


class StillOpen(Refusal):
    message = _(
        "Corrections may be asked for until %(when)s; the list is issued after that. Set an "
        "earlier hour first if everybody has answered."
    )


class CorrectionsWait(Refusal):
    message = _("%(sentence)s Make or refuse each before the list is issued.")


class NotIssued(Refusal):
    message = _("The list of participants has not been issued yet.")


class AnotherKind(Refusal):
    message = _("%(symbol)s is in the register as another document.")


@dataclass(frozen=True, kw_only=True)
class Entered:
    """What goes into the register of documents: a file for each language."""

    symbol: str
    dated: date
    title: dict[str, str]
    files: Mapping[str, Made]


class NothingMoved(Refusal):
    message = _("Nothing in the list has changed since it was issued, so there is no revision.")


class ListMoved(Refusal):
    message = _("The list changed after you opened the page. Look at it again, then issue it.")


@transaction.atomic
def open_participants(
    *, meeting: Meeting, closes_at: datetime, by: Actor, at: datetime
) -> ParticipantsList:
    """The provisional list may be read by delegations; people and delegations are told."""
    Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    there = ParticipantsList.objects.filter(meeting=meeting).first()
    if there is not None:
        raise OpenedAlready(when=moment(there.opened_at))
    _sound(closes_at, at)
    lines = queries.lines_of(meeting)
    if not lines:
        raise NobodyOnList
    row: ParticipantsList = ParticipantsList.objects.create(
        meeting=meeting,
        opened_at=at,
        closes_at=closes_at,
        changed_at=at,
        changed_by=str(by)[:300],
    )
    told: dict[str, Any] = {"people": len(lines), "closes_at": closes_at.isoformat()}
    record(Verb.PARTICIPANTS_OPENED, by=by, at=at, subject=row, meeting=meeting.slug, **told)
    letters_of_lists.tell_opened(row, by=by, at=at)
    return row


def _sound(closes_at: datetime, at: datetime) -> None:
    if closes_at <= at:
        raise ClosesTooEarly
    if closes_at - at > deciding.CORRECTED_FOR_AT_MOST:
        raise ClosesTooLate(most=deciding.CORRECTED_FOR_AT_MOST.days)


@transaction.atomic
def set_participants_term(
    *, meeting: Meeting, closes_at: datetime, by: Actor, at: datetime
) -> ParticipantsList:
    """Earlier, later, or open once more."""
    row = _locked(meeting)
    if closes_at == row.closes_at:
        return row
    if closes_at < at:
        closes_at = max(at, row.opened_at + timedelta(seconds=1))  # it closes now
    elif closes_at - at > deciding.CORRECTED_FOR_AT_MOST:
        raise ClosesTooLate(most=deciding.CORRECTED_FOR_AT_MOST.days)
    row.closes_at = closes_at
    _saved(row, by, at)
    record(Verb.PARTICIPANTS_TERM_SET, by=by, at=at, subject=row, closes_at=closes_at.isoformat())
    return row


@transaction.atomic
def issue_participants(
    *, meeting: Meeting, seen: str = "", by: Actor, at: datetime
) -> ParticipantsList:
    """Its lines are kept as they stand. Once more: a revision, where something is otherwise.

    `seen`: `queries.digest` of what the page showed.
    """
    row = _locked(meeting)
    if at < row.closes_at:
        raise StillOpen(when=moment(row.closes_at))
    if waiting := queries.waiting_of(meeting):
        sentence = ngettext(
            "%(n)s correction waits for an answer.",
            "%(n)s corrections wait for an answer.",
            waiting,
        )
        raise CorrectionsWait(sentence=sentence % {"n": waiting})
    lines = queries.lines_of(meeting)
    digest = queries.digest(lines)
    if seen and seen != digest:
        raise ListMoved
    if not lines:
        raise NobodyOnList
    if row.issued_at is not None and row.issued.get("digest") == digest:
        raise NothingMoved
    _issued(row, line_up.as_json(lines), digest, by, at)
    told: dict[str, Any] = {"number": row.number, "people": len(lines), "digest": digest}
    record(Verb.PARTICIPANTS_ISSUED, by=by, at=at, subject=row, meeting=meeting.slug, **told)
    return row


def _issued(
    row: ParticipantsList, lines: list[dict[str, Any]], digest: str, by: Actor, at: datetime
) -> None:
    row.issued = {"lines": lines, "digest": digest}
    row.number += 1
    row.issued_at, row.issued_by = at, str(by)[:300]
    _saved(row, by, at)


@transaction.atomic
def register_participants(
    *, meeting: Meeting, entered: Entered, by: Actor, at: datetime
) -> Document:
    """The issued list as draft versions of a numbered document of the meeting, for those who read
    the whole list. Raises what the register refuses."""
    if _locked(meeting).issued_at is None:
        raise NotIssued
    symbol = entered.symbol.strip()
    document = Document.objects.filter(symbol=symbol).first()
    if document is None:
        document = _added(meeting, entered, by, at)
    elif not MeetingDocument.objects.filter(meeting=meeting, document=document).exists():
        raise AnotherKind(symbol=symbol)
    for language, made in entered.files.items():
        upload = SimpleUploadedFile(made.name, made.content, made.content_type)
        file = documents.store_file(upload=upload, by=by, at=at)
        documents.state_version(
            document=document, language=language, to="draft", file=file, by=by, at=at
        )
    return document


def _added(meeting: Meeting, entered: Entered, by: Actor, at: datetime) -> Document:
    document = documents.add_document(
        symbol=entered.symbol,
        kind=Document.Kind.OTHER,
        distribution=Document.Distribution.MEMBERS,
        title=entered.title,
        dated=entered.dated,
        by=by,
        at=at,
    )
    meetings.attach_document(meeting=meeting, document=document, by=by, at=at)
    return document


def _locked(meeting: Meeting) -> ParticipantsList:
    rows = ParticipantsList.objects.select_for_update(of=("self",)).select_related("meeting")
    row: ParticipantsList | None = rows.filter(meeting=meeting).first()
    if row is None:
        raise NotOpened
    return row


def _saved(row: ParticipantsList, by: Actor, at: datetime) -> None:
    row.changes, row.changed_at, row.changed_by = row.changes + 1, at, str(by)[:300]
    row.save()
