"""One value of a column in JSON, and back. Writing what was read gives the same bytes."""

import base64
import math
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db import models

MICROSECONDS = "%Y-%m-%dT%H:%M:%S.%fZ"


class Unfit(TypeError):
    """A table that an archive cannot hold as it is; for whoever wrote the table."""


@dataclass(frozen=True, kw_only=True)
class Shape:
    """`read` raises ValueError or TypeError. `words` says what the value should have been."""

    words: str
    write: Callable[[Any], Any]
    read: Callable[[Any], Any]


def shape_of(field: "models.Field[Any, Any]") -> Shape:
    """Raises Unfit for a kind of field that has no shape yet."""
    for kinds, shape in SHAPES:
        if isinstance(field, kinds):
            return shape
    raise Unfit(f"{field} is a {type(field).__name__}: give it a shape in desk.archive.values.")


def plain(value: Any) -> Any:
    """JSON as every database gives it back: one keeps 2.0, another makes it 2."""
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, list):
        return [plain(part) for part in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _moment(value: datetime) -> str:
    # Not strftime alone: it writes years before 1000 with fewer figures.
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def _read_moment(value: Any) -> datetime:
    return datetime.strptime(value, MICROSECONDS).replace(tzinfo=UTC)


def _is(kind: type) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if type(value) is not kind:
            raise TypeError
        return value

    return read


def _read_number(value: Any) -> float:
    if type(value) not in (int, float) or not math.isfinite(value):
        raise TypeError
    return float(value)


def _read_decimal(value: Any) -> Decimal:
    number = Decimal(_is(str)(value))
    if not number.is_finite():
        raise ValueError
    return number


def _same(value: Any) -> Any:
    return value


_PER_SECOND = 1_000_000
# The first kind that fits: a DateTimeField is a DateField too.
SHAPES: tuple[tuple[Any, Shape], ...] = (
    (models.BooleanField, Shape(words="true or false", write=bool, read=_is(bool))),
    (
        models.DateTimeField,
        Shape(words="a moment as 2011-10-20T16:00:00.000000Z", write=_moment, read=_read_moment),
    ),
    (
        models.DateField,
        Shape(words="a day as 2011-10-20", write=date.isoformat, read=date.fromisoformat),
    ),
    (
        models.TimeField,
        Shape(
            words="an hour as 10:00:00.000000",
            write=lambda value: value.isoformat(timespec="microseconds"),
            read=time.fromisoformat,
        ),
    ),
    (
        models.DurationField,
        Shape(
            words="a number of microseconds",
            write=lambda value: (
                (value.days * 86_400 + value.seconds) * _PER_SECOND + value.microseconds
            ),
            read=lambda value: timedelta(microseconds=_is(int)(value)),
        ),
    ),
    (
        models.DecimalField,
        Shape(
            words="a number with decimals, as text",
            write=lambda value: format(value, "f"),
            read=_read_decimal,
        ),
    ),
    (models.FloatField, Shape(words="a number", write=plain, read=_read_number)),
    (models.IntegerField, Shape(words="a whole number", write=int, read=_is(int))),
    (
        models.UUIDField,
        Shape(words="an identifier as eight-four-four-four-twelve", write=str, read=uuid.UUID),
    ),
    (models.JSONField, Shape(words="JSON", write=plain, read=_same)),
    (
        models.BinaryField,
        Shape(
            words="octets in base 64",
            write=lambda value: base64.b64encode(bytes(value)).decode(),
            read=lambda value: base64.b64decode(value, validate=True),
        ),
    ),
    (
        (models.CharField, models.TextField, models.FileField),
        Shape(words="text", write=str, read=_is(str)),
    ),
)
