"""The brief, the Chair's package, silence, and the file anyone can recount."""

from datetime import timedelta
from importlib.resources import files
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from intersession.access.guard import Refusal, needs, public, require
from intersession.access.once import once
from intersession.access.policy import May
from intersession.consultations import forms, rules
from intersession.consultations.actions import conclusions as actions
from intersession.consultations.models import Conclusion, Question
from intersession.consultations.papers.brief import brief_paper
from intersession.consultations.queries import brief as queries
from intersession.consultations.queries import counting, draft
from intersession.consultations.queries.answers import number_waiting
from intersession.consultations.queries.questions import figures_for, may_recount
from intersession.consultations.views._page import load, page, show
from intersession.documents import making
from intersession.documents.papers import DOCX
from intersession.membership.models import Entity


def _closed(request: Any, slug: str) -> Question:
    """A question whose count may be seen by those who may read the brief."""
    question = load(request, slug)
    try:
        rules.check_brief(question, request.now)
    except Refusal as none:
        raise PermissionDenied from none
    return question


@needs(May.READ_BRIEF)
@require_GET
def brief(request: Any, slug: str) -> HttpResponse:
    question = load(request, slug)
    try:
        rules.check_brief(question, request.now)
    except Refusal as none:
        return show(request, question, refusal=none, status=422)
    found = queries.brief(question)
    context = {"page": found, "draft": draft.draft_conclusion(found)}
    return page(request, "brief", context)


@needs(May.READ_BRIEF)
@require_GET
def brief_pdf(request: Any, slug: str) -> HttpResponse:
    content = making.as_pdf(brief_paper(queries.brief(_closed(request, slug))))
    return _file(content, "application/pdf", f"brief-{slug}.pdf")


@needs(May.READ_BRIEF)
@require_GET
def brief_docx(request: Any, slug: str) -> HttpResponse:
    content = making.as_docx(brief_paper(queries.brief(_closed(request, slug))))
    return _file(content, DOCX, f"brief-{slug}.docx")


def _file(content: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@needs(May.CONCLUDE)
@once
def conclude(request: Any, slug: str) -> HttpResponse:
    question = load(request, slug)
    if not rules.is_closed(question, request.now):
        return show(request, question, refusal=rules.NotClosedYet(), status=422)
    found = queries.brief(question) if question.kind == Question.Kind.CHOOSE else None
    options = [line.option for line in found.lines] if found else []
    form = forms.Conclude(request.POST or None, options=options, initial=_initial(found))
    refusal = None
    if form.is_valid():
        try:
            _conclude(request, question, form, found)
            return redirect("consultations:detail", slug)
        except Refusal as refused:
            refusal = refused
    context = {"question": question, "page": found, "form": form, "refusal": refusal}
    context["waiting"] = found.waiting if found else number_waiting(question)
    status = 422 if form.is_bound else 200
    return page(request, "conclude", context, status)


def _initial(page: queries.Brief | None) -> dict[str, Any]:
    """The count's own answer, for the Chair to depart from."""
    if page is None:
        return {}
    initial: dict[str, Any] = {"words": draft.draft_conclusion(page)}
    slot = 0
    for line in page.lines:
        slot += line.preferred
        initial[f"fate_{line.option.code}"] = "chosen" if line.preferred else "kept"
        initial[f"slot_{line.option.code}"] = slot if line.preferred else None
    return initial


def _conclude(request: Any, question: Question, form: Any, page: queries.Brief | None) -> None:
    given = form.cleaned_data
    items = [_item(option.code, given) for option in form.options]
    chosen = sorted(item.code for item in items if item.fate == "chosen")
    hours = given["silence"]
    actions.conclude(
        question=question,
        package=actions.Package(
            words=_words(given["words"], page, items),
            items=items,
            figures_seen_by=given["figures_seen_by"],
            silence=timedelta(hours=hours) if hours else None,
        ),
        follows=page is None or chosen in page.values["winners"],
        by=request.actor,
        at=request.now,
    )


def _words(given: dict[str, str], page: queries.Brief | None, items: list[actions.Item]) -> Any:
    """What the Chair wrote; a draft that was left alone says what is recorded beside it."""
    if page is None:
        return given
    parts = {
        item.code: draft.Part(fate=item.fate, into=item.into, sub_title=item.sub_title)
        for item in items
    }
    return draft.follow(given, page, parts)


def _item(code: str, given: dict[str, Any]) -> actions.Item:
    fate = given[f"fate_{code}"]
    return actions.Item(
        code=code,
        fate=fate,
        slot=given[f"slot_{code}"] if fate == "chosen" else None,
        into=given[f"into_{code}"] if fate == "merged" else "",
        sub_title=given[f"sub_{code}"],
    )


@needs(May.OBJECT)
@require_POST
@once
def objection(request: Any, slug: str) -> HttpResponse:
    """Break the silence; the Chair sees who objected, others that it was broken."""
    question = load(request, slug)
    require(request.actor, May.OBJECT, entity=request.actor.entity)
    found = Conclusion.objects.filter(question=question, withdrawn_at=None).first()
    try:
        if found is None:
            raise actions.NoSilence()
        actions.object_to(
            conclusion=found,
            entity=Entity.objects.get(pk=request.actor.entity),
            reason=request.POST.get("reason", ""),
            by=request.actor,
            at=request.now,
        )
    except Refusal as refusal:
        return show(request, question, refusal=refusal, status=422)
    return redirect("consultations:detail", slug)


@public
@require_GET
def recount(request: Any, slug: str) -> HttpResponse:
    """The recount file, for those who may see its figures."""
    question = load(request, slug)
    figures = figures_for(question, request.actor)
    if not may_recount(question, request.actor, figures):
        raise PermissionDenied
    content = counting.export(question).content
    return _file(content, "application/jsonl; charset=utf-8", f"{slug}.jsonl")


@public
@require_GET
def recount_program(request: Any, slug: str) -> HttpResponse:
    """One file, standard library only; it holds no data, so everybody may have it."""
    load(request, slug)
    program = files("intersession.recount").joinpath("recount.py").read_bytes()
    return _file(program, "text/x-python; charset=utf-8", "recount.py")
