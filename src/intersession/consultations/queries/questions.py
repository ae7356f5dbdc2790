"""Reads for the list of questions and the page of one question."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject

from intersession.access.guard import Actor
from intersession.access.policy import May, Role
from intersession.consultations import rules
from intersession.consultations.models import (
    Conclusion,
    ConclusionItem,
    Objection,
    Option,
    Preference,
    Question,
    RegisterEntry,
    SilenceProcedure,
    Suggestion,
)
from intersession.consultations.queries import counting
from intersession.consultations.queries.papers import papers_of
from intersession.documents.queries import DocumentLine
from intersession.meetings.models import MeetingDocument
from intersession.membership.models import Group
from intersession.prepared import KEY, TEXT, Given, Prepared
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
class Broken:
    """A silence that was broken; who objected is known to those who may see it."""

    at: datetime
    objections: list[Objection]


@dataclass(frozen=True, kw_only=True)
class QuestionPage:
    question: Question
    state: str
    options: list[Option]
    papers: dict[int, DocumentLine]
    turnout: Turnout
    own: OwnAnswer
    counted: bool | None  # None: the reader's Entity is not on the register
    may_answer: bool
    conclusion: Conclusion | None
    package: list[ConclusionItem]
    silence: SilenceProcedure | None
    broken: Broken | None
    figures: dict[str, Any] | None
    siblings: list[Question]
    sees_positions: bool
    sees_brief: bool
    may_recount: bool

    @property
    def names_only_withdrawn(self) -> bool:
        """Whether what stands of the reader's Entity names nothing that still stands."""
        named = set(self.own.standing.approved) if self.own.standing else set()
        return bool(named) and named <= {o.code for o in self.options if o.withdrawn_at}

    @property
    def cap(self) -> int:
        return rules.cap_of(self.question, sum(1 for o in self.options if not o.withdrawn_at))


def questions(at: datetime) -> list[QuestionLine]:
    """The latest meeting first; two queries, drafts included (the view leaves them out)."""
    rows = Question.objects.select_related("meeting", "programme")
    found = turnouts()
    return [
        QuestionLine(
            question=row,
            state=row.state_at(at),
            answered=found.get(row.pk, (0, 0))[0],
            members=found.get(row.pk, (0, 0))[1],
        )
        for row in rows.order_by("-meeting__starts_at", "position", "pk")
    ]


def turnouts(**of: Any) -> dict[int, tuple[int, int]]:
    """By question: Members that have answered, and Members on its register. One query.

    `of`: lookups on the register, such as `question__concluded_at=None`.
    """
    here = {"question": OuterRef("question"), "entity": OuterRef("entity")}
    named = Exists(Preference.objects.filter(**here, standing=True))
    said = Exists(Suggestion.objects.filter(**here))
    rows = RegisterEntry.objects.filter(counted=True, **of).annotate(named=named, said=said)
    counts = (
        rows.order_by()
        .values_list("question")
        .annotate(answered=Count("pk", filter=Q(named=True) | Q(said=True)), members=Count("pk"))
    )
    return {question: (answered, members) for question, answered, members in counts}


def is_visible(question: Question, actor: Actor) -> bool:
    """A draft is seen by those who manage questions, until it opens."""
    return question.opened_at is not None or actor.may(May.MANAGE_QUESTIONS)


def of_slug(slug: str) -> Question | None:
    """The question of that address, with its meeting and its programme. One query."""
    found: Question | None = _of_slug.one(slug=slug)
    return found


_of_slug = Prepared(
    lambda: Question.objects.select_related("meeting", "programme").filter(slug=Given("slug", TEXT))
)


def of_same_meeting(slug: str, actor: Actor) -> list[Any]:
    """The question of that address and those put at the same meeting, in their order. One query.

    Each carries its `year`, the `place` of the meeting and its first `paper` (symbol, language,
    date, or None), and `own_counted`: None unless the reader's Entity is on the register.
    """
    return _of_same_meeting(slug=slug, entity=actor.entity)


def _put_together() -> Any:
    meeting = Question.objects.filter(slug=Given("slug", TEXT)).values("meeting")
    papers = MeetingDocument.objects.filter(meeting=OuterRef("meeting")).order_by("position", "pk")
    own = RegisterEntry.objects.filter(question=OuterRef("pk"), entity=Given("entity", KEY))
    rows = Question.objects.filter(meeting__in=meeting).annotate(
        year=F("programme__year"),
        place=F("meeting__place"),
        paper=Subquery(papers.values(one=_PAPER)[:1]),
        own_counted=Subquery(own.values("counted")[:1]),
    )
    return rows.order_by("position", "pk")


_of_same_meeting = Prepared(_put_together)
_PAPER = JSONObject(
    symbol="document__symbol", language="document__original_language", dated="document__dated"
)


def paper_of(question: Question) -> dict[str, Any] | None:
    """The first paper of the meeting. One query."""
    row = _papers.one(meeting=question.meeting_id)
    return dict(zip(("symbol", "language", "dated"), row, strict=True)) if row else None


_papers = Prepared(
    lambda: (
        MeetingDocument.objects.filter(meeting=Given("meeting", KEY))
        .order_by("position", "pk")
        .values_list("document__symbol", "document__original_language", "document__dated")[:1]
    )
)


def symbol_of(paper: dict[str, Any] | None, place: dict[str, str]) -> dict[str, str] | None:
    """What stands at the outer corner of the page."""
    if paper is None:
        return None
    dated = paper["dated"]  # written out where it came as JSON
    dated = date.fromisoformat(dated) if isinstance(dated, str) else dated
    place_date = f"{text(place)}, {day(dated)}"
    return {"symbol": paper["symbol"], "original": paper["language"], "place_date": place_date}


def question_page(question: Any, actor: Actor, at: datetime, siblings: list[Any]) -> QuestionPage:
    """Everything the page of a question (one of `of_same_meeting`) shows to this reader, in a
    constant number of queries."""
    state = question.state_at(at)
    conclusion, package = _conclusion(question)
    sees_brief = actor.may(May.READ_BRIEF)
    figures = figures_for(question, actor)
    return QuestionPage(
        question=question,
        state=state,
        options=(options := _options(question=question.pk)),
        papers=papers_of(question, options, actor),
        turnout=turnout(question),
        own=own_answer(question, actor),
        counted=question.own_counted,
        may_answer=may_answer(question, actor, state),
        conclusion=conclusion,
        package=package,
        silence=getattr(conclusion, "silence", None),
        broken=_broken(question, actor),
        figures=figures,
        siblings=siblings,
        sees_positions=sees_positions(question, actor),
        may_recount=may_recount(question, actor, figures),
        sees_brief=sees_brief and state in (Question.State.CLOSED, Question.State.CONCLUDED),
    )


def may_answer(question: Any, actor: Actor, state: str) -> bool:
    return (
        question.own_counted is not None
        and state in (Question.State.OPEN, Question.State.CLOSED)
        and actor.may(May.PREFER, entity=actor.entity)
    )


def own_answer(question: Question, actor: Actor) -> OwnAnswer:
    if actor.entity is None or not actor.may(May.READ_OWN_PREFERENCE, entity=actor.entity):
        return OwnAnswer(standing=None, versions=[])
    rows = _versions(question=question.pk, entity=actor.entity)
    return OwnAnswer(standing=next((r for r in rows if r.standing), None), versions=rows)


_options = Prepared(
    lambda: (
        Option.objects.filter(question=Given("question", KEY))
        .select_related("proposal__proposer", "proposal__document")
        .order_by("position", "pk")
    )
)
_versions = Prepared(
    lambda: Preference.objects.filter(
        question=Given("question", KEY), entity=Given("entity", KEY)
    ).order_by("version")
)


def turnout(question: Question) -> Turnout:
    """Counted in the database, with the names of the regions: one query."""
    open_ended = question.kind == Question.Kind.OPEN
    rows = (_said_by_region if open_ended else _named_by_region)(question=question.pk)
    return Turnout(
        answered=sum(row["answered"] for row in rows),
        members=sum(row["members"] for row in rows),
        regions=_region_lines(rows),
    )


def _by_region(said: Any) -> Any:
    group = Group.objects.filter(code=OuterRef("region"))
    answered = Count("pk", filter=Q(entity__in=said.values("entity")))
    return (
        RegisterEntry.objects.filter(question=Given("question", KEY), counted=True)
        .values("region")
        .annotate(members=Count("pk"), answered=answered)
        .annotate(name=Subquery(group.values("name")[:1]))
        .annotate(place=Subquery(group.values("position")[:1]))
        .order_by("place", "region")
    )


_named_by_region = Prepared(
    lambda: _by_region(Preference.objects.filter(question=Given("question", KEY), standing=True))
)
_said_by_region = Prepared(
    lambda: _by_region(Suggestion.objects.filter(question=Given("question", KEY)))
)


def _region_lines(rows: list[dict[str, Any]]) -> list[RegionLine]:
    """Small regions are put together until the row holds five, so that none can be worked out."""
    small: list[dict[str, Any]] = []
    for row in sorted(rows, key=lambda row: row["members"]):
        together = sum(other["members"] for other in small)
        if row["members"] < LEAST or not row["name"] or 0 < together < LEAST:
            small.append(row)
    lines = [
        RegionLine(name=row["name"], answered=row["answered"], members=row["members"])
        for row in rows
        if row not in small
    ]
    members = sum(row["members"] for row in small)
    if members >= LEAST:
        answered = sum(row["answered"] for row in small)
        lines.append(RegionLine(name=None, answered=answered, members=members))
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
    return seen_by is Question.Seen.PUBLIC or is_of_the_membership(question, actor)


def is_of_the_membership(question: Question, actor: Actor) -> bool:
    """Who acts for a Member on the register; a focal point of an observer does not."""
    if actor.entity is None or not actor.roles & {Role.FOCAL_POINT, Role.HEAD_OF_MISSION}:
        return False
    if hasattr(question, "own_counted"):  # came with the question
        return bool(question.own_counted)
    return bool(question.register.filter(entity=actor.entity, counted=True).exists())


def sees_figures(question: Question, actor: Actor) -> bool:
    """Broad figures, once concluded, if the Chair agreed."""
    if question.concluded_at is None:
        return False
    seen_by = Question.Seen(question.figures_seen_by)
    if seen_by is Question.Seen.MEMBERSHIP:
        return is_of_the_membership(question, actor) or actor.may(May.READ_BRIEF)
    return seen_by is Question.Seen.PUBLIC or actor.may(May.READ_BRIEF)


def may_recount(question: Question, actor: Actor, figures: dict[str, Any] | None) -> bool:
    """The recount file tells the figures: it is open to those who see them (`figures_for`)."""
    if question.closed_at is None or question.kind == Question.Kind.OPEN:
        return False
    return actor.may(May.EXPORT_QUESTION) or figures is not None


def figures_for(question: Question, actor: Actor) -> dict[str, Any] | None:
    """The kept count, for those who see figures; nothing where fewer than five answered."""
    if question.kind == Question.Kind.OPEN or not sees_figures(question, actor):
        return None
    figures = counting.kept_count(question)
    return figures if figures["answered"] >= LEAST else None


def _conclusion(question: Question) -> tuple[Conclusion | None, list[ConclusionItem]]:
    """The conclusion that stands with its silence, and what became of each option. One query."""
    if question.concluded_at is None:
        return None, []
    if question.kind != Question.Kind.CHOOSE:  # concluded in words alone
        rows = Conclusion.objects.filter(question=question, withdrawn_at=None)
        return rows.select_related("silence").first(), []
    stands = {"conclusion__question": question, "conclusion__withdrawn_at": None}
    parts = ConclusionItem.objects.filter(**stands).order_by("pk")
    items = list(parts.select_related("conclusion__silence", "option", "into"))
    return (items[0].conclusion if items else None), items


def _broken(question: Question, actor: Actor) -> Broken | None:
    """The last silence that was broken, until the Chair has concluded again."""
    if question.broken_at is None:
        return None
    rows = Objection.objects.filter(silence__conclusion__question=question)
    seen = rows.filter(at=question.broken_at).select_related("entity")
    may_see = actor.may(May.SEE_OBJECTIONS)
    return Broken(at=question.broken_at, objections=list(seen) if may_see else [])
