"""What a door needs to know: who is expected, and who is in the room already."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import get_language

from intersession.meetings.models import Meeting
from intersession.participation import at_the_door, badges, deciding
from intersession.participation.at_the_door import Answer, is_expected
from intersession.participation.checks_of_registrations import for_the_office, plain
from intersession.participation.models import Attendance, Registration
from intersession.ui.text import text

MOST_FOUND = 20
NEEDED = ("uid", "badge_name", "affiliation", "state", "badge_number", "entity__name")


def expected(meeting: Meeting) -> list[Registration]:
    """Everybody who may stand at the door, by name. One query."""
    rows = for_the_office(meeting.pk).filter(state__in=deciding.LIVE).select_related("entity")
    known = list(rows.only(*NEEDED))
    return sorted(known, key=lambda row: plain(row.badge_name))


def roster(meeting: Meeting, now: datetime) -> dict[str, Any]:
    """For a device, which keeps it while the line is cut. Two queries, however many come."""
    there: dict[int, dict[str, list[str]]] = {}
    rows = Attendance.objects.filter(registration__meeting=meeting, taken_back_at=None)
    for pk, day, half, at, door in rows.values_list("registration", "day", "half", "at", "door"):
        hour = at_the_door.hour_there(at, meeting)
        there.setdefault(pk, {})[f"{day.isoformat()}-{half}"] = [hour, door]
    people = [_line(row, there.get(row.pk, {})) for row in expected(meeting)]
    return {
        "now": now.isoformat(),
        "hour": at_the_door.hour_there(now, meeting),
        "half_day": at_the_door.half_day_now(meeting, now).key,
        "language": get_language(),
        "people": people,
    }


def _line(row: Registration, there: Mapping[str, list[str]]) -> dict[str, Any]:
    return {
        "code": badges.code_of(row.uid, row.badge_number),
        "uid": str(row.uid),
        "name": row.badge_name,
        "of": text(row.entity.name) if row.entity else row.affiliation,
        "expected": is_expected(row),
        "word": "" if is_expected(row) else str(deciding.STATE_NAMES[row.state]),
        "there": there,
    }


def answered(answers: list[Answer], meeting: Meeting, now: datetime) -> dict[str, Any]:
    told = [
        {
            "key": one.key,
            "said": one.said,
            "name": one.name,
            "uid": one.uid,
            "words": one.words(),
            "more": one.more(meeting),
            "noted": bool(one.notes or one.clock),
        }
        for one in answers
    ]
    hour = at_the_door.hour_there(now, meeting)
    return {"now": now.isoformat(), "hour": hour, "answers": told}


def found(meeting: Meeting, words: str) -> list[Registration]:
    """Whose name, or whose Entity, holds all of these words; at most 20."""
    parts = plain(words).split()
    if not parts:
        return []
    several = (row for row in expected(meeting) if _holds(row, parts))
    return [row for row, _place in zip(several, range(MOST_FOUND), strict=False)]


def _holds(row: Registration, parts: list[str]) -> bool:
    of = text(row.entity.name) if row.entity else row.affiliation
    said = plain(f"{row.badge_name} {of}")
    return all(part in said for part in parts)
