"""What pages of meetings share: the meeting of an address, a form that acts, who acts."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from intersession.access.guard import Refusal
from intersession.meetings import queries
from intersession.meetings.models import Meeting
from intersession.prepared import TEXT, Given, Prepared

Act = Callable[[], object]


def meeting_at(request: Any, slug: str) -> Meeting:
    """The meeting; the year line of the page is that of its programme."""
    meeting: Meeting | None = _of_slug.one(slug=slug)
    if meeting is None:
        raise Http404
    request.year = meeting.programme.year
    return meeting


_of_slug = Prepared(
    lambda: Meeting.objects.select_related("programme").filter(slug=Given("slug", TEXT))
)


def posted(request: Any) -> Any:
    return request.POST if request.method == "POST" else None


def who(request: Any) -> dict[str, Any]:
    return {"by": request.actor, "at": request.now}


def form_page(
    request: Any, name: str, form: Any, act: Callable[[], Meeting], **context: Any
) -> HttpResponse:
    """Act on a form that is right and go to the meeting; else the form again, saying why."""
    refusal = None
    if form.is_bound and form.is_valid():
        try:
            return redirect("meetings:detail", act().slug)
        except Refusal as said:
            refusal = said
    context = {"meeting": None, **context, "form": form, "refusal": refusal}
    status = 422 if form.is_bound else 200
    return render(request, f"meetings/{name}.html", context, status=status)


def page_of_parts(
    request: Any, name: str, form: Any, act: Act, meeting: Meeting, *, at_once: bool = False
) -> HttpResponse:
    """The agenda or the documents: what is listed, and a form for one more."""
    refusal = None
    if at_once or (form.is_bound and form.is_valid()):
        try:
            act()
            return redirect(f"meetings:{name}", meeting.slug)
        except Refusal as said:
            refusal = said
    page = queries.meeting_page(meeting, request.actor)
    context = {"meeting": meeting, "page": page, "form": form, "refusal": refusal}
    status = 422 if at_once or form.is_bound else 200
    return render(request, f"meetings/{name}.html", context, status=status)
