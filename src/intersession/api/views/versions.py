"""Operations of the languages of a document, one for each verb of its page."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from intersession.access.policy import May
from intersession.api.operation import writes
from intersession.api.rules import NothingNew, NotKnown
from intersession.api.shapes import documents as bodies
from intersession.api.shapes.meetings import DocumentFull, with_versions
from intersession.api.views._files import checked_address, kept_file
from intersession.api.views._rows import document_kept, document_of, who
from intersession.documents import actions
from intersession.documents.models import Document, DocumentVersion

State = DocumentVersion.State


@writes(
    _("Keep a draft of a document"),
    access=May.MANAGE_DOCUMENTS,
    takes=bodies.DraftBody,
    gives=DocumentFull,
    of="document",
)
def document_draft(request: Any, slug: str, body: bodies.DraftBody) -> DocumentFull:
    """A language that is in translation stays so, with its day."""
    document = document_of(slug)
    running = document.versions.filter(language=body.language, state=State.IN_TRANSLATION).first()
    to, due_on = (running.state, running.due_on) if running else (State.DRAFT, None)
    file = kept_file(body.file, document)
    given = {"language": body.language, "to": to, "due_on": due_on, "file": file}
    actions.state_version(document=document, **given, **who(request))
    return document_kept(slug)


@writes(
    _("Issue a document"),
    access=May.MANAGE_DOCUMENTS,
    takes=bodies.IssueBody,
    gives=DocumentFull,
    of="document",
)
def document_issue(request: Any, slug: str, body: bodies.IssueBody) -> DocumentFull:
    document = document_of(slug)
    issues = [
        actions.Issue(
            language=one.language,
            file=kept_file(one.file, document),
            url=checked_address(one.url),
        )
        for one in body.languages
    ]
    given = {"issues": issues, "issued_on": body.issued_on}
    actions.issue_versions(document=document, **given, **who(request))
    return document_kept(slug)


@writes(
    _("Correct a document"),
    access=May.MANAGE_DOCUMENTS,
    takes=bodies.Replacement,
    gives=DocumentFull,
    of="document",
)
def document_correct(request: Any, slug: str, body: bodies.Replacement) -> DocumentFull:
    return _replaced(request, slug, body, State.CORRECTED)


@writes(
    _("Revise a document"),
    access=May.MANAGE_DOCUMENTS,
    takes=bodies.Replacement,
    gives=DocumentFull,
    of="document",
)
def document_revise(request: Any, slug: str, body: bodies.Replacement) -> DocumentFull:
    return _replaced(request, slug, body, State.REVISED)


def _replaced(request: Any, slug: str, body: bodies.Replacement, to: str) -> DocumentFull:
    document = document_of(slug)
    if body.file is None and not body.url:
        raise NothingNew()
    given = body.model_dump()
    given |= {"file": kept_file(body.file, document), "url": checked_address(body.url)}
    actions.state_version(document=document, to=to, **given, **who(request))
    return document_kept(slug)


@writes(
    _("Supersede a document"),
    access=May.MANAGE_DOCUMENTS,
    takes=bodies.SupersedeBody,
    gives=DocumentFull,
    of="document",
)
def document_supersede(request: Any, slug: str, body: bodies.SupersedeBody) -> DocumentFull:
    document = document_of(slug)
    given = {"document": document, "to": State.SUPERSEDED, "note": body.note, **who(request)}
    with transaction.atomic():
        for code in body.languages:
            actions.state_version(language=code, **given)
    return document_kept(slug)


@writes(
    _("Set the day on which translations are due"),
    access=May.MANAGE_DOCUMENTS,
    takes=bodies.Deadlines,
    gives=list[DocumentFull],
)
def documents_deadlines(request: Any, body: bodies.Deadlines) -> list[DocumentFull]:
    """Each pair once, as its page takes it."""
    pairs = {(one.document, one.language): None for one in body.wanted}
    found = {row.slug: row for row in Document.objects.filter(slug__in={slug for slug, _ in pairs})}
    for slug, _language in pairs:
        if slug not in found:
            raise NotKnown(name=slug)
    wanted = [(found[slug], language) for slug, language in pairs]
    actions.set_deadlines(wanted=wanted, due_on=body.due_on, **who(request))
    return with_versions(found.values(), everything=True)
