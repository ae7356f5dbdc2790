"""What pages of participation share: the meeting of an address, a form that acts, who acts."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from intersession.access.guard import Refusal
from intersession.meetings.models import Meeting

Act = Callable[[], object]


def meeting_at(request: Any, slug: str) -> Meeting:
    """The meeting; the year line of the page is that of its programme."""
    meeting = Meeting.objects.select_related("programme").filter(slug=slug).first()
    if meeting is None:
        raise Http404
    request.year = meeting.programme.year
    return meeting


def posted(request: Any) -> Any:
    return request.POST if request.method == "POST" else None


def who(request: Any) -> dict[str, Any]:
    return {"by": request.actor, "at": request.now}


def acted(
    request: Any, template: str, form: Any, act: Act, to: str, **context: Any
) -> HttpResponse:
    """Act on a form that is right and go to the address `to`; else the form again, saying why."""
    refusal = None
    if form.is_bound and form.is_valid():
        try:
            act()
            return redirect(to)
        except Refusal as said:
            refusal = said
    context = {**context, "form": form, "refusal": refusal}
    status = 422 if form.is_bound else 200
    return render(request, f"participation/{template}.html", context, status=status)
