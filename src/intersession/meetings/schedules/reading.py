"""Which kind of file it is, by what it begins with and never by its name."""

from zoneinfo import ZoneInfo

from intersession.meetings.schedules import from_calendar, from_json, said
from intersession.meetings.schedules.decoding import json_of, text_of
from intersession.meetings.schedules.said import ScheduleSaid

# What other files begin with, that would else be read as text.
OTHERS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x7fELF", b"MZ", b"\x1f\x8b", b"PK\x03")


def read(content: bytes, name: str, *, zone: ZoneInfo, language: str) -> ScheduleSaid:
    """`zone`: of the meeting, for hours that name none; `language`: of texts that name none."""
    if not content.strip():
        raise said.FileEmpty(name=name)
    if len(content) > said.MOST_OCTETS:
        raise said.FileTooLarge(name=name)
    if content.startswith(OTHERS):
        raise said.NeitherKind
    begins = text_of(content[:400] if b"\0" not in content[:4] else content).lstrip()[:15].upper()
    if begins == "BEGIN:VCALENDAR":
        return from_calendar.read(text_of(content), zone=zone, language=language)
    if not begins.startswith(("{", "[")):
        raise said.NeitherKind
    return from_json.read(json_of(content), zone=zone, language=language)
