"""Corrections in the list of participants: asked for by a delegation or the Administration, made
or refused."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from intersession.access.guard import Refusal, needs, require
from intersession.access.once import once
from intersession.access.policy import May
from intersession.participation.actions import corrections as actions
from intersession.participation.checks_of_registrations import for_the_office
from intersession.participation.forms import participants as forms
from intersession.participation.models import Correction, Registration
from intersession.participation.queries import corrections as queries
from intersession.participation.queries.participants import list_of, stage_of
from intersession.participation.sheets_of_participants import corrections_sheet
from intersession.participation.views._page import meeting_at, posted, who
from intersession.ui import sheets


@needs(May.CORRECT_PARTICIPANTS)
@require_GET
def participants_corrections(request: Any, slug: str) -> HttpResponse:
    """Of all for the Administration; a delegation sees its own."""
    return _list(request, slug)


@needs(May.CORRECT_PARTICIPANTS)
@once
def participants_correct(request: Any, slug: str, uid: UUID) -> HttpResponse:
    """A line of the own Entity, or by the Administration any; its own corrections stand at once."""
    row = _line(request, slug, uid)
    office = request.actor.may(May.MANAGE_PARTICIPATION)
    form = forms.Correct(posted(request), initial=forms.kept_line(row))
    refusal = None
    if form.is_bound and form.is_valid():
        try:
            messages.success(request, _asked(request, row, form, office))
            return redirect("participation:participants_corrections", slug)
        except Refusal as said:
            refusal = said
    context = {"meeting": row.meeting, "form": form, "refusal": refusal, "office": office}
    context |= {"own": queries.own_line(row, request.now)}
    status = 422 if form.is_bound else 200
    return render(request, "participation/participants_correct.html", context, status=status)


def _asked(request: Any, row: Registration, form: forms.Correct, office: bool) -> str:
    given: dict[str, Any] = {"registration": row, "asked": form.asked()}
    given |= {"note": form.cleaned_data["note"], **who(request)}
    if office and request.POST.get("do") == "make":
        actions.correct_line(**given)
        return _("The line is corrected.")
    channel = Correction.Channel.OFFICE if office else Correction.Channel.FOCAL_POINT
    actions.ask_correction(channel=channel, **given)
    return _("The correction is asked for.")


@needs(May.MANAGE_PARTICIPATION)
@require_POST
@once
def participants_corrections_make(request: Any, slug: str, uid: UUID) -> HttpResponse:
    row = _correction(request, slug, uid)
    given = {"correction": row, "seen": request.POST.get("seen", "")}

    def act() -> str:
        actions.make_correction(**given, **who(request))
        return _("The correction is made.")

    return _answered(request, slug, act)


@needs(May.MANAGE_PARTICIPATION)
@require_POST
@once
def participants_corrections_refuse(request: Any, slug: str, uid: UUID) -> HttpResponse:
    row = _correction(request, slug, uid)
    why = request.POST.get("why", "")[:500]

    def act() -> str:
        actions.refuse_correction(correction=row, why=why, **who(request))
        return _("The correction is refused, and the person is told why.")

    return _answered(request, slug, act)


def _answered(request: Any, slug: str, act: Callable[[], str]) -> HttpResponse:
    try:
        messages.success(request, act())
    except Refusal as said:
        return _list(request, slug, said)
    return redirect("participation:participants_corrections", slug)


def _list(request: Any, slug: str, refusal: Refusal | None = None) -> HttpResponse:
    meeting = meeting_at(request, slug)
    waiting, answered = queries.corrections_of(meeting, request.actor)
    if form := sheets.asked(request):
        return sheets.answer(corrections_sheet(meeting, [*waiting, *answered]), form)
    row = list_of(meeting)
    context = {
        "meeting": meeting,
        "waiting": waiting,
        "answered": answered,
        "row": row,
        "stage": stage_of(row, request.now),
        "office": request.actor.may(May.MANAGE_PARTICIPATION),
        "refusal": refusal,
    }
    status = 422 if refusal else 200
    return render(request, "participation/participants_corrections.html", context, status=status)


def _line(request: Any, slug: str, uid: UUID) -> Registration:
    meeting = meeting_at(request, slug)
    rows = for_the_office(meeting.pk).select_related("meeting", "entity")
    row: Registration = get_object_or_404(rows, uid=uid)
    require(request.actor, May.CORRECT_PARTICIPANTS, entity=row.entity_id)
    return row


def _correction(request: Any, slug: str, uid: UUID) -> Correction:
    rows = Correction.objects.select_related("registration__meeting")
    row: Correction = get_object_or_404(
        rows, uid=uid, registration__meeting=meeting_at(request, slug)
    )
    return row
