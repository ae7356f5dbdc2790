"""How balanced a panel is: counted from plain values, without a name and without a query.

A person counts once in whatever is counted. A State may bear several labels at once, so the slices
of labels may add up to more than the persons; those of every other dimension add up exactly, with
`unsaid` for whom nothing is known.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Dimension(StrEnum):
    LABELS = "labels"  # origin, transit, destination
    REGION = "region"
    STAKEHOLDER = "stakeholder"
    SEX = "sex"
    CAPITAL = "capital"
    FORMER = "former"


SEVERAL = frozenset({Dimension.LABELS})
YES, NO = "yes", "no"
# What was declared of an Entity could be read off its name where fewer Entities speak.
FEWEST = 3


@dataclass(frozen=True, kw_only=True)
class Voice:
    """One part in one item, as it is counted. `person` and `entity` are keys, never shown."""

    person: str
    item: str
    entity: str = ""
    labels: frozenset[str] = frozenset()
    region: str = ""
    stakeholder: str = ""
    sex: str = ""
    from_capital: bool | None = None
    former: bool = False


@dataclass(frozen=True, kw_only=True)
class Share:
    """`slices`: how many persons bear each value, in the order that was asked for."""

    dimension: Dimension
    of: int
    slices: tuple[tuple[str, int], ...]
    unsaid: int
    withheld: bool = False

    @property
    def missing(self) -> tuple[str, ...]:
        """What nobody bears. Nothing is missing where nobody has said anything."""
        if self.withheld or self.unsaid == self.of:
            return ()
        return tuple(value for value, count in self.slices if not count)


@dataclass(frozen=True, kw_only=True)
class Tally:
    of: int
    shares: tuple[Share, ...]

    def share(self, dimension: Dimension) -> Share:
        return next(share for share in self.shares if share.dimension == dimension)


Wanted = Mapping[Dimension, Sequence[str]]


def tally(voices: Iterable[Voice], wanted: Wanted) -> Tally:
    """`wanted`: the values of each dimension in their order. What is borne and not wanted is
    counted behind them."""
    persons = _persons(voices)
    shares = tuple(_share(Dimension(one), persons, values) for one, values in wanted.items())
    return Tally(of=len(persons), shares=shares)


def by_item(voices: Iterable[Voice], wanted: Wanted) -> dict[str, Tally]:
    found: dict[str, list[Voice]] = {}
    for voice in voices:
        found.setdefault(voice.item, []).append(voice)
    return {item: tally(those, wanted) for item, those in found.items()}


def _persons(voices: Iterable[Voice]) -> list[Voice]:
    """The first part of each person: all parts of one say the same of that person."""
    first: dict[str, Voice] = {}
    for voice in voices:
        first.setdefault(voice.person, voice)
    return list(first.values())


def _share(dimension: Dimension, persons: Collection[Voice], values: Sequence[str]) -> Share:
    borne = [_borne(dimension, voice) for voice in persons]
    unsaid = sum(not those for those in borne)
    if dimension in SEVERAL and _few(persons):
        return Share(dimension=dimension, of=len(persons), slices=(), unsaid=unsaid, withheld=True)
    counted = Counter(value for those in borne for value in those)
    others = sorted(set(counted) - set(values))
    return Share(
        dimension=dimension,
        of=len(persons),
        slices=tuple((value, counted[value]) for value in (*values, *others)),
        unsaid=unsaid,
    )


def _few(persons: Collection[Voice]) -> bool:
    return 0 < len({voice.entity for voice in persons if voice.labels}) < FEWEST


def _borne(dimension: Dimension, voice: Voice) -> frozenset[str]:
    if dimension is Dimension.LABELS:
        return voice.labels
    plain = {
        Dimension.REGION: voice.region,
        Dimension.STAKEHOLDER: voice.stakeholder,
        Dimension.SEX: voice.sex,
        Dimension.CAPITAL: {None: "", True: YES, False: NO}[voice.from_capital],
        Dimension.FORMER: YES if voice.former else NO,
    }[dimension]
    return frozenset({plain} if plain else ())
