"""Operations of schedule files of a meeting: received, looked at, taken in."""

import uuid
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from intersession.access.policy import May
from intersession.api.operation import reads, writes
from intersession.api.receiving import Received
from intersession.api.rules import NotKnown
from intersession.api.shapes import Listed, Paged, part
from intersession.api.shapes import schedules as shapes
from intersession.api.views._rows import meeting_of, named, who
from intersession.meetings import actions, queries
from intersession.meetings.actions import Choices
from intersession.meetings.actions.schedules import TakenBefore
from intersession.meetings.models import Room, ScheduleFile
from intersession.meetings.queries.schedules import PlanInWords
from intersession.meetings.schedules.plans import Plan
from intersession.ui.dates import moment

Row = shapes.ScheduleRow


@reads(
    _("Schedule files that came in for a meeting, the latest first"),
    access=May.MANAGE_MEETINGS,
    gives=Listed[Row],
    asks=Paged,
)
def meeting_schedules(request: Any, slug: str, asked: Paged) -> Listed[Row]:
    return part(meeting_of(slug).schedule_files.all(), asked, shapes.row)


@writes(
    _("Send a schedule: JSON or a calendar"),
    access=May.MANAGE_MEETINGS,
    takes=shapes.ScheduleOctets,
    asks=shapes.AskSchedule,
    gives=Row,
    status=201,
)
def meeting_schedules_receive(
    request: Any, slug: str, asked: shapes.AskSchedule, body: Received
) -> Row:
    meeting, given = meeting_of(slug), {"upload": body, "language": asked.language}
    return shapes.row(actions.receive_schedule(meeting=meeting, **given, **who(request)))


@reads(
    _("What a schedule would change, item by item"),
    access=May.MANAGE_MEETINGS,
    gives=shapes.SchedulePreview,
    asks=shapes.AskSchedulePreview,
)
def meeting_schedule_preview(
    request: Any, slug: str, uid: uuid.UUID, asked: shapes.AskSchedulePreview
) -> shapes.SchedulePreview:
    plan = _plan(_file(slug, uid))
    words, rows = PlanInWords(plan), [one for one in plan.lines if asked.show in (None, one.what)]
    lines = part(rows, asked, lambda line: shapes.line(words.line(line)))
    return shapes.preview(plan, queries.import_page(plan, "", None), lines)


@writes(
    _("Take a schedule into the draft: all of it, or nothing"),
    access=May.MANAGE_MEETINGS,
    takes=shapes.TakeSchedule,
    gives=Row,
)
def meeting_schedule_take(
    request: Any, slug: str, uid: uuid.UUID, body: shapes.TakeSchedule
) -> Row:
    row = _file(slug, uid)
    choices = Choices(
        rooms=_rooms(_plan(row), body.rooms),
        overwrite=frozenset(body.overwrite),
        **body.model_dump(include={"seen", "widen", "remove", "confirmed"}),
    )
    return shapes.row(actions.take_schedule(file=row, choices=choices, **who(request)))


def _file(slug: str, uid: uuid.UUID) -> ScheduleFile:
    rows = ScheduleFile.objects.select_related("meeting__programme")
    found: ScheduleFile = get_object_or_404(rows, meeting__slug=slug, uid=uid)
    return found


def _plan(row: ScheduleFile) -> Plan:
    if row.taken_in_at:
        raise TakenBefore(when=moment(row.taken_in_at))
    return queries.plan_of_file(row)


def _rooms(plan: Plan, given: dict[str, uuid.UUID | None]) -> dict[str, Room | None]:
    """Only rooms that the plan asks for, and only such as are offered."""
    for name in given:
        if name not in plan.unknown_rooms:
            raise NotKnown(name=name[:100])
    offered = Room.objects.filter(ended=False)
    return {name: named(offered, uid=uid) if uid else None for name, uid in given.items()}
