"""One request for support: decided, ranked, its costs, letter, ticket, settlement."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from intersession.access.guard import needs
from intersession.access.once import once
from intersession.access.policy import May
from intersession.documents.papers import asked_language, download
from intersession.participation import supporting
from intersession.participation.actions import support as actions
from intersession.participation.actions import support_costs as costs
from intersession.participation.actions import support_journeys as journeys
from intersession.participation.forms import support as forms
from intersession.participation.papers_of_support import letter_made
from intersession.participation.queries.support_request import has_letter
from intersession.participation.views._page import meeting_at, who
from intersession.participation.views._support import acted, request_at


@needs(May.MANAGE_SUPPORT)
@require_POST
@once
def support_decide(request: Any, slug: str, uid: UUID) -> HttpResponse:
    """An act of the table, or the last step taken back."""
    row, form = request_at(meeting_at(request, slug), uid), forms.RequestDecision(request.POST)

    def act() -> str:
        given, name = form.given(), form.cleaned_data["act"]
        if name == supporting.TAKE_BACK:
            told = {"why": given.why, "seen": given.seen, **who(request)}
            actions.take_back(request=row, **told)
        elif name == "letter":
            journeys.issue_letter(request=row, seen=given.seen, **who(request))
        else:
            actions.decide_request(request=row, act=name, given=given, **who(request))
        return str(supporting.DONE[name])

    return acted(request, row, "decision", form, act)


@needs(May.MANAGE_SUPPORT)
@require_POST
@once
def support_place(request: Any, slug: str, uid: UUID) -> HttpResponse:
    """The rank, by hand."""
    row, form = request_at(meeting_at(request, slug), uid), forms.RankForm(request.POST)

    def act() -> str:
        actions.rank_request(request=row, **form.cleaned_data, **who(request))
        return _("The rank is set.")

    return acted(request, row, "ranking", form, act)


@needs(May.MANAGE_SUPPORT)
@require_POST
@once
def support_lines(request: Any, slug: str, uid: UUID) -> HttpResponse:
    """A line written by hand."""
    row, form = request_at(meeting_at(request, slug), uid), forms.LineForm(request.POST)

    def act() -> str:
        seen = form.cleaned_data["seen"]
        costs.write_line(request=row, facts=form.facts(), seen=seen, **who(request))
        return _("The line is written; a new estimate leaves it as it is.")

    return acted(request, row, "line", form, act)


@needs(May.MANAGE_SUPPORT)
@require_POST
@once
def support_lines_remove(request: Any, slug: str, uid: UUID, line: UUID) -> HttpResponse:
    row = request_at(meeting_at(request, slug), uid)
    one = get_object_or_404(row.lines, uid=line)

    def act() -> str:
        seen = request.POST.get("seen", "")[:20]
        costs.remove_line(line=one, seen=seen, **who(request))
        return _("The line is taken away.")

    return acted(request, row, "line", None, act)


@needs(May.MANAGE_SUPPORT)
@require_POST
@once
def support_reckon(request: Any, slug: str, uid: UUID) -> HttpResponse:
    """The estimate of this request alone, made anew."""
    meeting = meeting_at(request, slug)
    row = request_at(meeting, uid)

    def act() -> str:
        costs.estimate_requests(meeting=meeting, requests=[row], **who(request))
        return _("The estimate is made; what was written by hand stays.")

    return acted(request, row, "line", None, act)


@needs(May.MANAGE_SUPPORT)
@require_POST
@once
def support_ticket(request: Any, slug: str, uid: UUID) -> HttpResponse:
    row, form = request_at(meeting_at(request, slug), uid), forms.TicketForm(request.POST)

    def act() -> str:
        seen = form.cleaned_data["seen"]
        journeys.record_ticket(request=row, facts=form.facts(), seen=seen, **who(request))
        return _("The ticket is recorded. Names and dates are locked.")

    return acted(request, row, "ticket", form, act)


@needs(May.MANAGE_SUPPORT)
@require_POST
@once
def support_settle(request: Any, slug: str, uid: UUID) -> HttpResponse:
    row = request_at(meeting_at(request, slug), uid)
    form = forms.SettleForm(request.POST, lines=list(row.lines.order_by("pk")))

    def act() -> str:
        told = {name: form.cleaned_data[name] for name in ("why", "seen")}
        costs.settle_request(request=row, spent=form.spent(), **told, **who(request))
        return _("The journey is settled; what was not spent is free again.")

    return acted(request, row, "settling", form, act)


@needs(May.MANAGE_SUPPORT)
@require_GET
def support_letter(request: Any, slug: str, uid: UUID) -> HttpResponse:
    """In the language that the consulate reads."""
    row = request_at(meeting_at(request, slug), uid)
    if not has_letter(row):
        raise Http404
    return download(letter_made(row, list(row.lines.order_by("pk")), asked_language(request)))
