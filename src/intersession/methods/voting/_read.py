"""Reading the record of a question back, and refusing one that was altered.

The recount program reads the same format with code of its own: see docs/recount-file.md.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ._model import Ballot
from ._record import (
    FIRST,
    FORMAT,
    PUBLIC,
    VERSION,
    Answer,
    Option,
    Question,
    RecordError,
    canonical,
    counting,
    row_digest,
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


def is_record(content: bytes) -> bool:
    """Whether bytes look like a record rather than CSV."""
    return content.lstrip()[:1] == b"{"


def read_export(content: bytes) -> Record:
    """Check the chain and read the record. Raises RecordError with the row."""
    rows = _checked_rows(content)
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


def _checked_rows(content: bytes) -> list[dict[str, Any]]:
    *lines, rest = content.split(b"\n")
    if rest:
        lines.append(rest)
    rows: list[dict[str, Any]] = []
    previous = FIRST
    for number, line in enumerate(lines, start=1):
        row = _parse(line, number)
        if row.get("row") != number or row.get("previous") != previous:
            raise RecordError("it does not follow the row before it.", row=number)
        if row.get("digest") != row_digest(row):
            raise RecordError("it was altered: its digest is another.", row=number)
        previous = row["digest"]
        rows.append(row)
    if not rows:
        raise RecordError("the file is empty.", row=1)
    if rest:
        raise RecordError("the line is not ended.", row=len(rows))
    return rows


def _parse(line: bytes, number: int) -> dict[str, Any]:
    try:
        row = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError):
        raise RecordError("it cannot be read.", row=number) from None
    # Written again, a row must give the same bytes: no space, key or escape more or fewer.
    if not isinstance(row, dict) or not _same(row, line):
        raise RecordError("it is not written in the one way it must be.", row=number)
    return row


def _same(row: dict[str, Any], line: bytes) -> bool:
    try:
        return canonical(row).encode("utf-8") == line
    except ValueError:
        return False


def _shaped(number: int, read: Any) -> Any:
    try:
        return read()
    except (KeyError, TypeError, ValueError, AttributeError):
        raise RecordError("a part is missing or of the wrong kind.", row=number) from None


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
