"""The Administration's own questions in a registration."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from intersession.access.guard import Refusal, needs
from intersession.access.once import once
from intersession.access.policy import May
from intersession.participation.actions import registration_questions as actions
from intersession.participation.forms import registration_questions as forms
from intersession.participation.models import Call, RegistrationQuestion
from intersession.participation.queries import registration_questions as queries
from intersession.participation.views._page import posted, who
from intersession.participation.views._registrations import call_at


@needs(May.MANAGE_PARTICIPATION)
@require_GET
def questions(request: Any, slug: str) -> HttpResponse:
    return _list(request, call_at(request, slug))


@needs(May.MANAGE_PARTICIPATION)
@once
def questions_add(request: Any, slug: str) -> HttpResponse:
    call = call_at(request, slug)
    before = list(call.questions.order_by("position", "pk"))
    form = forms.Question(posted(request), before=before)

    def act() -> None:
        actions.add_registration_question(call=call, facts=form.facts(), **who(request))

    return _form(request, "questions_add", call, form, act)


@needs(May.MANAGE_PARTICIPATION)
@once
def questions_change(request: Any, slug: str, uid: UUID) -> HttpResponse:
    call = call_at(request, slug)
    question = _question(call, uid)
    before = list(call.questions.filter(position__lt=question.position).order_by("position"))
    given = {"initial": forms.kept(question), "before": before, "question": question}
    form = forms.Question(posted(request), **given)

    def act() -> None:
        seen = form.cleaned_data["seen"]
        actions.change_registration_question(
            question=question, facts=form.facts(), seen=seen, **who(request)
        )

    return _form(request, "questions_change", call, form, act, question=question)


@needs(May.MANAGE_PARTICIPATION)
@require_POST
@once
def questions_move(request: Any, slug: str, uid: UUID) -> HttpResponse:
    call = call_at(request, slug)
    up = request.POST.get("to") == "up"
    given = {"question": _question(call, uid), "up": up}
    return _at_once(request, call, actions.move_registration_question, given)


@needs(May.MANAGE_PARTICIPATION)
@require_POST
@once
def questions_end(request: Any, slug: str, uid: UUID) -> HttpResponse:
    """Not asked any more, or asked again."""
    call = call_at(request, slug)
    ended = request.POST.get("again") != "yes"
    given = {"question": _question(call, uid), "ended": ended}
    return _at_once(request, call, actions.end_registration_question, given)


def _question(call: Call, uid: UUID) -> RegistrationQuestion:
    rows = call.questions.select_related("call")
    question: RegistrationQuestion = get_object_or_404(rows, uid=uid)
    return question


def _form(request: Any, name: str, call: Call, form: Any, act: Any, **context: Any) -> HttpResponse:
    refusal = None
    if form.is_bound and form.is_valid():
        try:
            act()
            return redirect("participation:questions", call.meeting.slug)
        except Refusal as said:
            refusal = said
    context |= {"meeting": call.meeting, "form": form, "refusal": refusal}
    status = 422 if form.is_bound else 200
    return render(request, f"participation/{name}.html", context, status=status)


def _at_once(request: Any, call: Call, verb: Any, given: dict[str, Any]) -> HttpResponse:
    try:
        verb(**given, **who(request))
        return redirect("participation:questions", call.meeting.slug)
    except Refusal as said:
        return _list(request, call, said)


def _list(request: Any, call: Call, refusal: Refusal | None = None) -> HttpResponse:
    context = {"meeting": call.meeting, "lines": queries.lines(call), "refusal": refusal}
    status = 422 if refusal else 200
    return render(request, "participation/questions.html", context, status=status)
