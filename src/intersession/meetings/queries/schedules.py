"""A schedule file: what it says, what taking it in would change, and that as its page shows it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.paginator import Page, Paginator
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from intersession.access.guard import Refusal
from intersession.meetings import rules
from intersession.meetings.models import Meeting, Room, ScheduleFile
from intersession.meetings.schedules import clashes, plans, read, said
from intersession.meetings.schedules.plans import Difference, Line, Plan, What
from intersession.ui.dates import moment
from intersession.ui.languages import language_name
from intersession.ui.text import listing, text

LINES_A_PAGE = 50
OUR_LANGUAGES = ("en", "fr", "es")
COLUMN_NAMES = {
    "title": gettext_lazy("Title"),
    "detail": gettext_lazy("In a few words"),
    "starts_at": gettext_lazy("Begins"),
    "minutes": gettext_lazy("Minutes"),
    "room": gettext_lazy("Room"),
    "parts": gettext_lazy("Speakers"),
    "kind": gettext_lazy("Kind"),
    "objectives": gettext_lazy("Objectives"),
    "questions": gettext_lazy("Guiding questions"),
    "format": gettext_lazy("Format"),
    "languages": gettext_lazy("Interpretation"),
    "documents": gettext_lazy("Documents"),
    "cancelled": gettext_lazy("Cancelled"),
    "source": gettext_lazy("Further particulars"),
    "name": gettext_lazy("Name"),
    "biography": gettext_lazy("Biography"),
    "function": gettext_lazy("Function"),
    "affiliation": gettext_lazy("Affiliation"),
}


class FileGone(Refusal):
    message = gettext_lazy("The schedule file was deleted on schedule. Send it again.")


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One difference in words."""

    label: Any
    old: str
    new: str
    both: bool


@dataclass(frozen=True, kw_only=True)
class LineShown:
    guid: str
    what: What
    title: str
    when: datetime | None
    changes: list[Shown]
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    outside: bool = False
    gone: bool = False
    lost: bool = False  # the file no longer has it
    about: str = ""  # of what would be new: room and persons


@dataclass(frozen=True, kw_only=True)
class ImportPage:
    """`asked`: what was changed in the file and here, items and persons; `languages`: of texts that
    are none of ours, with how many."""

    plan: Plan
    asked: list[LineShown]
    bad: list[LineShown]
    outside: list[LineShown]
    bounds: tuple[datetime, datetime]
    clashes: list[str]
    notes: list[str]
    show: str
    page: Page[Any]


def said_by(content: bytes, name: str, meeting: Meeting, language: str) -> said.ScheduleSaid:
    zone = rules.zone_of(meeting.time_zone) or ZoneInfo("UTC")
    return read(content, name, zone=zone, language=language)


def plan_of_file(row: ScheduleFile) -> Plan:
    """Read again, and compared with what stands now."""
    if not row.content:
        raise FileGone
    try:
        with row.content.open() as kept:
            content = kept.read()
    except FileNotFoundError as why:
        raise FileGone from why
    return plans.plan_of(row.meeting, said_by(content, row.name, row.meeting, row.language))


def bounds_of(plan: Plan) -> tuple[datetime, datetime]:
    """The meeting, widened over what lies outside of it."""
    begins, ends = plan.meeting.starts_at, plan.meeting.ends_at
    for line in plan.outside:
        assert line.item and line.item.starts_at
        first, length = line.item.starts_at, timedelta(minutes=line.item.minutes or 0)
        begins, ends = min(begins, first), max(ends, first + length)
    return begins, ends


def import_page(plan: Plan, show: str, page: str | None) -> ImportPage:
    """What asks for a person first; the rest by what would be done with it."""
    if show not in list(What) or not plan.counts[What(show)]:
        order = (What.CHANGE, What.REMOVE, What.ADD, What.SAME, What.BOTH, What.BAD)
        show = next((what.value for what in order if plan.counts[what]), What.SAME.value)
    words = PlanInWords(plan)
    lines = [line for line in plan.lines if line.what == show]
    shown = Paginator(lines, LINES_A_PAGE).get_page(page)
    shown.object_list = [words.line(line) for line in shown.object_list]
    return ImportPage(
        plan=plan,
        asked=[*words.of(What.BOTH), *words.persons()],
        bad=words.of(What.BAD),
        outside=[words.line(line) for line in plan.outside],
        bounds=bounds_of(plan),
        clashes=clashes.told(plan),
        notes=[*plan.said.notes, *_languages(plan)],
        show=show,
        page=shown,
    )


class PlanInWords:
    """Values of a plan in words: hours at the place, rooms and persons by name."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.names = {key: person.name for key, person in plan.said.persons.items()}
        self.names |= {key: row.name for key, row in plan.here.speakers.items()}

    def of(self, what: What) -> list[LineShown]:
        return [self.line(line) for line in self.plan.lines if line.what == what]

    def persons(self) -> list[LineShown]:
        return [
            LineShown(
                guid=line.person.key,
                what=line.what,
                title=line.person.name,
                when=None,
                changes=[self.shown(one) for one in line.differences],
            )
            for line in self.plan.persons
            if line.what == What.BOTH
        ]

    def line(self, line: Line) -> LineShown:
        hour = line.item.starts_at if line.item else line.row.starts_at if line.row else None
        return LineShown(
            guid=line.guid,
            what=line.what,
            title=text(line.title),
            when=hour,
            changes=[self.shown(one) for one in line.differences],
            problems=line.item.problems if line.item else (),
            notes=line.item.notes if line.item else (),
            outside=line.outside,
            gone=line.gone,
            lost=line.item is None,
            about=self.about(line) if line.what == What.ADD else "",
        )

    def about(self, line: Line) -> str:
        assert line.item
        names = [self.names[part.person] for part in line.item.parts or ()]
        return " · ".join(part for part in (line.item.room or "", listing(names)) if part)

    def shown(self, one: Difference) -> Shown:
        return Shown(
            label=COLUMN_NAMES[one.name],
            old=self.said(one.name, one.old),
            new=self.said(one.name, one.new),
            both=one.both,
        )

    def said(self, name: str, value: Any) -> str:
        if value in (None, "", [], {}):
            return ""
        if name == "starts_at":
            return moment(datetime.fromisoformat(value), "", self.plan.meeting.time_zone)
        if name == "room":
            room = self.plan.here.rooms_by_uid.get(value)
            return text(room.name) if room else value.removeprefix("new: ")
        if name == "parts":
            return listing([self.names.get(part["person"], "") for part in value])
        if name == "source":
            return listing([f"{key}: {_short(said)}" for key, said in value.items()])
        if name == "kind":
            return str(rules.KIND_OF_ITEM_NAMES.get(value, value))
        if name == "cancelled":
            return _("yes") if value else _("no")
        return _short(value)


def _short(value: Any) -> str:
    """So much that a difference is seen; the whole stands in the file."""
    if isinstance(value, Mapping) and len(value) == 1:
        words = str(*value.values())
    elif isinstance(value, Mapping):
        words = "; ".join(f"{code}: {wording}" for code, wording in value.items())
    elif isinstance(value, list):
        words = listing([text(one) for one in value])
    else:
        words = str(value)
    return words if len(words) <= 200 else f"{words[:200]} …"  # noqa: PLR2004


def _languages(plan: Plan) -> Iterator[str]:
    found = Counter(item.language for item in plan.said.items if item.language)
    others = [
        f"{_language(code)} ({count})"
        for code, count in found.most_common()
        if code not in OUR_LANGUAGES
    ]
    if others:
        words = _(
            "Texts in a language that is none of this dialogue: %(languages)s. They are kept as "
            "they are, and pages say which language they show."
        )
        yield words % {"languages": listing(others)}


def _language(code: str) -> str:
    """By the name that Django has, where it is none of our languages."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return language_name(code)


def rooms_to_choose() -> list[Room]:
    return list(Room.objects.filter(ended=False).order_by("position", "pk"))
