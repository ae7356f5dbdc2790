"""Schedule files of a meeting: one that came in, and what taking it in would change."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import Field

from intersession.api.reading import Asked, Sent
from intersession.api.receiving import Octets
from intersession.api.shapes import LANGUAGES, Listed, Paged, chosen, code, text
from intersession.meetings.models import ScheduleFile
from intersession.meetings.queries import ImportPage
from intersession.meetings.queries.schedules import LineShown
from intersession.meetings.schedules import said
from intersession.meetings.schedules.plans import Plan, What

MOST_TICKS = 1_000  # so many of the longest names fit into a body
NameThere = text(said.LONGEST_NAME)


class ScheduleOctets(Octets):
    """A schedule as a file."""

    most = said.MOST_OCTETS


class AskSchedule(Asked):
    """`language`: of texts that name none."""

    name: text(200) = "schedule"
    language: chosen(LANGUAGES) = "en"


class AskSchedulePreview(Paged):
    """`show`: only the items of which this would become."""

    show: chosen(What) | None = None


class TakeSchedule(Sent):
    """`seen`: of the preview. `rooms`: by name in the file the uid of the room that is meant, null
    or left out for a new one. `overwrite`: items and persons that follow the file though they were
    changed here. `confirmed`: its persons have confirmed; nobody is written to."""

    seen: text(64, 1)
    rooms: Annotated[dict[NameThere, uuid.UUID | None], Field(max_length=said.MOST_ROOMS)] = {}
    widen: bool = False
    remove: bool = True
    confirmed: bool = True
    overwrite: Annotated[list[NameThere], Field(max_length=MOST_TICKS)] = []


@dataclass(frozen=True, kw_only=True)
class ScheduleRow:
    """`counts`: once taken in. The file is deleted after `delete_after`."""

    uid: str
    name: str
    size: int
    sha256: str
    language: str
    by: str
    received_at: datetime
    taken_in_at: datetime | None
    delete_after: date
    counts: dict[str, int]


@dataclass(frozen=True, kw_only=True)
class ScheduleChange:
    """`both`: it was changed here, too."""

    label: str
    old: str
    new: str
    both: bool


@dataclass(frozen=True, kw_only=True)
class ScheduleLine:
    """`guid`: as the file names it; `problems`: why it cannot be taken in; `outside`: of the
    meeting; `lost`: the file no longer has it."""

    guid: str
    what: code(What)
    title: str
    when: datetime | None
    changes: list[ScheduleChange]
    problems: list[str]
    notes: list[str]
    outside: bool
    lost: bool


@dataclass(frozen=True, kw_only=True)
class SchedulePreview:
    """`seen` is sent along to take it in. `rooms`: names that are none here; `outside`: items that
    are left out unless the meeting is widened to `begins` and `ends`; `asked`: what was changed in
    the file and here."""

    seen: str
    counts: dict[code(What), int]
    persons: int
    rooms: list[str]
    outside: int
    begins: datetime
    ends: datetime
    clashes: list[str]
    notes: list[str]
    asked: list[ScheduleLine]
    lines: Listed[ScheduleLine]

    def links(self, request: Any) -> str:
        return self.lines.links(request)


OF_LINE = ("guid", "title", "when", "outside", "lost")


def row(file: ScheduleFile) -> ScheduleRow:
    names = (name for name in ScheduleRow.__dataclass_fields__ if name != "uid")
    return ScheduleRow(uid=str(file.uid), **{name: getattr(file, name) for name in names})


def line(shown: LineShown) -> ScheduleLine:
    return ScheduleLine(
        what=shown.what.value,
        changes=[
            ScheduleChange(label=str(one.label), old=one.old, new=one.new, both=one.both)
            for one in shown.changes
        ],
        problems=[str(one) for one in shown.problems],
        notes=[str(one) for one in shown.notes],
        **{name: getattr(shown, name) for name in OF_LINE},
    )


def preview(plan: Plan, page: ImportPage, lines: Listed[ScheduleLine]) -> SchedulePreview:
    return SchedulePreview(
        seen=plan.digest,
        counts={what.value: plan.counts[what] for what in What},
        persons=plan.new_persons,
        rooms=plan.unknown_rooms,
        outside=len(page.outside),
        begins=page.bounds[0],
        ends=page.bounds[1],
        clashes=[str(one) for one in page.clashes],
        notes=[str(one) for one in page.notes],
        asked=[line(one) for one in page.asked],
        lines=lines,
    )
