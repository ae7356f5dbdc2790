"""Every view declares itself with @public, @signed_in or @needs(May.X); nothing else is served."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from intersession.access.policy import May, Role, Scope, scope_of

type_of_view = Callable[..., Any]
PERSON = "acting_person"  # key in the session: which person of a mailbox acts


class Refusal(Exception):
    """A rule says no. Subclass it; `message` is a lazy sentence with %(name)s for each value."""

    message: Any = ""
    place: int | None = None  # which one of many that were asked for at once

    def __init__(self, **values: Any) -> None:
        self.values = values
        super().__init__(str(self))

    def __str__(self) -> str:
        return str(self.message) % self.values


@contextmanager
def at_place(place: int) -> Iterator[None]:
    """A refusal in here is about this one of many."""
    try:
        yield
    except Refusal as said:
        said.place = place
        raise


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who acts, in which roles, and the Entity they speak for, if any (all plain values).

    `withheld`: roles that are given, but not in force until a second factor is shown. `only`: what
    a token may do at most, and `through` the words for it; None and "" for somebody in a browser.
    """

    roles: frozenset[Role] = frozenset({Role.PUBLIC})
    name: str = ""
    function: str = ""
    entity: int | None = None
    entity_slug: str = ""
    entity_name: dict[str, str] = field(default_factory=dict)
    user: int | None = None
    person: int | None = None
    withheld: frozenset[Role] = frozenset()
    only: frozenset[May] | None = None
    through: str = ""

    def __str__(self) -> str:
        parts = [self.name, self.function, self.entity_name.get("en", "")]
        who = ", ".join(part for part in parts if part) or "someone"
        return f"{who[: 290 - len(self.through)]}, by {self.through}" if self.through else who

    @property
    def signed_in(self) -> bool:
        return self.user is not None

    def may(self, may: May, *, entity: int | None = None) -> bool:
        """Whether the table allows it; for a role of one's own Entity, on that Entity only."""
        if not self._reaches(may):
            return False
        scope = scope_of(self.roles, may)
        return scope is Scope.ANY or (
            scope is Scope.OWN and self.entity is not None and entity == self.entity
        )

    def may_somewhere(self, may: May) -> bool:
        return self._reaches(may) and scope_of(self.roles, may) is not None

    def _reaches(self, may: May) -> bool:
        return self.only is None or may in self.only


SYSTEM = Actor(roles=frozenset(), name="Intersession")


def require(actor: Actor, may: May, *, entity: int | None = None) -> None:
    """Raise PermissionDenied unless the actor may do it on the object of that Entity."""
    if not actor.may(may, entity=entity):
        raise PermissionDenied


def public(view: type_of_view) -> type_of_view:
    view.access = "public"  # type: ignore[attr-defined]
    return view


def _ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """Back to the same page afterwards, or to the one whose form was sent; what was sent is not
    kept here."""
    following = (
        request.get_full_path() if request.method in ("GET", "HEAD") else page_before(request)
    )
    return redirect(f"{reverse('access:sign_in')}?{urlencode({'next': following})}")


def page_before(request: HttpRequest) -> str:
    """The page of this site that the form stood on; the first page where that is not known."""
    page = urlsplit(request.headers.get("Referer", ""))
    if page.netloc != request.get_host() or not page.path.startswith("/"):
        return "/"
    return f"{page.path}?{page.query}" if page.query else page.path


def signed_in(view: type_of_view) -> type_of_view:
    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> Any:
        if not request.actor.signed_in:
            return _ask_to_sign_in(request)
        return view(request, *args, **kwargs)

    guarded.access = "signed-in"  # type: ignore[attr-defined]
    return guarded


def needs(may: May) -> Callable[[type_of_view], type_of_view]:
    """The role may do it at all; views of one Entity's objects also call `require(entity=...)`.

    Who holds such a role, but showed no second factor yet, is led to where that is done.
    """

    def decorate(view: type_of_view) -> type_of_view:
        @wraps(view)
        def guarded(request: Any, *args: Any, **kwargs: Any) -> Any:
            if not request.actor.signed_in:
                return _ask_to_sign_in(request)
            if not request.actor.may_somewhere(may):
                if scope_of(request.actor.withheld, may):
                    return redirect("access:account")
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.access = may  # type: ignore[attr-defined]
        return guarded

    return decorate
