"""The list of participants and its corrections for spreadsheets: what the reader sees."""

from django.utils.translation import gettext as _

from intersession.meetings.models import Meeting
from intersession.participation import exchange
from intersession.participation.checks_of_registrations import for_the_office
from intersession.participation.queries.corrections import Asked
from intersession.participation.queries.participants import ListPage
from intersession.participation.queries.statistics import Statistics
from intersession.participation.wording import ROLES
from intersession.ui.sheets import Cell, Sheet
from intersession.ui.text import text


def participants_sheet(page: ListPage) -> Sheet:
    heads = (_("Part of the list"), _("Entity"), _("Name"), _("Function"), _("Role"))
    rows: list[list[Cell]] = [
        [str(part.name), group.name, one.name, one.function, str(ROLES.get(one.role, ""))]
        for part in page.parts
        for group in part.groups
        for one in group.people
    ]
    name = f"participants-{page.meeting.slug}"
    return Sheet(title=_("List of participants"), name=name, heads=heads, rows=rows)


def corrections_sheet(meeting: Meeting, found: list[Asked]) -> Sheet:
    heads = (
        *(_("Name"), _("Entity"), _("Field"), _("Stands now"), _("Asked for"), _("In words")),
        *(_("Asked on"), _("Asked by"), _("State"), _("Answered"), _("Why not")),
    )
    rows: list[list[Cell]] = []
    for one in found:
        who: list[Cell] = [one.name, text(one.of)]
        said: list[Cell] = [one.note, one.asked_at, str(one.channel), str(one.word)]
        end = [*said, one.answered_at, one.answer]
        rows += [[*who, str(field), was, asked, *end] for field, was, asked in one.changes] or [
            [*who, "", "", "", *end]
        ]
    name = f"corrections-{meeting.slug}"
    return Sheet(title=_("Corrections"), name=name, heads=heads, rows=rows)


def statistics_sheet(found: Statistics, meeting: Meeting) -> Sheet:
    heads = (_("Group"), _("Who"), _("Registered"), _("Came"), _("Of"), _("What is counted"))
    rows: list[list[Cell]] = [
        [
            *("", str(one.label), one.registered.value),
            *(one.came.value if one.came else None, one.main.of, str(one.definition)),
        ]
        for one in found.figures
    ]
    grouped = ((_("By regional group"), found.regions), (_("By kind of Entity"), found.kinds))
    for title, lines in grouped:
        rows += [
            [title, name, registered, came if found.attended else None, None, ""]
            for name, registered, came in lines
        ]
    name = f"statistics-{meeting.slug}"
    return Sheet(title=_("Who came, in figures"), name=name, heads=heads, rows=rows)


def exchange_sheet(meeting: Meeting) -> Sheet:
    """The columns that a list of participants takes in again, so that nothing would change."""
    rows = for_the_office(meeting.pk).filter(forgotten_at=None).order_by("pk")
    rows = rows.select_related("entity").defer("history", "needs", "diet", "accessibility")
    heads = tuple(str(label) for label in exchange.HEADS.values())
    name = f"registrations-{meeting.slug}-exchange"
    cells = ([exchange.said(row, code) for code in exchange.HEADS] for row in rows)
    return Sheet(title=_("Registrations"), name=name, heads=heads, rows=cells)
