"""What the discussion note of a meeting is made of, and its way into the register of documents."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.consultations.models import DiscussionNote
from intersession.documents import actions as documents
from intersession.documents.models import Document
from intersession.documents.papers import Made
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.meetings import actions as meetings
from intersession.meetings.models import Meeting
from intersession.ui.text import as_typed

Words = dict[str, str]
LONGEST = 6000  # characters of an introduction in one language


class NoSection(Refusal):
    message = _("Choose at least one section.")


class TooLong(Refusal):
    message = _("Shorten the introduction: %(most)s characters in each language at most.")


class NoLanguage(Refusal):
    message = _("Choose at least one language.")


class AnotherKind(Refusal):
    message = _("%(symbol)s is in the register as another kind of document.")


@dataclass(frozen=True, kw_only=True)
class Entered:
    """What goes into the register: its symbol and date, its title, a file for each language."""

    symbol: str
    dated: date
    title: Words
    files: Mapping[str, Made]


@transaction.atomic
def compose_discussion(
    *, meeting: Meeting, sections: Collection[str], introduction: Words, by: Actor, at: datetime
) -> DiscussionNote:
    """Keep what the note is made of; sections stand in the order of the note, whatever was sent."""
    chosen = [one.value for one in DiscussionNote.Section if one.value in sections]
    if not chosen:
        raise NoSection()
    words = {code: said for code, text in introduction.items() if (said := as_typed(text))}
    if any(len(said) > LONGEST for said in words.values()):
        raise TooLong(most=LONGEST)
    kept = {"sections": chosen, "introduction": words, "changed_at": at}
    note, _new = DiscussionNote.objects.update_or_create(meeting=meeting, defaults=kept)
    record(Verb.DISCUSSION_COMPOSED, by=by, at=at, subject=note, sections=chosen)
    return note


@transaction.atomic
def register_discussion(*, meeting: Meeting, entered: Entered, by: Actor, at: datetime) -> Document:
    """Store each file as a draft version; a symbol that is new is added and listed for the meeting.

    Raises what the register refuses: a version that was issued does not become a draft again.
    """
    if not entered.files:
        raise NoLanguage()
    document = Document.objects.filter(symbol=entered.symbol.strip()).first()
    if document is None:
        document = _added(meeting, entered, by, at)
    if document.kind != Document.Kind.DISCUSSION_NOTE:
        raise AnotherKind(symbol=document.symbol)
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
        kind=Document.Kind.DISCUSSION_NOTE,
        title=entered.title,
        dated=entered.dated,
        original_language=next(iter(entered.files)),
        by=by,
        at=at,
    )
    meetings.attach_document(meeting=meeting, document=document, by=by, at=at)
    return document
