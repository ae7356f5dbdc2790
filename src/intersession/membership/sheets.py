"""The list for spreadsheets: what is seen, as it is filtered, and nothing more."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from intersession.membership.labels import KIND_NAMES
from intersession.membership.queries.contacts import Acting, Addressed
from intersession.membership.queries.listing import NONE, Listed, Listing
from intersession.ui.languages import language_name
from intersession.ui.sheets import Cell, Sheet
from intersession.ui.text import text

# For programs: names of columns that stay the same in every language.
HEADS = (
    "slug",
    "iso3",
    "m49",
    "name_en",
    "name_fr",
    "name_es",
    "kind",
    "status",
    "since",
    "region",
    "groups",
)


def list_plain(listing: Listing) -> Sheet:
    """Codes instead of words, the same in every language."""
    rows = (_line(row, row.kind, row.status) for row in listing.rows)
    return Sheet(title="membership", name=_name(listing), heads=HEADS, rows=rows)


def list_sheet(listing: Listing) -> Sheet:
    """The list in words, as the reader sees it."""
    heads = (
        _("Address of its page"),
        _("Code of three letters (ISO 3166-1)"),
        _("Number (M49)"),
        _("Name in English"),
        _("Name in French"),
        _("Name in Spanish"),
        _("Kind"),
        _("Status"),
        _("Since"),
        _("Region"),
        _("Groups"),
    )
    rows = (_line(row, str(KIND_NAMES[row.kind]), _said(row.status_name)) for row in listing.rows)
    return Sheet(title=listing.headline, name=_name(listing), heads=heads, rows=rows)


def people_sheet(listing: Listing, people: Iterable[Acting]) -> Sheet:
    """Who acts for whom; with these heads it comes in again."""
    heads = (
        _("Entity"),
        _("Code of the Entity"),
        _("Status"),
        _("Name of the person"),
        _("Function"),
        _("Acts as"),
        _("Mail address"),
        _("Telephone"),
        _("Language"),
        _("From"),
    )
    rows: list[list[Cell]] = [
        [
            row.entity,
            row.code,
            row.status,
            row.name,
            row.function,
            str(row.role),
            row.email,
            row.phone,
            language_name(row.language),
            row.since,
        ]
        for row in people
    ]
    name = f"people-{listing.asked.day.isoformat()}"
    return Sheet(title=_("Who acts for whom"), name=name, heads=heads, rows=rows)


def labels_sheet(listing: Listing, found: Iterable[Addressed]) -> Sheet:
    heads = (_("Entity"), _("Postal address of the mission"), _("Telephone"), _("Language"))
    rows: list[list[Cell]] = [
        [text(row.name), row.address, row.phone, language_name(row.language)] for row in found
    ]
    name = f"addresses-{listing.asked.day.isoformat()}"
    return Sheet(title=_("Address labels"), name=name, heads=heads, rows=rows)


def _line(row: Listed, kind: str, status: str) -> list[Cell]:
    names = [row.name.get(code, "") for code in ("en", "fr", "es")]
    groups = [_said(row.region), _said(row.groups)]
    return [row.slug, row.iso3, row.m49, *names, kind, status, row.since_day, *groups]


def _said(words: str) -> str:
    return "" if words == NONE else words


def _name(listing: Listing) -> str:
    return f"membership-{listing.asked.day.isoformat()}"
