"""The method of equal shares, completed by the sequential rule of Phragmén.

Peters and Skowron 2020, "Proportionality and the Limits of Welfarism" (there called Rule X).
Each voice that answered starts with seats / voices, each option costs 1 and is paid for by its
supporters: equal payments, but nobody pays more than is left. The option whose largest payment is
smallest is bought first. When no option can be afforded any more and seats remain, money is handed
out to all voices at the same speed, on top of what is left, and each option is bought at the moment
its supporters can pay for it (seq-Phragmén with a warm start). Options nobody approves come last.

Where several options are equally good, each is followed: the answer is every set that some order of
breaking such ties leads to.
"""

from fractions import Fraction
from itertools import combinations

from ._model import VotingError
from ._profile import Profile

MOST_STATES = 3_000

Purses = tuple[tuple[Fraction, int], ...]
"""What a voice has left, and the voters with that much; sorted by money, voters disjoint."""

State = tuple[frozenset[str], bool, Purses]
"""Options bought so far, whether equal shares still buys, and what is left to whom."""

ONE = Fraction(1)


def winners(profile: Profile, seats: int, most: int = MOST_STATES) -> tuple[tuple[str, ...], ...]:
    """Every set the rule can lead to, each in order, the sets in order.

    Raises VotingError where more than `most` states would have to be followed.
    """
    voices = profile.voices(profile.everyone())
    share = Fraction(seats, voices) if voices else Fraction(0)
    start: State = (frozenset[str](), True, ((share, profile.everyone()),))
    found: set[tuple[str, ...]] = set()
    seen = {start}
    waiting = [start]
    while waiting:
        bought, sharing, purses = waiting.pop()
        if len(bought) == seats:
            found.add(tuple(sorted(bought)))
            continue
        standing = [o for o in profile.options if o not in bought and profile.supporters[o]]
        if not standing:
            found.update(_fill(profile.options, bought, seats))
            continue
        for state in _next(profile, standing, bought, sharing, purses):
            if state not in seen:
                seen.add(state)
                waiting.append(state)
        _refuse_too_many(len(seen), most)
    return tuple(sorted(found))


def _next(
    profile: Profile,
    standing: list[str],
    bought: frozenset[str],
    sharing: bool,
    purses: Purses,
) -> list[State]:
    """The states one purchase further: several when options tie."""
    if sharing:
        payments = {o: _largest_payment(profile, purses, o) for o in standing}
        affordable = {o: pay for o, pay in payments.items() if pay is not None}
        if affordable:
            least = min(affordable.values())
            tied = [o for o, pay in affordable.items() if pay == least]
            return [(bought | {o}, True, _pay(purses, profile.supporters[o], least)) for o in tied]
    waits = {o: _wait(profile, purses, o) for o in standing}
    soonest = min(waits.values())
    tied = [o for o, wait in waits.items() if wait == soonest]
    return [
        (bought | {o}, False, _earn_and_spend(purses, profile.supporters[o], soonest)) for o in tied
    ]


def _largest_payment(profile: Profile, purses: Purses, option: str) -> Fraction | None:
    """The smallest r with sum of min(money left, r) over supporters = 1; None if out of reach."""
    groups = [(money, profile.voices(voters & profile.supporters[option]))
              for money, voters in purses]  # fmt: skip
    missing, voices = ONE, sum(count for _, count in groups)
    for money, count in groups:
        if not count:
            continue
        if money * voices >= missing:
            return missing / voices
        missing -= money * count
        voices -= count
    return None


def _wait(profile: Profile, purses: Purses, option: str) -> Fraction:
    """How much each voice must still be given before the supporters hold 1 together."""
    held, voices = Fraction(0), 0
    for money, voters in purses:
        count = profile.voices(voters & profile.supporters[option])
        held += money * count
        voices += count
    return (ONE - held) / voices


def _pay(purses: Purses, supporters: int, payment: Fraction) -> Purses:
    after: dict[Fraction, int] = {}
    for money, voters in purses:
        _put(after, money, voters & ~supporters)
        _put(after, max(money - payment, Fraction(0)), voters & supporters)
    return tuple(sorted(after.items()))


def _earn_and_spend(purses: Purses, supporters: int, wait: Fraction) -> Purses:
    after: dict[Fraction, int] = {}
    for money, voters in purses:
        _put(after, money + wait, voters & ~supporters)
        _put(after, Fraction(0), voters & supporters)
    return tuple(sorted(after.items()))


def _put(purses: dict[Fraction, int], money: Fraction, voters: int) -> None:
    if voters:
        purses[money] = purses.get(money, 0) | voters


def _fill(options: tuple[str, ...], bought: frozenset[str], seats: int) -> list[tuple[str, ...]]:
    """Only options without any support remain: they are all alike."""
    rest = [option for option in options if option not in bought]
    return [tuple(sorted((*bought, *more))) for more in combinations(rest, seats - len(bought))]


def _refuse_too_many(states: int, most: int) -> None:
    if states > most:
        raise VotingError(
            f"Equal shares meets so many ties that more than {most:,} ways of breaking them "
            "would have to be followed.",
            code="too-many-ties",
            most=most,
        )
