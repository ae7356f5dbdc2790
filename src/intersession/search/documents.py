"""Documents are found by symbol, title and the text of their issued files."""

from collections.abc import Collection, Iterator
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor
from intersession.documents import queries, rules
from intersession.documents.models import Document, DocumentVersion
from intersession.search.models import FileText
from intersession.search.sources import Leaf, Source
from intersession.ui.text import text


def readable(actor: Actor) -> Q:
    """The document by its distribution; the text of a version while that is out."""
    document = queries.readable_by(actor).filter(pk=OuterRef("object_id"))
    out = DocumentVersion.objects.filter(pk=OuterRef("part"), state__in=rules.OUT)
    return Q(Exists(document)) & (Q(part=None) | Q(Exists(out)))


def leaves(rows: Collection[Document]) -> Iterator[Leaf]:
    out = DocumentVersion.objects.filter(document__in=rows, state__in=rules.OUT)
    versions = {(v.document_id, v.language): v for v in out.select_related("file")}
    digests = {v.file.sha256 for v in versions.values() if v.file}
    texts = dict(FileText.objects.filter(sha256__in=digests).values_list("sha256", "text"))
    for row in rows:
        for code, _own in settings.LANGUAGES:
            version = versions.get((row.pk, code))
            if version or row.title.get(code):
                digest = version.file.sha256 if version and version.file else ""
                yield _leaf(row, code, version, texts.get(digest, ""))


def _leaf(row: Document, code: str, version: Any, words: str) -> Leaf:
    return Leaf(
        object_id=row.pk,
        language=code,
        part=version.pk if version else None,
        title=text(row.title, code),
        text=words,
        note=row.symbol,
        symbol=row.symbol,
        dated=row.dated,
        url=reverse("documents:detail", args=[row.slug]),
    )


DOCUMENTS = Source(
    kind="document",
    words=_("Documents"),
    rows=Document.objects.all,
    leaves=leaves,
    readable=readable,
)
