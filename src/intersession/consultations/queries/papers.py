"""The documents on which the proposals of a question rest, with the languages they are in."""

from typing import Any

from intersession.access.guard import Actor
from intersession.consultations.models import Option
from intersession.documents.models import DocumentVersion
from intersession.documents.queries import DocumentLine, by_document, line, strip
from intersession.documents.rules import may_read
from intersession.prepared import KEY, Given, Prepared


def papers_of(question: Any, options: list[Any], actor: Actor) -> dict[int, DocumentLine]:
    """By primary key of the document, of those that this reader may read. One query where there
    is such a document."""
    papers = [option.proposal.document for option in options if option.proposal]
    shown = [paper for paper in papers if paper and may_read(actor, paper)]
    if not shown:
        return {}
    found = by_document(_versions(question=question.pk))
    return {paper.pk: line(paper, strip(paper, found.get(paper.pk, {}))) for paper in shown}


def _of_question() -> Any:
    papers = Option.objects.filter(question=Given("question", KEY)).values("proposal__document")
    return DocumentVersion.objects.filter(document__in=papers).select_related("file")


_versions = Prepared(_of_question)
