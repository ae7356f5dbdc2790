"""Pages of imports: load, one action or one query, one template."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from intersession.access.guard import Refusal, needs
from intersession.access.once import once
from intersession.access.policy import May
from intersession.imports import actions, forms, queries, work
from intersession.imports.columns import KINDS
from intersession.imports.models import Import
from intersession.imports.plans import Plan
from intersession.imports.sheets import bad_sheet, list_sheet
from intersession.ui import sheets


@needs(May.IMPORT_LISTS)
@require_GET
def index(request: Any) -> HttpResponse:
    page = queries.imports(request.GET.get("page"))
    if form := sheets.asked(request):
        return sheets.answer(list_sheet(page), form)
    context = {"page": page, "kinds": KINDS, "states": queries.STATE_NAMES}
    return render(request, "imports/index.html", context)


@needs(May.IMPORT_LISTS)
@once
def add(request: Any) -> HttpResponse:
    form = forms.Add(request.POST or None, request.FILES or None, initial=request.GET.dict())
    refusal = None
    if form.is_bound and form.is_valid():
        try:
            source = actions.receive(**form.cleaned_data, **_who(request))
            return redirect("imports:columns", source.uid)
        except Refusal as said:
            refusal = said
    context = {"form": form, "refusal": refusal}
    return render(request, "imports/add.html", context, status=_status(form))


@needs(May.IMPORT_LISTS)
@once
def columns(request: Any, uid: Any) -> HttpResponse:
    """What the columns mean, guessed or remembered, and mended by hand."""
    source = _load(uid)
    try:
        table = queries.table_kept(source)
    except Refusal as gone:
        return _gone(request, source, gone)
    form = forms.Columns(
        request.POST or None,
        kind=KINDS[source.kind],
        table=table,
        question=source.question,
        initial=forms.kept(source.columns, source.given),
    )
    refusal = None
    if form.is_bound and form.is_valid():
        meaning = {"columns": form.columns(), "given": form.for_all()}
        refusal = _refused(lambda: actions.arrange(source=source, **meaning, **_who(request)))
        if refusal is None:
            return redirect("imports:detail", uid)
    context = {"form": form, "table": table, "refusal": refusal, "groups": forms.group_codes()}
    return _page(request, "columns", source, _status(form), **context)


@needs(May.IMPORT_LISTS)
@require_GET
def detail(request: Any, uid: Any) -> HttpResponse:
    """What would change; or, once taken in, what was done."""
    source = _load(uid)
    if source.state == Import.State.RECEIVED:
        return redirect("imports:columns", uid)
    if source.state != Import.State.ARRANGED:
        return _page(request, "_done", source)
    return _preview(request, source)


@needs(May.IMPORT_LISTS)
@require_POST
@once
def names(request: Any, uid: Any) -> HttpResponse:
    """The officer says which Entity a name means."""
    source = _load(uid)
    try:
        plan = _plan(request, source)
        form = forms.Names(request.POST, asked=plan.asked)
        answers = form.answers() if form.is_valid() else {}
        meaning = {"columns": source.columns, "given": source.given, "answers": answers}
        actions.arrange(source=source, **meaning, **_who(request))
    except Refusal as said:
        return _preview(request, source, refusal=said)
    return redirect("imports:detail", uid)


@needs(May.IMPORT_LISTS)
@require_POST
@once
def take(request: Any, uid: Any) -> HttpResponse:
    source = _load(uid)
    seen, without_bad = request.POST.get("seen", ""), bool(request.POST.get("without_bad"))
    if work.is_long(source):
        job = work.start(work.TAKING, source, seen=seen, without_bad=without_bad, **_who(request))
        return redirect("jobs:detail", job.uid)
    try:
        actions.take_in(source=source, seen=seen, without_bad=without_bad, **_who(request))
    except actions.ChangedSince as moved:
        return _preview(request, source, moved.plan, moved, 409)
    except Refusal as said:
        return _preview(request, source, refusal=said)
    return redirect("imports:detail", uid)


@needs(May.IMPORT_LISTS)
@require_POST
@once
def undo(request: Any, uid: Any) -> HttpResponse:
    source = _load(uid)
    if work.is_long(source):
        return redirect("jobs:detail", work.start(work.UNDOING, source, **_who(request)).uid)
    refusal = _refused(lambda: actions.undo(source=source, **_who(request)))
    if refusal:
        return _page(request, "_done", source, 422, refusal=refusal)
    return redirect("imports:detail", uid)


@needs(May.IMPORT_LISTS)
@require_GET
def bad(request: Any, uid: Any) -> HttpResponse:
    """The rows that could not be taken in, each with its reason, as a file to mend."""
    source = _load(uid)
    try:
        given = queries.given_of(source, source.taken_in_at or request.now)
        sheet = bad_sheet(source, given, queries.plan_of(given))
    except Refusal as gone:
        return _gone(request, source, gone)
    return sheets.answer(sheet, sheets.asked(request) or "xlsx")


def _load(uid: Any) -> Import:
    found: Import = get_object_or_404(Import.objects.select_related("question"), uid=uid)
    return found


def _plan(request: Any, source: Import) -> Plan:
    return queries.plan_of(queries.given_of(source, request.now))


def _preview(
    request: Any,
    source: Import,
    plan: Plan | None = None,
    refusal: Refusal | None = None,
    status: int = 422,
) -> HttpResponse:
    """The page of what would change, again after a refusal."""
    if source.state != Import.State.ARRANGED:
        return _page(request, "_done", source, status, refusal=refusal)
    try:
        plan = plan or _plan(request, source)
    except Refusal as gone:
        return _gone(request, source, gone)
    asked = request.GET.get("show", ""), request.GET.get("page")
    found = queries.plan_page(source, plan, *asked)
    form = forms.Names(asked=plan.asked, initial=_answered(source, plan))
    context = {"found": found, "form": form, "refusal": refusal}
    return _page(request, "detail", source, status if refusal else 200, **context)


def _answered(source: Import, plan: Plan) -> dict[str, str]:
    return {f"n{n}": source.answers.get(one.key, "") for n, one in enumerate(plan.asked)}


def _gone(request: Any, source: Import, refusal: Refusal) -> HttpResponse:
    return _page(request, "_done", source, 410, refusal=refusal)


def _page(
    request: Any, template: str, source: Import, status: int = 200, **context: Any
) -> HttpResponse:
    context = {"refusal": None, **context, "source": source, "kind": KINDS[source.kind]}
    context["states"] = queries.STATE_NAMES
    return render(request, f"imports/{template}.html", context, status=status)


def _refused(act: Any) -> Refusal | None:
    try:
        act()
    except Refusal as said:
        return said
    return None


def _who(request: Any) -> dict[str, Any]:
    return {"by": request.actor, "at": request.now}


def _status(form: Any) -> int:
    return 422 if form.is_bound else 200
