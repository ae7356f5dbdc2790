from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import combinations
from typing import Any

from intersession.meetings.models import AgendaItem


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """`message`: a lazy sentence with %(name)s for each of `values`; `items`: uids it concerns.

    A `hint` may well be meant so; it is told after what cannot be.
    """

    code: str
    items: tuple[str, ...]
    message: Any
    values: dict[str, Any] = field(default_factory=dict)
    hint: bool = False

    @property
    def sentence(self) -> str:
        return str(self.message) % self.values


def together(rows: Sequence[AgendaItem], apart: int = 0) -> Iterator[tuple[AgendaItem, AgendaItem]]:
    """Pairs that overlap, or that stand less than `apart` minutes from each other. An item whose
    length is not known overlaps with what begins at the same moment."""
    timed = sorted((row for row in rows if row.starts_at), key=lambda row: (row.starts_at, row.pk))
    for first, second in combinations(timed, 2):
        assert first.starts_at and second.starts_at
        ends_at = first.starts_at + timedelta(minutes=(first.minutes or 0) + apart)
        if second.starts_at < ends_at or first.starts_at == second.starts_at:
            yield first, second
