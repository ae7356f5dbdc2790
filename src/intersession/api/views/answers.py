"""Operations by which the membership answers, and the office keys in and settles."""

import uuid
from typing import Any

from django.shortcuts import get_object_or_404

from intersession.access.guard import require
from intersession.access.policy import MAY_NAMES, May
from intersession.api.operation import writes
from intersession.api.shapes import bodies, proposals
from intersession.api.shapes import questions as shapes
from intersession.api.views._files import kept_file
from intersession.api.views._rows import own_answers, question_of, speaks_for, who
from intersession.consultations import rules
from intersession.consultations.actions import preferences as actions
from intersession.consultations.actions import suggestions as in_words
from intersession.consultations.models import Question, Suggestion
from intersession.consultations.queries import suggestions
from intersession.membership.models import Entity
from intersession.ui.text import listing

Words = list[proposals.SuggestionFull]


def _check_named(body: bodies.Prefer | bodies.Keyed) -> None:
    """Nothing named is an answer only where it is said so."""
    if not body.approved and not body.none:
        raise rules.NothingNamed()
    if body.approved and body.none:
        raise rules.NoneAndSome(codes=listing(body.approved))


@writes(
    MAY_NAMES[May.PREFER],
    access=May.PREFER,
    takes=bodies.Prefer,
    gives=shapes.OwnAnswers,
    of="question_answer",
)
def question_prefer(request: Any, slug: str, body: bodies.Prefer) -> shapes.OwnAnswers:
    question = question_of(request, slug)
    require(request.actor, May.PREFER, entity=request.actor.entity)
    _check_named(body)
    given = {"approved": body.approved, "reason": body.reason, "version": body.version}
    actions.prefer(question=question, **given, **who(request))
    return own_answers(request, question)


@writes(
    MAY_NAMES[May.PREFER_ON_BEHALF],
    access=May.PREFER_ON_BEHALF,
    takes=bodies.Keyed,
    gives=shapes.AnswerVersion,
)
def question_keyed(request: Any, slug: str, body: bodies.Keyed) -> shapes.AnswerVersion:
    question = question_of(request, slug)
    _check_named(body)
    entity = Entity.objects.filter(slug=body.entity).first()
    if entity is None:
        raise rules.NotOnTheRegister(entity=body.entity)
    keyed = actions.Keyed(
        channel=body.channel,
        received_at=body.received_at,
        said_by=body.said_by,
        scan=kept_file(body.scan),
    )
    given = {"entity": entity, "approved": body.approved, "version": body.version}
    try:
        return shapes.answer(
            actions.key_in(question=question, keyed=keyed, **given, **who(request))
        )
    except actions.ChangedMeanwhile as refusal:
        raise actions.ChangedWhileKeying() from refusal


@writes(
    MAY_NAMES[May.SETTLE_PREFERENCE],
    access=May.SETTLE_PREFERENCE,
    takes=bodies.Settle,
    gives=shapes.AnswerVersion,
)
def question_settle(request: Any, slug: str, body: bodies.Settle) -> shapes.AnswerVersion:
    row = _answer(request, slug, body.receipt)
    require(request.actor, May.SETTLE_PREFERENCE, entity=row.entity_id)
    given = {"stands": body.stands, "note_verbale": body.note_verbale}
    return shapes.answer(actions.settle(preference=row, **given, **who(request)))


@writes(
    MAY_NAMES[May.ACCEPT_LATE],
    access=May.ACCEPT_LATE,
    takes=bodies.Accept,
    gives=shapes.AnswerVersion,
)
def question_accept(request: Any, slug: str, body: bodies.Accept) -> shapes.AnswerVersion:
    row = _answer(request, slug, body.receipt)
    return shapes.answer(actions.accept_late(preference=row, **who(request)))


def _answer(request: Any, slug: str, receipt: str) -> Any:
    return get_object_or_404(question_of(request, slug).preferences, receipt=receipt)


@writes(MAY_NAMES[May.SUGGEST], access=May.SUGGEST, takes=bodies.Suggest, gives=Words, status=201)
def question_suggest(request: Any, slug: str, body: bodies.Suggest) -> Words:
    question = question_of(request, slug)
    own = speaks_for(request, May.SUGGEST)
    entity = own or Entity.objects.filter(slug=body.entity or "").first()
    if entity is None:
        raise rules.SpeaksForNobody()
    in_words.suggest(
        question=question,
        entity=entity,
        words=body.words,
        language=body.language,
        channel="online" if own else "floor",
        **who(request),
    )
    return _said(request, question)


@writes(MAY_NAMES[May.SUPPORT_SUGGESTION], access=May.SUPPORT_SUGGESTION, gives=Words)
def question_support(request: Any, slug: str, uid: uuid.UUID, body: Any) -> Words:
    question = question_of(request, slug)
    entity = speaks_for(request, May.SUPPORT_SUGGESTION)
    assert entity is not None  # the role is one of an Entity
    in_words.support(suggestion=_suggestion(question, uid), entity=entity, **who(request))
    return _said(request, question)


@writes(
    MAY_NAMES[May.ANSWER_SUGGESTION],
    access=May.ANSWER_SUGGESTION,
    takes=bodies.Reply,
    gives=Words,
)
def question_reply(request: Any, slug: str, uid: uuid.UUID, body: bodies.Reply) -> Words:
    question = question_of(request, slug)
    row = _suggestion(question, uid)
    in_words.answer_suggestion(suggestion=row, reply=body.words, **who(request))
    return _said(request, question)


def _suggestion(question: Question, uid: uuid.UUID) -> Suggestion:
    rows = question.suggestions.select_related("question")
    found: Suggestion = get_object_or_404(rows, uid=uid)
    return found


def _said(request: Any, question: Question) -> Words:
    return [proposals.suggestion(row) for row in suggestions.suggestions(question, request.actor)]
