"""The outcome of one question as it is told outside: the conclusion, never a position."""

from dataclasses import dataclass
from typing import Any

from intersession.access.guard import Actor
from intersession.consultations.models import (
    Conclusion,
    ConclusionItem,
    Question,
    SilenceProcedure,
)
from intersession.consultations.queries.questions import conclusion_of, figures_for, turnouts


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """`figures` is the kept count, where the Chair agreed to show it to this reader."""

    question: Question
    conclusion: Conclusion
    package: list[ConclusionItem]
    silence: SilenceProcedure | None
    answered: int
    members: int
    figures: dict[str, Any] | None


def outcome_of(question: Question, actor: Actor) -> Outcome | None:
    """None until the Chair has concluded; four queries or fewer.

    A paper goes from hand to hand: figures that the Chair keeps to the office are left out of it
    even for the office, which has them in the brief.
    """
    conclusion, package = conclusion_of(question)
    if conclusion is None:
        return None
    agreed = question.figures_seen_by != Question.Seen.ADMINISTRATION
    answered, members = turnouts(question=question).get(question.pk, (0, 0))
    return Outcome(
        question=question,
        conclusion=conclusion,
        package=package,
        silence=getattr(conclusion, "silence", None),
        answered=answered,
        members=members,
        figures=figures_for(question, actor) if agreed else None,
    )
