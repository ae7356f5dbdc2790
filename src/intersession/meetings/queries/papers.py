"""The documents of a meeting: those listed for it, and those that items of its agenda name."""

from collections.abc import Iterable
from dataclasses import dataclass

from intersession.access.guard import Actor
from intersession.documents.models import Document, DocumentVersion
from intersession.documents.queries import DocumentLine, by_document, line, readable_by, strip
from intersession.documents.rules import OUT, readable
from intersession.meetings.models import Meeting, MeetingDocument
from intersession.meetings.published import Agenda
from intersession.prepared import KEY, Given, Prepared


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
    """Two queries, and two more where items name documents that are not listed."""
    distributions = readable(actor)
    rows = [row.document for row in _listed(meeting=meeting.pk)]
    listed = [row for row in rows if row.distribution in distributions]
    versions = _versions_of_listed(meeting=meeting.pk)
    known = {row.slug for row in rows}
    named = {slug for item in agenda.items for slug in item.documents} - known
    others = list(readable_by(actor).filter(slug__in=named).order_by("symbol")) if named else []
    if others:
        more = DocumentVersion.objects.filter(document__in=others).select_related("file")
        versions = [*versions, *more.order_by("language")]
    every, found = [*listed, *others], by_document(versions)
    lines = [line(row, strip(row, found.get(row.pk, {}))) for row in every]
    return Papers(
        listed=lines[: len(listed)],
        by_slug={one.slug: one for one in lines},
        issued=[version for row in every for version in _issued(row, found.get(row.pk, {}))],
    )


def _issued(document: Document, versions: dict[str, DocumentVersion]) -> list[DocumentVersion]:
    found = [version for version in versions.values() if version.state in OUT]
    for version in found:
        version.document = document
    return found


_listed = Prepared(
    lambda: (
        MeetingDocument.objects.filter(meeting=Given("meeting", KEY))
        .select_related("document")
        .order_by("position", "pk")
    )
)
_versions_of_listed = Prepared(
    lambda: (
        DocumentVersion.objects.filter(
            document__in=MeetingDocument.objects.filter(meeting=Given("meeting", KEY)).values(
                "document"
            )
        )
        .select_related("file")
        .order_by("language")
    )
)
