"""The door: a page that goes on working when the line is cut, and what its devices send."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from intersession.access.guard import Refusal, needs
from intersession.access.policy import May
from intersession.meetings.models import Meeting
from intersession.meetings.rules import place_of
from intersession.participation import at_the_door, badges, walking_in
from intersession.participation.actions.attendance import read_badges
from intersession.participation.at_the_door import Answer, Read
from intersession.participation.forms import at_the_door as forms
from intersession.participation.queries import at_the_door as queries
from intersession.participation.views._page import posted, who
from intersession.participation.views._registrations import call_at

ASSETS = ("ui/intersession.css", "participation/check_in.css", "participation/check_in.js")
ASSETS += ("ui/find.js", "ui/icon.svg")


@needs(May.CHECK_IN)
def check_in(request: Any, slug: str) -> HttpResponse:
    """Without scripts the form is read here, a page at a time."""
    meeting = call_at(request, slug).meeting
    form = forms.DoorForm(posted(request), meeting=meeting, initial=_first(request, meeting))
    answer, found = None, []
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        if given["uid"] or badges.looks_like_code(given["said"]):
            answer = _read(request, meeting, form)
        else:
            found = queries.found(meeting, given["said"])
    context = {"meeting": meeting, "form": form, "found": found, "answer": answer}
    context |= {"more": answer.more(meeting) if answer else "", "shapes": at_the_door.SHAPES}
    context |= {"walk_in": forms.WalkInForm(prefix=None), "noon": at_the_door.NOON}
    context |= {"words": at_the_door.WORDS, "todo": at_the_door.TODO}
    context |= {"now": request.now, "zone": place_of(meeting).key}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "participation/check_in.html", context, status=status)


def _first(request: Any, meeting: Meeting) -> dict[str, str]:
    half_day = at_the_door.half_day_now(meeting, request.now)
    return {"half_day": half_day.key, "door": request.GET.get("door", "")[:80]}


def _read(request: Any, meeting: Meeting, form: forms.DoorForm) -> Answer:
    given = form.cleaned_data
    code = "" if given["uid"] else given["said"].strip().upper()
    plain = {"key": _key(request), "at": request.now, "door": given["door"]}
    read = Read(**plain, half_day=form.half(), code=code, uid=given["uid"])
    return read_badges(meeting=meeting, reads=[read], **who(request))[0]


def _key(request: Any) -> str:
    """Of the page: what is sent twice is one read."""
    key = request.POST.get("once", "")
    return key if forms.KEY.fullmatch(key) else str(uuid4())


@needs(May.CHECK_IN)
@require_GET
def check_in_roster(request: Any, slug: str) -> HttpResponse:
    meeting = call_at(request, slug).meeting
    return _never_kept(JsonResponse(queries.roster(meeting, request.now)))


@needs(May.CHECK_IN)
@require_POST
def check_in_read(request: Any, slug: str) -> HttpResponse:
    """A batch of a device. Every read has its key: what comes twice counts once."""
    meeting = call_at(request, slug).meeting
    if int(request.META.get("CONTENT_LENGTH") or 0) > at_the_door.MOST_OCTETS:
        return JsonResponse({"why": str(forms.UnreadableBatch())}, status=413)
    try:
        reads = forms.reads_of(request.body, meeting)
        answers = read_badges(meeting=meeting, reads=reads, **who(request))
    except Refusal as said:
        return JsonResponse({"why": str(said)}, status=400)
    return _never_kept(JsonResponse(queries.answered(answers, meeting, request.now)))


def _never_kept(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = "private, no-store"
    return answer


@needs(May.CHECK_IN)
@require_GET
def check_in_worker_js(request: Any, slug: str) -> HttpResponse:
    """The service worker: it shows the page again where there is no line."""
    meeting = call_at(request, slug).meeting
    page = reverse("participation:check_in", args=[meeting.slug])
    context = {"page": page, "slug": meeting.slug, "assets": [static(one) for one in ASSETS]}
    kind = "text/javascript; charset=utf-8"
    answer = render(request, "participation/check_in_worker.js", context, content_type=kind)
    answer["Cache-Control"] = "private, no-cache"
    return answer


@needs(May.CHECK_IN)
def check_in_walk_in(request: Any, slug: str) -> HttpResponse:
    """Who is perhaps registered already is shown first; nobody is merged."""
    meeting = call_at(request, slug).meeting
    form = forms.WalkInForm(posted(request))
    door = forms.DoorForm(posted(request), meeting=meeting, initial=_first(request, meeting))
    alike: list[Any] = []
    if form.is_bound and form.is_valid() and door.is_valid():
        alike = walking_in.alike(walking_in.unsaved(meeting, form.facts()))
        if not alike or request.POST.get("sure"):
            return _welcome(request, meeting, form, door)
    context = {"meeting": meeting, "form": form, "door": door, "alike": alike}
    status = 422 if form.is_bound else 200
    return render(request, "participation/check_in_walk_in.html", context, status=status)


def _welcome(request: Any, meeting: Meeting, form: Any, door: forms.DoorForm) -> HttpResponse:
    given = {"key": _key(request), "at": request.now, "door": door.cleaned_data["door"]}
    read = Read(**given, half_day=door.half(), walk_in=form.facts())
    answer = read_badges(meeting=meeting, reads=[read], **who(request))[0]
    if answer.said is at_the_door.Said.REFUSED:
        messages.warning(request, answer.more(meeting))
    else:
        messages.success(request, f"{answer.name}: {answer.words()}. {answer.more(meeting)}")
    return redirect("participation:check_in", meeting.slug)
