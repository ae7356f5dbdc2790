"""A row of a table as a line of JSON. The fields of the model say how; nothing is listed here.

A row names another one by its public identifier, never by the key of the database: by `uid`, or
where a table has none by the columns that make it unique, as a list.
"""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import DecimalValidator
from django.db import models
from django.db.backends.base.operations import BaseDatabaseOperations

from intersession.desk.archive.holdings import left_fields
from intersession.desk.archive.values import Shape, Unfit, shape_of
from intersession.ledger.models import canonical

Model = type[models.Model]
Field = Any


class NoLine(ValueError):
    """Why a line is not a row; `column` is the name of a column, or a place in the line."""

    def __init__(self, sentence: str, column: str | int = "") -> None:
        super().__init__(sentence)
        self.sentence, self.column = sentence, column


@dataclass(frozen=True, kw_only=True)
class Column:
    """`paths` are what the database is asked for: more than one where the other row has no uid."""

    name: str
    field: Field
    paths: tuple[str, ...]
    shapes: tuple[Shape, ...]
    target: Model | None = None

    def write(self, values: tuple[Any, ...]) -> Any:
        if values[0] is None:
            return None
        written = [shape.write(value) for shape, value in zip(self.shapes, values, strict=True)]
        return written[0] if len(written) == 1 else written


@cache
def columns(model: Model) -> tuple[Column, ...]:
    """All that an archive holds of a table. Raises Unfit."""
    out = left_fields(model)
    return tuple(_column(field) for field in _fields(model) if field.name not in out)


def _fields(model: Model) -> list[Field]:
    if not isinstance(model._meta.pk, models.AutoField):
        raise Unfit(f"{model._meta.label} has a primary key of its own, which is not supported.")
    concrete = model._meta.concrete_fields
    return [field for field in concrete if not (field.primary_key or field.generated)]


def _column(field: Field) -> Column:
    if not field.is_relation:
        shapes = (shape_of(field),)
        return Column(name=field.name, field=field, paths=(field.name,), shapes=shapes)
    parts = tuple(_parts(field))
    return Column(
        name=field.name,
        field=field,
        paths=tuple(path for path, _shape in parts),
        shapes=tuple(shape for _path, shape in parts),
        target=field.related_model,
    )


def _parts(field: Field) -> list[tuple[str, Shape]]:
    """The columns that name the row to which `field` points, nested ones in their order."""
    if not field.is_relation:
        return [(field.name, shape_of(field))]
    found = []
    for name in key(field.related_model):
        inner = _parts(field.related_model._meta.get_field(name))
        found += [(f"{field.name}__{path}", shape) for path, shape in inner]
    return found


@cache
def key(model: Model) -> tuple[str, ...]:
    """The columns that name one row for ever: `uid`, else the first rule of uniqueness that
    leaves nothing empty. Raises Unfit."""
    meta: Any = model._meta
    unique = [(f.name,) for f in meta.concrete_fields if f.unique and not f.primary_key]
    unique += [
        tuple(rule.fields)
        for rule in meta.constraints
        if isinstance(rule, models.UniqueConstraint) and rule.fields and rule.condition is None
    ]
    whole = [names for names in unique if not any(meta.get_field(n).null for n in names)]
    if ("uid",) in whole:
        return ("uid",)
    if not whole:
        raise Unfit(f"{meta.label} is referred to and nothing names its rows: give it a uid.")
    return whole[0]


def name_of(model: Model, row: dict[str, Any]) -> str:
    """How other rows name this one, as it is written in them."""
    parts: list[Any] = []
    for name in key(model):
        value = row.get(name)
        parts += value if isinstance(value, list) else [value]
    return canonical(parts[0] if len(parts) == 1 else parts)


def asked(model: Model) -> list[str]:
    return [path for column in columns(model) for path in column.paths]


def line(model: Model, values: tuple[Any, ...]) -> bytes:
    """Of the values of `asked`. Raises NoLine where another database could not hold a value."""
    row, at = {}, 0
    for column in columns(model):
        many = len(column.paths)
        row[column.name] = column.write(values[at : at + many])
        at += many
    text = canonical(row)
    if "\\u0000" in text:
        for name, value in row.items():
            _without_zero(value, name)
    try:
        return text.encode() + b"\n"
    except UnicodeEncodeError as error:
        raise NoLine("holds half a character", error.start + 1) from error


def _without_zero(value: Any, column: str) -> None:
    """The one character that PostgreSQL cannot keep."""
    if isinstance(value, str) and "\0" in value:
        raise NoLine("holds the character 0, which not every database can keep", column)
    if isinstance(value, dict | list):
        for part in [*value, *value.values()] if isinstance(value, dict) else value:
            _without_zero(part, column)


def parse(content: bytes) -> dict[str, Any]:
    """A line as it stands in a file. Raises NoLine unless it is an object in canonical form."""
    if not content.endswith(b"\n"):
        raise NoLine("the row is cut: it does not end by a line feed", len(content))
    try:
        text = content[:-1].decode()
        row = json.loads(text, parse_constant=_not_json)
    except UnicodeDecodeError as error:
        raise NoLine("is not UTF-8", error.start + 1) from error
    except (ValueError, RecursionError) as error:
        raise NoLine("is not JSON", getattr(error, "colno", 1)) from error
    if not isinstance(row, dict):
        raise NoLine("is not a JSON object", 1)
    if canonical(row) != text:
        raise NoLine("is not in canonical form (keys in order, each once, no spaces)", 1)
    return row


def _not_json(constant: str) -> None:
    raise ValueError(f"{constant} is a number of Python, not of JSON.")


def read(
    model: Model, row: dict[str, Any], *, filled: frozenset[str] = frozenset()
) -> dict[str, Any]:
    """Values by column; a column that points elsewhere keeps the name of the other row, as text.
    `filled`: columns of which no row of this table holds a value, as `to_fill` gives them.

    Raises NoLine: an unknown or missing column, a value that is not of its kind or does not fit.
    """
    known = {column.name: column for column in columns(model)}
    for name in sorted(row.keys() ^ (known.keys() - filled)):
        raise NoLine(UNKNOWN if name in row and name not in known else _uneven(name, row), name)
    return {
        name: column.field.get_default() if name in filled else _read(column, row[name])
        for name, column in known.items()
    }


UNKNOWN = (
    "there is no such column in this version of Intersession: import the archive with the version "
    "that wrote it, or with a newer one"
)


def _uneven(name: str, row: dict[str, Any]) -> str:
    return "the first row has no such column" if name in row else "the column is missing"


def to_fill(model: Model, first: dict[str, Any]) -> frozenset[str]:
    """What the first row of a table lacks and an older version could not know: columns that a new
    row fills with the same each time. A code, a salt or an hour of today would be invented."""
    missing = {column.name: column for column in columns(model) if column.name not in first}
    return frozenset(name for name, column in missing.items() if _is_plain_default(column.field))


def _is_plain_default(field: Field) -> bool:
    if field.has_default():
        return not callable(field.default) or field.default in (dict, list)
    return bool(field.null) or (field.blank and isinstance(field, models.CharField))


def _read(column: Column, written: Any) -> Any:
    if written is None:
        if not column.field.null and not isinstance(column.field, models.JSONField):
            raise NoLine("must not be empty", column.name)
        return None
    _without_zero(written, column.name)
    if column.target is not None:
        return canonical(written)
    return _value(column, column.shapes[0], written)


def _value(column: Column, shape: Shape, written: Any) -> Any:
    try:
        value = shape.read(written)
        if canonical(shape.write(value)) != canonical(written):
            raise ValueError
    except (ValueError, TypeError, ArithmeticError, AttributeError) as error:
        raise NoLine(f"is not {shape.words}", column.name) from error
    if (why := _does_not_fit(column.field, value)) is not None:
        raise NoLine(why, column.name)
    return value


def _does_not_fit(field: Field, value: Any) -> str | None:
    """What one database refuses and another keeps is refused by both."""
    longest = field.max_length if isinstance(field, models.CharField | models.FileField) else None
    if longest is not None and len(value) > longest:
        return f"has {len(value)} characters; at most {longest} fit"
    if isinstance(field, models.IntegerField):
        low, high = BaseDatabaseOperations.integer_field_ranges[field.get_internal_type()]
        if not low <= value <= high:
            return f"is not between {low} and {high}"
    if isinstance(field, models.DecimalField) and not _is_decimal(field, value):
        return f"has more than {field.max_digits} figures or {field.decimal_places} decimals"
    if field.choices and value not in _choices(field):
        return "is not one of the values of this column"
    return None


@cache
def _choices(field: Field) -> set[Any]:
    return {code for code, _name in field.flatchoices} | ({""} if field.blank else set())


def _is_decimal(field: Field, value: Any) -> bool:
    try:
        DecimalValidator(field.max_digits, field.decimal_places)(value)
    except ValidationError:
        return False
    return True
