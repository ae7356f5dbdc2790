"""A row as a line of JSON and back; which tables an archive holds."""

import json
import math
import uuid
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from hypothesis import given
from hypothesis import settings as trials
from hypothesis import strategies as some

from intersession.access.models import User
from intersession.consultations.models import ConclusionItem, Option, Preference
from intersession.desk.archive import rows
from intersession.desk.archive.folder import path_of
from intersession.desk.archive.holdings import HELD, LEFT_FIELDS, LEFT_OUT, ORDER, held, model_of
from intersession.desk.archive.rows import NoLine
from intersession.desk.archive.values import SHAPES, Unfit, shape_of
from intersession.ledger.models import Chain, Entry, canonical
from intersession.meetings.models import Meeting
from intersession.programme.models import Issue, Programme

PAGE = Path(__file__).parents[4] / "docs" / "archive.md"
UID = "5b0a9c3e-6f0d-4c47-9d53-1f2a5f6f0f11"
# No surrogates, and not the character 0: neither reaches a database through a page.
letters = some.characters(exclude_categories=["Cs"], exclude_characters="\0")
texts = some.text(letters, max_size=12)
leaves = some.none() | some.booleans() | some.integers() | some.floats(allow_nan=False) | texts
jsons = some.recursive(
    leaves.filter(lambda leaf: leaf not in (math.inf, -math.inf)),
    lambda part: some.lists(part, max_size=3) | some.dictionaries(texts, part, max_size=3),
    max_leaves=6,
)
VALUES: dict[type, Any] = {
    models.BooleanField: some.booleans(),
    models.DateTimeField: some.datetimes(timezones=some.just(UTC)),
    models.DateField: some.dates(),
    models.TimeField: some.times(),
    models.DurationField: some.timedeltas(),
    models.DecimalField: some.decimals(allow_nan=False, allow_infinity=False, places=2),
    models.FloatField: some.floats(allow_nan=False, allow_infinity=False),
    models.IntegerField: some.integers(),
    models.UUIDField: some.uuids(),
    models.JSONField: jsons,
    models.BinaryField: some.binary(max_size=9),
    models.TextField: texts,
}


@pytest.mark.parametrize("kind", VALUES, ids=lambda kind: kind.__name__)
@given(data=some.data())
def test_what_is_written_and_read_again_is_written_to_the_same_bytes(kind: Any, data: Any) -> None:
    shape = shape_of(kind())
    value = data.draw(VALUES[kind])
    written = canonical(shape.write(value))
    read = shape.read(json.loads(written))
    assert read == value
    assert canonical(shape.write(read)) == written


def test_every_kind_of_value_is_tried() -> None:
    tried = {id(shape_of(kind())) for kind in VALUES}
    assert {id(shape) for _kinds, shape in SHAPES} == tried


@trials(deadline=None)  # the first line of a table takes longer
@given(words=jsons, number=some.integers(0, 32767), at=some.datetimes(timezones=some.just(UTC)))
def test_a_line_read_and_written_is_the_same_line(words: Any, number: int, at: datetime) -> None:
    values = {
        "uid": uuid.UUID(UID),
        "programme": uuid.UUID(UID),
        "kind": "workshop",
        "number": number,
        "title": words,
        "figures": {"participants": 230.0},
        "starts_at": at,
    }
    line = rows.line(Meeting, tuple(_given(values, column) for column in rows.columns(Meeting)))
    read = rows.read(Meeting, rows.parse(line))
    assert (read["starts_at"], read["number"]) == (at, number)
    assert rows.line(Meeting, tuple(_again(read, path) for path in rows.asked(Meeting))) == line


def _given(values: dict[str, Any], column: rows.Column) -> Any:
    """A value, or what a row has without one."""
    if column.name in values or column.field.null:
        return values.get(column.name)
    when = isinstance(column.field, models.DateTimeField)
    return values["starts_at"] if when else column.field.get_default()


def _again(read: dict[str, Any], path: str) -> Any:
    return json.loads(read["programme"]) if path == "programme__uid" else read[path]


def test_every_table_is_either_held_or_left_out_with_a_reason() -> None:
    every = {model._meta.label for model in apps.get_models(include_auto_created=True)}
    assert len(HELD) == len(set(HELD))
    assert every == set(HELD) | set(LEFT_OUT), "Name it in desk/archive/holdings.py."
    assert not set(HELD) & set(LEFT_OUT)
    assert all(LEFT_OUT.values())


def test_every_column_that_is_held_has_a_shape_and_every_row_a_name() -> None:
    for model in held():
        assert rows.columns(model), model
    for label, fields in LEFT_FIELDS.items():
        assert {f.name for f in model_of(label)._meta.concrete_fields} >= set(fields)
    assert set(ORDER) <= set(HELD)


def lines_of_files() -> list[str]:
    """What docs/archive.md says of each file: its path, how its rows are named, whom they name."""
    targets = {column.target for model in held() for column in rows.columns(model)}
    lines = []
    for model in held():
        named = ", ".join(f"`{part}`" for part in rows.key(model)) if model in targets else ""
        others = [f"`{c.name}` {c.target._meta.model_name}" for c in _pointing(model)]
        lines.append(f"| `{path_of(model)}` | {named} | {', '.join(others)} |")
    return lines


def _pointing(model: Any) -> list[Any]:
    return [column for column in rows.columns(model) if column.target]


def lines_of_left_out() -> list[str]:
    return [f"| `{label}` | {why} |" for label, why in LEFT_OUT.items()]


@pytest.mark.parametrize("lines", [lines_of_files, lines_of_left_out])
def test_the_page_of_the_format_names_what_is_in_it_and_what_is_not(lines: Any) -> None:
    written = PAGE.read_text().splitlines()
    missing = [line for line in lines() if line not in written]
    assert not missing, "Write into docs/archive.md:\n" + "\n".join(missing)


def test_settings_name_every_app_of_ours_that_an_archive_holds() -> None:
    assert {label.split(".")[0] for label in HELD} <= set(settings.DOMAIN)


@pytest.mark.parametrize(
    ("model", "name"),
    [
        (User, ("uid",)),
        (Chain, ("key",)),
        (Issue, ("code",)),
        (Option, ("question", "code")),
        (Preference, ("uid",)),
        (Entry, ("digest",)),
    ],
)
def test_rows_are_named_by_uid_or_by_what_makes_them_unique(model: Any, name: Any) -> None:
    assert rows.key(model) == name


def test_a_row_names_others_by_what_is_public() -> None:
    asked = rows.asked(ConclusionItem)
    assert {"conclusion__uid", "option__question__uid", "option__code"} <= set(asked)
    assert not [path for path in asked if path.endswith(("id", "pk")) and "uid" not in path]


def test_a_table_whose_rows_have_no_name_cannot_be_referred_to() -> None:
    with pytest.raises(Unfit, match="give it a uid"):
        rows.key(model_of("access.Appointment"))


def test_a_kind_of_field_without_a_shape_is_told_to_whoever_adds_it() -> None:
    with pytest.raises(Unfit, match="GenericIPAddressField"):
        shape_of(models.GenericIPAddressField())


@pytest.mark.parametrize(
    ("content", "words", "column"),
    [
        (b'{"code":"x"', "is cut", 11),
        (b'{"code":"x"\n', "not JSON", 12),
        (b"{}{}\n", "not JSON", 3),
        (b'"x"\n', "not a JSON object", 1),
        (b'{"code": "x"}\n', "canonical", 1),
        (b'{"b":1,"a":2}\n', "canonical", 1),
        (b'{"a":1,"a":2}\n', "canonical", 1),
        (b'{"a":1.0e1}\n', "canonical", 1),
        (b'{"a":"\xff"}\n', "not UTF-8", 7),
        (b'{"a":NaN}\n', "not JSON", 1),
        (b'{"b":"\\ud800"}\n', "canonical", 1),
        (b"[" * 20_000 + b"\n", "not JSON", 1),
    ],
)
def test_a_line_that_is_no_row_is_told_with_its_place(
    content: bytes, words: str, column: int
) -> None:
    with pytest.raises(NoLine, match=words) as said:
        rows.parse(content)
    assert said.value.column == column


ISSUE = {"code": "return", "name": {"en": "Return"}, "position": 3}


@pytest.mark.parametrize(
    ("changed", "words", "column"),
    [
        ({"colour": "red"}, "no such column", "colour"),
        ({"position": None}, "must not be empty", "position"),
        ({"position": "3"}, "is not a whole number", "position"),
        ({"position": True}, "is not a whole number", "position"),
        ({"position": 40_000}, "is not between 0 and 32767", "position"),
        ({"position": -1}, "is not between 0 and 32767", "position"),
        ({"code": 3}, "is not text", "code"),
        ({"code": "x" * 61}, "has 61 characters; at most 60 fit", "code"),
        ({"name": {"en": "a\0b"}}, "the character 0", "name"),
        ({"name": 2.0}, "is not JSON", "name"),
    ],
)
def test_a_value_that_does_not_fit_names_its_column(
    changed: dict[str, Any], words: str, column: str
) -> None:
    assert rows.read(Issue, ISSUE) == ISSUE
    with pytest.raises(NoLine, match=words) as said:
        rows.read(Issue, {**ISSUE, **changed})
    assert said.value.column == column


def test_a_missing_column_is_named() -> None:
    with pytest.raises(NoLine, match="column is missing") as said:
        rows.read(Issue, {"code": "return", "position": 3})
    assert said.value.column == "name"


def test_an_hour_that_is_not_in_universal_time_and_an_unknown_state_are_refused() -> None:
    year = {
        "uid": UID,
        "year": 2012,
        "state": "drafting",
        "theme": {},
        "note": {},
        "mandates": [],
        "started_from": None,
    }
    assert rows.read(Programme, year)["uid"] == uuid.UUID(UID)
    for column, wrong in (("state", "lost"), ("uid", UID.upper()), ("uid", UID.replace("-", ""))):
        with pytest.raises(NoLine) as said:
            rows.read(Programme, {**year, column: wrong})
        assert said.value.column == column


def test_what_another_database_cannot_keep_is_told_before_it_is_written() -> None:
    with pytest.raises(NoLine, match="the character 0") as said:
        rows.line(Issue, ("x", {"en": ["a\0"]}, 1))
    assert said.value.column == "name"
    with pytest.raises(NoLine, match="half a character"):
        rows.line(Issue, ("x", {"en": "\ud800"}, 1))
    assert b"\\\\u0000" in rows.line(Issue, ("x", {"en": "\\u0000"}, 1))


def test_a_moment_has_its_microseconds_and_an_old_year_four_figures() -> None:
    shape = shape_of(models.DateTimeField())
    assert shape.write(datetime(987, 1, 2, tzinfo=UTC)) == "0987-01-02T00:00:00.000000Z"
    assert shape_of(models.DateField()).write(date(2011, 10, 20)) == "2011-10-20"
    assert shape_of(models.TimeField()).write(time(10)) == "10:00:00.000000"
    assert shape_of(models.DurationField()).write(timedelta(seconds=1)) == 1_000_000
    assert shape_of(models.DecimalField()).write(Decimal("1E+3")) == "1000"
