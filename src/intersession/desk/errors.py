"""Pages for what goes wrong: what happened, what is safe, what to do."""

import sys
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from intersession.access.guard import Refusal, page_before
from intersession.api import bearer, problem


def _page(request: Any, status: int, **words: str) -> HttpResponse:
    """No context processor: an error page must not need the database. A program gets the same
    as JSON."""
    if bearer.is_operation(request.path):
        return problem.for_status(status)
    template = engines["jinja2"].env.get_template("ui/message.html")
    return HttpResponse(template.render({"request": request, **words}), status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(
        request,
        400,
        title=_("This request cannot be read"),
        sentence=_("What was sent is too long, or not in the form this page expects."),
        safe=_("Nothing has been changed."),
        todo=_("Go back and try again with less."),
    )


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    return _page(
        request,
        422,
        title=_("This cannot be done"),
        sentence=str(refusal),
        safe=_("Nothing has been changed."),
        todo=_("Go back; the page you came from says what is possible."),
    )


def not_for_you(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(
        request,
        403,
        title=_("This page is not open to you"),
        sentence=_("The role in which you are signed in may not do this."),
        safe=_("Nothing has been changed."),
        todo=_("The table of who may do what is public."),
        link_url="/access/",
        link_label=_("Who may do what"),
    )


def wrong_method(request: HttpRequest, allowed: str) -> HttpResponse:
    """An address that only takes a form was opened, or the other way round."""
    response = _page(
        request,
        405,
        title=_("This address is not a page"),
        sentence=_("It takes what a form sends, and the form stands on another page."),
        safe=_("Nothing has been changed."),
        todo=_("Start again from the first page."),
        link_url="/",
        link_label=_("What needs you"),
    )
    response["Allow"] = allowed
    return response


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    actor = getattr(request, "actor", None)
    if actor is not None and not actor.signed_in:
        back = urlencode({"next": page_before(request)})
        return _page(
            request,
            403,
            title=_("You are not signed in"),
            sentence=_("Nobody is signed in in this browser any more, or it refuses cookies."),
            safe=_("Nothing has been changed; what you wrote is kept in this browser."),
            todo=_("Sign in, and send the form again."),
            link_url=f"/access/sign-in/?{back}",
            link_label=_("Sign in"),
        )
    return _page(
        request,
        403,
        title=_("The form was too old"),
        sentence=_("The form was opened before you signed in or out, or cookies are refused."),
        safe=_("Nothing has been changed; what you wrote is kept in this browser."),
        todo=_("Go back, reload the page and send it again."),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(
        request,
        404,
        title=_("There is no such page"),
        sentence=_("The address may have been copied in part, or the page was never there."),
        safe="",
        todo=_("Start again from the first page."),
        link_url="/",
        link_label=_("What needs you"),
    )


def broken(request: HttpRequest) -> HttpResponse:
    """Django calls this for what nothing else caught, be it in a view or in any middleware."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return unavailable(request)
    return _page(
        request,
        500,
        title=_("Something is broken on our side"),
        sentence=_("The page could not be made. The Administration finds the reason in its log."),
        safe=_("An answer for which you hold a receipt is safe."),
        todo=_("Try again; if it happens again, write to the Administration."),
    )


def unavailable(request: HttpRequest) -> HttpResponse:
    """A locked or vanished database: the request may be repeated."""
    response = _page(
        request,
        503,
        title=_("The database does not answer"),
        sentence=_("It is busy or away for a moment."),
        safe=_("Nothing was half done. What you sent may be sent again: it counts once."),
        todo=_("Wait some seconds and send it again."),
    )
    response["Retry-After"] = "5"
    return response
