"""Operations of documents, their files and series."""

import uuid
from typing import Any

from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from intersession.access.policy import May
from intersession.api.operation import PUBLIC, reads, writes
from intersession.api.receiving import Octets, Received
from intersession.api.shapes import Listed, Paged, part
from intersession.api.shapes import documents as bodies
from intersession.api.shapes import meetings as shapes
from intersession.api.views._rows import document_kept, document_of, who
from intersession.documents import actions, queries
from intersession.documents.actions.register import Facts
from intersession.documents.actions.series import SeriesFacts
from intersession.documents.downloads import download_of
from intersession.documents.models import Series
from intersession.documents.queries.numbers import next_of, series_lines
from intersession.documents.queries.parity import parity


@reads(
    _("Documents, the latest first"),
    access=PUBLIC,
    gives=Listed[shapes.DocumentFull],
    asks=shapes.AskDocuments,
)
def documents(request: Any, asked: shapes.AskDocuments) -> Listed[shapes.DocumentFull]:
    rows = queries.readable_by(request.actor).order_by("-dated", "symbol")
    rows = rows.filter(kind=asked.kind) if asked.kind else rows
    rows = rows.filter(symbol__icontains=asked.symbol) if asked.symbol else rows
    found = part(rows, asked, lambda row: row)
    everything = request.actor.may(May.MANAGE_DOCUMENTS)
    items = shapes.with_versions(found.items, everything=everything)
    return Listed(**{**vars(found), "items": items})


@reads(
    _("What is missing in which language, and by when"),
    access=PUBLIC,
    gives=bodies.MissingList,
    asks=bodies.AskMissing,
)
def documents_missing(request: Any, asked: bodies.AskMissing) -> bodies.MissingList:
    narrow = {**asked.model_dump(exclude={"page", "show"}), "all": asked.show == "all"}
    found = parity(request.actor, narrow, request.now, page=str(asked.page))
    return bodies.missing_list(found, request.today)


@reads(_("A document and its languages"), access=PUBLIC, gives=shapes.DocumentFull)
def document(request: Any, slug: str) -> shapes.DocumentFull:
    """A document that somebody may not read is not there for them."""
    row = get_object_or_404(queries.readable_by(request.actor), slug=slug)
    everything = request.actor.may(May.MANAGE_DOCUMENTS)
    return shapes.with_versions([row], everything=everything)[0]


@writes(
    _("Add a document"),
    access=May.MANAGE_DOCUMENTS,
    takes=bodies.NewDocument,
    gives=shapes.DocumentFull,
    status=201,
)
def documents_add(request: Any, body: bodies.NewDocument) -> shapes.DocumentFull:
    made = actions.add_document(**body.model_dump(), **who(request))
    return document_kept(made.slug)


@writes(
    _("Correct what is said of a document"),
    access=May.MANAGE_DOCUMENTS,
    takes=bodies.DocumentFacts,
    gives=shapes.DocumentFull,
    of="document",
)
def document_change(request: Any, slug: str, body: bodies.DocumentFacts) -> shapes.DocumentFull:
    facts = Facts(**body.model_dump())
    actions.change_document(document=document_of(slug), facts=facts, **who(request))
    return document_kept(slug)


@reads(_("A file"), access=PUBLIC, gives=None)
def file(request: Any, uid: uuid.UUID) -> FileResponse:
    """As its page gives it: to whoever may open it, always as a download."""
    return download_of(uid, request.actor, "application/octet-stream")


@writes(
    _("Send a file, for a document or an answer to name"),
    access=May.MANAGE_DOCUMENTS,
    takes=Octets,
    asks=bodies.AskFile,
    gives=bodies.FileLine,
    status=201,
)
def files_add(request: Any, asked: bodies.AskFile, body: Received) -> bodies.FileLine:
    return bodies.file_line(actions.store_file(upload=body, **who(request)))


@reads(
    _("Series of symbols, and what comes next in each"),
    access=May.MANAGE_DOCUMENTS,
    gives=Listed[bodies.SeriesFull],
    asks=Paged,
)
def series(request: Any, asked: Paged) -> Listed[bodies.SeriesFull]:
    found = part(series_lines(request.today), asked, lambda row: row)
    return Listed(**{**vars(found), "items": bodies.series_of(found.items)})


@writes(
    _("Add a series of symbols"),
    access=May.MANAGE_DOCUMENTS,
    takes=bodies.SeriesBody,
    gives=bodies.SeriesFull,
    status=201,
)
def series_add(request: Any, body: bodies.SeriesBody) -> bodies.SeriesFull:
    made = actions.add_series(facts=SeriesFacts(**body.model_dump()), **who(request))
    return bodies.series_full(made, next_of(made, request.today))


@writes(
    _("Change a series of symbols"),
    access=May.MANAGE_DOCUMENTS,
    takes=bodies.SeriesBody,
    gives=bodies.SeriesFull,
)
def series_change(request: Any, uid: uuid.UUID, body: bodies.SeriesBody) -> bodies.SeriesFull:
    row = get_object_or_404(Series, uid=uid)
    facts = SeriesFacts(**body.model_dump())
    changed = actions.change_series(series=row, facts=facts, **who(request))
    return bodies.series_full(changed, next_of(changed, request.today))
