"""Requests for support for the Administration and the Chair: the list, what is done to many."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from intersession.access.guard import Refusal, needs
from intersession.access.once import once
from intersession.access.policy import May
from intersession.meetings.models import Meeting
from intersession.participation import supporting
from intersession.participation.actions import support as actions
from intersession.participation.actions import support_costs as costs
from intersession.participation.cost_words import KINDS, sum_words
from intersession.participation.forms.support import SeveralRequests
from intersession.participation.queries import support as queries
from intersession.participation.queries.estimates import estimates_of
from intersession.participation.sheets_of_support import support_sheet
from intersession.participation.support_words import finding_words, next_steps
from intersession.participation.views._page import meeting_at, who
from intersession.participation.views._support import request_at, request_page
from intersession.ui import sheets


@needs(May.SEE_SUPPORT)
@require_GET
def support(request: Any, slug: str, uid: UUID | None = None) -> HttpResponse:
    """The list; with a uid, one request of it."""
    meeting = meeting_at(request, slug)
    if uid is not None:
        return request_page(request, request_at(meeting, uid))
    asked = queries.asked_of(request.GET)
    if form := sheets.asked(request):
        found = queries.support_list(meeting, asked, whole=True)
        return sheets.answer(support_sheet(found, meeting), form)
    return _list(request, meeting)


def _list(request: Any, meeting: Meeting, refusal: Refusal | None = None) -> HttpResponse:
    asked = queries.asked_of(request.GET)
    found = queries.support_list(meeting, asked, request.GET.get("page", "1"))
    context = {
        "meeting": meeting,
        "found": found,
        "refusal": refusal,
        "acts": [(act, supporting.ACTS[act].label) for act in supporting.SEVERAL],
        "kinds": KINDS,
        "next": next_steps(offered=found.offered),
        "sum": lambda cents: sum_words(cents, found.currency),
        "may_manage": request.actor.may(May.MANAGE_SUPPORT),
        "may_see_room": request.actor.may(May.SEE_ROOM),
    }
    status = 422 if refusal else 200
    return render(request, "participation/support.html", context, status=status)


@needs(May.MANAGE_SUPPORT)
@require_POST
@once
def support_take_up(request: Any, slug: str) -> HttpResponse:
    meeting = meeting_at(request, slug)
    n = actions.take_up_requests(meeting=meeting, **who(request))
    said = ngettext("%(n)s request was taken up.", "%(n)s requests were taken up.", n)
    messages.success(request, said % {"n": n})
    return redirect("participation:support", slug)


@needs(May.MANAGE_SUPPORT)
@require_POST
@once
def support_rank(request: Any, slug: str) -> HttpResponse:
    """As the list of the room is proposed."""
    meeting = meeting_at(request, slug)
    try:
        n = actions.rank_as_proposed(meeting=meeting, **who(request))
    except Refusal as said:
        return _list(request, meeting, said)
    words = ngettext("%(n)s request is ranked.", "%(n)s requests are ranked.", n)
    messages.success(request, words % {"n": n})
    return redirect("participation:support", slug)


@needs(May.MANAGE_SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
@once
def support_estimate(request: Any, slug: str) -> HttpResponse:
    """What all would cost, against the money there is; then, when that was seen, it is kept."""
    meeting = meeting_at(request, slug)
    refusal = None
    if request.method == "POST":
        try:
            n = costs.estimate_requests(meeting=meeting, **who(request))
            said = ngettext("%(n)s estimate is made.", "%(n)s estimates are made.", n)
            messages.success(request, said % {"n": n})
            return redirect("participation:support", slug)
        except Refusal as said_no:
            refusal = said_no
    page = estimates_of(meeting)
    context = {"meeting": meeting, "page": page, "refusal": refusal}
    context["sum"] = lambda cents: sum_words(cents, page.currency)
    status = 422 if refusal else 200
    return render(request, "participation/support_estimate.html", context, status=status)


@needs(May.MANAGE_SUPPORT)
@require_POST
@once
def support_several(request: Any, slug: str) -> HttpResponse:
    """What would happen to whom; then, when that was seen, it happens."""
    meeting = meeting_at(request, slug)
    form, uids = SeveralRequests(request.POST), _uids(request)
    refusal: Any = None if uids else actions.NobodyChosen()
    if form.is_valid() and uids and request.POST.get("sure"):
        try:
            return _done(request, meeting, form, uids)
        except Refusal as said:
            refusal = said
    act = form.data.get("act", "")
    rows = queries.foreseen(meeting, uids, act) if act in supporting.SEVERAL else []
    context = {"meeting": meeting, "form": form, "rows": rows, "refusal": refusal}
    context |= {"act": supporting.ACTS.get(act), "can": sum(not row.why for row in rows)}
    context["finding_words"] = finding_words
    status = 422 if refusal or form.errors else 200
    return render(request, "participation/support_several.html", context, status=status)


def _uids(request: Any) -> list[UUID]:
    """Those that read as one; of a page or two at most."""
    found = []
    for said in request.POST.getlist("chosen")[: actions.MOST_AT_ONCE + 1]:
        try:
            found.append(UUID(said))
        except ValueError:
            continue
    return found


def _done(request: Any, meeting: Meeting, form: Any, uids: list[UUID]) -> HttpResponse:
    rows = queries.requests_of(meeting).filter(uid__in=uids).order_by("rank", "pk")
    chosen = [(row, request.POST.get(f"seen-{row.uid}", "")) for row in rows]
    given = {"act": form.cleaned_data["act"], "given": form.given()}
    decided = actions.decide_requests(chosen=chosen, **given, **who(request))
    n = decided.done
    said = ngettext("%(n)s request was decided.", "%(n)s requests were decided.", n)
    messages.success(request, said % {"n": n})
    for left in decided.left:
        messages.warning(request, _("%(name)s: %(why)s") % vars(left))
    return redirect("participation:support", meeting.slug)
