"""Reads for the list of questions and the page of one question."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from intersession.access.guard import Actor
from intersession.access.policy import May, Role
from intersession.consultations import rules
from intersession.consultations.models import (
    Conclusion,
    Option,
    Preference,
    Question,
    RegisterEntry,
    SilenceProcedure,
)
from intersession.consultations.queries import counting
from intersession.membership import queries as membership
from intersession.ui.dates import day
from intersession.ui.text import text

LEAST = 5  # groups under five are not shown


@dataclass(frozen=True, kw_only=True)
class QuestionLine:
    question: Question
    state: str
    answered: int
    members: int


@dataclass(frozen=True, kw_only=True)
class RegionLine:
    name: dict[str, str] | None  # None: several small regions together
    answered: int
    members: int


@dataclass(frozen=True, kw_only=True)
class Turnout:
    """Who has answered, by region and never what."""

    answered: int
    members: int
    regions: list[RegionLine]


@dataclass(frozen=True, kw_only=True)
class OwnAnswer:
    """What the delegation of the reader has sent."""

    standing: Preference | None
    versions: list[Preference]

    @property
    def version(self) -> int:
        return self.versions[-1].version if self.versions else 0

    @property
    def held(self) -> list[Preference]:
        return [row for row in self.versions if row.state == Preference.State.HELD]

    @property
    def late(self) -> list[Preference]:
        return [row for row in self.versions if row.state == Preference.State.LATE]


@dataclass(frozen=True, kw_only=True)
class QuestionPage:
    question: Question
    state: str
    options: list[Option]
    turnout: Turnout
    own: OwnAnswer
    registered: RegisterEntry | None
    may_answer: bool
    conclusion: Conclusion | None
    silence: SilenceProcedure | None
    figures: dict[str, Any] | None
    siblings: list[Question]
    sees_positions: bool
    sees_brief: bool
    may_recount: bool

    @property
    def cap(self) -> int:
        return rules.cap_of(self.question, sum(1 for o in self.options if not o.withdrawn_at))


def questions(at: datetime) -> list[QuestionLine]:
    """The latest meeting first; one query, drafts included (the view leaves them out)."""
    standing = Q(preferences__standing=True)
    rows = (
        Question.objects.select_related("meeting", "programme")
        .annotate(answered=Count("preferences", filter=standing, distinct=True))
        .order_by("-meeting__starts_at", "position", "pk")
    )
    members = dict(
        RegisterEntry.objects.filter(counted=True).values_list("question").annotate(n=Count("pk"))
    )
    return [
        QuestionLine(
            question=row,
            state=row.state_at(at),
            answered=row.answered,
            members=members.get(row.pk, 0),
        )
        for row in rows
    ]


def is_visible(question: Question, actor: Actor) -> bool:
    """A draft is seen by those who manage questions, until it opens."""
    return question.opened_at is not None or actor.may(May.MANAGE_QUESTIONS)


def symbol_of(question: Question) -> dict[str, str] | None:
    """What stands at the outer corner of the page: the first paper of the meeting."""
    meeting = question.meeting
    papers = meeting.papers.select_related("document").order_by("position", "pk")
    first = next((paper.document for paper in papers), None)
    if first is None:
        return None
    place_date = f"{text(meeting.place)}, {day(first.dated)}"
    return {"symbol": first.symbol, "original": first.original_language, "place_date": place_date}


def question_page(question: Question, actor: Actor, at: datetime) -> QuestionPage:
    """Everything the page of a question shows to this reader, in a constant number of queries."""
    state = question.state_at(at)
    register = list(question.register.all())
    entry = next((e for e in register if e.entity_id == actor.entity), None)
    conclusion = _conclusion(question)
    sees_brief = actor.may(May.READ_BRIEF)
    return QuestionPage(
        question=question,
        state=state,
        options=list(question.options.select_related("proposal__proposer", "proposal__document")),
        turnout=turnout(question, register),
        own=own_answer(question, actor),
        registered=entry,
        may_answer=may_answer(question, entry, actor, state),
        conclusion=conclusion,
        silence=_silence(conclusion),
        figures=_figures(question, conclusion, actor),
        siblings=siblings(question),
        sees_positions=sees_positions(question, actor),
        may_recount=may_recount(question, actor),
        sees_brief=sees_brief and state in (Question.State.CLOSED, Question.State.CONCLUDED),
    )


def may_answer(question: Question, entry: RegisterEntry | None, actor: Actor, state: str) -> bool:
    return (
        entry is not None
        and state in (Question.State.OPEN, Question.State.CLOSED)
        and actor.may(May.PREFER, entity=actor.entity)
    )


def siblings(question: Question) -> list[Question]:
    """The questions of the same meeting, this one among them."""
    rows = Question.objects.filter(meeting=question.meeting_id, opened_at__isnull=False)
    return list(rows.order_by("position", "pk"))


def own_answer(question: Question, actor: Actor) -> OwnAnswer:
    if actor.entity is None or not actor.may(May.READ_OWN_PREFERENCE, entity=actor.entity):
        return OwnAnswer(standing=None, versions=[])
    rows = list(question.preferences.filter(entity=actor.entity).order_by("version"))
    return OwnAnswer(standing=next((r for r in rows if r.standing), None), versions=rows)


def turnout(question: Question, register: Iterable[RegisterEntry]) -> Turnout:
    answered = answered_entities(question)
    figures: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for entry in register:
        if entry.counted:
            figures[entry.region][0] += entry.entity_id in answered
            figures[entry.region][1] += 1
    return Turnout(
        answered=sum(pair[0] for pair in figures.values()),
        members=sum(pair[1] for pair in figures.values()),
        regions=_region_lines(figures),
    )


def answered_entities(question: Question) -> set[int]:
    if question.kind == Question.Kind.OPEN:
        return set(question.suggestions.values_list("entity", flat=True))
    return set(question.preferences.filter(standing=True).values_list("entity", flat=True))


def _region_lines(figures: dict[str, list[int]]) -> list[RegionLine]:
    """Small regions are put together until the row holds five, so that none can be worked out."""
    names = membership.regions()
    large, small = dict(figures), {}
    for code, pair in sorted(figures.items(), key=lambda item: item[1][1]):
        together = sum(p[1] for p in small.values())
        if pair[1] < LEAST or code not in names or 0 < together < LEAST:
            small[code] = large.pop(code)
    lines = [
        RegionLine(name=names[code], answered=large[code][0], members=large[code][1])
        for code in names
        if code in large
    ]
    if small and sum(p[1] for p in small.values()) >= LEAST:
        pairs = small.values()
        lines.append(
            RegionLine(
                name=None, answered=sum(p[0] for p in pairs), members=sum(p[1] for p in pairs)
            )
        )
    return lines


def sees_positions(question: Question, actor: Actor) -> bool:
    """As the Chair decided before opening; by default the Administration and the Chair only."""
    if question.opened_at is None:
        return False
    if actor.may(May.READ_POSITIONS):
        return True
    seen_by = Question.Seen(question.positions_seen_by)
    if seen_by is Question.Seen.ADMINISTRATION or question.closed_at is None:
        return False
    return seen_by is Question.Seen.PUBLIC or is_of_the_membership(actor)


def is_of_the_membership(actor: Actor) -> bool:
    return bool(actor.roles & {Role.FOCAL_POINT, Role.HEAD_OF_MISSION})


def sees_figures(question: Question, actor: Actor) -> bool:
    """Broad figures, once concluded, if the Chair agreed."""
    if question.concluded_at is None:
        return False
    seen_by = Question.Seen(question.figures_seen_by)
    if seen_by is Question.Seen.MEMBERSHIP:
        return is_of_the_membership(actor) or actor.may(May.READ_BRIEF)
    return seen_by is Question.Seen.PUBLIC or actor.may(May.READ_BRIEF)


def may_recount(question: Question, actor: Actor) -> bool:
    """The recount file tells the figures: it is open to those who may see them."""
    if question.closed_at is None or question.kind == Question.Kind.OPEN:
        return False
    return actor.may(May.EXPORT_QUESTION) or sees_figures(question, actor)


def _figures(
    question: Question, conclusion: Conclusion | None, actor: Actor
) -> dict[str, Any] | None:
    if conclusion is None or question.kind == Question.Kind.OPEN:
        return None
    if not sees_figures(question, actor):
        return None
    figures = counting.kept_count(question)
    return figures if figures["answered"] >= LEAST else None


def _conclusion(question: Question) -> Conclusion | None:
    if question.concluded_at is None:
        return None
    rows = Conclusion.objects.filter(question=question, withdrawn_at=None)
    return rows.prefetch_related("items__option", "items__into").first()


def _silence(conclusion: Conclusion | None) -> SilenceProcedure | None:
    if conclusion is None:
        return None
    return SilenceProcedure.objects.filter(conclusion=conclusion).first()
