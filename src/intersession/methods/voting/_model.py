"""What goes into a count and what comes out of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from intersession.methods.base import MethodError, Remark

RULES = ("av", "pav", "cc", "equal-shares")
LEX = "lex"

OptionSet = tuple[str, ...]
"""A set of options, its codes in code-point order."""


class VotingError(MethodError):
    """The preferences, options or settings allow no count."""


@dataclass(frozen=True, kw_only=True)
class Ballot:
    """One voter's preference: the codes approved (none: has not answered).

    `weight` is the number of voices (1 for Members). `groups` are labels for coverage by group.
    """

    voter: str
    approved: frozenset[str]
    weight: int = 1
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Share:
    """`part` voters of `whole`; `share` is None when there is nobody."""

    part: int
    whole: int

    @property
    def share(self) -> Fraction | None:
        return Fraction(self.part, self.whole) if self.whole else None


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """Voters who answered and have at least one of their options in the chosen set."""

    all: Share
    groups: Mapping[str, Share]


@dataclass(frozen=True, kw_only=True)
class TieBreak:
    """How one of several winning sets was chosen.

    `step` is what decided: none, coverage, lex or lot. `contenders` are the sets that reached the
    last step, in its order; `digests` (lot only) are their SHA-256 in hexadecimal.
    """

    declared: str
    step: str
    contenders: tuple[OptionSet, ...]
    digests: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Overlap:
    """Voters who approve both of two options, and either. Jaccard = both / either, 0 if nobody."""

    first: str
    second: str
    both: int
    either: int

    @property
    def jaccard(self) -> Fraction:
        return Fraction(self.both, self.either) if self.either else Fraction(0)


@dataclass(frozen=True, kw_only=True)
class Merge:
    """The count if two options were one. A winning set that holds the merged option names both.

    `enters`: the merged option is chosen although neither of the two is chosen now.
    """

    first: str
    second: str
    winners: tuple[OptionSet, ...]
    chosen: OptionSet
    enters: bool


@dataclass(frozen=True, kw_only=True)
class Without:
    """The count if one option had not stood.

    `changes`: some other option enters or leaves the chosen set, beyond one taking the free seat.
    """

    option: str
    winners: tuple[OptionSet, ...]
    chosen: OptionSet
    changes: bool


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """A count and everything the brief shows beside it.

    `scores` are approvals per option (in voices) whatever the rule; `value` is the score of a
    winning set under the rule, None for equal shares, which gives sets no score. `margin` and
    `silent_margin` count voters; None when nothing could change the outcome, or when the rule has
    no exact method (then a remark says so).
    """

    rule: str
    seats: int
    cap: int | None
    ties: str
    options: OptionSet
    voters: int
    answered: int
    winners: tuple[OptionSet, ...]
    chosen: OptionSet
    scores: Mapping[str, int]
    value: Fraction | None
    tie_break: TieBreak
    coverage: Coverage
    margin: int | None
    silent_margin: int | None
    others: Mapping[str, tuple[OptionSet, ...]]
    overlap: tuple[Overlap, ...]
    merges: tuple[Merge, ...]
    withouts: tuple[Without, ...]
    remarks: tuple[Remark, ...]
