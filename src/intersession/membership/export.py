"""The list as a table for spreadsheets: what is seen, as it is filtered, and nothing more."""

import csv
from collections.abc import Iterable
from io import StringIO

from intersession.membership.queries.listing import NONE, Listing

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
# A spreadsheet would take a cell that begins so for a formula, and run it.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def list_csv(listing: Listing) -> str:
    """UTF-8 with its mark, so that spreadsheets read the accents; lines end as RFC 4180 says."""
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow(HEADS)
    for row in listing.rows:
        names = (row.name.get(code, "") for code in ("en", "fr", "es"))
        since = row.since_day.isoformat() if row.since_day else ""
        groups = ["" if words == NONE else words for words in (row.region, row.groups)]
        facts = (row.kind, row.status, since, *groups)
        writer.writerow(_safe([row.slug, row.iso3, row.m49, *names, *facts]))
    return "\ufeff" + written.getvalue()


def _safe(cells: Iterable[str]) -> list[str]:
    return [f"'{cell}" if cell.startswith(FORMULA) else cell for cell in cells]
