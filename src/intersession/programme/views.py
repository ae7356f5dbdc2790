"""Pages of the programme: load, one action or one query, one template."""

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from intersession.access.guard import Refusal, needs, public
from intersession.access.once import once
from intersession.access.policy import May
from intersession.programme import actions, forms, queries
from intersession.programme.models import Milestone, Programme
from intersession.programme.panels import covered_before, panels_of
from intersession.programme.sheets import issues_sheet, years_sheet
from intersession.ui import sheets

Act = Callable[[dict[str, Any]], Programme]


@public
@require_GET
def index(request: Any) -> HttpResponse:
    years = queries.years(request.now)
    if form := sheets.asked(request):
        return sheets.answer(years_sheet(years), form)
    return render(request, "programme/index.html", {"years": years})


@public
@require_GET
def detail(request: Any, year: int) -> HttpResponse:
    programme = _programme(request, year)
    page = queries.programme_page(programme, request.now)
    panels = panels_of(programme, request.actor, request.now)
    return render(request, "programme/detail.html", {"page": page, "panels": panels})


@public
@require_GET
def issues(request: Any) -> HttpResponse:
    chart = queries.issue_chart(covered_before(request.now))
    if form := sheets.asked(request):
        return sheets.answer(issues_sheet(chart), form)
    return render(request, "programme/issues.html", {"chart": chart})


@needs(May.MANAGE_PROGRAMME)
@once
def add(request: Any) -> HttpResponse:
    def act(given: dict[str, Any]) -> Programme:
        return actions.start_programme(**given, **_who(request))

    return _form_page(request, "add", forms.Add(_posted(request)), act)


@needs(May.MANAGE_PROGRAMME)
@once
def change(request: Any, year: int) -> HttpResponse:
    programme = _programme(request, year)
    kept = {
        "note": programme.note,
        "mandates": forms.mandate_lines(programme.mandates),
        "issues": programme.issues.all(),
    }

    def act(given: dict[str, Any]) -> Programme:
        wanted = {name: given[name] for name in ("note", "mandates", "issues")}
        return actions.change_programme(programme=programme, **wanted, **_who(request))

    form = forms.Change(_posted(request), initial=kept)
    return _form_page(request, "change", form, act, programme=programme)


@needs(May.MANAGE_PROGRAMME)
@once
def theme(request: Any, year: int) -> HttpResponse:
    programme = _programme(request, year)

    def act(given: dict[str, Any]) -> Programme:
        return actions.set_theme(programme=programme, theme=given["theme"], **_who(request))

    form = forms.Theme(_posted(request), initial={"theme": programme.theme})
    return _form_page(request, "theme", form, act, programme=programme)


@needs(May.MANAGE_PROGRAMME)
@once
def topics(request: Any, year: int) -> HttpResponse:
    programme = _programme(request, year)
    slots = list(programme.slots.order_by("number"))

    def act(given: dict[str, Any]) -> Programme:
        wanted = [
            actions.Topic(
                slot=slot.number,
                title=given[f"topic_{slot.number}"],
                sub_title=given[f"sub_title_{slot.number}"],
                proposal=slot.proposal,
            )
            for slot in slots
            if given[f"topic_{slot.number}"]
        ]
        return actions.set_topics(programme=programme, topics=wanted, **_who(request))

    form = forms.Topics(_posted(request), slots=slots)
    return _form_page(request, "topics", form, act, programme=programme)


@needs(May.MANAGE_PROGRAMME)
@once
def dates(request: Any, year: int, step: str) -> HttpResponse:
    programme = _programme(request, year)
    if step not in queries.STEP_NAMES:
        raise Http404
    names = ("starts_on", "ends_on", "done_on", "note", "path")
    kept = Milestone.objects.filter(programme=programme, step=step).values(*names).first()

    def act(given: dict[str, Any]) -> Programme:
        wanted = {name: given[name] for name in names}
        actions.set_milestone(programme=programme, step=step, **wanted, **_who(request))
        return programme

    form = forms.Dates(_posted(request), initial=kept or {})
    name = queries.STEP_NAMES[step]
    return _form_page(request, "dates", form, act, programme=programme, step=name)


@needs(May.MANAGE_PROGRAMME)
@once
def state(request: Any, year: int) -> HttpResponse:
    programme = _programme(request, year)

    def act(given: dict[str, Any]) -> Programme:
        return actions.move(programme=programme, **given, **_who(request))

    form = forms.State(_posted(request))
    moves = queries.moves(programme)
    return _form_page(request, "state", form, act, programme=programme, moves=moves)


@needs(May.MANAGE_PROGRAMME)
@once
def next(request: Any, year: int) -> HttpResponse:
    programme = _programme(request, year)

    def act(_given: dict[str, Any]) -> Programme:
        return actions.start_next_year(programme=programme, **_who(request))

    form = django_forms.Form(_posted(request))
    return _form_page(request, "next", form, act, programme=programme)


def _programme(request: Any, year: int) -> Programme:
    """The programme of the year; the year line of the page is its own."""
    request.year = year
    return get_object_or_404(Programme, year=year)


def _posted(request: Any) -> Any:
    return request.POST if request.method == "POST" else None


def _who(request: Any) -> dict[str, Any]:
    return {"by": request.actor, "at": request.now}


def _form_page(
    request: Any, page: str, form: Any, act: Act, *, programme: Any = None, **context: Any
) -> HttpResponse:
    """Act on a form that is right and go to the year; else the form again, saying why."""
    refusal = None
    if form.is_bound and form.is_valid():
        try:
            return redirect("programme:detail", act(form.cleaned_data).year)
        except Refusal as said:
            refusal = said
    context |= {"form": form, "refusal": refusal, "programme": programme}
    return render(request, f"programme/{page}.html", context, status=422 if form.is_bound else 200)
