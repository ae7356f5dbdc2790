"""The documents of a meeting: those listed for it, and those that items of its agenda name."""

from collections.abc import Iterable
from dataclasses import dataclass

from intersession.access.guard import Actor
from intersession.documents.models import Document, DocumentVersion
from intersession.documents.queries import DocumentLine, by_document, line, readable_by, strip
from intersession.documents.rules import OUT, readable
from intersession.meetings.models import Meeting
from intersession.meetings.published import Agenda


@dataclass(frozen=True, kw_only=True)
class Papers:
    """`issued`: what is out, in the order of the documents and of the languages."""

    listed: list[DocumentLine]
    by_slug: dict[str, DocumentLine]
    issued: list[DocumentVersion]

    def of(self, slugs: Iterable[str]) -> list[DocumentLine]:
        """Those of them that the reader may know of."""
        return [self.by_slug[slug] for slug in slugs if slug in self.by_slug]

    @property
    def octets(self) -> int:
        return sum(row.file.size for row in self.issued if row.file)


def papers_of(meeting: Meeting, agenda: Agenda, actor: Actor) -> Papers:
    """Two queries, and one more where items name documents that are not listed."""
    rows = meeting.papers.filter(document__distribution__in=readable(actor))
    listed = [row.document for row in rows.select_related("document").order_by("position", "pk")]
    named = {slug for item in agenda.items for slug in item.documents}
    others = _others(named - {row.slug for row in listed}, actor)
    every = [*listed, *others]
    found = by_document(_versions(every))
    lines = [line(row, strip(row, found.get(row.pk, {}))) for row in every]
    return Papers(
        listed=lines[: len(listed)],
        by_slug={one.slug: one for one in lines},
        issued=[
            version
            for row in every
            for _code, version in sorted(found.get(row.pk, {}).items())
            if version.state in OUT
        ],
    )


def _others(slugs: set[str], actor: Actor) -> list[Document]:
    if not slugs:
        return []
    return list(readable_by(actor).filter(slug__in=slugs).order_by("symbol"))


def _versions(documents: list[Document]) -> list[DocumentVersion]:
    rows = DocumentVersion.objects.filter(document__in=documents).select_related("file")
    by_pk = {row.pk: row for row in documents}
    found = list(rows.order_by("pk"))
    for row in found:
        row.document = by_pk[row.document_id]
    return found
