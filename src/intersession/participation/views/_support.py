"""What pages of support share: one request of a meeting, its page, an act and the page again."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from intersession.access.guard import Refusal
from intersession.access.policy import May
from intersession.meetings.models import Meeting
from intersession.participation.cost_words import KINDS, sum_words
from intersession.participation.forms import support as forms
from intersession.participation.models import SupportRequest
from intersession.participation.queries import support_request as queries
from intersession.participation.room_words import STATES as SEAT_STATES
from intersession.participation.support_words import NEXT, finding_words

RELATED = ("registration__meeting__programme", "registration__entity", "registration__delegation")


def request_at(meeting: Meeting, uid: UUID) -> SupportRequest:
    rows = SupportRequest.objects.filter(registration__meeting=meeting)
    row: SupportRequest = get_object_or_404(rows.select_related(*RELATED), uid=uid)
    return row


def request_page(
    request: Any, row: SupportRequest, refusal: Refusal | None = None, **bound: Any
) -> HttpResponse:
    """`bound`: forms as they were filled in, where one was refused."""
    page = queries.request_page(row)
    seen = {"seen": page.seen}
    fresh: dict[str, Any] = {
        "decision": forms.RequestDecision(initial={**seen, "funds": row.funds}),
        "ranking": forms.RankForm(initial={**seen, "rank": row.rank}),
        "line": forms.LineForm(initial=seen),
        "ticket": forms.TicketForm(initial=seen),
        "settling": forms.SettleForm(initial=seen, lines=page.lines),
    }
    wrong = [form for form in bound.values() if form is not None]
    context = {
        "meeting": row.registration.meeting,
        "page": page,
        "row": row,
        **fresh,
        **{name: form for name, form in bound.items() if form is not None},
        "wrong": wrong[0] if wrong else None,
        "refusal": refusal,
        "kinds": KINDS,
        "next": NEXT,
        "finding_words": finding_words,
        "seat_states": SEAT_STATES,
        "sum": lambda cents: sum_words(cents, row.currency),
        "may_manage": request.actor.may(May.MANAGE_SUPPORT),
        "may_manage_people": request.actor.may(May.MANAGE_PARTICIPATION),
    }
    status = 422 if refusal or wrong else 200
    return render(request, "participation/_support_request.html", context, status=status)


def acted(
    request: Any, row: SupportRequest, name: str, form: Any, act: Callable[[], Any]
) -> HttpResponse:
    """On a form that is right; then the page of the request again, saying why it was refused."""
    if form is not None and not form.is_valid():
        return request_page(request, row, **{name: form})
    meeting = row.registration.meeting
    try:
        messages.success(request, act())
        return redirect("participation:support", meeting.slug, row.uid)
    except Refusal as said:
        return request_page(request, request_at(meeting, row.uid), said, **{name: form})
