"""What the office and the Chair see of answers."""

from dataclasses import dataclass

from intersession.api.shapes import Words
from intersession.api.shapes.questions import AnswerVersion, answer
from intersession.consultations.models import Preference, RegisterEntry
from intersession.consultations.queries import answers, brief


@dataclass(frozen=True, kw_only=True)
class Position:
    """A Member with the codes that its answer names; null where it has not answered."""

    entity: str
    name: Words
    region: str
    approved: list[str] | None
    reason: str


@dataclass(frozen=True, kw_only=True)
class Caller:
    """A line of the call list."""

    entity: str
    name: Words
    region: Words
    phone: str
    language: str


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """An answer that is held, beside the one that stands; or one that was received late."""

    entity: str
    answer: AnswerVersion
    standing: AnswerVersion | None


@dataclass(frozen=True, kw_only=True)
class Score:
    code: str
    score: int
    preferred: bool


@dataclass(frozen=True, kw_only=True)
class RuleRow:
    """What another rule would choose; `changes`: answers that would have to differ."""

    rule: str
    sets: list[list[str]]
    changes: int | None
    agreed: bool


@dataclass(frozen=True, kw_only=True)
class RegionRow:
    name: Words
    members: int
    answered: int
    covered: int


@dataclass(frozen=True, kw_only=True)
class BriefFull:
    members: int
    answered: int
    waiting: int
    tied: bool
    challenger: str
    options: list[Score]
    rules: list[RuleRow]
    regions: list[RegionRow]
    apart: dict[str, int]


def position(pair: tuple[RegisterEntry, Preference | None]) -> Position:
    entry, standing = pair
    return Position(
        entity=entry.entity.slug,
        name=entry.entity.name,
        region=entry.region,
        approved=standing.approved if standing else None,
        reason=standing.reason if standing else "",
    )


def caller(row: answers.Missing) -> Caller:
    return Caller(
        entity=row.slug, name=row.name, region=row.region, phone=row.phone, language=row.language
    )


def waiting(row: Preference, standing: Preference | None) -> Waiting:
    return Waiting(
        entity=row.entity.slug,
        answer=answer(row),
        standing=answer(standing) if standing else None,
    )


def brief_full(found: brief.Brief) -> BriefFull:
    return BriefFull(
        members=found.members,
        answered=found.answered,
        waiting=found.waiting,
        tied=found.tied,
        challenger=found.challenger,
        options=[
            Score(code=line.option.code, score=line.score, preferred=line.preferred)
            for line in found.lines
        ],
        rules=[
            RuleRow(rule=row.rule, sets=row.sets, changes=row.changes, agreed=row.agreed)
            for row in found.rules
        ],
        regions=[
            RegionRow(name=r.name, members=r.members, answered=r.answered, covered=r.covered)
            for r in found.regions
        ],
        apart=found.values["apart"],
    )
