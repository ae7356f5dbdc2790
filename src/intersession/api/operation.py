"""The door of every operation: method, limit, token, permission, what was sent, and the answer.

    @reads(_("The groups"), access=PUBLIC, gives=Listed[Group])
    def groups(request): ...

An operation is a view like any other: its address, its name and its operationId are one. What it is
let do stands in `access`, as the guard of pages has it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils.translation import override
from pydantic import TypeAdapter

from intersession.access.guard import Refusal
from intersession.access.policy import May
from intersession.api import bearer, limits, problem, sending
from intersession.api.problem import Problem
from intersession.api.reading import Nothing, asked_of, language_of, sent_in
from intersession.api.receiving import Octets, file_in

PUBLIC, SIGNED_IN = "public", "signed-in"
View = Callable[..., Any]


@dataclass(frozen=True, kw_only=True)
class Operation:
    """What an operation is, for the door and for the OpenAPI document.

    `gives` is None for a file; `takes` is Octets for one. `kept` is False where the answer holds a
    secret: repeated it acts again, and nothing of the answer stays here.
    """

    name: str
    method: str
    summary: Any
    access: str  # PUBLIC, SIGNED_IN, or a value of May
    gives: Any
    asks: type[Any] | None = None
    takes: type[Any] | None = None
    of: str = ""  # the operation that reads what this one changes, for If-Match
    status: int = 200
    kept: bool = True

    @property
    def reading(self) -> bool:
        return self.method == "GET"

    @property
    def methods(self) -> tuple[str, ...]:
        return ("GET", "HEAD") if self.reading else (self.method,)

    @cached_property
    def adapter(self) -> TypeAdapter[Any]:
        return TypeAdapter(self.gives)


def reads(
    summary: Any, *, access: str, gives: Any, asks: type[Any] | None = None
) -> Callable[[View], View]:
    """The view gets what was asked in the query, and returns what `gives` describes."""

    def decorate(view: View) -> View:
        given = {"summary": summary, "access": access, "gives": gives, "asks": asks}
        return _door(Operation(name=view.__name__, method="GET", **given), view)

    return decorate


def writes(
    summary: Any,
    *,
    access: str,
    gives: Any,
    takes: type[Any] = Nothing,
    asks: type[Any] | None = None,
    of: str = "",
    status: int = 200,
    kept: bool = True,
) -> Callable[[View], View]:
    """The view gets the body that was sent. Acts, key and answer are one transaction."""

    def decorate(view: View) -> View:
        given = {"summary": summary, "access": access, "gives": gives, "takes": takes, "of": of}
        given |= {"asks": asks, "status": status, "kept": kept}
        return _door(Operation(name=view.__name__, method="POST", **given), view)

    return decorate


def _door(operation: Operation, view: View) -> View:
    @wraps(view)
    def opened(request: Any, **path: Any) -> HttpResponseBase:
        with override(language_of(request)):
            return _answered(operation, view, request, path)

    opened.access = operation.access  # type: ignore[attr-defined]
    opened.operation = operation  # type: ignore[attr-defined]
    # A browser sends no token by itself, so there is nothing to forge.
    opened.csrf_exempt = True  # type: ignore[attr-defined]
    return opened


def _answered(
    operation: Operation, view: View, request: Any, path: dict[str, Any]
) -> HttpResponseBase:
    if request.method not in operation.methods:
        response = problem.answer(Problem("method-not-allowed"))
        response["Allow"] = ", ".join(operation.methods)
        return response
    share = limits.take(request)
    try:
        if share.spent:
            raise Problem("too-many-requests")
        response = _done(operation, view, request, path)
    except Problem as found:
        response = problem.answer(found)
    except (Refusal, PermissionDenied, Http404, RequestDataTooBig) as found:
        response = _refused(request, found)
    share.tell(response)
    response["Vary"] = "Authorization"
    return response


def _done(operation: Operation, view: View, request: Any, path: dict[str, Any]) -> HttpResponseBase:
    _check_access(operation, request)
    if request.token:
        bearer.note_use(request.token, request.now)
    asked = asked_of(request, operation.asks)
    if operation.reading:
        return sending.read(operation, view, request, {**path, **asked})
    with _sent(operation, request, asked) as body:
        return sending.written(operation, view, request, {**path, **asked, "body": body})


@contextmanager
def _sent(operation: Operation, request: Any, asked: dict[str, Any]) -> Iterator[Any]:
    takes = operation.takes or Nothing
    if issubclass(takes, Octets):
        with file_in(request, asked["asked"].name, takes.most) as found:
            yield found
    else:
        yield sent_in(request, takes)


def _check_access(operation: Operation, request: Any) -> None:
    """A token that does not hold is told so everywhere, also where none is needed."""
    actor = request.actor
    if request.token is None and bearer.shown(request):
        raise Problem("token-not-valid")
    if operation.access == PUBLIC:
        return
    if not actor.signed_in:
        raise Problem("token-needed")
    if operation.access == SIGNED_IN:
        allowed = operation.reading or bool(actor.only)  # without a right it changes nothing
    else:
        allowed = actor.may_somewhere(May(operation.access))
    if not allowed:
        raise Problem("not-allowed")


def _refused(request: Any, found: Exception) -> HttpResponse:
    if isinstance(found, Refusal):
        return problem.refused(found)
    if isinstance(found, Http404):
        return problem.answer(Problem("not-found"))
    if isinstance(found, RequestDataTooBig):
        return problem.answer(Problem("too-large", most=sending.MOST))
    return problem.answer(Problem("not-allowed" if request.actor.signed_in else "token-needed"))
