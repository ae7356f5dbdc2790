"""Answers in words as others read them: without names, unless positions are seen."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef

from intersession.access.guard import Actor
from intersession.consultations.models import Question, Suggestion, SuggestionSupport
from intersession.consultations.queries.answers import by_name, registered
from intersession.consultations.queries.questions import sees_positions
from intersession.ui.text import text


@dataclass(frozen=True, kw_only=True)
class SuggestionLine:
    suggestion: Suggestion
    entity_name: dict[str, str] | None  # None: not shown to this reader
    supports: int
    own: bool
    supported: bool
    late: bool  # it came after the question had closed


def suggestions(question: Question, actor: Actor) -> list[SuggestionLine]:
    """In the order of arrival; one query."""
    named = sees_positions(question, actor)
    closed = question.closing_hour
    ours = SuggestionSupport.objects.filter(suggestion=OuterRef("pk"), entity=actor.entity)
    rows = (
        question.suggestions.select_related("entity")
        .annotate(supported_by=Count("supports"), supported=Exists(ours))
        .order_by("pk")
    )
    return [
        SuggestionLine(
            suggestion=row,
            entity_name=row.entity.name if named or row.entity_id == actor.entity else None,
            supports=row.supported_by,
            own=row.entity_id == actor.entity,
            supported=row.supported,
            late=closed is not None and row.at >= closed,
        )
        for row in rows
    ]


def speakers(question: Question) -> list[tuple[str, str]]:
    """Address and name of everyone on the register, in the order of the reader's language."""
    return [(entity.slug, text(entity.name)) for entity in by_name(registered(question))]
