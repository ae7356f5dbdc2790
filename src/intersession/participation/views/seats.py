"""Seats of a list: offered with a deadline, answered as an officer heard it, replaced."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from intersession.access.guard import Refusal, needs
from intersession.access.once import once
from intersession.access.policy import May
from intersession.meetings.models import Meeting
from intersession.meetings.rules import place_of
from intersession.participation import offers
from intersession.participation.actions import offers as verbs
from intersession.participation.actions import replacing
from intersession.participation.forms.room import OfferForm, SeatAnswerForm
from intersession.participation.models import Seat
from intersession.participation.queries.room import seats_to_offer
from intersession.participation.views._page import acted, meeting_at, posted, who
from intersession.participation.views.room import room_again

WEEK = timedelta(days=7)


@needs(May.MANAGE_PARTICIPATION)
@once
def room_offer(request: Any, slug: str) -> HttpResponse:
    """The very mails before they are written."""
    meeting = meeting_at(request, slug)
    zone = place_of(meeting)
    first = (request.now + WEEK).astimezone(zone)
    form = OfferForm(posted(request), initial={"day": first.date(), "hour": "18:00"})
    refusal = None
    if form.is_bound and form.is_valid() and "see" not in request.POST:
        try:
            until = form.answer_by(zone)
            verbs.offer_seats(meeting=meeting, answer_by=until, **who(request))
            return redirect(_to(meeting))
        except Refusal as said:
            refusal = said
    valid = form.is_bound and form.is_valid()
    until = form.answer_by(zone) if valid else first.replace(hour=18, minute=0)
    letters = [offers.letter(seat, until) for seat in seats_to_offer(meeting)]
    context = {"meeting": meeting, "form": form, "letters": letters, "refusal": refusal}
    status = 422 if refusal or (form.is_bound and not valid) else 200
    return render(request, "participation/room_offer.html", context, status=status)


@needs(May.MANAGE_PARTICIPATION)
@once
def room_seats_answer(request: Any, slug: str, uid: UUID) -> HttpResponse:
    meeting = meeting_at(request, slug)
    seat = get_object_or_404(
        Seat.objects.select_related("registration__entity", "on"), on__meeting=meeting, uid=uid
    )
    form = SeatAnswerForm(posted(request))

    def act() -> object:
        given = form.cleaned_data
        told = {"channel": given["channel"], "why": given["why"], **who(request)}
        return verbs.answer_seat(seat=seat, accept=given["accept"] == "yes", **told)

    context = {"meeting": meeting, "seat": seat}
    return acted(request, "room_seats_answer", form, act, _back(meeting), **context)


@needs(May.MANAGE_PARTICIPATION)
@require_POST
@once
def room_replace(request: Any, slug: str) -> HttpResponse:
    """Whoever declined is replaced with the least disturbance; nobody is written to yet."""
    meeting = meeting_at(request, slug)
    try:
        replacing.replace_declined(meeting=meeting, **who(request))
    except Refusal as said:
        return room_again(request, meeting, refusal=said)
    return redirect(_to(meeting))


def _to(meeting: Meeting) -> str:
    return reverse("participation:room", args=[meeting.slug])


def _back(meeting: Meeting) -> Any:
    return lambda done: (_to(meeting),)
