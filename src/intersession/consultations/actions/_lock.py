"""Verbs on one question wait for each other."""

from intersession.consultations.models import Question


def locked(question: Question) -> Question:
    """The question as it stands now, held until the transaction ends."""
    return Question.objects.select_for_update(of=("self",)).get(pk=question.pk)
