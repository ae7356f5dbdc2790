"""Who was in the room: everybody by half-day, one person, what was recorded by mistake."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from intersession.access.guard import Refusal, needs
from intersession.access.once import once
from intersession.access.policy import May
from intersession.meetings.models import Meeting
from intersession.participation import at_the_door
from intersession.participation.actions import attendance as actions
from intersession.participation.forms.at_the_door import TakeBackForm
from intersession.participation.models import Attendance, Registration
from intersession.participation.queries import attendance as queries
from intersession.participation.sheets_at_the_door import attendance_sheet
from intersession.participation.views._page import who
from intersession.participation.views._registrations import call_at, row_at
from intersession.ui import sheets
from intersession.ui.dates import count_of


@needs(May.CHECK_IN)
@require_GET
def attendance(request: Any, slug: str, uid: UUID | None = None) -> HttpResponse:
    """All people and half-days; with a uid, one person of them."""
    call = call_at(request, slug)
    if uid is not None:
        return _person(request, call.meeting, row_at(call, uid))
    if form := sheets.asked(request):
        whole = queries.matrix(call.meeting, request.GET, whole=True)
        return sheets.answer(attendance_sheet(whole, call.meeting), form)
    found = queries.matrix(call.meeting, request.GET)
    context = {"meeting": call.meeting, "found": found, **_pictured(found)}
    return render(request, "participation/attendance.html", context)


def _pictured(found: queries.Matrix) -> dict[str, Any]:
    """Heads of the columns, and what the bars show."""
    halves = [one.words for one in found.half_days]
    bars = [(one, n, count_of(n, found.of)) for one, n in zip(halves, found.sums, strict=True)]
    kinds = [(str(kind), came, count_of(came, of)) for kind, came, of in found.kinds]
    return {"heads": halves, "bars": bars, "kinds": kinds}


@needs(May.CHECK_IN)
@require_POST
@once
def attendance_add(request: Any, slug: str, uid: UUID) -> HttpResponse:
    call = call_at(request, slug)
    row = row_at(call, uid)
    half_day = at_the_door.half_day_of(call.meeting, request.POST.get("half_day", ""))
    try:
        actions.record_by_hand(registration=row, half_day=half_day, **who(request))
    except Refusal as said:
        return _person(request, call.meeting, row, refusal=said)
    return redirect("participation:attendance", slug, uid)


@needs(May.CHECK_IN)
@require_POST
@once
def attendance_take_back(request: Any, slug: str, uid: UUID) -> HttpResponse:
    """One presence, by its own uid."""
    call = call_at(request, slug)
    found = Attendance.objects.select_related("registration")
    one = get_object_or_404(found, uid=uid, registration__meeting=call.meeting)
    row, form = row_at(call, one.registration.uid), TakeBackForm(request.POST)
    why = form.cleaned_data["why"] if form.is_valid() else ""
    try:
        actions.take_back_attendance(attendance=one, why=why, **who(request))
    except Refusal as said:
        return _person(request, call.meeting, row, refusal=said)
    return redirect("participation:attendance", slug, row.uid)


def _person(
    request: Any, meeting: Meeting, row: Registration, refusal: Refusal | None = None
) -> HttpResponse:
    page = queries.person_page(row, meeting)
    context = {"meeting": meeting, "row": row, "page": page, "refusal": refusal}
    status = 422 if refusal else 200
    return render(request, "participation/_attendance_of.html", context, status=status)
