"""Operations of the years of the dialogue."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from intersession.access.policy import May
from intersession.api.operation import PUBLIC, reads, writes
from intersession.api.rules import NotKnown
from intersession.api.shapes import Listed, Paged, bodies, part
from intersession.api.shapes import meetings as shapes
from intersession.api.views._rows import one_line, programme_full, programmes_whole, who
from intersession.programme import actions
from intersession.programme.models import Issue, Programme

Full = shapes.ProgrammeFull


@reads(_("The years of the dialogue"), access=PUBLIC, gives=Listed[Full], asks=Paged)
def programmes(request: Any, asked: Paged) -> Listed[Full]:
    return part(programmes_whole().order_by("-year"), asked, shapes.programme)


@reads(_("A year: theme, workshops, dates"), access=PUBLIC, gives=Full)
def programme(request: Any, year: int) -> Full:
    return programme_full(year)


@writes(
    _("Start a programme"),
    access=May.MANAGE_PROGRAMME,
    takes=bodies.NewProgramme,
    gives=Full,
    status=201,
)
def programmes_add(request: Any, body: bodies.NewProgramme) -> Full:
    actions.start_programme(**body.model_dump(), **who(request))
    return programme_full(body.year)


@reads(
    _("The issues that a year may cover"),
    access=PUBLIC,
    gives=Listed[shapes.IssueLine],
    asks=Paged,
)
def issues(request: Any, asked: Paged) -> Listed[shapes.IssueLine]:
    return part(Issue.objects.order_by("position", "pk"), asked, shapes.issue)


@writes(
    _("Change the note, the mandates and the issues of a year"),
    access=May.MANAGE_PROGRAMME,
    takes=bodies.ProgrammeFacts,
    gives=Full,
    of="programme",
)
def programme_change(request: Any, year: int, body: bodies.ProgrammeFacts) -> Full:
    given = {
        "note": body.note,
        "mandates": [_mandate(one) for one in body.mandates],
        "issues": _issues(body.issues),
    }
    actions.change_programme(programme=_year(year), **given, **who(request))
    return programme_full(year)


def _mandate(said: bodies.Mandate) -> actions.Mandate:
    title = {code: one_line(words, "|") for code, words in said.title.items()}
    return actions.Mandate(symbol=one_line(said.symbol, "|"), title=title)


def _issues(codes: list[str]) -> list[Issue]:
    found = {row.code: row for row in Issue.objects.filter(code__in=codes)}
    for code in codes:
        if code not in found:
            raise NotKnown(name=code)
    return list(found.values())


@writes(
    _("Set the theme of a year"),
    access=May.MANAGE_PROGRAMME,
    takes=bodies.ThemeBody,
    gives=Full,
    of="programme",
)
def programme_theme(request: Any, year: int, body: bodies.ThemeBody) -> Full:
    actions.set_theme(programme=_year(year), theme=body.theme, **who(request))
    return programme_full(year)


@writes(
    _("Set the topics of the workshops"),
    access=May.MANAGE_PROGRAMME,
    takes=bodies.Topics,
    gives=Full,
    of="programme",
)
def programme_topics(request: Any, year: int, body: bodies.Topics) -> Full:
    row = _year(year)
    came_from = dict(row.slots.values_list("number", "proposal"))
    topics = [
        actions.Topic(**topic.model_dump(), proposal=came_from.get(topic.slot))
        for topic in body.topics
    ]
    actions.set_topics(programme=row, topics=topics, **who(request))
    return programme_full(year)


@writes(
    _("Set the dates of a step of the year"),
    access=May.MANAGE_PROGRAMME,
    takes=bodies.StepDates,
    gives=Full,
    of="programme",
)
def programme_dates(request: Any, year: int, step: str, body: bodies.StepDates) -> Full:
    given = {**body.model_dump(), "step": step}
    actions.set_milestone(programme=_year(year), **given, **who(request))
    return programme_full(year)


@writes(
    _("Move a programme to its next state"),
    access=May.MANAGE_PROGRAMME,
    takes=bodies.ProgrammeState,
    gives=Full,
    of="programme",
)
def programme_state(request: Any, year: int, body: bodies.ProgrammeState) -> Full:
    actions.move(programme=_year(year), **body.model_dump(), **who(request))
    return programme_full(year)


@writes(_("Start the following year"), access=May.MANAGE_PROGRAMME, gives=Full, status=201)
def programme_next(request: Any, year: int, body: Any) -> Full:
    made = actions.start_next_year(programme=_year(year), **who(request))
    return programme_full(made.year)


def _year(year: int) -> Programme:
    found: Programme = get_object_or_404(Programme, year=year)
    return found
