"""The ledger: heads for everybody, entries and runs for those who may read them."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from intersession.access.guard import needs, public
from intersession.access.policy import May
from intersession.ledger import forms, queries
from intersession.ledger.models import Chain, Run
from intersession.ledger.record import verify as breaks_of
from intersession.ledger.sheets import chains_sheet, entries_sheet, runs_sheet
from intersession.ui import sheets


@public
@require_GET
def index(request: Any) -> HttpResponse:
    chains = queries.chains(all_of_them=request.actor.may(May.READ_LEDGER))
    if form := sheets.asked(request):
        return sheets.answer(chains_sheet(chains), form)
    return render(request, "ledger/index.html", {"chains": chains})


@public
@require_GET
def head(request: Any) -> HttpResponse:
    """Plain text, to be kept elsewhere: chain, length, digest of the last entry."""
    row = queries.main_head()
    text = f"{row.key}\t{row.length}\t{row.head}\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@needs(May.READ_LEDGER)
@require_GET
def chain(request: Any, key: str) -> HttpResponse:
    found = get_object_or_404(Chain, key=key)
    filters = forms.Filters(request.GET)
    page = queries.entries(found, filters.asked(), request.GET.get("page"))
    if form := sheets.asked(request):
        return sheets.answer(entries_sheet(queries.chain_row(found), queries.every(page)), form)
    context = {"chain": queries.chain_row(found), "page": page, "form": filters}
    return render(request, "ledger/chain.html", context)


@needs(May.READ_LEDGER)
def verify(request: Any) -> HttpResponse:
    """Checking changes nothing, so the answer is shown at once, without a redirect."""
    form = forms.Published(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"form": form, "checked": False, "breaks": []}
    if form.is_valid():
        context |= {"checked": True, "breaks": breaks_of(published=form.cleaned_data["head"])}
    context |= {"chains": queries.chains(), "published": form.is_bound and form.data.get("head")}
    return render(request, "ledger/verify.html", context, status=422 if form.errors else 200)


@needs(May.READ_RUNS)
@require_GET
def runs(request: Any) -> HttpResponse:
    page = queries.runs(request.GET.get("page"))
    if form := sheets.asked(request):
        return sheets.answer(runs_sheet(queries.every_run(page)), form)
    return render(request, "ledger/runs.html", {"page": page})


@needs(May.READ_RUNS)
@require_GET
def run(request: Any, uid: Any) -> HttpResponse:
    found = get_object_or_404(Run, uid=uid)
    return render(request, "ledger/run.html", {"page": queries.run_page(found)})
