"""Schedule files of a meeting: the one that goes out, and those that come in."""

import hashlib
import json
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_GET, require_POST

from intersession.access.guard import Refusal, needs, public
from intersession.access.once import once
from intersession.access.policy import May
from intersession.meetings import actions, forms, published, queries
from intersession.meetings.models import ScheduleFile
from intersession.meetings.queries.schedules import rooms_to_choose
from intersession.meetings.schedules import schedule_of
from intersession.meetings.views._page import meeting_at, posted, who

LONGEST_CODE = 12
MOST_TICKS = 4_000


@public
@require_GET
def agenda_schedule(request: Any, slug: str) -> HttpResponse:
    """What was published last, in the JSON that frab, pretalx and their readers share."""
    meeting = meeting_at(request, slug)
    address = request.build_absolute_uri(reverse("meetings:detail", args=[slug]))
    language = request.GET.get("language", "")[:LONGEST_CODE]
    agenda = published.latest(meeting)
    schedule = schedule_of(meeting, agenda, address=address, language=language)
    content = json.dumps(schedule, ensure_ascii=False).encode()
    response = HttpResponse(content, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="schedule-{slug}.json"'
    response["ETag"] = tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    response["Cache-Control"] = "public, max-age=300"
    return get_conditional_response(request, etag=tag, response=response) or response


@needs(May.MANAGE_MEETINGS)
@once
def agenda_import(request: Any, slug: str) -> HttpResponse:
    """Send a file; those of the last month."""
    meeting = meeting_at(request, slug)
    start = {"language": request.LANGUAGE_CODE}
    form = forms.Schedule(posted(request), request.FILES or None, initial=start)
    refusal = None
    if form.is_bound and form.is_valid():
        try:
            given = form.cleaned_data
            row = actions.receive_schedule(meeting=meeting, **given, **who(request))
            return redirect("meetings:agenda_import_preview", slug, row.uid)
        except Refusal as said:
            refusal = said
    files = list(meeting.schedule_files.all()[:20])
    context = {"meeting": meeting, "form": form, "refusal": refusal, "files": files}
    status = 422 if form.is_bound else 200
    return render(request, "meetings/agenda_import.html", context, status=status)


@needs(May.MANAGE_MEETINGS)
@require_GET
def agenda_import_preview(request: Any, slug: str, uid: UUID) -> HttpResponse:
    """What would change; or, once it was taken in, what was done."""
    return _preview(request, _file(request, slug, uid))


@needs(May.MANAGE_MEETINGS)
@require_POST
@once
def agenda_import_take(request: Any, slug: str, uid: UUID) -> HttpResponse:
    row, form = _file(request, slug, uid), None
    try:
        plan = queries.plan_of_file(row)
        form = forms.Take(request.POST, plan=plan, rooms=rooms_to_choose())
        if not form.is_valid():
            return _preview(request, row, form=form)
        choices = form.choices(request.POST.getlist("overwrite")[:MOST_TICKS])
        actions.take_schedule(file=row, choices=choices, **who(request))
    except Refusal as said:
        return _preview(request, row, form=form, refusal=said)
    return redirect("meetings:agenda_import_preview", slug, uid)


def _file(request: Any, slug: str, uid: UUID) -> ScheduleFile:
    meeting = meeting_at(request, slug)
    row: ScheduleFile = get_object_or_404(meeting.schedule_files, uid=uid)
    row.meeting = meeting
    return row


def _preview(
    request: Any, row: ScheduleFile, form: Any = None, refusal: Any = None
) -> HttpResponse:
    """A form that was sent keeps what was chosen, as long as the plan is the one it was about."""
    context = {"meeting": row.meeting, "file": row, "refusal": refusal, "found": None}
    if row.taken_in_at is None:
        try:
            plan = queries.plan_of_file(row)
        except Refusal as gone:
            context["refusal"] = gone
        else:
            show, page = request.GET.get("show", ""), request.GET.get("page")
            kept = form if form and form.data.get("seen") == plan.digest else None
            context["found"] = queries.import_page(plan, show, page)
            context["form"] = kept or forms.Take(plan=plan, rooms=rooms_to_choose())
            context["ticked"] = form.data.getlist("overwrite") if kept else []
    status = 422 if form or context["refusal"] else 200
    return render(request, "meetings/agenda_import_preview.html", context, status=status)
