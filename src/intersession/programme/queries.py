"""Reads of programmes, and the year line that stands on every page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from intersession.prepared import Prepared
from intersession.programme import rules
from intersession.programme.models import Issue, Milestone, Programme, Slot
from intersession.ui.dates import day, duty_day, span
from intersession.ui.text import text

State = Programme.State
Words = dict[str, str]
STEP_NAMES: dict[str, Any] = {
    Milestone.Step.THEME: _("Theme"),
    Milestone.Step.TOPICS: _("Topics"),
    Milestone.Step.WORKSHOP_1: _("Workshop 1"),
    Milestone.Step.WORKSHOP_2: _("Workshop 2"),
    Milestone.Step.COUNCIL: _("Council"),
    Milestone.Step.FOLLOW_UP: _("Follow-up"),
}
STATE_NAMES: dict[str, Any] = {
    State.DRAFTING: _("Drafting"),
    State.THEME_OPEN: _("Theme open"),
    State.THEME_AGREED: _("Theme agreed"),
    State.TOPICS_OPEN: _("Topics open"),
    State.TOPICS_AGREED: _("Topics agreed"),
    State.RUNNING: _("Running"),
    State.REPORTED: _("Reported"),
    State.CLOSED: pgettext_lazy("state of a programme", "Closed"),
}
SHAPES: dict[str, str] = {
    State.DRAFTING: "planned",
    State.THEME_OPEN: "open",
    State.TOPICS_OPEN: "open",
    State.RUNNING: "open",
    State.CLOSED: "lock",
}
STEP_STATES: dict[str, tuple[Any, str]] = {
    "done": (_("Done"), "done"),
    "now": (_("Now"), "open"),
    "next": (_("Next"), "planned"),
    "later": (_("Later"), "planned"),
}


@dataclass(frozen=True, kw_only=True)
class YearStep:
    step: str
    name: Any
    state: str  # done | now | next | later
    starts_on: date | None
    ends_on: date | None
    done_on: date | None
    note: Words
    url: str

    @property
    def word(self) -> Any:
        return STEP_STATES[self.state][0]

    @property
    def shape(self) -> str:
        return STEP_STATES[self.state][1]

    @property
    def when(self) -> str:
        """ "5–7 December 2011, without a dialogue session"; without dates, the day it was done."""
        dates = span(self.starts_on, self.ends_on) if self.starts_on else ""
        if not dates and self.done_on and self.state == "done":
            dates = day(self.done_on)
        return ", ".join(part for part in (dates, text(self.note)) if part)


@dataclass(frozen=True, kw_only=True)
class YearLine:
    year: int
    theme: Words
    steps: list[YearStep]

    @property
    def title(self) -> str:
        return gettext("Programme %(year)s") % {"year": self.year}


@dataclass(frozen=True, kw_only=True)
class SlotLine:
    number: int
    topic: Words
    sub_title: Words
    step: YearStep | None


@dataclass(frozen=True, kw_only=True)
class StateWord:
    code: str
    word: Any
    shape: str


@dataclass(frozen=True, kw_only=True)
class YearRow:
    year: int
    theme: Words
    state: StateWord
    slots: list[SlotLine]
    line: YearLine


@dataclass(frozen=True, kw_only=True)
class ProgrammePage:
    row: YearRow
    note: Words
    mandates: list[dict[str, Any]]
    issues: list[Words]
    previous: int | None  # the year it was started from
    following: int | None


@dataclass(frozen=True, kw_only=True)
class Moves:
    """Where the programme may go: one state forward, one back with a reason."""

    now: StateWord
    forward: StateWord | None
    back: StateWord | None


@dataclass(frozen=True, kw_only=True)
class IssueRow:
    """`years` of a programme here; `before`: known of workshops of former years alone."""

    name: Words
    years: frozenset[int]
    before: frozenset[int] = frozenset()

    @property
    def every(self) -> list[int]:
        return sorted(self.years | self.before)


@dataclass(frozen=True, kw_only=True)
class IssueChart:
    years: list[int]
    rows: list[IssueRow]
    never: list[Words]


_milestones = Prepared(
    lambda: Milestone.objects.select_related("programme").order_by("programme__year", "pk")
)


def year_line(now: datetime | None, year: int | None = None) -> YearLine | None:
    """The line of `year`, or of the programme people work on. One query."""
    if now is None:
        return None
    rows: list[Milestone] = _milestones()
    by_year: dict[int, list[Milestone]] = {}
    for row in rows:
        by_year.setdefault(row.programme.year, []).append(row)
    today = duty_day(now)
    chosen = year if year in by_year else _current(by_year, today)
    return _line(by_year[chosen][0].programme, by_year[chosen], today) if chosen else None


def _current(by_year: dict[int, list[Milestone]], today: date) -> int | None:
    """The last year with a step done, or the one after it once all its steps are done."""
    begun = [y for y, rows in by_year.items() if any(_done(row, today) for row in rows)]
    last = max(begun, default=None)
    later = [y for y in by_year if last is None or y > last]
    over = last is None or all(_done(row, today) for row in by_year[last])
    return min(later, default=last) if over else last


def _done(row: Milestone, today: date) -> bool:
    return row.done_on is not None and row.done_on <= today


def _line(programme: Programme, rows: Iterable[Milestone], today: date) -> YearLine:
    """ "Now" is the first step that is not done, for that is what people work towards."""
    order = list(Milestone.Step)
    words = iter(("now", "next"))
    steps = [
        YearStep(
            step=row.step,
            name=STEP_NAMES[row.step],
            state="done" if _done(row, today) else next(words, "later"),
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            done_on=row.done_on,
            note=row.note,
            url=row.path,
        )
        for row in sorted(rows, key=lambda row: order.index(Milestone.Step(row.step)))
    ]
    return YearLine(year=programme.year, theme=programme.theme, steps=steps)


def state_word(state: str) -> StateWord:
    return StateWord(code=state, word=STATE_NAMES[state], shape=SHAPES.get(state, "done"))


def years(now: datetime) -> list[YearRow]:
    """Every year, the latest first. Three queries."""
    rows = _with_parts().order_by("-year")
    return [_row(programme, duty_day(now)) for programme in rows]


def programme_page(programme: Programme, now: datetime) -> ProgrammePage:
    found = _with_parts().select_related("started_from").get(pk=programme.pk)
    after = Programme.objects.filter(year=found.year + 1).values_list("year", flat=True)
    issues = found.issues.order_by("position", "pk").values_list("name", flat=True)
    return ProgrammePage(
        row=_row(found, duty_day(now)),
        note=found.note,
        mandates=found.mandates,
        issues=list(issues),
        previous=found.started_from.year if found.started_from else None,
        following=after.first(),
    )


def moves(programme: Programme) -> Moves:
    ahead, back = rules.following(programme.state), rules.preceding(programme.state)
    return Moves(
        now=state_word(programme.state),
        forward=state_word(ahead) if ahead else None,
        back=state_word(back) if back else None,
    )


def issue_chart(before: Iterable[tuple[int, int]] = ()) -> IssueChart:
    """Which issue was covered in which year. Three queries.

    `before`: primary keys of issues and years of former workshops, which may have no programme.
    """
    former: dict[int, set[int]] = {}
    for issue_pk, year in before:
        former.setdefault(issue_pk, set()).add(year)
    every = Issue.objects.order_by("position", "pk").prefetch_related("programmes")
    rows = [_issue_row(issue, former.get(issue.pk, set())) for issue in every]
    years = set(Programme.objects.values_list("year", flat=True))
    return IssueChart(
        years=sorted(years.union(*former.values())),
        rows=rows,
        never=[row.name for row in rows if not row.every],
    )


def _issue_row(issue: Issue, former: set[int]) -> IssueRow:
    years = frozenset(programme.year for programme in issue.programmes.all())
    return IssueRow(name=issue.name, years=years, before=frozenset(former - years))


def _with_parts() -> Any:
    slots = Prefetch("slots", Slot.objects.order_by("number"))
    return Programme.objects.prefetch_related(slots, "milestones")


def _row(programme: Programme, today: date) -> YearRow:
    line = _line(programme, programme.milestones.all(), today)
    steps = {step.step: step for step in line.steps}
    return YearRow(
        year=programme.year,
        theme=programme.theme,
        state=state_word(programme.state),
        slots=[_slot(slot, steps) for slot in programme.slots.all()],
        line=line,
    )


def _slot(slot: Slot, steps: dict[str, YearStep]) -> SlotLine:
    return SlotLine(
        number=slot.number,
        topic=slot.topic,
        sub_title=slot.sub_title,
        step=steps.get(rules.WORKSHOPS.get(slot.number, "")),
    )
