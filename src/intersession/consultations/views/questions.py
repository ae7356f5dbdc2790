"""Questions: the list, the page, drafting, opening, options, closing."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from intersession.access.guard import Refusal, needs, public
from intersession.access.once import once
from intersession.access.policy import May
from intersession.consultations import forms, rules
from intersession.consultations.actions import proposals as proposal_actions
from intersession.consultations.actions import questions as actions
from intersession.consultations.models import Question
from intersession.consultations.queries import proposals as joining
from intersession.consultations.queries import questions as queries
from intersession.consultations.queries.answers import registered
from intersession.consultations.queries.suggestions import suggestions
from intersession.consultations.sheets import questions_sheet, suggestions_sheet
from intersession.consultations.views._page import load, page, show, whole
from intersession.ui import sheets


@public
@require_GET
def index(request: Any) -> HttpResponse:
    rows = queries.questions(request.now)
    lines = [row for row in rows if queries.is_visible(row.question, request.actor)]
    if form := sheets.asked(request):
        return sheets.answer(questions_sheet(lines), form)
    return page(request, "index", {"lines": lines})


@public
@require_GET
def detail(request: Any, slug: str) -> HttpResponse:
    """As a sheet: what was said, where a question is answered in words."""
    form = sheets.asked(request)
    if form and (question := load(request, slug)).kind == Question.Kind.OPEN:
        lines = suggestions(question, request.actor)
        return sheets.answer(suggestions_sheet(question, lines), form)
    return whole(request, slug)


@needs(May.MANAGE_QUESTIONS)
@once
def add(request: Any) -> HttpResponse:
    form = forms.Draft(request.POST or None)
    if form.is_valid():
        given = dict(form.cleaned_data)
        places = {"meeting": given.pop("meeting"), "programme": given.pop("programme")}
        draft = actions.Draft(**_asked(given))
        try:
            actions.draft_question(draft=draft, by=request.actor, at=request.now, **places)
            return redirect("consultations:detail", draft.slug)
        except actions.AddressTaken as taken:
            form.add_error("slug", str(taken))
    return page(request, "add", {"form": form}, _status(form))


def _asked(given: Any) -> dict[str, Any]:
    """The values of a draft among those of a form or a row."""
    return {name: given[name] for name in actions.Draft.__dataclass_fields__ if name in given}


@needs(May.MANAGE_QUESTIONS)
@once
def change(request: Any, slug: str) -> HttpResponse:
    """A draft, until it opens."""
    question = load(request, slug)
    kept = _asked(vars(question))
    form = forms.Change(request.POST or None, initial=kept)
    if question.opened_at or form.is_valid():
        given = {**kept, **(_asked(form.cleaned_data) if form.is_valid() else {})}
        return _act(request, question, actions.change_question, draft=actions.Draft(**given))
    return page(request, "change", {"form": form, "question": question}, _status(form))


def _status(form: Any) -> int:
    return 422 if form.is_bound else 200


def _act(request: Any, question: Question, verb: Any, **values: Any) -> HttpResponse:
    """One action, then back to the page; a refusal shows the page with the reason."""
    try:
        verb(question=question, by=request.actor, at=request.now, **values)
    except Refusal as refusal:
        return show(request, question, refusal=refusal, status=422)
    return redirect("consultations:detail", question.slug)


@needs(May.SET_VISIBILITY)
@require_POST
@once
def visibility(request: Any, slug: str) -> HttpResponse:
    question, seen_by = load(request, slug), request.POST.get("seen_by", "")
    if seen_by not in Question.Seen.values:
        return show(request, question, refusal=rules.NobodyOfThatName(), status=422)
    return _act(request, question, actions.set_visibility, seen_by=seen_by)


@needs(May.MANAGE_QUESTIONS)
@require_POST
@once
def opening(request: Any, slug: str) -> HttpResponse:
    any_hour = bool(request.POST.get("any_hour"))
    return _act(request, load(request, slug), actions.open_question, any_hour=any_hour)


@needs(May.CLOSE_QUESTION)
@require_POST
@once
def close(request: Any, slug: str) -> HttpResponse:
    because = request.POST.get("because", "")
    return _act(request, load(request, slug), actions.close_question, because=because)


@needs(May.MANAGE_PROPOSALS)
@once
def option(request: Any, slug: str) -> HttpResponse:
    """A proposal made in the room joins the question; answers already given stay."""
    question = load(request, slug)
    chosen = request.POST.get("proposal")
    entities = registered(question)
    form = forms.RoomOption(None if chosen else request.POST or None, entities=entities)
    refusal = None
    if chosen or form.is_valid():
        try:
            _join(request, question, form)
            return redirect("consultations:detail", question.slug)
        except Refusal as refused:
            refusal = refused
    context = {"question": question, "form": form, "refusal": refusal}
    context["standing"] = joining.may_join(question)
    return page(request, "option", context, 422 if refusal else _status(form))


@transaction.atomic
def _join(request: Any, question: Question, form: Any) -> None:
    """The proposal is made and joins, or neither."""
    who = {"by": request.actor, "at": request.now}
    if chosen := request.POST.get("proposal"):
        proposal = get_object_or_404(joining.circulated(question), slug=chosen)
    else:
        proposal = proposal_actions.make_proposal(
            programme=question.programme,
            kind=joining.kinds_asked(question)[0],
            words=proposal_actions.Text(
                title=form.cleaned_data["title"], body=form.cleaned_data["body"]
            ),
            proposer=form.cleaned_data["proposer"],
            in_the_room=question.opened_at is not None,
            fictional=request.example is not None,
            **who,
        )
    actions.add_option(question=question, proposal=proposal, **who)


@needs(May.MANAGE_PROPOSALS)
@require_POST
@once
def withdraw(request: Any, slug: str) -> HttpResponse:
    question = load(request, slug)
    found = get_object_or_404(question.options, code=request.POST.get("code", ""))
    because = request.POST.get("because", "")
    return _act(request, question, actions.withdraw_option, option=found, because=because)
