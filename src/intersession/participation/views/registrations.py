"""Registrations for the Administration: the list, one of them, many at once with a preview."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from intersession.access.guard import Refusal, needs
from intersession.access.once import once
from intersession.access.policy import May
from intersession.participation import deciding, supporting
from intersession.participation.actions import decisions as actions
from intersession.participation.checks_of_registrations import for_the_office
from intersession.participation.forms import registrations as forms
from intersession.participation.letters_of_registrations import LETTERS
from intersession.participation.models import Call, Registration
from intersession.participation.queries import dossier as one
from intersession.participation.queries import registrations as queries
from intersession.participation.sheets_of_registrations import registrations_sheet
from intersession.participation.views._page import who
from intersession.participation.views._registrations import call_at, row_at
from intersession.ui import sheets


@needs(May.MANAGE_PARTICIPATION)
@require_GET
def registrations(request: Any, slug: str, uid: UUID | None = None) -> HttpResponse:
    """The list; with a uid, one dossier of it."""
    call = call_at(request, slug)
    if uid is not None:
        return dossier_page(request, call, row_at(call, uid))
    asked = queries.asked_of(request.GET)
    if form := sheets.asked(request):
        found = queries.listing(call, asked, whole=True)
        return sheets.answer(registrations_sheet(found, call.meeting), form)
    found = queries.listing(call, asked, request.GET.get("page", "1"))
    context = {"meeting": call.meeting, "call": call, "found": found, "acts": acts()}
    return render(request, "participation/registrations.html", context)


def acts() -> list[tuple[str, Any]]:
    """What may be done to many."""
    return [(act, deciding.ACTS[act].label) for act in deciding.SEVERAL]


@needs(May.MANAGE_PARTICIPATION)
@require_POST
@once
def registrations_several(request: Any, slug: str) -> HttpResponse:
    """What would happen to whom; then, when that was seen, it happens."""
    call = call_at(request, slug)
    form = forms.Several(request.POST)
    uids = _uids(request)
    refusal: Any = None if uids else actions.NobodyChosen()
    if form.is_valid() and uids and request.POST.get("sure"):
        try:
            return _done(request, call, form, uids)
        except Refusal as said:
            refusal = said
    act = form.data.get("act", "")
    rows = queries.foreseen(call, uids, act) if act in deciding.SEVERAL else []
    context = {"meeting": call.meeting, "form": form, "rows": rows, "refusal": refusal}
    context |= {"act": deciding.ACTS.get(act), "can": sum(not row.why for row in rows)}
    context["told"] = act in LETTERS
    status = 422 if refusal or form.errors else 200
    return render(request, "participation/registrations_several.html", context, status=status)


def _uids(request: Any) -> list[UUID]:
    """Those that read as one; of a page or two at most."""
    found = []
    for said in request.POST.getlist("chosen")[: actions.MOST_AT_ONCE + 1]:
        try:
            found.append(UUID(said))
        except ValueError:
            continue
    return found


def _done(request: Any, call: Call, form: Any, uids: list[UUID]) -> HttpResponse:
    rows = for_the_office(call.meeting_id).filter(uid__in=uids).order_by("pk")
    chosen = [(row, request.POST.get(f"seen-{row.uid}", "")) for row in rows]
    given = form.cleaned_data
    decided = actions.decide_several(
        chosen=chosen, act=given["act"], why=given["why"], **who(request)
    )
    n = decided.done
    said = ngettext("%(n)s registration was changed.", "%(n)s registrations were changed.", n)
    messages.success(request, said % {"n": n})
    for left in decided.left:
        messages.warning(request, left.why)
    return redirect("participation:registrations", call.meeting.slug)


def _support(row: Registration) -> tuple[str, Any] | None:
    """The state of the request for support, and its shape; None where there is none."""
    if not hasattr(row, "request"):
        return None
    state = row.request.state
    return supporting.SHAPES[state], supporting.STATE_NAMES[state]


def dossier_page(
    request: Any,
    call: Call,
    row: Registration,
    refusal: Refusal | None = None,
    form: Any = None,
) -> HttpResponse:
    """With the form as it was filled in, where an act was refused."""
    page = one.dossier(row, call, request.now)
    context = {
        "meeting": call.meeting,
        "call": call,
        "page": page,
        "row": row,
        "form": form or forms.Decision(initial={"seen": page.seen}),
        "deletion": forms.DeletionAnswer(prefix="deletion"),
        "link": forms.Link(),
        "refusal": refusal,
        "may_see_papers": request.actor.may(May.READ_PERSONAL_PAPERS),
        "support": _support(row) if request.actor.may(May.SEE_SUPPORT) else None,
    }
    status = 422 if refusal else 200
    return render(request, "participation/_dossier.html", context, status=status)
