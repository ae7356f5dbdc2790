"""Door sheets as papers: the room in large letters, the day, and what takes place there."""

from collections.abc import Iterator, Sequence

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intersession.documents.making import (
    Block,
    Foreign,
    Paper,
    Paragraph,
    Timed,
    Words,
    as_docx,
    as_pdf,
)
from intersession.documents.papers import ORGANISATION, TYPES, Form, Made, worded
from intersession.meetings.models import AgendaItem, Part
from intersession.meetings.published import ItemSeen, PartSeen
from intersession.meetings.queries import Door, DoorsPage
from intersession.ui.dates import hour, hours, weekday
from intersession.ui.languages import base, get_language, language_name
from intersession.ui.text import NO_BREAK, best, text


def doors_shown(page: DoorsPage, languages: Sequence[str]) -> list[Paper]:
    """Door by door, each in every one of these languages."""
    papers = []
    for door in page.doors:
        for code in languages:
            with translation.override(code):
                papers.append(door_paper(door, page))
    return papers


def doors_made(page: DoorsPage, languages: Sequence[str], form: Form) -> Made:
    """All in one file, each on a page of its own."""
    first, *more = doors_shown(page, languages)
    content = as_pdf(first, *more) if form == "pdf" else as_docx(first, *more)
    named = languages[0] if len(languages) == 1 else "all"
    name = f"doors-{page.meeting.slug}-{named}.{form}"
    return Made(name=name, content_type=TYPES[form], content=content)


def door_paper(door: Door, page: DoorsPage) -> Paper:
    """In the language in use."""
    meeting = page.meeting
    version = _("Agenda as published, version %(number)s") % {"number": page.version}
    return Paper(
        title=text(door.room.name),
        kind=text(door.room.venue),
        lead=weekday(door.day),
        language=base(get_language()),
        organisation=ORGANISATION,
        place_and_date=text(meeting.title),
        blocks=tuple(_blocks(door, page)),
        foot=f"{text(meeting.title)} · {version}",
        poster=True,
    )


def _blocks(door: Door, page: DoorsPage) -> Iterator[Block]:
    """Languages once above all, where every item has the same; else below each."""
    held = [item for item in door.items if item.kind != AgendaItem.Kind.BREAK]
    spoken = {item.languages for item in held}
    alike = len(spoken) == 1
    if alike:
        yield from (Paragraph(words=said) for said in _interpreted(held[0], page.channels))
    for item in door.items:
        lines = [*_speakers(item), *([] if alike else _interpreted(item, page.channels))]
        yield Timed(
            hours=_hours(item, page.meeting.time_zone),
            title=worded(dict(item.title)),
            lines=tuple(lines),
            quiet=item.kind == AgendaItem.Kind.BREAK,
        )


def _hours(item: ItemSeen, zone: str) -> str:
    assert item.starts_at
    if item.ends_at:
        return hours(item.starts_at, item.ends_at, "", zone)
    return hour(item.starts_at, "", zone)


def _speakers(item: ItemSeen) -> Iterator[Words]:
    """A line for each role; who has not confirmed has no name on a door."""
    for role in Part.Role:
        named = [part for part in item.by_role(role) if part.confirmed]
        if named:
            said = [piece for part in named for piece in (_("; "), *_person(part))][1:]
            yield (_role(role, len(named)), *said)


def _person(part: PartSeen) -> tuple[str | Foreign, ...]:
    """ "Ms A. Bekova, Arvoria"; an affiliation in another language is marked as such."""
    found, words = best(part.affiliation, base(get_language()))
    if not words:
        return (part.name,)
    known = found == base(get_language())
    return (f"{part.name}, ", words if known else Foreign(words=words, language=found))


def _role(role: str, number: int) -> str:
    """ "Moderators: ", with what the language puts between them and the names."""
    said = {
        Part.Role.MODERATOR: ngettext("Moderator: %(names)s", "Moderators: %(names)s", number),
        Part.Role.KEYNOTE: ngettext(
            "Keynote speaker: %(names)s", "Keynote speakers: %(names)s", number
        ),
        Part.Role.SPEAKER: ngettext("Speaker: %(names)s", "Speakers: %(names)s", number),
        Part.Role.DISCUSSANT: ngettext("Discussant: %(names)s", "Discussants: %(names)s", number),
        Part.Role.RAPPORTEUR: ngettext("Rapporteur: %(names)s", "Rapporteurs: %(names)s", number),
    }
    return said[Part.Role(role)] % {"names": ""}


def _interpreted(item: ItemSeen, channels: dict[str, int]) -> Iterator[Words]:
    if not item.languages:
        return
    named = [_heard(code, channels) for code in item.languages]
    yield _("Interpretation: %(languages)s") % {"languages": " · ".join(named)}


def _heard(code: str, channels: dict[str, int]) -> str:
    if code not in channels:
        return language_name(code)
    said = {"language": language_name(code), "channel": channels[code]}
    return (_("%(language)s (channel %(channel)s)") % said).replace(" ", NO_BREAK)
