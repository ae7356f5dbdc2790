"""Questions as the reader of the page sees them: options, turnout, conclusion, own answers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from intersession.api.shapes import Words, code
from intersession.consultations.models import ConclusionItem, Preference, Question
from intersession.consultations.queries.questions import QuestionLine, QuestionPage, Turnout

STATES = code(Question.State.values)
KINDS = code(Question.Kind.values)


@dataclass(frozen=True, kw_only=True)
class QuestionRow:
    """`answered` and `members`: how many Members, and never what."""

    slug: str
    title: Words
    kind: KINDS
    state: STATES
    meeting: str
    programme: int
    closes_at: datetime | None
    answered: int
    members: int


@dataclass(frozen=True, kw_only=True)
class OptionLine:
    """`proposal` is the slug of the proposal it stands for, "" where there is none."""

    code: str
    title: Words
    proposal: str
    joined_at: datetime | None
    withdrawn_at: datetime | None
    withdrawn_because: str


@dataclass(frozen=True, kw_only=True)
class Region:
    """`name` is null for several small regions together."""

    name: Words | None
    answered: int
    members: int


@dataclass(frozen=True, kw_only=True)
class Fate:
    """What became of an option in the Chair’s package."""

    code: str
    fate: code(ConclusionItem.Fate.values)
    slot: int | None
    into: str
    sub_title: Words


@dataclass(frozen=True, kw_only=True)
class ConclusionFull:
    """`adopted_at` is null while a silence procedure runs, until `silence_until`."""

    words: Words
    recorded_at: datetime
    adopted_at: datetime | None
    silence_until: datetime | None
    package: list[Fate]


@dataclass(frozen=True, kw_only=True)
class QuestionFull:
    """`may_answer`: whether the caller may, now. `figures`: scores, where the Chair agreed."""

    slug: str
    title: Words
    wording: Words
    kind: KINDS
    sets: code(Question.Sets.values)
    state: STATES
    meeting: str
    programme: int
    seats: int
    cap: int
    rule: code([*Question.Rule.values, ""])
    ties: str
    positions_seen_by: code(Question.Seen.values)
    opened_at: datetime | None
    closes_at: datetime | None
    closed_at: datetime | None
    concluded_at: datetime | None
    digest: str
    options: list[OptionLine]
    answered: int
    members: int
    regions: list[Region]
    may_answer: bool
    conclusion: ConclusionFull | None
    figures: dict[str, int] | None


@dataclass(frozen=True, kw_only=True)
class AnswerVersion:
    """One version of an answer of a delegation; the receipt finds it in the recount file."""

    version: int
    receipt: str
    approved: list[str]
    reason: str
    state: code(Preference.State.values)
    standing: bool
    channel: code(Preference.Channel.values)
    received_at: datetime
    by: str


@dataclass(frozen=True, kw_only=True)
class OwnAnswers:
    """`version` is the last one, to be sent along with the next; 0 where nothing was sent."""

    entity: str
    version: int
    versions: list[AnswerVersion]


def row(found: QuestionLine) -> QuestionRow:
    question = found.question
    return QuestionRow(
        slug=question.slug,
        title=question.title,
        kind=question.kind,
        state=str(found.state),
        meeting=question.meeting.slug,
        programme=question.programme.year,
        closes_at=question.closing_hour,
        answered=found.answered,
        members=found.members,
    )


FROM_ROW = (
    "slug",
    "title",
    "wording",
    "kind",
    "sets",
    "seats",
    "rule",
    "ties",
    "positions_seen_by",
    "opened_at",
    "closes_at",
    "closed_at",
    "concluded_at",
    "digest",
)


def full(page: QuestionPage, meeting: str) -> QuestionFull:
    question: Any = page.question
    return QuestionFull(
        **{name: getattr(question, name) for name in FROM_ROW},
        **_turnout(page.turnout),
        state=str(page.state),
        meeting=meeting,
        programme=question.year,
        cap=page.cap,
        options=[_option(one) for one in page.options],
        may_answer=page.may_answer,
        conclusion=_conclusion(page),
        figures=page.figures["scores"] if page.figures else None,
    )


def _turnout(turnout: Turnout) -> dict[str, Any]:
    regions = [Region(name=r.name, answered=r.answered, members=r.members) for r in turnout.regions]
    return {"answered": turnout.answered, "members": turnout.members, "regions": regions}


def _option(one: Any) -> OptionLine:
    return OptionLine(
        code=one.code,
        title=one.title,
        proposal=one.proposal.slug if one.proposal else "",
        joined_at=one.joined_at,
        withdrawn_at=one.withdrawn_at,
        withdrawn_because=one.withdrawn_because,
    )


def _conclusion(page: QuestionPage) -> ConclusionFull | None:
    if page.conclusion is None:
        return None
    return ConclusionFull(
        words=page.conclusion.words,
        recorded_at=page.conclusion.recorded_at,
        adopted_at=page.conclusion.adopted_at,
        silence_until=page.silence.ends_at if page.silence else None,
        package=[_fate(item) for item in page.package],
    )


def _fate(item: ConclusionItem) -> Fate:
    return Fate(
        code=item.option.code,
        fate=item.fate,
        slot=item.slot,
        into=item.into.code if item.into else "",
        sub_title=item.sub_title,
    )


def answer(one: Preference) -> AnswerVersion:
    names = ("version", "receipt", "approved", "reason", "state", "standing", "channel")
    return AnswerVersion(
        **{name: getattr(one, name) for name in names}, received_at=one.received_at, by=one.by
    )
