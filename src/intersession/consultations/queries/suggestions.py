"""Answers in words as others read them: without names, unless positions are seen."""

from dataclasses import dataclass

from django.db.models import Count

from intersession.access.guard import Actor
from intersession.consultations.models import Question, Suggestion
from intersession.consultations.queries.questions import sees_positions


@dataclass(frozen=True, kw_only=True)
class SuggestionLine:
    suggestion: Suggestion
    entity_name: dict[str, str] | None  # None: not shown to this reader
    supports: int
    own: bool
    supported: bool


def suggestions(question: Question, actor: Actor) -> list[SuggestionLine]:
    """In the order of arrival; two queries."""
    named = sees_positions(question, actor)
    rows = (
        question.suggestions.select_related("entity")
        .annotate(supported_by=Count("supports"))
        .order_by("pk")
    )
    mine = set()
    if actor.entity is not None:
        mine = set(
            question.suggestions.filter(supports__entity=actor.entity).values_list("pk", flat=True)
        )
    return [
        SuggestionLine(
            suggestion=row,
            entity_name=row.entity.name if named or row.entity_id == actor.entity else None,
            supports=row.supported_by,
            own=row.entity_id == actor.entity,
            supported=row.pk in mine,
        )
        for row in rows
    ]
