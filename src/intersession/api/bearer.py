"""The token in the header of a request: which one it is, and how far it reaches."""

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

from intersession.access import second_factor
from intersession.access.guard import Actor
from intersession.access.policy import May, Role, scope_of
from intersession.api import rules
from intersession.api.models import ApiToken
from intersession.prepared import TEXT, Given, Prepared

AREA = "/api/"
PAGES = ("/api/docs/", "/api/tokens/")  # opened in a browser, by whoever is signed in there
BEARER = re.compile(r"bearer +([\x21-\x7e]{1,200})", re.IGNORECASE)

_tokens = Prepared(
    lambda: ApiToken.objects.filter(digest=Given("digest", TEXT)).select_related("person__user")
)


def is_operation(path: str) -> bool:
    """Whether the address is one of a program; the session of a browser has no say there."""
    return path.startswith(AREA) and not path.startswith(PAGES)


def shown(request: Any) -> bool:
    """Whether the request came with credentials of any kind."""
    return bool(request.headers.get("Authorization", "").strip())


def token_of(request: Any, at: datetime) -> ApiToken | None:
    """The token that was shown, if it holds. One query."""
    found = BEARER.fullmatch(request.headers.get("Authorization", "").strip())
    token: ApiToken | None = _tokens.one(digest=rules.digest_of(found[1])) if found else None
    return token if token and rules.holds(token, at) else None


def narrowed(actor: Actor, token: ApiToken) -> Actor:
    """The person with the roles of the day, but only so far as the token reaches.

    Roles that need a second factor are in force when one was shown as the token was made; a role
    none of whose rights the token has does not count either.
    """
    only = frozenset(may for may in May if may in token.scopes)
    roles = actor.roles if token.strong else actor.roles - second_factor.ROLES_THAT_NEED_IT
    reached = {role for role in roles if any(scope_of(frozenset({role}), may) for may in only)}
    return replace(
        actor,
        roles=frozenset(reached) or frozenset({Role.PUBLIC}),
        only=only,
        through=f"token “{token.name}” ({token.start}…)",
    )


def note_use(token: ApiToken, at: datetime) -> None:
    """The day and no more; one write a day."""
    if token.used_on != at.date():
        ApiToken.objects.filter(pk=token.pk).update(used_on=at.date())
