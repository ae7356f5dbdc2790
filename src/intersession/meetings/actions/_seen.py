"""Two officers at one row: what the later one read has changed."""

from collections.abc import Iterable

from django.db.models import Model

from intersession.access.guard import Refusal
from intersession.meetings import rules


def same_as_seen(row: Model, names: Iterable[str], seen: str | None, refusal: Refusal) -> None:
    """`seen`: `rules.version_of` the row as the writer read it; without one, last wins."""
    if seen and seen != rules.version_of(row, names):
        raise refusal
