"""Operations that read questions and their answers."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import require
from intersession.access.policy import MAY_NAMES, May
from intersession.api.operation import PUBLIC, reads
from intersession.api.shapes import LANGUAGES, Listed, Paged, answers, part, proposals
from intersession.api.shapes import questions as shapes
from intersession.api.views._rows import own_answers, question_full, question_of
from intersession.consultations import rules
from intersession.consultations.queries import answers as queries
from intersession.consultations.queries import brief as briefs
from intersession.consultations.queries import questions as questions_of
from intersession.consultations.queries import suggestions

ENGLISH = LANGUAGES[0]  # lists are in one order, whatever language sentences are in


@reads(_("Questions"), access=PUBLIC, gives=Listed[shapes.QuestionRow], asks=Paged)
def questions(request: Any, asked: Paged) -> Listed[shapes.QuestionRow]:
    rows = questions_of.questions(request.now)
    seen = [row for row in rows if questions_of.is_visible(row.question, request.actor)]
    return part(seen, asked, shapes.row)


@reads(
    _("A question: options, rule, who has answered, conclusion"),
    access=PUBLIC,
    gives=shapes.QuestionFull,
)
def question(request: Any, slug: str) -> shapes.QuestionFull:
    return question_full(request, slug)


@reads(MAY_NAMES[May.READ_OWN_PREFERENCE], access=May.READ_OWN_PREFERENCE, gives=shapes.OwnAnswers)
def question_answer(request: Any, slug: str) -> shapes.OwnAnswers:
    found = question_of(request, slug)
    require(request.actor, May.READ_OWN_PREFERENCE, entity=request.actor.entity)
    return own_answers(request, found)


@reads(
    _("Positions, as the Chair decided before opening"),
    access=PUBLIC,
    gives=Listed[answers.Position],
    asks=Paged,
)
def question_positions(request: Any, slug: str, asked: Paged) -> Listed[answers.Position]:
    found = question_of(request, slug)
    if not questions_of.sees_positions(found, request.actor):
        raise PermissionDenied
    return part(queries.positions(found, ENGLISH), asked, answers.position)


@reads(MAY_NAMES[May.SEE_MISSING], access=May.SEE_MISSING, gives=Listed[answers.Caller], asks=Paged)
def question_missing(request: Any, slug: str, asked: Paged) -> Listed[answers.Caller]:
    found = question_of(request, slug)
    return part(queries.missing(found, request.now.date(), ENGLISH), asked, answers.caller)


@reads(MAY_NAMES[May.SEE_WAITING], access=May.SEE_WAITING, gives=list[answers.Waiting])
def question_waiting(request: Any, slug: str) -> list[answers.Waiting]:
    """Those of one's own Entity, or all for who reads positions."""
    found = queries.waiting(question_of(request, slug))
    pairs = [*found.held, *((row, None) for row in found.late)]
    if not request.actor.may(May.READ_POSITIONS):
        pairs = [pair for pair in pairs if pair[0].entity_id == request.actor.entity]
    return [answers.waiting(row, standing) for row, standing in pairs]


@reads(MAY_NAMES[May.READ_BRIEF], access=May.READ_BRIEF, gives=answers.BriefFull)
def question_brief(request: Any, slug: str) -> answers.BriefFull:
    found = question_of(request, slug)
    rules.check_brief(found, request.now)
    return answers.brief_full(briefs.brief(found))


@reads(
    _("Answers in words to an open question"),
    access=PUBLIC,
    gives=Listed[proposals.SuggestionFull],
    asks=Paged,
)
def question_suggestions(request: Any, slug: str, asked: Paged) -> Listed[proposals.SuggestionFull]:
    rows = suggestions.suggestions(question_of(request, slug), request.actor)
    return part(rows, asked, proposals.suggestion)
