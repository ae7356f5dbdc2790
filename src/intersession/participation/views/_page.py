"""What pages of participation share: the meeting and its call, a form that acts, who acts."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from intersession.access.guard import Refusal
from intersession.meetings.models import Meeting
from intersession.participation.models import Call
from intersession.participation.queries.calls import call_of
from intersession.prepared import TEXT, Given, Prepared

To = Callable[[Any], tuple[Any, ...]]


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


def call_at(request: Any, slug: str) -> Call:
    """Of a meeting that calls for people; pages below its first one need one."""
    call = call_of(meeting_at(request, slug))
    if call is None:
        raise Http404
    return call


def posted(request: Any) -> Any:
    return request.POST if request.method == "POST" else None


def who(request: Any) -> dict[str, Any]:
    return {"by": request.actor, "at": request.now}


def acted(
    request: Any, name: str, form: Any, act: Callable[[], Any], to: To, **context: Any
) -> HttpResponse:
    """Act on a form that is right and go where `to` says of what was done; else the form again,
    saying why."""
    refusal = None
    if form.is_bound and form.is_valid():
        try:
            return redirect(*to(act()))
        except Refusal as said:
            refusal = said
    context = {**context, "form": form, "refusal": refusal}
    status = 422 if form.is_bound else 200
    return render(request, f"participation/{name}.html", context, status=status)
