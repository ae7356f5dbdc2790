"""What every request carries: the hour, who acts; and what is refused before any view runs."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import urlencode

from intersession.access.guard import Refusal
from intersession.desk import acting, errors
from intersession.desk import clock as clocks
from intersession.documents.uploads import put_back

Handler = Callable[[HttpRequest], HttpResponse]


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


def clock(get_response: Handler) -> Handler:
    def middleware(request: Any) -> HttpResponse:
        request.example = clocks.example()
        request.now = clocks.now(request.example)
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
        if request.method == "POST":
            put_back(request)

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware
