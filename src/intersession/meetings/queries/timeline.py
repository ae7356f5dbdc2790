"""Items of one day as rows of a table, with a column for each room where some are parallel."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Protocol

from intersession.ui.dates import hour


class Placed(Protocol):
    """What a timeline asks of an item. `column`: its room, "" without one."""

    @property
    def starts_at(self) -> datetime | None: ...
    @property
    def ends_at(self) -> datetime | None: ...
    @property
    def column(self) -> str: ...


@dataclass(frozen=True, kw_only=True)
class Cell:
    """`column` is None in a row of one item, which goes over all columns."""

    column: str | None
    items: tuple[Any, ...]


@dataclass(frozen=True, kw_only=True)
class Row:
    """Items that overlap, in their columns. Without cells it is the time between two rows."""

    starts_at: datetime | None
    ends_at: datetime | None
    cells: tuple[Cell, ...]

    @property
    def minutes(self) -> int:
        """Between its two hours; 0 when one of them is not known."""
        if self.starts_at is None or self.ends_at is None:
            return 0
        return int((self.ends_at - self.starts_at).total_seconds() // 60)


def by_days(items: Iterable[Any], zone: Any) -> dict[date | None, list[Any]]:
    """By day at the place; items without an hour stand with the ones before."""
    days: dict[date | None, list[Any]] = {}
    last: date | None = None
    for item in items:
        last = item.starts_at.astimezone(zone).date() if item.starts_at else last
        days.setdefault(last, []).append(item)
    return days


def columns(items: Sequence[Placed]) -> list[str]:
    """Rooms in which something is parallel, in the order in which they come; else none."""
    parallel = [block for block in _blocks(items) if len(block) > 1]
    return list(dict.fromkeys(item.column for block in parallel for item in block))


def rows(items: Sequence[Placed]) -> list[Row]:
    heads = columns(items)
    found: list[Row] = []
    until: datetime | None = None
    for block in _blocks(items):
        begins, ends = _span(block)
        if until and begins and begins > until:
            found.append(Row(starts_at=until, ends_at=begins, cells=()))
        found.append(Row(starts_at=begins, ends_at=ends, cells=tuple(_cells(block, heads))))
        until = max(ends, until) if ends and until else ends or (None if begins else until)
    return found


def hours_of(starts_at: datetime | None, ends_at: datetime | None, zone: str) -> str:
    """ "10:00–11:30"; in the hour that comes twice each of them says which one it is."""
    if starts_at is None:
        return ""
    first = hour(starts_at, "", zone)
    return f"{first}–{hour(ends_at, '', zone)}" if ends_at else first


def stamp(moment: datetime | None) -> str:
    """Minutes since 1970, for the script that moves items."""
    return str(int(moment.timestamp()) // 60) if moment else ""


def _blocks(items: Sequence[Placed]) -> Iterator[list[Placed]]:
    """Items that overlap, directly or through others; each alone where none does."""
    block: list[Placed] = []
    until = datetime.min.replace(tzinfo=UTC)
    for item in items:
        begins = item.starts_at
        if block and (begins is None or begins >= until):
            yield block
            block = []
        if begins is None:
            yield [item]
            continue
        # What has no length is parallel to what begins at the same moment.
        ends = item.ends_at or begins + timedelta(seconds=1)
        until = max(until, ends) if block else ends
        block.append(item)
    if block:
        yield block


def _span(block: list[Placed]) -> tuple[datetime | None, datetime | None]:
    begins = block[0].starts_at
    ends = [item.ends_at for item in block if item.ends_at]
    return begins, max(ends) if ends else None


def _cells(block: list[Placed], heads: list[str]) -> Iterator[Cell]:
    if len(block) == 1:
        yield Cell(column=None, items=tuple(block))
        return
    for head in heads:
        yield Cell(column=head, items=tuple(i for i in block if i.column == head))
