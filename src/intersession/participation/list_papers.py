"""The list of participants as an official paper, in the language in use."""

from collections.abc import Iterator
from dataclasses import replace

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from intersession.documents.making import Block, Foreign, Heading, Paper, Paragraph, Words
from intersession.documents.papers import ORGANISATION, made, place_and_date
from intersession.meetings import rules as meetings
from intersession.participation.actions.participants import Entered, NotIssued
from intersession.participation.line_up import Group, Listed, from_json, lined_up
from intersession.participation.queries.participants import ISSUED, ListPage
from intersession.participation.wording import ROLES
from intersession.ui.dates import duty_day, moment, span
from intersession.ui.languages import base, get_language
from intersession.ui.text import text


def list_paper(page: ListPage, symbol: str = "") -> Paper:
    meeting = page.meeting
    days = meetings.days_of(meeting)
    issued = page.stage == ISSUED
    on = duty_day(page.row.issued_at) if page.row and page.row.issued_at else duty_day(page.at)
    return Paper(
        title=_("List of participants") if issued else _("Provisional list of participants"),
        language=base(get_language()),
        organisation=ORGANISATION,
        symbol=symbol,
        lead=f"{text(meeting.title)}, {span(days[0], days[-1])}",
        kind=revision_words(page) if issued else "",
        place_and_date=place_and_date(on, text(meeting.place)),
        blocks=tuple(_blocks(page)),
        foot=text(meeting.title),
    )


def revision_words(page: ListPage) -> str:
    if not page.revision:
        return ""
    return _("Revision %(number)s") % {"number": page.revision}


def unnamed_words(page: ListPage) -> str:
    """How many the published list leaves out; "" where it names all."""
    if not page.unnamed:
        return ""
    said = ngettext(
        "%(n)s more participant has not agreed to be named in the published list.",
        "%(n)s more participants have not agreed to be named in the published list.",
        page.unnamed,
    )
    return said % {"n": page.unnamed}


def _blocks(page: ListPage) -> Iterator[Block]:
    if page.stage != ISSUED and page.row is not None:
        said = _("Corrections may be asked for until %(when)s.")
        yield Paragraph(words=said % {"when": moment(page.row.closes_at)})
    if not page.parts:
        yield Paragraph(words=_("Nobody is named in this list."))
    for part in page.parts:
        yield Heading(words=str(part.name))
        for group in part.groups:
            if group.name:
                yield Heading(words=_called(group), level=3)
            yield from (Paragraph(words=_person(one)) for one in group.people)
    if said := unnamed_words(page):
        yield Paragraph(words=said)


def _called(group: Group) -> Words:
    if not group.language:
        return group.name
    return (Foreign(words=group.name, language=group.language), f" ({group.missing})")


def _person(one: Listed) -> str:
    said = [one.name, one.function, str(ROLES[one.role]) if one.role else ""]
    return ", ".join(part for part in said if part)


def entered(page: ListPage, symbol: str) -> Entered:
    """The issued list in the three languages, as files for the register of documents."""
    row = page.row
    if row is None or row.issued_at is None:
        raise NotIssued
    lines = from_json(row.issued["lines"])
    files, title = {}, {}
    for code, _own in settings.LANGUAGES:
        with override(code):
            there = replace(page, parts=lined_up(lines, code), unnamed=0)
            paper = list_paper(there, symbol)
            files[code] = made(paper, "pdf", f"participants-{page.meeting.slug}")
            title[code] = paper.title + _(": ") + text(page.meeting.title)
    on = duty_day(row.issued_at)
    return Entered(symbol=symbol, dated=on, title=title, files=files)
