"""The record of a question that anyone can recount: its parts, and what must hold between them.

The format is described in docs/recount-file.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from ._model import Ballot, Outcome, VotingError

FORMAT, VERSION = "intersession-question", 1
PUBLIC = "everybody"
POSITIONS = ("administration", "membership", PUBLIC)
COUNTING = ("counted", "late_accepted")
OUT = ("held", "late", "set_aside")
STATES = (*COUNTING, "replaced", *OUT)


class RecordError(VotingError):
    """The record contradicts itself or was altered; `row` is the row of the file, from 1."""

    def __init__(self, message: str, *, row: int | None = None) -> None:
        super().__init__(message if row is None else f"Row {row}: {message}", code="record")
        self.row = row

    @classmethod
    def at(cls, message: str, row: int) -> "RecordError":
        return cls(message, row=row)


@dataclass(frozen=True, kw_only=True)
class Option:
    """One option: its code, its title per language, and what became of it.

    `joined`: it joined the question after opening (told, does not change the count).
    `withdrawn`: it left; approvals of it stay in the file and do not count.
    """

    code: str
    titles: Mapping[str, str]
    joined: bool = False
    withdrawn: bool = False


@dataclass(frozen=True, kw_only=True)
class Question:
    """What was asked and how it was declared to be counted. Times know their zone."""

    slug: str
    kind: str
    wording: Mapping[str, str]
    options: tuple[Option, ...]
    seats: int
    rule: str
    cap: int | None
    ties: str
    positions: str
    opened: datetime
    closed: datetime


@dataclass(frozen=True, kw_only=True)
class Register:
    """The names of the entities that could answer, each once."""

    entities: tuple[str, ...]

    @property
    def size(self) -> int:
        return len(self.entities)

    @property
    def digest(self) -> str:
        """SHA-256 of the names in code-point order, each followed by a line feed, in UTF-8."""
        names = "".join(name + "\n" for name in sorted(self.entities))
        return sha256(names.encode("utf-8")).hexdigest()


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One version of one preference under its receipt code.

    `approves` may be empty (no preference). `state` is one of STATES. `replaces` is the receipt of
    the version before it. `entity` and `groups` are given only where positions are public.
    """

    receipt: str
    approves: tuple[str, ...]
    state: str
    replaces: str | None = None
    entity: str | None = None
    groups: tuple[str, ...] = ()


def counting(
    *,
    answers: Sequence[Answer],
    options: Sequence[Option],
    cap: int | None,
    public: bool,
    register_size: int,
) -> tuple[Ballot, ...]:
    """The ballots that count: the last version of each chain that is not held, late or set aside.

    `answers` stand in the order of the file. Raises RecordError where a row cannot be, or says of
    itself that it counts when it does not, or the reverse.
    """
    rows = {answer.receipt: index for index, answer in enumerate(answers, start=2)}
    if len(rows) != len(answers):
        raise RecordError("a receipt code stands on two rows.")
    codes = {option.code for option in options}
    for answer in answers:
        _check_answer(answer, rows[answer.receipt], codes, cap, public)
    in_force = _in_force(answers, rows)
    _check_states(answers, rows, in_force)
    if public:
        _check_entities(in_force, rows)
    if len(in_force) > register_size:
        raise RecordError(f"{len(in_force)} answers count, but the register has {register_size}.")
    standing = {option.code for option in options if not option.withdrawn}
    return tuple(
        Ballot(
            voter=answer.receipt,
            approved=frozenset(answer.approves) & standing,
            groups=answer.groups,
        )
        for answer in in_force
    )


def _check_answer(answer: Answer, row: int, codes: set[str], cap: int | None, public: bool) -> None:
    if not answer.receipt:
        raise RecordError("the receipt code is empty.", row=row)
    if answer.state not in STATES:
        raise RecordError(f"there is no state {answer.state!r}.", row=row)
    if len(set(answer.approves)) != len(answer.approves):
        raise RecordError("an option is approved twice.", row=row)
    for code in answer.approves:
        if code not in codes:
            raise RecordError(f"{code} is not an option of the question.", row=row)
    if cap is not None and len(answer.approves) > cap:
        raise RecordError(
            f"{len(answer.approves)} options are approved; at most {cap} may be.", row=row
        )
    if not public and (answer.entity is not None or answer.groups):
        raise RecordError("names or groups although positions are not public.", row=row)
    if public and not answer.entity:
        raise RecordError("no name although positions are public.", row=row)


def _in_force(answers: Sequence[Answer], rows: Mapping[str, int]) -> list[Answer]:
    """Live answers that no live answer replaces, directly or through versions that are out."""
    by_receipt = {answer.receipt: answer for answer in answers}
    superseded: set[str] = set()
    for answer in answers:
        chain = _chain(answer, by_receipt, rows)
        before = next((older for older in chain if older.state not in OUT), None)
        if before is not None and answer.state not in OUT:
            superseded.add(before.receipt)
    live = [answer for answer in answers if answer.state not in OUT]
    in_force = [answer for answer in live if answer.receipt not in superseded]
    _refuse_two_of_one_chain(in_force, by_receipt, rows)
    return in_force


def _chain(
    answer: Answer, by_receipt: Mapping[str, Answer], rows: Mapping[str, int]
) -> list[Answer]:
    """The versions before an answer, newest first."""
    older: list[Answer] = []
    seen = {answer.receipt}
    at = answer
    while at.replaces is not None:
        if at.replaces not in by_receipt:
            raise RecordError(
                f"it replaces {at.replaces}, which is not in the file.", row=rows[at.receipt]
            )
        if at.replaces in seen:
            raise RecordError("answers replace each other in a circle.", row=rows[answer.receipt])
        at = by_receipt[at.replaces]
        seen.add(at.receipt)
        older.append(at)
    return older


def _refuse_two_of_one_chain(
    in_force: Sequence[Answer], by_receipt: Mapping[str, Answer], rows: Mapping[str, int]
) -> None:
    """Two versions that go back to the same first answer are two answers of one voter."""
    roots: set[str] = set()
    for answer in in_force:
        root = ([answer] + _chain(answer, by_receipt, rows))[-1].receipt
        if root in roots:
            raise RecordError(
                "a second version of the same answer counts.", row=rows[answer.receipt]
            )
        roots.add(root)


def _check_states(
    answers: Sequence[Answer], rows: Mapping[str, int], in_force: Sequence[Answer]
) -> None:
    counts = {answer.receipt for answer in in_force}
    for answer in answers:
        if answer.state in COUNTING and answer.receipt not in counts:
            raise RecordError("it is said to count, but a later one replaces it.",
                              row=rows[answer.receipt])  # fmt: skip
        if answer.state == "replaced" and answer.receipt in counts:
            raise RecordError("it is said to be replaced, but nothing in force replaces it.",
                              row=rows[answer.receipt])  # fmt: skip


def _check_entities(in_force: Sequence[Answer], rows: Mapping[str, int]) -> None:
    seen: set[str | None] = set()
    for answer in in_force:
        if answer.entity in seen:
            raise RecordError(f"{answer.entity} answers twice.", row=rows[answer.receipt])
        seen.add(answer.entity)


def outcome_as_written(outcome: Outcome) -> dict[str, Any]:
    """An outcome in exact values only: integers, texts, and fractions as "p/q"."""
    coverage = outcome.coverage
    return {
        "voters": outcome.voters,
        "answered": outcome.answered,
        "winners": [list(options) for options in outcome.winners],
        "chosen": list(outcome.chosen),
        "scores": dict(outcome.scores),
        "margin": outcome.margin,
        "silent_margin": outcome.silent_margin,
        "coverage": {
            "all": f"{coverage.all.part}/{coverage.all.whole}",
            "groups": {
                label: f"{share.part}/{share.whole}" for label, share in coverage.groups.items()
            },
        },
        "tie_break": {
            "declared": outcome.tie_break.declared,
            "step": outcome.tie_break.step,
            "contenders": [list(options) for options in outcome.tie_break.contenders],
            "digests": list(outcome.tie_break.digests),
        },
    }
