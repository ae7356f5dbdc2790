"""Writing the record of a question."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from intersession.methods.chained import chained

from ._count import count
from ._model import Outcome
from ._record import (
    FORMAT,
    POSITIONS,
    PUBLIC,
    VERSION,
    Answer,
    Option,
    Question,
    RecordError,
    Register,
    counting,
    outcome_as_written,
)


@dataclass(frozen=True, kw_only=True)
class Export:
    """The bytes of the file, the digest to show on the question's page, and what was counted."""

    content: bytes
    digest: str
    outcome: Outcome


def write_export(*, question: Question, register: Register, answers: Iterable[Answer]) -> Export:
    """Write the file that anyone can recount.

    `answers` are all versions of all preferences, in any order. Raises RecordError (or VotingError,
    where no count is possible) rather than write a file that could not be recounted. The same
    question gives the same bytes.
    """
    ordered = sorted(answers, key=lambda answer: answer.receipt)
    _check_question(question, register, ordered)
    outcome = _outcome(question, register, ordered)
    rows = [_header(question, register), *(_row(answer) for answer in ordered)]
    rows.append({"type": "outcome", "rows": len(rows) + 1, "outcome": outcome_as_written(outcome)})
    content, digest = chained(rows)
    return Export(content=content, digest=digest, outcome=outcome)


def _check_question(question: Question, register: Register, answers: list[Answer]) -> None:
    if question.positions not in POSITIONS:
        raise RecordError(f"positions are one of {', '.join(POSITIONS)}.")
    if len(set(register.entities)) != register.size:
        raise RecordError("an entity is on the register twice.")
    if any("\n" in name for name in register.entities):
        raise RecordError("the name of an entity on the register runs over two lines.")
    if question.positions == PUBLIC:
        strangers = {answer.entity for answer in answers} - set(register.entities) - {None}
        if strangers:
            raise RecordError(f"{min(map(str, strangers))} is not on the register.")


def _outcome(question: Question, register: Register, answers: list[Answer]) -> Outcome:
    ballots = counting(
        answers=answers,
        options=question.options,
        cap=question.cap,
        public=question.positions == PUBLIC,
        register_size=register.size,
    )
    return count(
        ballots=ballots,
        options=[option.code for option in question.options if not option.withdrawn],
        seats=question.seats,
        rule=question.rule,
        cap=question.cap,
        ties=question.ties,
        silent=register.size - len(ballots),
    )


def _header(question: Question, register: Register) -> dict[str, Any]:
    listed: dict[str, Any] = {"size": register.size, "sha256": register.digest}
    if question.positions == PUBLIC:
        listed["entities"] = sorted(register.entities)
    return {
        "type": "question",
        "format": FORMAT,
        "version": VERSION,
        "slug": question.slug,
        "kind": question.kind,
        "wording": dict(question.wording),
        "options": [_option(option) for option in question.options],
        "seats": question.seats,
        "rule": question.rule,
        "cap": question.cap,
        "ties": question.ties,
        "positions": question.positions,
        "register": listed,
        "opened": _moment(question.opened),
        "closed": _moment(question.closed),
    }


def _option(option: Option) -> dict[str, Any]:
    return {
        "code": option.code,
        "titles": dict(option.titles),
        "joined": option.joined,
        "withdrawn": option.withdrawn,
    }


def _moment(moment: datetime) -> str:
    if moment.tzinfo is None:
        raise RecordError("a time has no zone.")
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def _row(answer: Answer) -> dict[str, Any]:
    row: dict[str, Any] = {
        "type": "answer",
        "receipt": answer.receipt,
        "approves": sorted(answer.approves),
        "state": answer.state,
        "replaces": answer.replaces,
    }
    if answer.entity is not None:
        row |= {"entity": answer.entity, "groups": sorted(answer.groups)}
    return row
