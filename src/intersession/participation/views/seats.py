"""Seats of a list: offered with a deadline, answered as an officer heard it, replaced."""

from datetime import datetime, timedelta
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
from intersession.participation import drawing, offers
from intersession.participation.actions import offers as verbs
from intersession.participation.actions import replacing
from intersession.participation.cost_words import sum_words
from intersession.participation.forms.room import OfferForm, SeatAnswerForm
from intersession.participation.models import Seat
from intersession.participation.queries.costs import lines_of, money_of, sums
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
    first = _until(meeting, request.now).astimezone(zone)
    form = OfferForm(posted(request), initial={"day": first.date(), "hour": f"{first:%H:%M}"})
    refusal = drawing.waits(meeting)
    if form.is_bound and form.is_valid() and "see" not in request.POST:
        try:
            until, consulted = form.answer_by(zone), form.cleaned_data["consulted"]
            told = {"answer_by": until, "consulted": consulted, **who(request)}
            verbs.offer_seats(meeting=meeting, **told)
            return redirect(_to(meeting))
        except Refusal as said:
            refusal = said
    valid = form.is_bound and form.is_valid()
    until = form.answer_by(zone) if valid else first
    context = {"meeting": meeting, "form": form, "refusal": refusal, **_to_offer(meeting, until)}
    status = 422 if refusal or (form.is_bound and not valid) else 200
    return render(request, "participation/room_offer.html", context, status=status)


def _until(meeting: Meeting, now: datetime) -> datetime:
    """A week to answer, until six in the evening; half of the time that is left, where that is
    less."""
    evening = (now + WEEK).astimezone(place_of(meeting)).replace(hour=18, minute=0, second=0)
    return evening if evening < meeting.starts_at else now + (meeting.starts_at - now) / 2


def _to_offer(meeting: Meeting, until: Any) -> dict[str, Any]:
    seats = seats_to_offer(meeting)
    paid = lines_of(seats)
    letters = [offers.letter(seat, until, paid.get(seat.registration_id, ())) for seat in seats]
    money, costs = money_of(meeting), sums(meeting)
    over = money.over_with(sum(costs.get(seat.registration_id, seat.cost) for seat in seats))
    return {"letters": letters, "over": sum_words(over, money.currency) if over else ""}


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
