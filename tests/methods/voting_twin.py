"""Slow, obviously right twins of the count, and makers of random profiles and records."""

from collections.abc import Iterable
from datetime import UTC, datetime
from fractions import Fraction
from itertools import chain, combinations, combinations_with_replacement
from random import Random

from intersession.methods.voting import Answer, Ballot, Option, Question, Register

Set = tuple[str, ...]
LETTERS = "ABCDEFGHIJKL"


def ballots(*approved: Iterable[str]) -> list[Ballot]:
    return [Ballot(voter=f"v{i:03}", approved=frozenset(a)) for i, a in enumerate(approved)]


def many(**numbers: int) -> list[Ballot]:
    """`many(ab=3, c=1)`: three voters for a and b, one for c."""
    return ballots(*chain.from_iterable([list(k)] * n for k, n in numbers.items()))


def worth(rule: str, ballot: Iterable[str], options: Iterable[str]) -> Fraction:
    common = len(set(ballot) & set(options))
    if rule == "av":
        return Fraction(common)
    if rule == "cc":
        return Fraction(min(common, 1))
    return sum((Fraction(1, place) for place in range(1, common + 1)), Fraction(0))


def total(rule: str, approved: list[frozenset[str]], options: Set) -> Fraction:
    return sum((worth(rule, ballot, options) for ballot in approved), Fraction(0))


def winners(rule: str, approved: list[frozenset[str]], options: Iterable[str], k: int) -> list[Set]:
    sets = list(combinations(sorted(options), k))
    best = max(total(rule, approved, s) for s in sets)
    return [s for s in sets if total(rule, approved, s) == best]


class Exhaustive:
    """Margins by trying everything: every set of voters, every way they could answer."""

    def __init__(self, rule: str, options: str, k: int, cap: int | None) -> None:
        self.sets = list(combinations(sorted(options), k))
        sizes = range((len(options) if cap is None else min(cap, len(options))) + 1)
        self.allowed = [frozenset(c) for size in sizes for c in combinations(options, size)]
        self.vector = {
            frozenset(c): tuple(int(60 * worth(rule, c, s)) for s in self.sets)
            for size in range(len(options) + 1)
            for c in combinations(options, size)
        }

    def best(self, vectors: Iterable[tuple[int, ...]]) -> set[int]:
        sums = [0] * len(self.sets)
        for vector in vectors:
            sums = [a + b for a, b in zip(sums, vector, strict=True)]
        return {i for i, s in enumerate(sums) if s == max(sums)}

    def margin(self, approved: list[frozenset[str]]) -> int | None:
        now = self.best(self.vector[b] for b in approved)
        if len(now) > 1:
            return 0
        for number in range(1, len(approved) + 1):
            for keep in set(combinations(sorted(approved, key=sorted), len(approved) - number)):
                if self._can_change(keep, number, now):
                    return number
        return None

    def silent_margin(self, approved: list[frozenset[str]], silent: int) -> int | None:
        now = self.best(self.vector[b] for b in approved)
        if len(now) > 1:
            return 0
        tries = range(1, silent + 1)
        return next((n for n in tries if self._can_change(tuple(approved), n, now)), None)

    def _can_change(self, keep: tuple[frozenset[str], ...], number: int, now: set[int]) -> bool:
        kept = [self.vector[b] for b in keep]
        return any(
            self.best([*kept, *(self.vector[b] for b in new)]) - now
            for new in combinations_with_replacement(self.allowed, number)
        )


def random_approvals(
    rng: Random, options: str, voters: int, cap: int | None = None
) -> list[frozenset[str]]:
    """Some options are liked far more than others, so that margins of all sizes come up."""
    chance = {option: rng.choice([0.1, 0.3, 0.5, 0.9]) for option in options}
    approved = []
    for _ in range(voters):
        wish = [o for o in options if rng.random() < chance[o]]
        rng.shuffle(wish)
        approved.append(frozenset(wish[:cap]))
    return approved


OPENED = datetime(2011, 10, 20, 8, tzinfo=UTC)
CLOSED = datetime(2011, 11, 3, 17, tzinfo=UTC)


def question(options: str = "ABC", withdrawn: str = "", **settings: object) -> Question:
    values: dict[str, object] = {
        "slug": "topics-2012",
        "kind": "choose",
        "wording": {"en": "Which topics?", "fr": "Quels thèmes ?"},
        "options": tuple(
            Option(code=o, titles={"en": f"Topic {o}"}, joined=o == "C", withdrawn=o in withdrawn)
            for o in options
        ),
        "seats": 2,
        "rule": "av",
        "cap": None,
        "ties": "lex",
        "positions": "administration",
        "opened": OPENED,
        "closed": CLOSED,
    }
    return Question(**(values | settings))  # type: ignore[arg-type]


def register(size: int) -> Register:
    return Register(entities=tuple(f"entity-{i:03}" for i in range(size)))


def random_answers(
    rng: Random, options: str, entities: Register, cap: int | None, public: bool
) -> list[Answer]:
    """A life of every state: versions replaced, held, late, accepted late, set aside."""
    answers = []
    for entity in entities.entities:
        replaces = None
        states = rng.choice(
            [[], ["counted"], ["counted"], ["counted"], ["late"], ["late_accepted"],
             ["counted", "held"], ["held"], ["replaced", "counted"], ["set_aside", "counted"],
             ["counted", "set_aside"], ["replaced", "late_accepted"], ["counted", "late"],
             ["replaced", "held", "replaced", "set_aside", "counted", "late"]]
        )  # fmt: skip
        for state in states:
            receipt = "".join(rng.choices("0123456789ABCDEFGHJKMNPQRSTVWXYZ", k=12))
            answers.append(
                Answer(
                    receipt=receipt,
                    approves=tuple(random_approvals(rng, options, 1, cap)[0]),
                    state=state,
                    replaces=replaces,
                    entity=entity if public else None,
                    groups=(rng.choice(["Africa", "Asia"]),) if public else (),
                )
            )
            replaces = receipt
    rng.shuffle(answers)
    return answers
