"""What every request carries: the hour, who acts; and what is refused before any view runs."""

import re
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.http import urlencode

from intersession.access.guard import Refusal
from intersession.desk import acting, errors
from intersession.desk import clock as clocks
from intersession.documents.uploads import put_back
from intersession.ui.dates import duty_day

Handler = Callable[[HttpRequest], HttpResponse]
FRAMED = re.compile(r"/meetings/[-\w]+/embed/")


def refused(get_response: Handler) -> Handler:
    """A refusal that no view foresaw is still told in its own words."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return errors.refused(request, exception) if isinstance(exception, Refusal) else None

    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware


def wrong_method(get_response: Handler) -> Handler:
    """A 405 has a sentence, too."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code == 405 and not response.content:
            return errors.wrong_method(request, response.get("Allow", ""))
        return response

    return middleware


def without_nul(get_response: Handler) -> Handler:
    """A NUL, which nobody can type and PostgreSQL cannot keep, is left out of what is sent; an
    address that holds one leads nowhere."""

    def middleware(request: Any) -> HttpResponse:
        if "\0" in request.path:
            return errors.not_found(request)
        if "%00" in request.META.get("QUERY_STRING", ""):
            request.GET = _clean(request.GET)
        return get_response(request)

    def process_view(request: Any, view: Any, args: Any, kwargs: Any) -> None:
        # Here, for a view may still choose who takes its upload before the form is read.
        if _brings_a_form(request, view) and _has_nul(request.POST):
            request.POST = _clean(request.POST)

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware


def _brings_a_form(request: HttpRequest, view: Any) -> bool:
    """What a program sends is read by its view alone."""
    return request.method == "POST" and not getattr(view, "csrf_exempt", False)


def _has_nul(sent: QueryDict) -> bool:
    return any("\0" in value for _name, values in sent.lists() for value in values)


def _clean(sent: QueryDict) -> QueryDict:
    clean = sent.copy()
    for name, values in sent.lists():
        clean.setlist(name, [value.replace("\0", "") for value in values])
    return clean


def framed(get_response: Handler) -> Handler:
    """What other sites frame is the same for everybody: it reads no cookie and sets none."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not FRAMED.fullmatch(request.path_info):
            return get_response(request)
        request.COOKIES = {}
        response = get_response(request)
        response.cookies.clear()
        kept = [one.strip() for one in response.get("Vary", "").split(",")]
        response["Vary"] = ", ".join(one for one in kept if one and one != "Cookie")
        return response

    return middleware


def clock(get_response: Handler) -> Handler:
    def middleware(request: Any) -> HttpResponse:
        request.example = clocks.example()
        request.now = clocks.now(request.example)
        request.today = duty_day(request.now)
        return get_response(request)

    return middleware


def actor(get_response: Handler) -> Handler:
    """Who acts. Until somebody said who they are, every page leads to where that is said."""

    def middleware(request: Any) -> HttpResponse:
        request.actor = acting.actor_of(request)
        if acting.must_say_who(request):
            return redirect(f"/access/who/?{urlencode({'next': request.get_full_path()})}")
        return get_response(request)

    return middleware


def deny_by_default(get_response: Handler) -> Handler:
    """A view of ours that does not say who may see it is not served."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_view(request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        ours = view.__module__.startswith("intersession.")
        if ours and not hasattr(view, "access"):
            raise PermissionDenied

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware


def uploads(get_response: Handler) -> Handler:
    """A file that was stopped on its way in is refused by the page it was meant for."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_view(request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        if _brings_a_form(request, view):
            put_back(request)

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware
