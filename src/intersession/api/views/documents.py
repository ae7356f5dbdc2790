"""Operations of documents and their files."""

import uuid
from typing import Any

from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from intersession.api.operation import PUBLIC, reads
from intersession.api.shapes import Listed, part
from intersession.api.shapes import meetings as shapes
from intersession.documents import queries
from intersession.documents.downloads import download_of


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
    return Listed(**{**vars(found), "items": shapes.with_versions(found.items)})


@reads(_("A document and its languages"), access=PUBLIC, gives=shapes.DocumentFull)
def document(request: Any, slug: str) -> shapes.DocumentFull:
    """A document that somebody may not read is not there for them."""
    row = get_object_or_404(queries.readable_by(request.actor), slug=slug)
    return shapes.with_versions([row])[0]


@reads(_("A file"), access=PUBLIC, gives=None)
def file(request: Any, uid: uuid.UUID) -> FileResponse:
    """As its page gives it: to whoever may open it, always as a download."""
    return download_of(uid, request.actor, "application/octet-stream")
