"""The agenda of a meeting as an official paper, provisional until the meeting was held."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from intersession.documents.making import (
    Block,
    Heading,
    Paper,
    Paragraph,
    Table,
    Words,
    only_words,
    parts,
)
from intersession.documents.papers import ORGANISATION, original, place_and_date, worded
from intersession.documents.queries import DocumentLine
from intersession.meetings.models import Meeting
from intersession.meetings.papers_of_items import at_a_glance, hours_of, in_detail, titled
from intersession.meetings.published import ItemSeen
from intersession.meetings.queries import (
    CANCELLED,
    DayOfAgenda,
    MeetingLine,
    MeetingPage,
)
from intersession.meetings.queries.items import tells_more
from intersession.ui.dates import weekday
from intersession.ui.languages import base, endonym, get_language
from intersession.ui.text import text

HELD = (Meeting.State.FINAL, Meeting.State.PUBLISHED)


def agenda_paper(page: MeetingPage) -> Paper:
    """In the language in use."""
    line, symbol = page.line, page.symbol
    return Paper(
        title=_("Agenda") if line.state.code in HELD else _("Provisional agenda"),
        kind=f"{line.kind} {line.number or ''}".strip(),
        lead=f"{text(line.title)}, {line.when}",
        language=base(get_language()),
        organisation=ORGANISATION,
        original=original(symbol["original"]) if symbol["original"] else "",
        place_and_date=place_and_date(line.first_day, text(line.place)),
        distribution=str(line.state.word) if line.state.code == CANCELLED.code else "",
        blocks=(*_agenda(page), *_documents(page.papers)),
        foot=text(line.title),
    )


def _agenda(page: MeetingPage) -> Iterator[Block]:
    """Where items have objectives, questions or speakers: each day as a table, and then the items
    one by one."""
    if any(tells_more(item) for item in page.version.items):
        yield from at_a_glance(page.agenda, page.line)
        yield from in_detail(page)
    else:
        yield from items(page.agenda, page.line)


def items(agenda: list[DayOfAgenda], line: MeetingLine) -> Iterator[Block]:
    """A heading for each day of a meeting of several, a numbered paragraph for each item."""
    if not agenda:
        yield Paragraph(words=_("The agenda has not been published yet."))
    for part in agenda:
        if part.day and line.first_day != line.last_day:
            yield Heading(words=weekday(part.day))
        for item in part.items:
            yield Paragraph(words=_title(item, line), numbered=True)
            if item.detail:
                yield Paragraph(words=worded(item.detail))


def _title(item: ItemSeen, line: MeetingLine) -> Words:
    title = titled(item)
    at = hours_of(item, line)
    return (f"{at}\u2002", *parts(title)) if at else title


def _documents(papers: list[DocumentLine]) -> Iterator[Block]:
    if papers:
        yield Heading(words=_("Documents"))
        yield documents_table(papers)


def documents_table(papers: list[DocumentLine]) -> Table:
    """Each document with the languages it was issued in."""
    rows = []
    for paper in papers:
        issued = ", ".join(endonym(box.language) for box in paper.strip if box.url) or "–"
        rows.append((paper.symbol, only_words(worded(paper.title)), issued))
    return Table(heads=(_("Symbol"), _("Title"), _("Languages")), rows=tuple(rows))
