"""Reading the record of a question back, and refusing one that was altered.

The recount program reads the same format with code of its own: see docs/recount-file.md.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from intersession.methods.chained import read_chained, shaped

from ._model import Ballot
from ._record import (
    FORMAT,
    PUBLIC,
    VERSION,
    Answer,
    Option,
    Question,
    RecordError,
    counting,
)


@dataclass(frozen=True, kw_only=True)
class Record:
    """A question, the preferences that count, and the outcome its last row claims."""

    question: Question
    register_size: int
    answers: tuple[Answer, ...]
    ballots: tuple[Ballot, ...]
    claimed: dict[str, Any]
    digest: str

    @property
    def silent(self) -> int:
        """Voters on the register of whom no preference counts."""
        return self.register_size - len(self.ballots)

    @property
    def options(self) -> tuple[str, ...]:
        """The codes that stand: withdrawn options do not."""
        return tuple(option.code for option in self.question.options if not option.withdrawn)


def read_export(content: bytes) -> Record:
    """Check the chain and read the record. Raises RecordError with the row."""
    rows = read_chained(content, RecordError.at)
    header, last = rows[0], rows[-1]
    if header.get("format") != FORMAT or header.get("version") != VERSION:
        raise RecordError(f"this is not {FORMAT} version {VERSION}.", row=1)
    if last.get("type") != "outcome" or last.get("rows") != len(rows):
        raise RecordError("the row with the outcome is missing.", row=len(rows) + 1)
    question: Question = _shaped(1, lambda: _question(header))
    answers = tuple(
        _shaped(number, lambda row=row: _answer(row))
        for number, row in enumerate(rows[1:-1], start=2)
    )
    size = _shaped(1, lambda: int(header["register"]["size"]))
    ballots = counting(
        answers=answers,
        options=question.options,
        cap=question.cap,
        public=question.positions == PUBLIC,
        register_size=size,
    )
    return Record(
        question=question,
        register_size=size,
        answers=answers,
        ballots=ballots,
        claimed=last["outcome"],
        digest=last["digest"],
    )


def _shaped(number: int, read: Any) -> Any:
    return shaped(number, read, RecordError.at)


def _number(value: Any) -> int:
    """A whole number above 0; True is none."""
    if type(value) is not int or value < 1:
        raise TypeError
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _question(header: dict[str, Any]) -> Question:
    return Question(
        slug=header["slug"],
        kind=header["kind"],
        wording=header["wording"],
        options=tuple(
            Option(
                code=_text(option["code"]),
                titles=option["titles"],
                joined=option["joined"],
                withdrawn=option["withdrawn"],
            )
            for option in header["options"]
        ),
        seats=_number(header["seats"]),
        rule=_text(header["rule"]),
        cap=None if header["cap"] is None else _number(header["cap"]),
        ties=_text(header["ties"]),
        positions=header["positions"],
        opened=datetime.fromisoformat(header["opened"]),
        closed=datetime.fromisoformat(header["closed"]),
    )


def _answer(row: dict[str, Any]) -> Answer:
    return Answer(
        receipt=_text(row["receipt"]),
        approves=tuple(_text(code) for code in row["approves"]),
        state=_text(row["state"]),
        replaces=None if row["replaces"] is None else _text(row["replaces"]),
        entity=row.get("entity"),
        groups=tuple(_text(label) for label in row.get("groups", ())),
    )
