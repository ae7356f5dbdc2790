"""Reads for the pages beside the operations."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor
from intersession.access.policy import MAY_NAMES, May
from intersession.access.queries import AREAS
from intersession.api import rules
from intersession.api.models import ApiToken
from intersession.ui.sheets import MOST

TOKENS_A_PAGE = 50
STATE_NAMES = {
    "holds": _("In force"),
    "revoked": _("Revoked"),
    "past": _("Past its day"),
}


@dataclass(frozen=True, kw_only=True)
class TokenRow:
    """`state`: holds, revoked or past."""

    uid: str
    name: str
    start: str
    scopes: list[Any]
    created_at: datetime
    until: date
    used_on: date | None
    state: str
    who: str
    account: str


@dataclass(frozen=True, kw_only=True)
class Area:
    """The rights of one app that somebody may give to a token: (value, words)."""

    name: Any
    mays: list[tuple[str, Any]]


def tokens_of(actor: Actor, at: datetime) -> list[TokenRow]:
    """Of the person who acts, the newest first. One query."""
    rows = ApiToken.objects.filter(person=actor.person).select_related("person__user")
    return [_row(row, at) for row in rows.order_by("-pk")]


def tokens_of_all(at: datetime, *, every: bool, page: str | None) -> Page[Any]:
    """Of everybody, the newest first: those in force, or all there ever were. Two queries."""
    rows = ApiToken.objects.select_related("person__user").order_by("-pk")
    if not every:
        people = {"person__active": True, "person__user__is_active": True}
        rows = rows.filter(revoked_at=None, until__gt=at.date(), **people)
    found = Paginator(rows, TOKENS_A_PAGE).get_page(page)
    found.object_list = [_row(row, at) for row in found.object_list]
    return found


def every_token(found: Page[Any], at: datetime) -> list[TokenRow]:
    """All that is asked for, beyond the page. One query."""
    return [_row(row, at) for row in found.paginator.object_list[:MOST]]


def areas(actor: Actor) -> list[Area]:
    found: dict[str, list[tuple[str, Any]]] = {}
    for may in rules.holdable(actor):
        found.setdefault(may.partition(":")[0], []).append((may.value, MAY_NAMES[may]))
    return [Area(name=AREAS.get(area, area), mays=mays) for area, mays in found.items()]


def _row(row: ApiToken, at: datetime) -> TokenRow:
    past = at.date() >= row.until
    return TokenRow(
        uid=str(row.uid),
        name=row.name,
        start=row.start,
        scopes=[MAY_NAMES[may] for may in May if may in row.scopes],
        created_at=row.created_at,
        until=row.until,
        used_on=row.used_on,
        state="revoked" if row.revoked_at else "past" if past else "holds",
        who=f"{row.person.name}, {row.person.function}".strip(", "),
        account=row.person.user.email,
    )
