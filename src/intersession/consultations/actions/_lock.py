"""Verbs on one question wait for each other."""

from typing import cast

from intersession.consultations.models import Question
from intersession.prepared import KEY, Given, Prepared


def locked(question: Question) -> Question:
    """The question as it stands now, held until the transaction ends."""
    (found,) = _questions(question=question.pk)
    return cast(Question, found)


_questions = Prepared(
    lambda: Question.objects.select_for_update(of=("self",)).filter(pk=Given("question", KEY))
)
