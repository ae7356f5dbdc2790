"""The items of an agenda as they are printed: each day at a glance, then each item in full."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from intersession.documents.making import (
    Block,
    Bullets,
    Heading,
    Paragraph,
    Table,
    Words,
    only_words,
    parts,
)
from intersession.documents.papers import worded
from intersession.documents.queries import DocumentLine
from intersession.meetings import rules
from intersession.meetings.published import ItemSeen, PartSeen
from intersession.meetings.queries import DayOfAgenda, MeetingLine, MeetingPage
from intersession.meetings.queries.items import tells_more, together
from intersession.ui.dates import hour, weekday
from intersession.ui.languages import language_name
from intersession.ui.text import listing, text

DASH = "\u2013"


def hours_of(item: ItemSeen, line: MeetingLine) -> str:
    """ "10:00–11:30"; "" where no hour was given."""
    ends = (item.starts_at, item.ends_at)
    return DASH.join(hour(at, "", line.time_zone) for at in ends if at)


def at_a_glance(agenda: list[DayOfAgenda], line: MeetingLine) -> Iterator[Block]:
    """A table for each day: hours, titles, rooms."""
    for day in agenda:
        if day.day:
            yield Heading(words=weekday(day.day))
        rows = [(hours_of(item, line), _called(item), _room(item)) for item in day.items]
        heads = (_("Hours"), _("Item"), _("Room"))
        yield Table(heads=heads, rows=tuple(rows))


def in_detail(page: MeetingPage) -> Iterator[Block]:
    """Those of which there is more to say than the table does."""
    symbols = {paper.slug: paper for paper in page.papers}
    yield Heading(words=_("The items in detail"))
    for day in page.agenda:
        for columns in together(day.items):
            told = [item for column in columns for item in column if tells_more(item)]
            for item in told:
                yield from _item(item, day.day, page.line, symbols, len(columns))


def _item(
    item: ItemSeen,
    day: date | None,
    line: MeetingLine,
    papers: dict[str, DocumentLine],
    parallel: int,
) -> Iterator[Block]:
    yield Heading(words=titled(item), level=3)
    when = ", ".join(filter(None, (weekday(day) if day else "", hours_of(item, line))))
    yield Paragraph(
        words=" · ".join(filter(None, (when, _room(item), _spoken(item), _beside(parallel))))
    )
    if item.cancelled:
        return
    if item.detail:
        yield Paragraph(words=worded(item.detail))
    if item.objectives:
        yield Paragraph(words=_labelled(_("Objectives"), item.objectives))
    if item.questions:
        yield Paragraph(words=_("Guiding questions:"))
        yield Bullets(items=tuple(worded(question) for question in item.questions))
    if item.format:
        yield Paragraph(words=_labelled(_("Format"), item.format))
    yield from _people(item.parts)
    named = [papers[slug].symbol for slug in item.documents if slug in papers]
    if named:
        yield Paragraph(words=_("Documents: %(symbols)s") % {"symbols": ", ".join(named)})


def _people(told: Iterable[PartSeen]) -> Iterator[Block]:
    """One line a person, in the order of roles."""
    found = [part for role in rules.ROLE_NAMES for part in told if part.role == role]
    if found:
        rows = tuple((str(rules.ROLE_NAMES[part.role]), _person(part)) for part in found)
        yield Table(heads=(_("Role"), _("Name, function and title")), rows=rows)


def _person(part: PartSeen) -> str:
    if not part.confirmed:
        return pgettext("a speaker", "to be confirmed")
    told = [part.name, only_words(worded(part.function)), only_words(worded(part.affiliation))]
    name = ", ".join(filter(None, told))
    if part.remote:
        afar = pgettext("a speaker", "from afar")
        name += f" ({afar})"
    return f"{name}{_(': ')}{only_words(worded(part.title))}" if part.title else name


def _called(item: ItemSeen) -> str:
    return only_words(titled(item))


def titled(item: ItemSeen) -> Words:
    title = worded(item.title)
    if not item.cancelled:
        return title
    cancelled = pgettext("an agenda item", "Cancelled")
    return (f"{cancelled}{_(': ')}", *parts(title))


def _room(item: ItemSeen) -> str:
    return text(item.room.name) if item.room else ""


def _spoken(item: ItemSeen) -> str:
    if not item.languages:
        return ""
    languages = listing([language_name(code) for code in item.languages])
    return _("Interpretation: %(languages)s") % {"languages": languages}


def _beside(parallel: int) -> str:
    if parallel < 2:
        return ""
    message = ngettext(
        "at the same time as %(num)s other item",
        "at the same time as %(num)s other items",
        parallel - 1,
    )
    return message % {"num": parallel - 1}


def _labelled(label: str, value: dict[str, str]) -> Words:
    return (f"{label}{_(': ')}", *parts(worded(value)))
