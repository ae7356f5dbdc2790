"""The list of Entities as an official paper: as it is filtered on the page, nothing more."""

from django.utils.translation import gettext as _

from intersession.documents.making import Block, Paper, Paragraph, Table, only_words
from intersession.documents.papers import ORGANISATION, place_and_date, worded
from intersession.membership.queries.listing import NONE, PROTOCOL, Listed, Listing
from intersession.membership.queries.people import Representative
from intersession.ui.dates import day
from intersession.ui.languages import base, get_language, language_name


def list_paper(listing: Listing) -> Paper:
    """In the language in use."""
    return _paper(listing, _("List of Entities"), _table(listing))


def people_paper(listing: Listing, people: list[Representative]) -> Paper:
    """Who acts for each Entity of the list; whoever may read contacts."""
    title = _("List of representatives")
    return _paper(listing, title, _people(people), _("For the Administration only"))


def _paper(listing: Listing, title: str, table: Block, distribution: str = "") -> Paper:
    return Paper(
        title=title,
        lead=listing.headline,
        language=base(get_language()),
        organisation=ORGANISATION,
        place_and_date=place_and_date(listing.asked.day),
        distribution=distribution,
        blocks=(Paragraph(words=_order(listing.asked.order)), table),
        foot=_("As of %(day)s") % {"day": day(listing.asked.day)},
    )


def _order(order: str) -> str:
    if order == PROTOCOL:
        return _("In the order of protocol.")
    return _("In the alphabetical order of %(language)s.") % {
        "language": language_name(order or base(get_language()))
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


def _people(people: list[Representative]) -> Block:
    if not people:
        return Paragraph(words=_("There is no Entity in this list."))
    return Table(
        heads=(_("Entity"), _("Name"), _("Function"), _("Role"), _("E-mail")),
        rows=tuple(_person(one) for one in people),
    )


def _person(one: Representative) -> tuple[str, ...]:
    said = (one.name, one.function, one.role, one.email)
    return only_words(worded(one.entity)), *(words or NONE for words in said)
