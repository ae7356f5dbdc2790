"""What is missing in which language, and the days by which it is due."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_POST

from intersession.access.guard import Refusal, needs, public
from intersession.access.once import once
from intersession.access.policy import May
from intersession.documents import actions, forms
from intersession.documents.queries import parity as queries
from intersession.documents.sheets import parity_sheet
from intersession.documents.views._page import who
from intersession.ui import sheets


@public
@require_GET
def parity(request: Any) -> HttpResponse:
    return _table(request, forms.Parity(request.GET, actor=request.actor))


@needs(May.MANAGE_DOCUMENTS)
@require_POST
@once
def parity_due(request: Any) -> HttpResponse:
    """One day for all the languages that were ticked; then the same table again."""
    narrow = forms.Parity(request.POST, actor=request.actor)
    chosen = request.POST.getlist("chosen")
    form = forms.Deadlines(request.POST, chosen=chosen)
    refusal = None
    if form.is_valid():
        try:
            actions.set_deadlines(**form.cleaned_data, **who(request))
            kept = {name: value for name, value in narrow.asked().items() if value}
            return _back(kept)
        except Refusal as said:
            refusal = said
    return _table(request, narrow, form=form, refusal=refusal, chosen=chosen, status=422)


def _back(kept: dict[str, Any]) -> HttpResponse:
    answer = redirect("documents:parity")
    answer["Location"] += f"?{urlencode(kept)}" if kept else ""
    return answer


def _table(request: Any, narrow: forms.Parity, *, status: int = 200, **sent: Any) -> HttpResponse:
    asked = narrow.asked()
    found = queries.parity(request.actor, asked, request.now, page=request.GET.get("page", "1"))
    if sheet := sheets.asked(request):
        rows = queries.every(found, request.now)
        return sheets.answer(parity_sheet(rows, found.languages), sheet)
    form = sent.pop("form", None) or forms.Deadlines(chosen=[])
    context = {"chosen": [], "refusal": None, **sent, "form": form, "narrow": narrow}
    context |= {"found": found, "asked": asked}
    return render(request, "documents/parity.html", context, status=status)
