"""Reading the file of a draw, and making the draw again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from intersession.methods.chained import read_chained, shaped

from ._draw import FORMAT, VERSION, WHOLE, engine, rooms_digest
from ._lottery import lottery
from ._measure import broken
from ._model import Candidate, Quota, Room, Rules, Share, SortitionError
from ._progress import Progress
from ._tickets import ticket

NEAR = 1e-6  # chances of another solver that differ by less are the same


class DrawError(SortitionError):
    """The file was altered, or says what cannot be; `row` is the row of the file, from 1."""

    def __init__(self, message: str, *, row: int) -> None:
        super().__init__(f"Row {row}: {message}", code="draw")
        self.row = row

    @classmethod
    def at(cls, message: str, row: int) -> "DrawError":
        return cls(message, row=row)


@dataclass(frozen=True, kw_only=True)
class Draw:
    """A draw as its file tells it."""

    candidates: tuple[Candidate, ...]
    rules: Rules
    seed: str
    origin: str
    tolerance: float
    engine: Mapping[str, str]
    rooms: tuple[tuple[Room, int], ...]
    chances: Mapping[str, float]
    gap: float
    drawn: Room
    digest: str

    @property
    def rows(self) -> int:
        return len(self.candidates) + len(self.rooms) + 2


@dataclass(frozen=True, kw_only=True)
class Again:
    """A draw made again: `exact` where every room and weight came out again; else (with another
    solver) the chances came out again, and the room by the weights of the file."""

    drawn: Room
    exact: bool


def read_draw(content: bytes) -> Draw:
    """Check the chain, the rooms and the room drawn. Raises DrawError with the row."""
    rows = read_chained(content, DrawError.at)
    header, last = rows[0], rows[-1]
    if header.get("format") != FORMAT or header.get("version") != VERSION:
        raise DrawError(f"this is not {FORMAT} version {VERSION}.", row=1)
    number = _shaped(1, lambda: int(header["candidates"]))
    wanted = _shaped(1, lambda: number + int(header["rooms"]) + 2)
    if len(rows) != wanted or last.get("type") != "outcome":
        raise DrawError("rows are missing, or too many.", row=min(len(rows), wanted))
    draw: Draw = _shaped(1, lambda: _draw(header, rows, number))
    _check(draw, last)
    return draw


def run_again(draw: Draw, *, progress: Callable[[Progress], None] | None = None) -> Again:
    """Make the lottery again from the candidates and rules, and draw by the seed. Raises DrawError
    where another room, or other chances, come out. A search that was ended by its time says in its
    gap how far the chances may be from those that come out now."""
    found = lottery(
        candidates=draw.candidates,
        rules=draw.rules,
        seed=draw.seed,
        tolerance=draw.tolerance,
        progress=progress,
    )
    rooms = tuple((room, round(chance * WHOLE)) for room, chance in sorted(found.rooms))
    if rooms == draw.rooms and found.drawn == draw.drawn:
        return Again(drawn=draw.drawn, exact=True)
    off = max(abs(found.chances[id] - chance) for id, chance in draw.chances.items())
    if off > max(NEAR, draw.gap):
        said = f"the chances differ by up to {off:.1e} from what comes out now"
        raise DrawError(f"{said} (made with {dict(draw.engine)}, now {engine()}).", row=draw.rows)
    return Again(drawn=draw.drawn, exact=False)


def _shaped(number: int, read: Callable[[], Any]) -> Any:
    return shaped(number, read, DrawError.at)


def _draw(header: dict[str, Any], rows: list[dict[str, Any]], number: int) -> Draw:
    people, rooms, last = rows[1 : number + 1], rows[number + 1 : -1], rows[-1]
    return Draw(
        candidates=tuple(_shaped(row["row"], partial(_candidate, row)) for row in people),
        rules=_rules(header["rules"]),
        seed=str(header["seed"]),
        origin=str(header["origin"]),
        tolerance=float(header["tolerance"]),
        engine=dict(header["engine"]),
        rooms=tuple(_shaped(row["row"], partial(_room, row)) for row in rooms),
        chances=_shaped(last["row"], lambda: dict(last["chances"])),
        gap=_shaped(last["row"], lambda: float(last["certificate"]["gap"])),
        drawn=_shaped(last["row"], lambda: tuple(last["drawn"])),
        digest=last["digest"],
    )


def _candidate(row: dict[str, Any]) -> Candidate:
    names = Candidate.__dataclass_fields__
    return Candidate(**{name: row[name] for name in names})


def _room(row: dict[str, Any]) -> tuple[Room, int]:
    return tuple(str(id) for id in row["room"]), int(row["units"])


def _rules(said: dict[str, Any]) -> Rules:
    quotas = (
        Quota(**{**quota, "values": tuple((str(f), str(v)) for f, v in quota["values"])})
        for quota in said["quotas"]
    )
    low, high = said["seats"]
    share = None if said["share"] is None else Share(**said["share"])
    return Rules(**{**said, "quotas": tuple(quotas), "seats": (low, high), "share": share})


def _check(draw: Draw, last: dict[str, Any]) -> None:
    """The lottery of the file holds without any solver: rooms, weights, chances, the draw."""
    ends = draw.rows
    if sum(units for _, units in draw.rooms) != WHOLE:
        raise DrawError("the weights of the rooms do not add up to 2**48.", row=ends)
    if last.get("rooms_sha256") != rooms_digest(draw.rooms):
        raise DrawError("the digest of the rooms is another.", row=ends)
    chances = dict.fromkeys((each.id for each in draw.candidates), 0)
    for number, (room, units) in enumerate(draw.rooms, start=len(draw.candidates) + 2):
        if not chances.keys() >= set(room) or broken(draw.candidates, draw.rules, room):
            raise DrawError("the room does not meet the rules.", row=number)
        for id in room:
            chances[id] += units
    if {id: units / WHOLE for id, units in chances.items()} != dict(draw.chances):
        if any(abs(chances[id] / WHOLE - draw.chances.get(id, 2.0)) > 1e-9 for id in chances):
            raise DrawError("the chances are not those of the rooms.", row=ends)
    if draw.drawn != _by_ticket(draw):
        raise DrawError("the seed gives another room than the one drawn.", row=ends)


def _by_ticket(draw: Draw) -> Room | None:
    number, passed = ticket(draw.seed) * WHOLE, 0
    for room, units in draw.rooms:
        passed += units
        if passed > number:
            return room
    return None
