"""Pages that somebody opens by the link in a mail: no account, and looking changes nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import override

from intersession.access.limits import within_limit
from intersession.ui.languages import get_language

View = Callable[..., Any]


@dataclass(frozen=True, kw_only=True)
class Personal:
    """Whom a link of ours belongs to: `row`, which has a `uid`, is what the view gets. `shut`:
    title, sentence and what to do, as lazy words, of a link that leads nowhere any more; () while
    it does. `link`: address and words of where else to go."""

    row: Any
    language: str
    year: int
    shut: tuple[Any, ...] = ()
    link: tuple[str, Any] = ("", "")


def by_link(page: str, opened: Callable[[Any, str], Personal | None]) -> Callable[[View], View]:
    """Gives the row instead of the token; a link that was shut says so. `page` names its limit in
    `access.limits`; `opened` tells of a request and its token whose they are: None, nobody's.

    Nothing of the page is kept or found by others. Its address goes to no other site; this one
    needs it, for forms are checked by where they come from.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: Any, token: str, **named: Any) -> Any:
            found = opened(request, token)
            if found is None:
                raise Http404
            with override(_language(request, found)):
                answer = answered(request, token, found, named)
                answer.headers.setdefault("Content-Language", get_language())
            answer["X-Robots-Tag"] = "noindex, nofollow, noarchive"
            answer["Referrer-Policy"] = "same-origin"
            answer["Cache-Control"] = "private, no-store"
            return answer

        def answered(request: Any, token: str, found: Personal, named: dict[str, Any]) -> Any:
            if found.shut:
                return _shut(request, found)
            if not within_limit(request, page, str(found.row.uid)):
                return _too_often(request)
            request.year, request.token = found.year, token
            return view(request, found.row, **named)

        return guarded

    return decorate


def _language(request: Any, found: Personal) -> str:
    """That of the person, until another one is chosen in this browser."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in dict(settings.LANGUAGES) else found.language


def _shut(request: Any, found: Personal) -> HttpResponse:
    title, sentence, todo = found.shut
    words = {"title": title, "sentence": sentence, "safe": "", "todo": todo}
    words |= {"link_url": found.link[0], "link_label": found.link[1]}
    return render(request, "ui/message.html", words, status=410)


def _too_often(request: Any) -> HttpResponse:
    words = {
        "title": _("Too many attempts"),
        "sentence": _("More was sent from here within ten minutes than we allow."),
        "safe": _("Nothing has been changed."),
        "todo": _("Wait ten minutes, then try again."),
    }
    return render(request, "ui/message.html", words, status=429)
