"""Operations that put questions: draft, open, close, conclude."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from intersession.access.policy import MAY_NAMES, May
from intersession.api.operation import writes
from intersession.api.shapes import bodies
from intersession.api.shapes.questions import QuestionFull
from intersession.api.views._rows import named, question_full, question_of, speaks_for, who
from intersession.consultations import rules
from intersession.consultations.actions import conclusions
from intersession.consultations.actions import questions as actions
from intersession.consultations.models import Conclusion, Question
from intersession.consultations.queries import brief as briefs
from intersession.consultations.queries import proposals as joining
from intersession.meetings.models import Meeting
from intersession.programme.models import Programme


@writes(
    _("Draft a question"),
    access=May.MANAGE_QUESTIONS,
    takes=bodies.NewDraft,
    gives=QuestionFull,
    status=201,
)
def questions_add(request: Any, body: bodies.NewDraft) -> QuestionFull:
    given = body.model_dump()
    places = {
        "meeting": named(Meeting.objects, slug=given.pop("meeting")),
        "programme": named(Programme.objects, year=given.pop("programme")),
    }
    actions.draft_question(draft=actions.Draft(**given), **places, **who(request))
    return question_full(request, body.slug)


@writes(
    _("Change a question before it opens"),
    access=May.MANAGE_QUESTIONS,
    takes=bodies.Draft,
    gives=QuestionFull,
    of="question",
)
def question_change(request: Any, slug: str, body: bodies.Draft) -> QuestionFull:
    row = question_of(request, slug)
    kept = {"slug": slug, "kind": row.kind, "position": row.position}
    draft = actions.Draft(**kept, **body.model_dump())
    actions.change_question(question=row, draft=draft, **who(request))
    return question_full(request, slug)


@writes(
    MAY_NAMES[May.SET_VISIBILITY],
    access=May.SET_VISIBILITY,
    takes=bodies.Visibility,
    gives=QuestionFull,
    of="question",
)
def question_visibility(request: Any, slug: str, body: bodies.Visibility) -> QuestionFull:
    row = question_of(request, slug)
    actions.set_visibility(question=row, seen_by=body.seen_by, **who(request))
    return question_full(request, slug)


@writes(
    _("Open a question"),
    access=May.MANAGE_QUESTIONS,
    takes=bodies.Opening,
    gives=QuestionFull,
    of="question",
)
def question_opening(request: Any, slug: str, body: bodies.Opening) -> QuestionFull:
    row = question_of(request, slug)
    actions.open_question(question=row, any_hour=body.any_hour, **who(request))
    return question_full(request, slug)


@writes(
    MAY_NAMES[May.CLOSE_QUESTION],
    access=May.CLOSE_QUESTION,
    takes=bodies.Closing,
    gives=QuestionFull,
    of="question",
)
def question_close(request: Any, slug: str, body: bodies.Closing) -> QuestionFull:
    row = question_of(request, slug)
    actions.close_question(question=row, because=body.because, **who(request))
    return question_full(request, slug)


@writes(
    _("Let a proposal join a question"),
    access=May.MANAGE_PROPOSALS,
    takes=bodies.Joining,
    gives=QuestionFull,
    of="question",
)
def question_option(request: Any, slug: str, body: bodies.Joining) -> QuestionFull:
    row = question_of(request, slug)
    proposal = named(joining.circulated(row), slug=body.proposal)
    actions.add_option(question=row, proposal=proposal, **who(request))
    return question_full(request, slug)


@writes(
    _("Withdraw an option"),
    access=May.MANAGE_PROPOSALS,
    takes=bodies.Withdrawal,
    gives=QuestionFull,
    of="question",
)
def question_withdraw(request: Any, slug: str, body: bodies.Withdrawal) -> QuestionFull:
    row = question_of(request, slug)
    option = named(row.options, code=body.code)
    given = {"option": option, "because": body.because}
    actions.withdraw_option(question=row, **given, **who(request))
    return question_full(request, slug)


@writes(
    MAY_NAMES[May.CONCLUDE],
    access=May.CONCLUDE,
    takes=bodies.Conclude,
    gives=QuestionFull,
    of="question",
)
def question_conclude(request: Any, slug: str, body: bodies.Conclude) -> QuestionFull:
    row = question_of(request, slug)
    if not rules.is_closed(row, request.now):
        raise rules.NotClosedYet()
    package = conclusions.Package(
        words=body.words,
        items=[conclusions.Item(**part.model_dump()) for part in body.items],
        figures_seen_by=body.figures_seen_by,
        silence=timedelta(hours=body.silence) if body.silence else None,
    )
    given = {"package": package, "follows": _follows(row, body)}
    conclusions.conclude(question=row, **given, **who(request))
    return question_full(request, slug)


def _follows(row: Question, body: bodies.Conclude) -> bool:
    """Whether the package is what the count would choose; words alone follow."""
    if row.kind != Question.Kind.CHOOSE:
        return True
    picked = sorted(part.code for part in body.items if part.fate == "chosen")
    return picked in briefs.brief(row).values["winners"]


@writes(MAY_NAMES[May.OBJECT], access=May.OBJECT, takes=bodies.Objection, gives=QuestionFull)
def question_objection(request: Any, slug: str, body: bodies.Objection) -> QuestionFull:
    row = question_of(request, slug)
    entity = speaks_for(request, May.OBJECT)
    found = Conclusion.objects.filter(question=row, withdrawn_at=None).first()
    if found is None or entity is None:
        raise conclusions.NoSilence()
    given = {"entity": entity, "reason": body.reason}
    conclusions.object_to(conclusion=found, **given, **who(request))
    return question_full(request, slug)
