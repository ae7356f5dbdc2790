"""An archive of an older version: columns that it could not know are filled, and that is said."""

import hashlib
import json
from collections.abc import Collection
from pathlib import Path
from typing import Any

import pytest

from intersession.desk.archive import older, rows
from intersession.desk.archive.folder import MANIFEST, ROWS, path_of, row_digest
from intersession.desk.archive.holdings import held
from intersession.desk.commands import export, import_
from intersession.desk.tests.archived import PREFERENCES, nothing_is_in, reseal, rewrite, tree
from intersession.ledger.models import canonical
from intersession.meetings import published
from intersession.meetings.models import Meeting

MEETINGS = "meetings/meeting.jsonl"


def without(folder: Path, path: str, columns: Collection[str], engine: str = "0.0.9") -> None:
    """As a version wrote it that did not know these columns."""
    lines = []
    for line in (folder / path).read_bytes().splitlines():
        row = {name: value for name, value in json.loads(line).items() if name not in columns}
        lines.append(canonical(row).encode() + b"\n")
    (folder / path).write_bytes(b"".join(lines))
    reseal(folder, path, engine=engine)


def test_columns_with_a_default_are_filled_and_named_once(archive: Path, capsys: Any) -> None:
    whole = tree(archive)
    without(archive, MEETINGS, {"untold", "sequence", "venue", "modality"})
    assert import_.main([str(archive), "--json"]) == 0
    said = capsys.readouterr()
    told = "meetings/meeting.jsonl: modality, sequence, untold, venue."
    assert "Intersession 0.0.9 wrote this archive" in said.err and said.err.count(told) == 1
    filled = {MEETINGS: ["modality", "sequence", "untold", "venue"]}
    assert json.loads(said.out)["filled"] == filled
    meeting = Meeting.objects.get()
    assert (meeting.untold, meeting.sequence, meeting.venue) == (None, 0, {})
    assert meeting.modality == "in_person"
    assert export.main([str(archive.parent / "again")]) == 0
    again = tree(archive.parent / "again")
    assert again[MEETINGS] == whole[MEETINGS]  # what it holds from now on


def test_an_archive_with_all_columns_is_not_remarked_on(archive: Path, capsys: Any) -> None:
    assert import_.main([str(archive), "--json"]) == 0
    said = capsys.readouterr()
    assert json.loads(said.out)["filled"] == {} and "older" not in said.err
    assert "wrote this archive" not in said.err


@pytest.mark.parametrize("column", ["uid", "receipt", "salt", "received_at", "approved_by_nobody"])
def test_what_a_default_would_invent_is_asked_for(archive: Path, capsys: Any, column: str) -> None:
    """A receipt code, a salt, an hour: a row without them is half a row."""
    if column == "approved_by_nobody":
        rewrite(archive, PREFERENCES, 1, lambda row: {**row, column: True})
    else:
        without(archive, PREFERENCES, {column})
    assert import_.main([str(archive), "--json"]) == 2
    said = json.loads(capsys.readouterr().out)
    assert (said["file"], said["row"], said["column"]) == (PREFERENCES, 1, column)
    assert ("import the archive with the version that wrote it" in said["error"]) is (
        column == "approved_by_nobody"
    )
    assert nothing_is_in()


def test_rows_of_one_table_have_the_same_columns(archive: Path, capsys: Any) -> None:
    def shorter(row: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in row.items() if name != "reason"}

    rewrite(archive, PREFERENCES, 2, shorter)
    assert import_.main([str(archive)]) == 2
    assert f"{PREFERENCES}, row 2, column reason: the column is missing" in capsys.readouterr().err
    rewrite(archive, PREFERENCES, 2, lambda row: {**row, "reason": ""})
    rewrite(archive, PREFERENCES, 1, lambda row: {k: v for k, v in row.items() if k != "keyed_at"})
    assert import_.main([str(archive)]) == 2
    assert "row 2, column keyed_at: the first row has no such column" in capsys.readouterr().err
    assert nothing_is_in()


def test_no_name_of_a_row_is_ever_filled() -> None:
    for model in held():
        assert not rows.to_fill(model, {}) & set(_keys(model)), model


def _keys(model: Any) -> tuple[str, ...]:
    try:
        return rows.key(model)
    except rows.Unfit:
        return ()


def test_the_manifest_says_who_wrote_it(archive: Path) -> None:
    assert json.loads((archive / MANIFEST).read_text())["engine"]


ITEMS = "meetings/agendaitem.jsonl"
KNEW = {"meeting", "number", "starts_at", "title", "detail"}


@pytest.fixture
def of_version_1(archive: Path) -> Path:
    """As it was written before agendas had versions."""
    item = {"meeting": _only(archive, MEETINGS)["uid"], "number": 1, "starts_at": None}
    item |= {"title": {"en": "Opening"}, "detail": {}}
    assert item.keys() == KNEW
    (archive / ITEMS).write_bytes(canonical(item).encode() + b"\n")
    manifest = json.loads((archive / MANIFEST).read_text())
    for model in held():
        if not older.knew(1, model):
            path = path_of(model)
            (archive / path).unlink()
            del manifest["files"][path]
    without(archive, MEETINGS, {"interpretation"})
    manifest["files"] = {
        path: told for path, told in manifest["files"].items() if (archive / path).exists()
    }
    index = b"".join(_digests(archive, path) for path in sorted(manifest["files"]))
    (archive / ROWS).write_bytes(index)
    (archive / MANIFEST).write_text(json.dumps(manifest))
    reseal(archive, ITEMS, MEETINGS, ROWS, version=1)
    return archive


def _only(folder: Path, path: str) -> dict[str, Any]:
    return dict(json.loads((folder / path).read_bytes().splitlines()[0]))


def _digests(folder: Path, path: str) -> bytes:
    if not path.endswith(".jsonl"):
        return b""
    lines = (folder / path).read_bytes().splitlines(keepends=True)
    return b"".join(row_digest(path, number, line) for number, line in enumerate(lines, start=1))


def test_an_agenda_of_before_it_had_versions_is_published_as_it_was_shown(
    of_version_1: Path, capsys: Any
) -> None:
    assert import_.main([str(of_version_1)]) == 0
    meeting = Meeting.objects.get()
    [seen] = published.latest(meeting).items
    item = meeting.agenda.get()
    assert (seen.title, seen.uid, item.guid) == ({"en": "Opening"}, str(item.uid), str(item.uid))
    assert "interpretation" in capsys.readouterr().err
    assert export.main([str(of_version_1.parent / "again")]) == 0
    assert _only(of_version_1.parent / "again", ITEMS)["uid"] == str(item.uid)


def test_a_version_of_the_format_that_is_still_to_come_is_refused(
    archive: Path, capsys: Any
) -> None:
    for version in (0, 4, "2", None):
        reseal(archive, version=version)
        assert import_.main([str(archive)]) == 2
        assert "reads versions 1 to 3" in capsys.readouterr().err


def test_no_kind_of_rows_came_without_a_version_of_the_format() -> None:
    """Whoever adds a table that is held adds a version, or old archives are refused."""
    told = ",".join(sorted(model._meta.label for model in held() if older.knew(1, model)))
    assert hashlib.sha256(told.encode()).hexdigest()[:16] == "076859b944d151d3", told
