"""Preferences as big integers: one bit per voter who answered, one integer per option.

Set operations on voters are then single operations on integers, and a count is a population count.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ._model import Ballot, VotingError


@dataclass(frozen=True, kw_only=True)
class Profile:
    """Who approves what.

    `supporters[option]` has bit i set when answered voter i approves it. `weights` pairs each
    weight with the voters who carry it. `silent` is the weight of each voter who has not answered,
    largest first. `groups` maps a label to the answered voters who carry it.
    """

    options: tuple[str, ...]
    supporters: Mapping[str, int]
    answered: int
    weights: tuple[tuple[int, int], ...]
    silent: tuple[int, ...]
    groups: Mapping[str, int]

    def voices(self, voters: int) -> int:
        """Sum of the weights of a set of voters."""
        if len(self.weights) == 1:
            return self.weights[0][0] * voters.bit_count()
        return sum(weight * (voters & carriers).bit_count() for weight, carriers in self.weights)

    def everyone(self) -> int:
        return (1 << self.answered) - 1

    def supporters_of_any(self, options: Iterable[str]) -> int:
        voters = 0
        for option in options:
            voters |= self.supporters[option]
        return voters

    def merged(self, first: str, second: str) -> "Profile":
        """The same voters if two options were one, which keeps the code of the first."""
        supporters = dict(self.supporters)
        supporters[first] |= supporters.pop(second)
        return self._with(supporters)

    def without(self, option: str) -> "Profile":
        """The same voters if an option had not stood."""
        return self._with({o: voters for o, voters in self.supporters.items() if o != option})

    def _with(self, supporters: Mapping[str, int]) -> "Profile":
        return Profile(
            options=tuple(sorted(supporters)),
            supporters=supporters,
            answered=self.answered,
            weights=self.weights,
            silent=self.silent,
            groups=self.groups,
        )


def build(
    *, ballots: Iterable[Ballot], options: Iterable[str], cap: int | None, silent: int
) -> Profile:
    """Check the preferences and turn them into a profile. Order of the inputs does not matter."""
    codes = _checked_options(options)
    known = frozenset(codes)
    ordered = sorted(ballots, key=lambda ballot: ballot.voter)
    _refuse_repeated_voters(ordered)
    for ballot in ordered:
        _check(ballot, known, cap)
    answered = [ballot for ballot in ordered if ballot.approved]
    unanswered = [ballot.weight for ballot in ordered if not ballot.approved]
    return Profile(
        options=codes,
        supporters=_bits(codes, [(ballot.approved) for ballot in answered]),
        answered=len(answered),
        weights=_carriers(answered),
        silent=tuple(sorted(unanswered + [1] * silent, reverse=True)),
        groups=_groups(answered),
    )


def _checked_options(options: Iterable[str]) -> tuple[str, ...]:
    codes = sorted(options)
    for first, second in zip(codes, codes[1:], strict=False):
        if first == second:
            raise VotingError(f"Option {first} is named twice.", code="option-twice", option=first)
    for code in codes:
        # The lot joins codes with ";", so a code that holds one would make two sets look alike.
        if not code or ";" in code:
            raise VotingError(
                f"{code!r} cannot be the code of an option.", code="option-code", option=code
            )
    return tuple(codes)


def _refuse_repeated_voters(ordered: Sequence[Ballot]) -> None:
    for first, second in zip(ordered, ordered[1:], strict=False):
        if first.voter == second.voter:
            raise VotingError(
                f"Voter {first.voter} answers twice.", code="voter-twice", voter=first.voter
            )


def _check(ballot: Ballot, known: frozenset[str], cap: int | None) -> None:
    if ballot.weight < 1:
        raise VotingError(
            f"Voter {ballot.voter} has weight {ballot.weight}; a weight is 1 or more.",
            code="weight",
            voter=ballot.voter,
            weight=ballot.weight,
        )
    if not ballot.approved <= known:
        option = min(ballot.approved - known)
        raise VotingError(
            f"Voter {ballot.voter} approves {option}, which is not an option.",
            code="unknown-option",
            voter=ballot.voter,
            option=option,
        )
    if cap is not None and len(ballot.approved) > cap:
        raise VotingError(
            f"Voter {ballot.voter} approves {len(ballot.approved)} options; at most {cap} may be.",
            code="over-cap",
            voter=ballot.voter,
            approved=len(ballot.approved),
            cap=cap,
        )


def _bits(keys: Sequence[str], rows: Sequence[Iterable[str]]) -> dict[str, int]:
    """For each key the set of rows that hold it, as bits. Bytes first: they grow in place."""
    columns = {key: bytearray(len(rows) // 8 + 1) for key in keys}
    for row, held in enumerate(rows):
        byte, bit = row >> 3, 1 << (row & 7)
        for key in held:
            columns[key][byte] |= bit
    return {key: int.from_bytes(column, "little") for key, column in columns.items()}


def _carriers(answered: Sequence[Ballot]) -> tuple[tuple[int, int], ...]:
    weights = sorted({ballot.weight for ballot in answered}) or [1]
    carriers = _bits([str(w) for w in weights], [(str(ballot.weight),) for ballot in answered])
    return tuple((weight, carriers[str(weight)]) for weight in weights)


def _groups(answered: Sequence[Ballot]) -> dict[str, int]:
    labels = sorted({label for ballot in answered for label in ballot.groups})
    return _bits(labels, [ballot.groups for ballot in answered])
