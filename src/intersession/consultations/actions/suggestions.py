"""Answers in words: made, supported by other Members, answered by the Administration."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.consultations import rules
from intersession.consultations.actions._lock import locked
from intersession.consultations.models import Question, Suggestion, SuggestionSupport
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.membership.models import Entity
from intersession.ui.text import as_typed


class NothingSaid(Refusal):
    message = _("The answer is empty.")


class TooLong(Refusal):
    message = _("The answer has %(length)s characters; at most %(most)s are kept. Shorten it.")


class OwnSuggestion(Refusal):
    message = _("This is your delegation’s own answer; it stands behind it already.")


class AlreadySupported(Refusal):
    message = _("Your delegation supports this already.")


class NotAnOpenQuestion(Refusal):
    message = _("This question is answered by naming options, not in words.")


MOST, MOST_OF_A_REPLY = 4000, 2000


@transaction.atomic
def suggest(
    *,
    question: Question,
    entity: Entity,
    words: str,
    language: str,
    by: Actor,
    at: datetime,
    channel: str = "online",
) -> Suggestion:
    """An Entity may give several answers to an open question; each is one idea."""
    question = locked(question)
    if question.kind != Question.Kind.OPEN:
        raise NotAnOpenQuestion()
    rules.takes_answers(question, at)
    if not question.register.filter(entity=entity).exists():
        raise rules.NotOnTheRegister(entity=entity)
    said = as_typed(words)
    if not said:
        raise NothingSaid()
    if len(said) > MOST:
        raise TooLong(length=len(said), most=MOST)
    row = Suggestion.objects.create(
        question=question,
        entity=entity,
        by=str(by)[:300],
        words=said,
        language=language,
        channel=channel,
        at=at,
    )
    record(Verb.SUGGESTION_MADE, by=by, at=at, subject=row, chain=question.chain)
    return row


@transaction.atomic
def support(
    *, suggestion: Suggestion, entity: Entity, by: Actor, at: datetime
) -> SuggestionSupport:
    question = locked(suggestion.question)
    rules.takes_answers(question, at)
    if not question.register.filter(entity=entity, counted=True).exists():
        raise rules.OnlyMembersSupport()
    if suggestion.entity_id == entity.pk:
        raise OwnSuggestion()
    if suggestion.supports.filter(entity=entity).exists():
        raise AlreadySupported()
    row = SuggestionSupport.objects.create(suggestion=suggestion, entity=entity, at=at)
    record(Verb.SUGGESTION_SUPPORTED, by=by, at=at, subject=suggestion, chain=question.chain)
    return row


@transaction.atomic
def answer_suggestion(
    *, suggestion: Suggestion, reply: dict[str, str], by: Actor, at: datetime
) -> Suggestion:
    """The Administration says what it makes of it; a later reply takes the place of the first."""
    if not any(value.strip() for value in reply.values()):
        raise NothingSaid()
    if (length := max(map(len, reply.values()))) > MOST_OF_A_REPLY:
        raise TooLong(length=length, most=MOST_OF_A_REPLY)
    row = Suggestion.objects.select_for_update().get(pk=suggestion.pk)
    row.reply, row.replied_at = reply, at
    row.save(update_fields=["reply", "replied_at"])
    record(
        Verb.SUGGESTION_ANSWERED,
        by=by,
        at=at,
        subject=row,
        chain=suggestion.question.chain,
        reply=reply,
    )
    return row
