"""The frame of every page: sections, languages, the year line, who acts, the example's clock."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, get_language_bidi, pgettext
from django.utils.translation import gettext as _

from intersession.access.guard import Actor
from intersession.access.policy import ROLE_NAMES, May, Role
from intersession.documents.making import LANGUAGES
from intersession.documents.papers import ORGANISATION
from intersession.programme.queries import YearLine, year_line
from intersession.ui.text import text

ORGANISED_BY = dict(zip(LANGUAGES, ORGANISATION, strict=True))


@dataclass(frozen=True, kw_only=True)
class Who:
    signed_in: bool
    name: str
    function: str
    entity_name: str
    roles_words: str


@dataclass(frozen=True, kw_only=True)
class ExampleFoot:
    now: datetime
    url: str


@dataclass(frozen=True, kw_only=True)
class Frame:
    organisation: dict[str, str]
    sections: list[tuple[str, str, bool]]
    languages: list[tuple[str, str, str, bool]]
    direction: str
    actor: Who
    year: YearLine | None
    example: ExampleFoot | None
    now: datetime
    sign_in_url: str = "/access/sign-in/"
    sign_out_url: str = "/access/sign-out/"
    symbol: dict[str, Any] | None = None
    may: Any = field(default=None)


def frame(request: Any) -> dict[str, Any]:
    """Context processor of all pages."""
    actor: Actor = getattr(request, "actor", None) or Actor()
    example = getattr(request, "example", None)
    return {
        "actor": actor,
        "May": May,
        "now": getattr(request, "now", None),
        "frame": Frame(
            organisation=ORGANISED_BY,
            sections=_sections(request, actor),
            languages=_languages(request),
            direction="rtl" if get_language_bidi() else "ltr",
            actor=_who(actor),
            year=year_line(getattr(request, "now", None), getattr(request, "year", None)),
            example=ExampleFoot(now=example.now, url="/desk/example/") if example else None,
            now=getattr(request, "now", None),
        ),
    }


def _sections(request: HttpRequest, actor: Actor) -> list[tuple[str, str, bool]]:
    rows = [
        (_("Needs you"), "/"),
        (_("Consultations"), "/consultations/"),
        (_("Proposals"), "/consultations/proposals/"),
        (_("Programme"), "/programme/"),
        (_("Meetings"), "/meetings/"),
        *_who_comes(actor),
        (_("Documents"), "/documents/"),
        (_("Membership"), "/membership/"),
    ]
    if actor.may(May.READ_OUTBOX):
        rows.append((_("Outbox"), "/outbox/"))
    rows.append((pgettext("in the row of sections", "Ledger"), "/ledger/"))
    here = [url for _label, url in rows if url != "/" and request.path.startswith(url)]
    current = max(here, key=len, default=request.path)
    return [(label, url, url == current) for label, url in rows]


def _who_comes(actor: Actor) -> list[tuple[str, str]]:
    """For those who put people forward, or see who comes; others find it at the meeting."""
    if not (actor.may_somewhere(May.NOMINATE) or actor.may(May.SEE_ROOM)):
        return []
    return [(pgettext("in the row of sections", "Who comes"), "/participation/")]


def _languages(request: HttpRequest) -> list[tuple[str, str, str, bool]]:
    here = get_language()
    rows = []
    for code, endonym in settings.LANGUAGES:
        asked = request.GET.copy()
        asked["lang"] = code
        rows.append((code, endonym, f"?{asked.urlencode()}", code == here))
    return rows


def _who(actor: Actor) -> Who:
    words = [str(ROLE_NAMES[role]) for role in sorted(actor.roles) if role is not Role.PUBLIC]
    return Who(
        signed_in=actor.signed_in,
        name=actor.name,
        function=actor.function,
        entity_name=text(actor.entity_name),
        roles_words=", ".join(words),
    )
