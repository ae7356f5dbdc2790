"""Folders that `intersession import` refuses: what is wrong is named, and nothing is in."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.db.migrations.recorder import MigrationRecorder

from intersession.access.models import User
from intersession.consultations.models import Preference
from intersession.desk.archive.folder import MANIFEST
from intersession.desk.commands import import_
from intersession.desk.tests.archived import PREFERENCES, nothing_is_in, reseal, rewrite, tree
from intersession.programme.models import Issue


def test_a_database_that_is_not_empty_is_refused(archive: Path, capsys: Any) -> None:
    Issue.objects.create(code="x", name={})
    assert import_.main([str(archive)]) == 1
    said = capsys.readouterr().err
    assert "This database is not empty: there are rows of programme.Issue." in said
    assert not User.objects.exists()


def test_any_altered_byte_is_found_and_its_row_named(archive: Path, capsys: Any) -> None:
    whole = tree(archive)
    for path in sorted(whole):
        raw = bytearray(whole[path])
        if not raw:
            continue
        place = len(raw) // 2
        raw[place] ^= 1
        (archive / path).write_bytes(raw)
        assert import_.main([str(archive)]) in {1, 2}, path
        row = raw[:place].count(b"\n") + 1
        where = f"{path}, row {row}:" if path.endswith(".jsonl") else path
        assert where in capsys.readouterr().err
        (archive / path).write_bytes(whole[path])
    assert nothing_is_in()


def test_a_row_that_is_missing_twice_there_or_moved_is_named(archive: Path, capsys: Any) -> None:
    lines = (archive / PREFERENCES).read_bytes().splitlines(keepends=True)
    cases = {
        2: [lines[0], *lines[2:]],
        3: [*lines[:2], lines[1], *lines[2:]],
        1: [lines[1], lines[0], *lines[2:]],
        len(lines): lines[:-1],
    }
    for number, wrong in cases.items():
        (archive / PREFERENCES).write_bytes(b"".join(wrong))
        assert import_.main([str(archive)]) == 1
        assert f"{PREFERENCES}, row {number}: was altered" in capsys.readouterr().err
    assert nothing_is_in()


def test_a_digest_kept_elsewhere_is_compared(archive: Path, capsys: Any) -> None:
    digest = json.loads((archive / MANIFEST).read_text())["digest"]
    rewrite(archive, PREFERENCES, 1, lambda row: {**row, "reason": "another"})
    assert import_.main([str(archive), "--digest", digest]) == 1
    assert "not the one that was given" in capsys.readouterr().err
    with pytest.raises(SystemExit) as stop:
        import_.main([str(archive), "--digest", "abc"])
    assert stop.value.code == 2
    assert nothing_is_in()


def test_files_that_are_missing_unknown_or_no_files_are_named(
    archive: Path, tmp_path: Path, capsys: Any
) -> None:
    def refused(words: str) -> None:
        assert import_.main([str(archive)]) == 2
        assert words in capsys.readouterr().err

    (archive / "letter.txt").write_text("Dear all")
    refused("letter.txt: the manifest does not name this file")
    (archive / "letter.txt").unlink()
    (archive / "link").symlink_to(tmp_path)
    refused("link: is not a file")
    (archive / "link").unlink()
    (archive / PREFERENCES).rename(tmp_path / "away")
    refused(f"{PREFERENCES}: the file is missing")
    (tmp_path / "away").rename(archive / PREFERENCES)
    assert import_.main([str(archive)]) == 0


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"version": 4}, "version 4, and this program reads versions 1 to 3"),
        ({"format": "another"}, "is not of the format intersession-archive"),
        ({"files": {}}, "the manifest does not name this file"),
        ({"files": []}, "cannot be read"),
    ],
)
def test_another_manifest_is_refused(
    archive: Path, capsys: Any, change: dict[str, Any], words: str
) -> None:
    manifest = json.loads((archive / MANIFEST).read_text()) | change
    text = json.dumps({**manifest, "digest": ""}, indent=1, ensure_ascii=False) + "\n"
    (archive / MANIFEST).write_text(text)
    if change == {"files": {}}:
        reseal(archive)
    assert import_.main([str(archive)]) == 2
    assert words in capsys.readouterr().err


def test_what_is_no_archive_is_said(tmp_path: Path, db: None, capsys: Any) -> None:
    assert import_.main([str(tmp_path / "none")]) == 2
    assert "is not a folder" in capsys.readouterr().err
    assert import_.main([str(tmp_path)]) == 2
    assert "it is no archive, or half of one" in capsys.readouterr().err
    (tmp_path / MANIFEST).write_text("{")
    assert import_.main([str(tmp_path), "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["file"] == MANIFEST


def test_half_a_line_with_digests_that_fit_is_refused(archive: Path, capsys: Any) -> None:
    raw = (archive / "access/user.jsonl").read_bytes()
    (archive / "access/user.jsonl").write_bytes(raw[:-30])
    reseal(archive, "access/user.jsonl")
    assert import_.main([str(archive)]) == 2
    number = raw.count(b"\n")
    assert f"access/user.jsonl, row {number}, column" in capsys.readouterr().err
    assert nothing_is_in()


STRANGER = "00000000-0000-4000-8000-000000000000"


@pytest.mark.parametrize(
    ("path", "change", "column", "words"),
    [
        (PREFERENCES, {"colour": 1}, "colour", "there is no such column in this version"),
        (PREFERENCES, {"entity": STRANGER}, "entity", "is in no row of membership/entity.jsonl"),
        (PREFERENCES, {"entity": None}, "entity", "must not be empty"),
        (PREFERENCES, {"entity": 3}, "entity", "is in no row"),
        (PREFERENCES, {"version": "1"}, "version", "is not a whole number"),
        ("documents/storedfile.jsonl", {"content": "x"}, "content", "there is no file files/x"),
        ("documents/storedfile.jsonl", {"content": "../x"}, "content", "there is no file"),
    ],
)
def test_a_row_that_does_not_fit_is_named_and_nothing_is_in(
    archive: Path, settings: Any, capsys: Any, path: str, change: Any, column: str, words: str
) -> None:
    rewrite(archive, path, 1, lambda row: {**row, **change})
    assert import_.main([str(archive), "--json"]) == 2
    said = capsys.readouterr()
    where = json.loads(said.out)
    assert (where["file"], where["row"], where["column"]) == (path, 1, column)
    assert words in said.err
    assert nothing_is_in()
    assert not Path(settings.MEDIA_ROOT).exists()


def test_a_row_that_breaks_a_rule_of_the_database_is_named(archive: Path, capsys: Any) -> None:
    """Two of one name; a meeting that ends before it begins."""
    path = "meetings/meeting.jsonl"
    rewrite(archive, path, 1, lambda row: {**row, "ends_at": row["starts_at"]})
    assert import_.main([str(archive)]) == 2
    assert f"{path}, row 1: the database refuses it" in capsys.readouterr().err
    assert nothing_is_in()


def test_a_file_that_no_row_speaks_of_and_one_that_leads_outside_are_refused(
    archive: Path, capsys: Any
) -> None:
    (archive / "files" / "stray").write_bytes(b"x")
    reseal(archive, "files/stray")
    assert import_.main([str(archive)]) == 2
    assert "files/stray: no row speaks of this file" in capsys.readouterr().err
    manifest = json.loads((archive / MANIFEST).read_text())
    manifest["files"]["files/../../x"] = manifest["files"].pop("files/stray")
    reseal(archive, files=manifest["files"])
    assert import_.main([str(archive)]) == 2
    assert "leads out of the folder" in capsys.readouterr().err
    assert nothing_is_in()


def test_another_file_of_that_name_is_not_overwritten(
    archive: Path, settings: Any, capsys: Any
) -> None:
    name = next(path for path in tree(archive) if path.startswith("files/"))
    there = Path(settings.MEDIA_ROOT) / name.removeprefix("files/")
    there.parent.mkdir(parents=True)
    there.write_bytes(b"another")
    assert import_.main([str(archive)]) == 1
    assert "holds another file" in capsys.readouterr().err
    assert there.read_bytes() == b"another"
    assert nothing_is_in()


def test_a_ledger_that_does_not_hold_is_refused_and_taken_only_when_asked(
    archive: Path, tmp_path: Path, capsys: Any
) -> None:
    """Somebody altered an answer and wrote all digests of the folder anew."""
    rewrite(archive, PREFERENCES, 1, lambda row: {**row, "approved": ["C"]})
    assert import_.main([str(archive)]) == 1
    assert "The ledger of this archive does not hold" in capsys.readouterr().err
    assert nothing_is_in()
    assert import_.main([str(archive), "--even-if-unsound", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["ledger"]["sound"] is False
    assert Preference.objects.get(pk=1).approved == ["C"]


def test_tables_of_an_older_version_are_not_filled(archive: Path, capsys: Any) -> None:
    MigrationRecorder.Migration.objects.filter(app="meetings").order_by("-pk")[0].delete()
    assert import_.main([str(archive)]) == 1
    assert "run `intersession migrate`" in capsys.readouterr().err
    assert nothing_is_in()
