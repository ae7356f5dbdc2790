"""The answer to an offered seat, on the person's own page."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from intersession.access.guard import Refusal, public
from intersession.access.once import once
from intersession.participation.actions import offers
from intersession.participation.models import Registration
from intersession.participation.queries.room import own_seat
from intersession.participation.views._registrations import by_link, themselves


@public
@by_link
@require_POST
@once
def registration_seat(request: Any, row: Registration) -> HttpResponse:
    seat = own_seat(row)
    if seat is None:
        raise Http404
    accept, why = request.POST.get("answer") == "accept", request.POST.get("why", "")
    try:
        offers.answer_seat(seat=seat, accept=accept, why=why, **themselves(request, row))
    except Refusal as said:
        context = {"row": row, "seat": seat, "token": request.token, "refusal": said, "why": why}
        return render(request, "participation/registration_seat.html", context, status=422)
    return redirect("participation:registration", request.token)
