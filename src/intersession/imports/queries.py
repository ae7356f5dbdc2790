"""Reads of imports: the file as a table, what it would do, and the pages."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.utils.translation import gettext_lazy, override

from intersession.access.guard import Refusal
from intersession.consultations.models import Question
from intersession.imports.columns import KINDS
from intersession.imports.heads import guess, is_head, language_of
from intersession.imports.models import Import, Remembered
from intersession.imports.plans import Given, Plan, What, plan_of
from intersession.imports.reading import Table, letter, read
from intersession.imports.words import plain
from intersession.ledger.models import canonical
from intersession.meetings.models import Meeting
from intersession.ui.dates import day, duty_day
from intersession.ui.text import text

LINES_A_PAGE = 50
LISTS_A_PAGE = 50
STATE_NAMES = {
    Import.State.RECEIVED: gettext_lazy("Received"),
    Import.State.ARRANGED: gettext_lazy("Waits to be taken in"),
    Import.State.TAKEN_IN: gettext_lazy("Taken in"),
    Import.State.UNDONE: gettext_lazy("Undone"),
}
ADDED_HEADS = (gettext_lazy("Why it was left out"), gettext_lazy("Row in the first file"))

__all__ = ["letter", "plan_of"]


class FileGone(Refusal):
    message = gettext_lazy("The file of this list was deleted on schedule.")


@dataclass(frozen=True, kw_only=True)
class PlanPage:
    """`changed`: numbers of rows that would do otherwise than when they were first shown."""

    plan: Plan
    show: str
    page: Page[Any]
    changed: frozenset[int]
    twin: Import | None


def table_of(content: bytes, name: str, kind: str) -> Table:
    return read(content, name, lambda head: is_head(kind, head))


def heads_digest(table: Table) -> str:
    """Of the heads in their order; without those that our file of bad rows adds."""
    heads = [plain(column.name) for column in table.columns]
    heads = [head for head in heads if head not in _added_heads()]
    return hashlib.sha256(canonical(heads).encode()).hexdigest()


def meaning(
    kind: str, table: Table, question: Question | None
) -> tuple[dict[str, str], dict[str, str]]:
    """What the columns meant the last time such heads came; else what they are known to mean."""
    kept = Remembered.objects.filter(kind=kind, heads=heads_digest(table)).first()
    if kept:
        places = {str(n): str(column.place) for n, column in enumerate(table.columns)}
        columns = {places[n]: code for n, code in kept.columns.items() if n in places}
        return columns, kept.given
    columns = guess(kind, table, _options(question))
    given = {field.code: field.by_default for field in KINDS[kind].fields if field.by_default}
    if "in_language" in KINDS[kind].by_code:
        given["in_language"] = language_of(table) or "en"
    return columns, given


def in_order(table: Table, columns: dict[str, str]) -> dict[str, str]:
    """The meaning of the first, second, third column, wherever they stand."""
    order = {str(column.place): str(n) for n, column in enumerate(table.columns)}
    return {order[place]: code for place, code in columns.items() if place in order}


@cache
def _added_heads() -> frozenset[str]:
    found = set()
    for language, _own in settings.LANGUAGES:
        with override(language):
            found |= {plain(str(head)) for head in ADDED_HEADS}
    return frozenset(found)


def _options(question: Question | None) -> dict[str, str]:
    if question is None:
        return {}
    return {option.code: text(option.title) for option in question.options.all()}


def table_kept(source: Import) -> Table:
    if not source.content:
        raise FileGone()
    try:
        with source.content.open() as kept:
            return table_of(kept.read(), source.name, source.kind)
    except FileNotFoundError as why:
        raise FileGone() from why


def given_of(source: Import, at: datetime) -> Given:
    zone = ZoneInfo(settings.DUTY_STATION["time_zone"])
    return Given(
        kind=KINDS[source.kind],
        table=table_kept(source),
        columns={code: int(place) for place, code in source.columns.items()},
        for_all=dict(source.given),
        answers=dict(source.answers),
        at=at,
        day=at.astimezone(zone).date(),
        question=source.question,
    )


def plan_page(source: Import, plan: Plan, show: str, page: str | None) -> PlanPage:
    """What asks for a person first: bad rows, then changes, then what is new."""
    if show not in list(What) or not plan.counts[show]:
        order = (What.BAD, What.CHANGE, What.ADD, What.SAME)
        show = next((what.value for what in order if plan.counts[what]), What.SAME.value)
    lines = [line for line in plan.lines if line.what == show]
    moved = {
        line.number
        for line in plan.lines
        if source.seen and source.seen.get(str(line.number)) != line.digest
    }
    return PlanPage(
        plan=plan,
        show=show,
        page=Paginator(lines, LINES_A_PAGE).get_page(page),
        changed=frozenset(moved),
        twin=twin_of(source),
    )


def twin_of(source: Import) -> Import | None:
    """The same file, taken in before and not undone. One query."""
    rows = Import.objects.filter(sha256=source.sha256, kind=source.kind, question=source.question)
    return rows.filter(state=Import.State.TAKEN_IN).exclude(pk=source.pk).first()


def imports(page: str | None) -> Page[Any]:
    """The latest first. Two queries."""
    rows = Import.objects.select_related("question").defer("seen", "answers")
    return Paginator(rows, LISTS_A_PAGE).get_page(page)


def questions_to_key_in() -> Any:
    """Those that a list of preferences can answer, the latest first."""
    rows = Question.objects.exclude(opened_at=None).exclude(kind=Question.Kind.OPEN)
    return rows.filter(concluded_at=None).order_by("-opened_at")


def meetings_to_come_to() -> Any:
    """Those whose participants may come with a list, the latest first."""
    return Meeting.objects.filter(cancelled_at=None).order_by("-starts_at", "-pk")


def name_of(meeting: Meeting) -> str:
    """Several have one title: the day tells them apart."""
    return f"{text(meeting.title)}, {day(duty_day(meeting.starts_at))}"


def words_of(question: Question) -> str:
    return text(question.title)
