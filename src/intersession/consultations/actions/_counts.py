"""Keep the count of a closed question as a Run, under the digest of its recount file."""

from datetime import datetime

from intersession.consultations.models import Question
from intersession.consultations.queries import counting
from intersession.ledger.models import Run, canonical
from intersession.ledger.record import name_of


def keep_count(question: Question, at: datetime) -> str:
    """Inside the transaction of an action that closes or changes what counts; the new digest."""
    if question.kind == Question.Kind.OPEN:
        return ""
    file = counting.export(question)
    Run.objects.get_or_create(
        method=counting.METHOD,
        version=counting.VERSION,
        subject=name_of(question),
        inputs_digest=file.digest,
        defaults={
            "inputs": file.content.decode(),
            "seed": question.ties,
            "answer": canonical(counting.count(question)),
            "at": at,
        },
    )
    question.digest = file.digest
    question.save(update_fields=["digest"])
    return file.digest
