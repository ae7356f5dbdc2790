"""Questions that the Administration adds to what every registration holds."""

import uuid
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from intersession.api.reading import Sent
from intersession.api.shapes import Words, chosen, code, text, written
from intersession.meetings.rules import version_of
from intersession.membership.models import Entity
from intersession.participation import asking
from intersession.participation.actions.registration_questions import NAMES
from intersession.participation.models import RegistrationQuestion
from intersession.participation.queries.registration_questions import Line

Kinds = tuple(asking.KIND_NAMES)
For = (asking.ALL, *Entity.Kind.values)


class AskedIf(Sent):
    """Only of whom has answered an earlier question so: a code of its choices, "yes" or "no"."""

    question: uuid.UUID
    answer: text(20, 1)


class AskedBody(Sent):
    """`choices`: their words; each has a code, which one of whose words were there keeps.
    `required_for`: kinds of Entity, "*" for all; empty: nobody must answer."""

    kind: chosen(Kinds)
    wording: written(300, least=1)
    help: written(300) = {}
    choices: Annotated[list[written(200, least=1)], Field(max_length=asking.MOST_CHOICES)] = []
    required_for: Annotated[list[chosen(For)], Field(max_length=len(For))] = []
    condition: AskedIf | None = None


class AskedChange(AskedBody):
    """`seen`: as the question gave it; without it the last one wins."""

    seen: text(20) = ""


@dataclass(frozen=True, kw_only=True)
class ChoiceAsked:
    code: str
    wording: Words


@dataclass(frozen=True, kw_only=True)
class AskedOnlyIf:
    question: str
    answer: str


@dataclass(frozen=True, kw_only=True)
class QuestionAsked:
    """`number`: among those that are asked, 0 when it is ended. `answers`: how many there are."""

    uid: str
    number: int
    kind: code(Kinds)
    wording: Words
    help: Words
    choices: list[ChoiceAsked]
    required_for: list[str]
    condition: AskedOnlyIf | None
    answers: int
    ended: bool
    seen: str


def question(line: Line, row: RegistrationQuestion) -> QuestionAsked:
    other = row.condition
    return QuestionAsked(
        uid=line.uid,
        number=line.number,
        kind=row.kind,
        wording=row.wording,
        help=row.help,
        choices=[ChoiceAsked(code=one["code"], wording=one["wording"]) for one in row.choices],
        required_for=row.required_for,
        condition=AskedOnlyIf(question=other["question"], answer=other["is"]) if other else None,
        answers=line.answers,
        ended=line.ended,
        seen=version_of(row, NAMES),
    )
