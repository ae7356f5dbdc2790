"""Verbs of personal papers: brought, looked at, deleted. Their names stay out of the ledger."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.participation import deciding, paper_contents, registering, sealing
from intersession.participation.actions._dossiers import (
    locked,
    not_refused,
    open_field,
    remember,
)
from intersession.participation.models import PersonalPaper, Registration, RegistrationQuestion

MOST_PAPERS = 100  # of one registration, with those that were replaced
MOST_TOGETHER = 25_000_000  # octets


class TooManyPapers(Refusal):
    message = _("Papers were sent too often. Please write to the Administration.")


class PapersTooLarge(Refusal):
    message = _("All papers of one person together hold at most %(most)s MB.")


class PaperGone(Refusal):
    message = _("This paper has been deleted.")


class PaperSealed(Refusal):
    message = _(
        "This paper cannot be opened: it was encrypted under a key that this server does not know. "
        "See PAPERS_KEY_FALLBACKS in the settings, or ask for the paper again."
    )


@transaction.atomic
def add_paper(
    *,
    registration: Registration,
    kind: str,
    upload: Any,
    question: RegistrationQuestion | None = None,
    by: Actor,
    at: datetime,
) -> PersonalPaper:
    """In place of the one that is there, which is deleted at once."""
    content, found = paper_contents.read(upload, kind)
    row = locked(registration)
    if row.state not in deciding.LIVE:
        not_refused("send", row)
    if row.papers.count() >= MOST_PAPERS:
        raise TooManyPapers
    others = row.papers.filter(deleted_at=None).exclude(kind=kind, question=question)
    if sum(others.values_list("size", flat=True)) + len(content) > MOST_TOGETHER:
        raise PapersTooLarge(most=MOST_TOGETHER // 1_000_000)
    _empty(row.papers.filter(kind=kind, question=question, deleted_at=None), at)
    paper: PersonalPaper = row.papers.create(
        kind=kind,
        question=question,
        name=f"{str(upload.name or kind).rpartition('.')[0][:190] or kind}.{found.ending}",
        content_type=found.content_type,
        size=len(content),
        sealed=sealing.seal(content),
        added_at=at,
        delete_after=registering.delete_after(row.meeting),
    )
    if row.state in deciding.KEEPS:
        open_field(row, f"answer:{question.uid}" if question else kind, "paper", at)
    remember(row, "paper", by=by, at=at)
    row.save()
    record(Verb.PAPER_ADDED, by=by, at=at, subject=paper, kind=kind, size=paper.size)
    return paper


@transaction.atomic
def open_paper(*, paper: PersonalPaper, by: Actor, at: datetime) -> bytes:
    """What it holds, for somebody who may see it; that they saw it is written down."""
    if paper.sealed is None:
        raise PaperGone
    try:
        content = sealing.unseal(paper.sealed)
    except sealing.InvalidToken:
        raise PaperSealed from None
    about = {"registration": str(paper.registration.uid), "kind": paper.kind}
    record(Verb.PAPER_SEEN, by=by, at=at, subject=paper, **about)
    return content


@transaction.atomic
def delete_paper(*, paper: PersonalPaper, by: Actor, at: datetime) -> None:
    row = locked(paper.registration)
    if not _empty(row.papers.filter(pk=paper.pk, deleted_at=None), at):
        raise PaperGone
    remember(row, "paper_deleted", by=by, at=at)
    row.save()
    record(Verb.PAPER_DELETED, by=by, at=at, subject=paper, kind=paper.kind)


def _empty(papers: Any, at: datetime) -> int:
    """That there was one stays, with its kind and its days."""
    return int(papers.update(sealed=None, name="", deleted_at=at))
