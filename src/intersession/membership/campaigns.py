"""Circles of readers in the membership, and the circulation of a document to them."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intersession.access.policy import ROLE_NAMES, Role
from intersession.documents.models import Document, DocumentVersion
from intersession.documents.rules import OUT
from intersession.membership import queries
from intersession.membership.queries import Registered
from intersession.outbox.kinds import Audience, Circle, Kind, Recipient, Subject, Words
from intersession.outbox.models import Mail
from intersession.ui.dates import day
from intersession.ui.languages import language_name
from intersession.ui.text import listing, text

FOCAL_POINTS = (Role.FOCAL_POINT,)
MISSIONS = (Role.FOCAL_POINT, Role.HEAD_OF_MISSION)
EVERYONE = (*MISSIONS, Role.OBSERVER)
MOST_OFFERED = 40


@dataclass(frozen=True, kw_only=True)
class Party:
    """An Entity that is written to."""

    pk: int
    name: Words


def audience_of(parties: Iterable[Party], roles: Collection[Role], day: date) -> Audience:
    """The accounts that act for them in these roles, one mail an address, in the order of the
    Entities. One query."""
    names = {party.pk: party.name for party in parties}
    order = {pk: number for number, pk in enumerate(names)}
    found: dict[str, Recipient] = {}
    reached = set()
    for account in sorted(queries.accounts_of(names, day), key=lambda one: order[one.entity]):
        if account.role not in roles:
            continue
        reached.add(account.entity)
        words = f"{ROLE_NAMES[Role(account.role)]}, {text(names[account.entity])}"
        found.setdefault(
            account.email,
            Recipient(
                to=account.email,
                words=words,
                language=account.language,
                user=account.user,
                party=names[account.entity],
            ),
        )
    nobody = [name for pk, name in names.items() if pk not in reached]
    return Audience(recipients=list(found.values()), nobody=nobody)


def circles(
    registered: Callable[[Subject, datetime], list[Registered]],
) -> dict[str, Circle]:
    """The three circles of the membership; `registered` gives the register that counts."""

    def of(roles: Collection[Role], members_only: bool) -> Callable[[Subject, datetime], Audience]:
        def audience(subject: Subject, at: datetime) -> Audience:
            rows = registered(subject, at)
            parties = [
                Party(pk=row.entity, name=row.name)
                for row in rows
                if row.counted or not members_only
            ]
            return audience_of(parties, roles, at.date())

        return audience

    return {
        "focal_points": Circle(
            name=gettext_lazy("Focal points of the Members"), of=of(FOCAL_POINTS, True)
        ),
        "missions": Circle(
            name=gettext_lazy("Focal points and heads of mission of the Members"),
            of=of(MISSIONS, True),
        ),
        "everyone": Circle(
            name=gettext_lazy("All who act for a Member, an observer or a partner"),
            of=of(EVERYONE, False),
        ),
    }


def _readers_of(subject: Subject, at: datetime) -> list[Registered]:
    """A document for the membership is not sent to observers, who may not open it."""
    rows = queries.register_on(at.date())
    document: Any = subject.row
    if document.distribution == Document.Distribution.GENERAL:
        return rows
    return [row for row in rows if row.counted]


def _issued() -> Any:
    out = DocumentVersion.objects.filter(state__in=OUT).values("document")
    open_ones = Document.objects.exclude(distribution=Document.Distribution.RESTRICTED)
    return open_ones.filter(pk__in=out)


def _find(slug: str, at: datetime) -> Subject | None:
    row = _issued().filter(slug=slug).first()
    if row is None:
        return None
    return Subject(key=slug, title=_title(row), row=row, link=f"/documents/{slug}/")


def _title(row: Document) -> dict[str, str]:
    return {
        code: f"{row.symbol}: {words}" for code, words in row.title.items() if code != "original"
    }


def _offered(at: datetime) -> list[tuple[str, Words]]:
    rows = _issued().order_by("-dated", "symbol")[:MOST_OFFERED]
    return [(row.slug, _title(row)) for row in rows]


def _wording(subject: Subject, at: datetime) -> tuple[str, str]:
    document: Any = subject.row
    versions = dict(document.versions.values_list("language", "state"))
    out = [code for code, _own in settings.LANGUAGES if versions.get(code) in OUT]
    missing = [code for code, _own in settings.LANGUAGES if code not in out]
    values = {
        "symbol": document.symbol,
        "title": text(document.title),
        "day": day(at),
        "issued": listing(language_name(code) for code in out),
        "missing": listing(language_name(code) for code in missing),
    }
    parts = [
        _("Please read %(symbol)s, “%(title)s”."),
        _("It is circulated to the membership on %(day)s. Languages: %(issued)s."),
    ]
    if missing:
        parts.append(_("Not yet available: %(missing)s. It will be issued on the same page."))
    return _("%(symbol)s: %(title)s") % values, "\n\n".join(parts) % values


CIRCULATE = Kind(
    code="circulate",
    name=gettext_lazy("Circulate a document"),
    purpose=Mail.Purpose.FOR_INFORMATION,
    reason=gettext_lazy("you act for an Entity to which documents are circulated"),
    find=_find,
    offered=_offered,
    wording=_wording,
    circles=circles(_readers_of),
)
