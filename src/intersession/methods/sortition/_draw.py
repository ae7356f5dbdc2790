"""The file of a draw: what went in, the lottery, the seed and the room, row chained to row.

JSON Lines in UTF-8. The first row holds rules, seed and engine; then one row a candidate, one a
room with its weight out of 2**48, and a last row with chances and the room drawn; chained as
`methods.chained` says.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from typing import Any

from intersession.methods.chained import chained

from ._kinds import checked
from ._model import Candidate, Lottery, Room, Rules, SortitionError
from ._program import highs
from ._tickets import ticket

FORMAT, VERSION = "intersession-draw", 1
WHOLE = 16**12
METHOD = "leximin-2"  # changes where the same inputs may give another lottery


@dataclass(frozen=True, kw_only=True)
class DrawFile:
    """The bytes of the file, and the digest of its last row to publish."""

    content: bytes
    digest: str


def write_draw(
    *,
    candidates: Iterable[Candidate],
    rules: Rules,
    seed: str,
    origin: str,
    lottery: Lottery,
    tolerance: float = 1e-8,
) -> DrawFile:
    """Write the draw that `lottery(candidates=…, rules=…, seed=…)` made. `origin` says in words
    how the seed came about. Of the attributes only those stand there that the rules ask for."""
    if lottery.drawn is None:
        raise SortitionError("No room was drawn: there was no seed.", code="no-seed")
    people = checked(candidates, rules)
    rooms = [(room, _units(chance)) for room, chance in sorted(lottery.rooms)]
    if sum(units for _, units in rooms) != WHOLE:
        raise SortitionError("The weights of the rooms do not add up.", code="weights")
    rows = [
        {
            "type": "draw",
            "format": FORMAT,
            "version": VERSION,
            "engine": engine(),
            "rules": asdict(rules),
            "seed": seed,
            "origin": origin,
            "tolerance": tolerance,
            "candidates": len(people),
            "rooms": len(rooms),
        },
        *(_candidate(each, asked(rules)) for each in people),
        *({"type": "room", "units": units, "room": list(room)} for room, units in rooms),
        {
            "type": "outcome",
            "chances": dict(lottery.chances),
            "certificate": {
                "upper": lottery.upper,
                "achieved": lottery.achieved,
                "gap": lottery.gap,
            },
            "rooms_sha256": rooms_digest(rooms),
            "drawn": list(lottery.drawn),
        },
    ]
    content, digest = chained(rows)
    return DrawFile(content=content, digest=digest)


def drawn_by(*, lottery: Lottery, seed: str) -> Lottery:
    """The same lottery with the room that the seed gives."""
    if seed == "":
        raise SortitionError("A seed needs at least one character.", code="no-seed")
    number, passed = ticket(seed) * WHOLE, 0
    for room, chance in sorted(lottery.rooms):
        passed += _units(chance)
        if passed > number:
            return replace(lottery, drawn=room)
    raise SortitionError("The weights of the rooms do not add up.", code="weights")


def engine() -> Mapping[str, str]:
    """What made the lottery: another solver may find another one that is as fair."""
    return {"method": METHOD, "highs": str(highs()._core._Highs().version())}


def asked(rules: Rules) -> frozenset[str]:
    """The features that the rules ask for."""
    return frozenset(feature for quota in rules.quotas for feature, _ in quota.values)


def rooms_digest(rooms: Iterable[tuple[Room, int]]) -> str:
    """SHA-256 of each room on a line: its weight and its people, with tabs between."""
    text = "".join("\t".join([str(units), *room]) + "\n" for room, units in rooms)
    return sha256(text.encode("utf-8")).hexdigest()


def _units(chance: float) -> int:
    return round(chance * WHOLE)


def _candidate(each: Candidate, features: frozenset[str]) -> dict[str, Any]:
    row = asdict(each)
    known = {name: value for name, value in each.attributes.items() if name in features}
    return {"type": "candidate", **row, "attributes": known}
