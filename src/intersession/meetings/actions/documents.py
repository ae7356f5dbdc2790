"""Which documents are listed for a meeting."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.documents.models import Document
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.meetings.actions._lock import locked
from intersession.meetings.models import Meeting, MeetingDocument


class ListedAlready(Refusal):
    message = _("%(symbol)s is listed for this meeting already.")


class NotListed(Refusal):
    message = _("%(symbol)s is not listed for this meeting.")


@transaction.atomic
def attach_document(
    *, meeting: Meeting, document: Document, by: Actor, at: datetime
) -> MeetingDocument:
    """List a document for the meeting. The first one gives the page its symbol."""
    meeting = locked(meeting)
    if meeting.papers.filter(document=document).exists():
        raise ListedAlready(symbol=document.symbol)
    last = meeting.papers.aggregate(last=Max("position"))["last"] or 0
    paper: MeetingDocument = meeting.papers.create(document=document, position=last + 1)
    about: dict[str, Any] = {"document": document.symbol, "listed": True}
    record(Verb.MEETING_CHANGED, by=by, at=at, subject=meeting, **about)
    return paper


@transaction.atomic
def detach_document(*, meeting: Meeting, document: Document, by: Actor, at: datetime) -> None:
    """Take a document off the list of the meeting; the document itself stays."""
    meeting = locked(meeting)
    gone, _kinds = meeting.papers.filter(document=document).delete()
    if not gone:
        raise NotListed(symbol=document.symbol)
    about: dict[str, Any] = {"document": document.symbol, "listed": False}
    record(Verb.MEETING_CHANGED, by=by, at=at, subject=meeting, **about)
