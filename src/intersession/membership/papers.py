"""The list of Entities as an official paper: as it is filtered on the page, nothing more."""

from django.utils.translation import gettext as _

from intersession.documents.making import Block, Paper, Paragraph, Table, only_words
from intersession.documents.papers import ORGANISATION, place_and_date, worded
from intersession.membership.queries.listing import PROTOCOL, Listed, Listing
from intersession.ui.dates import day
from intersession.ui.languages import base, get_language, language_name


def list_paper(listing: Listing) -> Paper:
    """In the language in use."""
    language = base(get_language())
    as_of = day(listing.asked.day)
    return Paper(
        title=_("List of Entities"),
        lead=listing.headline,
        language=language,
        organisation=ORGANISATION,
        place_and_date=place_and_date(listing.asked.day),
        blocks=(Paragraph(words=_order(listing.asked.order, language)), _table(listing)),
        foot=_("As of %(day)s") % {"day": as_of},
    )


def _order(order: str, language: str) -> str:
    if order == PROTOCOL:
        return _("In the order of protocol.")
    return _("In the alphabetical order of %(language)s.") % {
        "language": language_name(order or language)
    }


def _table(listing: Listing) -> Block:
    if not listing.rows:
        return Paragraph(words=_("There is no Entity in this list."))
    several = len({row.status for row in listing.rows}) > 1
    numbered = enumerate(listing.rows, 1)
    return Table(
        heads=(_("Name"), _("No."), _("Status"), _("Region"), _("Groups")),
        rows=tuple(_row(number, row, several) for number, row in numbered),
        align=("start", "end", "start", "start", "start"),
        caption=_(
            "LDC: least developed countries; LLDC: landlocked developing countries; "
            "SIDS: small island developing States; G77: Group of 77."
        ),
    )


def _row(number: int, row: Listed, several: bool) -> tuple[str, ...]:
    """The status is not said again in each line where all hold the same."""
    said = (row.status_name, row.since) if several or not row.since else (row.since,)
    status = ", ".join(one for one in said if one)
    return only_words(worded(row.name)), str(number), status, row.region, row.groups
