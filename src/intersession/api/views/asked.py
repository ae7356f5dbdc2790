"""Operations of the questions that the Administration adds to a registration."""

import uuid
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from intersession.access.policy import May
from intersession.api.operation import reads, writes
from intersession.api.shapes import asked as shapes
from intersession.api.shapes.delegations import Up
from intersession.api.views._comers import call_at
from intersession.api.views._rows import who
from intersession.participation import asking
from intersession.participation.actions import registration_questions as actions
from intersession.participation.actions.registration_questions import QuestionFacts
from intersession.participation.forms.registration_questions import coded
from intersession.participation.models import Call, RegistrationQuestion
from intersession.participation.queries import registration_questions as queries

OFFICE = May.MANAGE_PARTICIPATION
All = list[shapes.QuestionAsked]


@reads(_("Questions of a registration, those that ended last"), access=OFFICE, gives=All)
def meeting_call_questions(request: Any, slug: str) -> All:
    return _all(call_at(slug))


@writes(
    _("Add a question to the registration"),
    access=OFFICE,
    takes=shapes.AskedBody,
    gives=All,
    status=201,
)
def meeting_call_questions_add(request: Any, slug: str, body: shapes.AskedBody) -> All:
    call = call_at(slug)
    actions.add_registration_question(call=call, facts=_facts(body, []), **who(request))
    return _all(call)


@writes(
    _("Change a question of the registration"),
    access=OFFICE,
    takes=shapes.AskedChange,
    gives=All,
)
def meeting_call_question_change(
    request: Any, slug: str, uid: uuid.UUID, body: shapes.AskedChange
) -> All:
    call = call_at(slug)
    row = _question(call, uid)
    given = {"question": row, "facts": _facts(body, row.choices), "seen": body.seen}
    actions.change_registration_question(**given, **who(request))
    return _all(call)


@writes(
    _("Move a question of the registration up or down"),
    access=OFFICE,
    takes=Up,
    gives=All,
)
def meeting_call_question_move(request: Any, slug: str, uid: uuid.UUID, body: Up) -> All:
    call = call_at(slug)
    row = _question(call, uid)
    actions.move_registration_question(question=row, up=body.up, **who(request))
    return _all(call)


@writes(_("Ask a question of the registration no longer"), access=OFFICE, gives=All)
def meeting_call_question_end(request: Any, slug: str, uid: uuid.UUID, body: Any) -> All:
    return _ended(request, slug, uid, ended=True)


@writes(_("Ask a question of the registration again, as the last"), access=OFFICE, gives=All)
def meeting_call_question_ask(request: Any, slug: str, uid: uuid.UUID, body: Any) -> All:
    return _ended(request, slug, uid, ended=False)


def _ended(request: Any, slug: str, uid: uuid.UUID, *, ended: bool) -> All:
    call = call_at(slug)
    row = _question(call, uid)
    actions.end_registration_question(question=row, ended=ended, **who(request))
    return _all(call)


def _question(call: Call, uid: uuid.UUID) -> RegistrationQuestion:
    rows = call.questions.select_related("call")
    found: RegistrationQuestion = get_object_or_404(rows, uid=uid)
    return found


def _facts(body: shapes.AskedBody, known: list[dict[str, Any]]) -> QuestionFacts:
    chooses = body.kind in asking.CHOOSES
    wanted = [{"code": "", "wording": words} for words in body.choices]
    only = body.condition
    return QuestionFacts(
        kind=body.kind,
        wording=body.wording,
        help=body.help,
        choices=coded(wanted, known) if chooses else [],
        required_for=[asking.ALL] if asking.ALL in body.required_for else body.required_for,
        condition={"question": str(only.question), "is": only.answer} if only else {},
    )


def _all(call: Call) -> All:
    rows = {str(row.uid): row for row in call.questions.all()}
    return [shapes.question(line, rows[line.uid]) for line in queries.lines(call)]
