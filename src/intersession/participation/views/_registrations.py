"""What pages about registrations share: the call of an address, one row, the personal link."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import override

from intersession.access.limits import within_limit
from intersession.participation import registering
from intersession.participation.checks_of_registrations import for_the_office
from intersession.participation.models import Call, Registration
from intersession.ui.languages import get_language

View = Callable[..., Any]


def call_at(request: Any, slug: str) -> Call:
    """The call of the meeting; the year line of the page is that of its programme."""
    calls = Call.objects.select_related("meeting__programme")
    call: Call = get_object_or_404(calls, meeting__slug=slug)
    request.year = call.meeting.programme.year
    return call


def row_at(call: Call, uid: UUID) -> Registration:
    related = ("meeting", "entity", "delegation", "invitation", "same_as", "request")
    rows = for_the_office(call.meeting_id).select_related(*related)
    row: Registration = get_object_or_404(rows, uid=uid)
    return row


def by_link(view: View) -> View:
    """Gives the registration instead of the token; a link that was shut says so.

    Nothing of the page is kept or found by others, and its address goes to no other site.
    """

    @wraps(view)
    def guarded(request: Any, token: str, **named: Any) -> Any:
        found = registering.opened(token)
        if found is None:
            raise Http404
        with override(_language(request, found.registration)):
            answer = _answer(view, request, token, found, named)
            answer.headers.setdefault("Content-Language", get_language())
        answer["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        answer["Referrer-Policy"] = "same-origin"
        answer["Cache-Control"] = "private, no-store"
        return answer

    return guarded


def _answer(
    view: View, request: Any, token: str, found: registering.Opened, named: dict[str, Any]
) -> HttpResponse:
    row = found.registration
    if found.shut:
        return _shut(request, found)
    if not within_limit(request, "registration_page", str(row.uid)):
        return _too_often(request)
    request.year = row.meeting.programme.year
    request.token = token
    answer: HttpResponse = view(request, row, **named)
    return answer


def themselves(request: Any, row: Registration) -> dict[str, Any]:
    return {"by": registering.themselves(row), "at": request.now}


def _language(request: Any, row: Registration) -> str:
    """That of the person, until another one is chosen in this browser."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in dict(settings.LANGUAGES) else row.language


def _shut(request: Any, found: registering.Opened) -> HttpResponse:
    if found.shut == "renewed":
        title, sentence = _("A newer link was sent"), _("This link leads nowhere any more.")
        todo = _("Open the one in the latest mail, or write to the Administration.")
    else:
        title = _("This registration has been deleted")
        sentence = _("What we held of you has been deleted, on its day or because you asked.")
        todo = _("Write to the Administration if you have a question.")
    words = {"title": title, "sentence": sentence, "safe": "", "todo": todo}
    slug = found.registration.meeting.slug
    words |= {"link_url": f"/meetings/{slug}/", "link_label": _("The page of the meeting")}
    return render(request, "ui/message.html", words, status=410)


def _too_often(request: Any) -> HttpResponse:
    words = {
        "title": _("Too many attempts"),
        "sentence": _("More was sent from here within ten minutes than we allow."),
        "safe": _("Nothing has been changed."),
        "todo": _("Wait ten minutes, then try again."),
    }
    return render(request, "ui/message.html", words, status=429)
