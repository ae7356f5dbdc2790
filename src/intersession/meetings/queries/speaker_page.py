"""What speakers see by their own link: their parts, what they sent, what is published of them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch

from intersession.meetings import published, speaking
from intersession.meetings.models import Part, Speaker
from intersession.meetings.published import PartSeen
from intersession.meetings.queries.files import FileLine, standing
from intersession.meetings.queries.meetings import MeetingLine, meeting_line
from intersession.meetings.queries.speakers import PartLine, part_line


@dataclass(frozen=True, kw_only=True)
class OwnPart:
    """`seen`: as the published agenda names it; None where it does not."""

    line: PartLine
    seen: PartSeen | None
    room: dict[str, str] | None
    may_answer: bool
    public: list[FileLine]


@dataclass(frozen=True, kw_only=True)
class OwnPage:
    line: MeetingLine
    parts: list[OwnPart]
    to_answer: int
    last_day: date
    over: bool


def own_page(speaker: Speaker, at: datetime) -> OwnPage:
    """Parts for which the speaker was invited; those that were taken off are not shown."""
    meeting = speaker.meeting
    seen = {part.uid: part for item in published.latest(meeting).items for part in item.parts}
    over = at >= meeting.ends_at or meeting.cancelled_at is not None
    parts = [_own(part, speaker, seen, over) for part in own_parts(speaker)]
    waiting = [part for part in parts if part.may_answer and part.line.state == "invited"]
    return OwnPage(
        line=meeting_line(meeting),
        parts=parts,
        to_answer=len(waiting),
        last_day=speaking.last_day(meeting),
        over=over,
    )


def own_parts(speaker: Speaker) -> Any:
    rows = Part.objects.filter(speaker=speaker, state__in=speaking.TOLD)
    rows = rows.select_related("item__room", "item__meeting", "speaker__meeting")
    instead = Part.objects.select_related("speaker")
    files = Prefetch("files", queryset=standing())
    rows = rows.prefetch_related(files, Prefetch("replaced_by", queryset=instead))
    return rows.order_by("item__starts_at", "item__number", "position", "pk")


def own_file(speaker: Speaker, uid: Any) -> Any:
    """A file of a part of theirs; None where there is none."""
    rows = standing().select_related("part__item__meeting", "file")
    return rows.filter(part__speaker=speaker, uid=uid).first()


def _own(part: Part, speaker: Speaker, seen: dict[str, PartSeen], over: bool) -> OwnPart:
    line = part_line(part, speaker)
    shown = seen.get(line.uid)
    named = shown if shown and shown.confirmed else None
    confirmed = part.state == Part.State.CONFIRMED
    return OwnPart(
        line=line,
        seen=named,
        room=part.item.room.name if part.item.room else None,
        may_answer=not (over or line.cancelled or line.replaced_by),
        public=[one for one in line.files if named and confirmed and one.public and not one.held],
    )
