"""Two officers at one row: what the later one read has changed."""

import hashlib
from collections.abc import Iterable

from django.db.models import Model

from intersession.access.guard import Refusal
from intersession.ledger.models import canonical


def print_of(row: Model, names: Iterable[str]) -> str:
    """The same for the same values of these fields."""
    values = canonical({name: getattr(row, name) for name in names})
    return hashlib.sha256(values.encode()).hexdigest()[:16]


def same_as_seen(row: Model, names: Iterable[str], seen: str | None, refusal: Refusal) -> None:
    if seen and seen != print_of(row, names):
        raise refusal
