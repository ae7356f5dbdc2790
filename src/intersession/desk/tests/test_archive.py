"""`intersession export` and `import`: out, back, out again; and every folder that is refused."""

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction

from intersession.access.guard import SYSTEM
from intersession.access.models import User
from intersession.consultations.actions import conclusions, suggestions
from intersession.consultations.models import Option, Preference, Question
from intersession.consultations.tests.conftest import LATER, NOW, Cast, conclude
from intersession.desk.acting import actor_for
from intersession.desk.archive import writing
from intersession.desk.archive.folder import MANIFEST, READ_ME, ROWS, digest_of, row_digest
from intersession.desk.archive.holdings import held
from intersession.desk.commands import export, import_
from intersession.desk.models import Example
from intersession.documents import actions as documents
from intersession.documents.models import Document, StoredFile
from intersession.ledger.models import Chain, Entry, canonical
from intersession.ledger.record import seal, verify
from intersession.membership.models import Entity
from intersession.programme.models import Issue, Programme

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
PREFERENCES = "consultations/preference.jsonl"
_kept: dict[str, Path] = {}


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def archive(request: Any, db: None, tmp_path: Path, tmp_path_factory: Any) -> Path:
    """A folder of one's own with a small dialogue of every kind; the database is empty again."""
    if connection.vendor not in _kept:
        before = transaction.savepoint()
        _act(request.getfixturevalue)
        _kept[connection.vendor] = tmp_path_factory.mktemp("archive") / "dialogue"
        assert export.main([str(_kept[connection.vendor])]) == 0
        transaction.savepoint_rollback(before)
        shutil.rmtree(tmp_path / "media")
    return Path(shutil.copytree(_kept[connection.vendor], tmp_path / "dialogue"))


def _act(get: Callable[[str], Any]) -> None:
    """Two who disagree, one on paper, one too late; a package, its silence, who broke it."""
    cast, ask, say, key, close = (get(name) for name in ("cast", "ask", "say", "key", "close"))
    question = ask()
    say("first", "AB")
    say("second", "C")
    upload = SimpleUploadedFile("note verbale.pdf", PDF)
    scan = documents.store_file(upload=upload, by=cast.by("officer"), at=NOW)
    key(cast.arvoria, "A", "note_verbale", scan=scan)
    close(question)
    say("other", "B", at=LATER)
    package = conclude(question, cast, silence=timedelta(days=3))
    conclusions.object_to(
        conclusion=package, entity=cast.arvoria, reason="No.", by=cast.by("other"), at=LATER
    )
    _write(cast, ask)


def _write(cast: Cast, ask: Any) -> None:
    """Words, a paper with characters of many kinds, an issue that a year covers."""
    asked = ask(slug="planning", kind="open")
    words = 'Ünïcode \u2028, a "quote", a \\u0000 that is none,\na line 😀'
    who = {"by": cast.by("first"), "at": NOW}
    suggestions.suggest(question=asked, entity=cast.marenia, words=words, language="en", **who)
    title = {"en": words, "fr": "Été", "original": "fr", "n": 2.0, "far": 1e-7, "much": 1e22}
    Document.objects.create(
        symbol="IC/2011/7", slug="ic-2011-7", kind="report", title=title, dated=NOW.date()
    )
    cast.year.issues.add(Issue.objects.create(code="return", name={"en": "Return"}))


def _tree(folder: Path) -> dict[str, bytes]:
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def _seal(folder: Path, *changed: str, **content: Any) -> None:
    """Somebody who knows the format writes its digests anew."""
    manifest = json.loads((folder / MANIFEST).read_text())
    for path in changed:
        raw = (folder / path).read_bytes()
        told = {"sha256": digest_of(raw), "size": len(raw)}
        lines = {"rows": raw.count(b"\n")} if path.endswith("l") else {}
        manifest["files"][path] = {**told, **lines}
    manifest |= content
    manifest["files"] = dict(sorted(manifest["files"].items()))
    rows = (told.get("rows", 0) for path, told in manifest["files"].items() if path != ROWS)
    manifest["rows"] = sum(rows)
    del manifest["digest"]
    manifest["digest"] = hashlib.sha256(canonical(manifest).encode()).hexdigest()
    text = json.dumps(manifest, indent=1, ensure_ascii=False) + "\n"
    (folder / MANIFEST).write_text(text)


def _row(folder: Path, path: str, number: int, change: Callable[[Any], Any]) -> None:
    """Another row in place of this one, and every digest made to fit it."""
    lines = (folder / path).read_bytes().splitlines(keepends=True)
    lines[number - 1] = (canonical(change(json.loads(lines[number - 1]))) + "\n").encode()
    (folder / path).write_bytes(b"".join(lines))
    _seal(folder, path)


def _nothing_is_in() -> bool:
    return not any(model._base_manager.exists() for model in held())


# Out, back, out again


def test_a_dialogue_goes_out_and_back_and_out_to_the_same_bytes(
    archive: Path, tmp_path: Path, settings: Any, capsys: Any
) -> None:
    assert import_.main([str(archive)]) == 0
    assert "The ledger is sound" in capsys.readouterr().err
    assert export.main([str(tmp_path / "again")]) == 0
    assert _tree(tmp_path / "again") == _tree(archive)
    stored = StoredFile.objects.get()
    assert (Path(settings.MEDIA_ROOT) / stored.content.name).read_bytes() == PDF


def test_what_came_in_is_what_went_out(archive: Path) -> None:
    assert import_.main([str(archive)]) == 0
    states = set(Preference.objects.values_list("state", flat=True))
    assert {"held", "late", "accepted"} <= states
    late = Preference.objects.get(state="late")
    assert (late.entity.slug, late.person.function) == ("arvoria", "The other")
    assert Preference.objects.get(channel="note_verbale").scan.name == "note verbale.pdf"
    assert Programme.objects.get().issues.get().code == "return"
    assert Document.objects.get().title["much"] == 1e22
    assert list(Option.objects.values_list("code", flat=True)) == ["A", "B", "C"]
    assert verify() == []


def test_the_dialogue_goes_on_after_an_import(archive: Path) -> None:
    """New rows get new numbers and follow on the ledger as it stood."""
    assert import_.main([str(archive)]) == 0
    length = Chain.objects.get(key="main").length
    user = User.objects.create_user("new@org.example")
    assert user.pk == User.objects.count()
    other = User.objects.get(email="other@arvoria.example")
    suggestion = suggestions.suggest(
        question=Question.objects.get(slug="planning"),
        entity=Entity.objects.get(slug="arvoria"),
        words="More",
        language="en",
        by=actor_for(other, other.persons.get(), NOW.date()),
        at=NOW,
    )
    assert suggestion.pk == 2
    assert seal(by=SYSTEM, at=NOW) is not None
    assert Chain.objects.get(key="main").length == length + 1
    assert verify() == []


def test_secrets_are_not_in_it_and_are_made_anew(archive: Path) -> None:
    whole = b"".join(_tree(archive).values())
    assert not [word for word in (b"password", b"link_key", b"last_login") if word in whole]
    assert import_.main([str(archive)]) == 0
    assert not User.objects.first().has_usable_password()  # type: ignore[union-attr]
    assert len(Example.objects.get().link_key) == 64


def test_an_empty_database_goes_out_and_back(db: None, tmp_path: Path) -> None:
    assert export.main([str(tmp_path / "nothing")]) == 0
    assert import_.main([str(tmp_path / "nothing")]) == 0
    manifest = json.loads((tmp_path / "nothing" / MANIFEST).read_text())
    assert manifest["rows"] == 0
    assert set(manifest["files"]) == set(_tree(tmp_path / "nothing")) - {MANIFEST}


def test_both_say_what_they_did_in_json(archive: Path, capsys: Any) -> None:
    assert import_.main([str(archive), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["ledger"] == {
        "sound": True,
        "chains": Chain.objects.count(),
        "entries": Entry.objects.count(),
    }
    assert export.main([str(archive.parent / "again"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told == {name: said[name] for name in ("rows", "files", "digest")}
    assert told["digest"] == json.loads((archive / MANIFEST).read_text())["digest"]


# The folder


def test_only_its_owner_reads_it_and_no_draft_is_left(archive: Path, tmp_path: Path) -> None:
    import_.main([str(archive)])
    assert export.main([str(tmp_path / "deep" / "down")]) == 0
    for path in (tmp_path / "deep" / "down").rglob("*"):
        assert path.stat().st_mode & 0o077 == 0 or path.is_dir(), path
    assert (tmp_path / "deep" / "down").stat().st_mode & 0o077 == 0
    assert os.listdir(tmp_path / "deep") == ["down"]
    assert "documents/storedfile.jsonl" in (tmp_path / "deep" / "down" / READ_ME).read_text()


def test_the_digest_of_a_row_is_that_of_its_line(archive: Path) -> None:
    lines = (archive / PREFERENCES).read_bytes().splitlines(keepends=True)
    told = (archive / ROWS).read_bytes().splitlines(keepends=True)
    assert row_digest(PREFERENCES, 2, lines[1]) in told


def test_a_folder_that_is_not_empty_is_refused(db: None, tmp_path: Path, capsys: Any) -> None:
    (tmp_path / "letter.txt").write_text("Dear all")
    assert export.main([str(tmp_path)]) == 1
    assert "is not empty" in capsys.readouterr().err
    assert export.main([str(tmp_path / "letter.txt")]) == 1
    assert "is not a folder" in capsys.readouterr().err
    assert export.main([str(tmp_path / "letter.txt" / "x"), "--json"]) == 2
    assert "cannot be written" in json.loads(capsys.readouterr().out)["error"]
    assert os.listdir(tmp_path) == ["letter.txt"]


def test_an_empty_folder_is_taken(db: None, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    assert export.main([str(tmp_path / "new")]) == 0
    assert (tmp_path / "new" / MANIFEST).exists()


def test_a_stored_file_that_is_missing_or_altered_stops_the_export(
    archive: Path, tmp_path: Path, settings: Any, capsys: Any
) -> None:
    import_.main([str(archive)])
    stored = Path(settings.MEDIA_ROOT) / StoredFile.objects.get().content.name
    stored.chmod(0o600)
    stored.write_bytes(PDF + b" ")
    assert export.main([str(tmp_path / "again")]) == 1
    assert "was altered" in capsys.readouterr().err
    stored.unlink()
    assert export.main([str(tmp_path / "again")]) == 1
    assert f"{StoredFile.objects.get().content.name} is missing" in capsys.readouterr().err
    assert sorted(os.listdir(tmp_path)) == ["dialogue", "media"]


def test_a_value_that_another_database_cannot_keep_is_named(
    db: None, tmp_path: Path, capsys: Any
) -> None:
    if connection.vendor == "postgresql":
        pytest.skip("It cannot get into this one.")
    Issue.objects.create(code="x", name={"en": "a\0b"})
    assert export.main([str(tmp_path / "new"), "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert (said["file"], said["row"], said["column"]) == ("programme/issue.jsonl", 1, "name")
    assert os.listdir(tmp_path) == []


def test_what_fails_on_the_way_leaves_nothing(
    db: None, tmp_path: Path, monkeypatch: Any, capsys: Any
) -> None:
    def full(_draft: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing._Draft, "settle", full)
    assert export.main([str(tmp_path / "new")]) == 2
    assert "No space left on device" in capsys.readouterr().err
    assert os.listdir(tmp_path) == []


# Refused, and nothing is in


def test_a_database_that_is_not_empty_is_refused(archive: Path, capsys: Any) -> None:
    Issue.objects.create(code="x", name={})
    assert import_.main([str(archive)]) == 1
    said = capsys.readouterr().err
    assert "This database is not empty: there are rows of programme.Issue." in said
    assert not User.objects.exists()


def test_any_altered_byte_is_found_and_its_row_named(archive: Path, capsys: Any) -> None:
    whole = _tree(archive)
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
    assert _nothing_is_in()


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
    assert _nothing_is_in()


def test_a_digest_kept_elsewhere_is_compared(archive: Path, capsys: Any) -> None:
    digest = json.loads((archive / MANIFEST).read_text())["digest"]
    _row(archive, PREFERENCES, 1, lambda row: {**row, "reason": "another"})
    assert import_.main([str(archive), "--digest", digest]) == 1
    assert "not the one that was given" in capsys.readouterr().err
    with pytest.raises(SystemExit) as stop:
        import_.main([str(archive), "--digest", "abc"])
    assert stop.value.code == 2
    assert _nothing_is_in()


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
        ({"version": 2}, "version 2, and this program reads version 1"),
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
        _seal(archive)
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
    _seal(archive, "access/user.jsonl")
    assert import_.main([str(archive)]) == 2
    number = raw.count(b"\n")
    assert f"access/user.jsonl, row {number}, column" in capsys.readouterr().err
    assert _nothing_is_in()


STRANGER = "00000000-0000-4000-8000-000000000000"


@pytest.mark.parametrize(
    ("path", "change", "column", "words"),
    [
        (PREFERENCES, {"colour": 1}, "colour", "there is no such column"),
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
    _row(archive, path, 1, lambda row: {**row, **change})
    assert import_.main([str(archive), "--json"]) == 2
    said = capsys.readouterr()
    where = json.loads(said.out)
    assert (where["file"], where["row"], where["column"]) == (path, 1, column)
    assert words in said.err
    assert _nothing_is_in()
    assert not Path(settings.MEDIA_ROOT).exists()


def test_a_row_that_breaks_a_rule_of_the_database_is_named(archive: Path, capsys: Any) -> None:
    """Two of one name; a meeting that ends before it begins."""
    path = "meetings/meeting.jsonl"
    _row(archive, path, 1, lambda row: {**row, "ends_at": row["starts_at"]})
    assert import_.main([str(archive)]) == 2
    assert f"{path}, row 1: the database refuses it" in capsys.readouterr().err
    assert _nothing_is_in()


def test_a_file_that_no_row_speaks_of_and_one_that_leads_outside_are_refused(
    archive: Path, capsys: Any
) -> None:
    (archive / "files" / "stray").write_bytes(b"x")
    _seal(archive, "files/stray")
    assert import_.main([str(archive)]) == 2
    assert "files/stray: no row speaks of this file" in capsys.readouterr().err
    manifest = json.loads((archive / MANIFEST).read_text())
    manifest["files"]["files/../../x"] = manifest["files"].pop("files/stray")
    _seal(archive, files=manifest["files"])
    assert import_.main([str(archive)]) == 2
    assert "leads out of the folder" in capsys.readouterr().err
    assert _nothing_is_in()


def test_another_file_of_that_name_is_not_overwritten(
    archive: Path, settings: Any, capsys: Any
) -> None:
    name = next(path for path in _tree(archive) if path.startswith("files/"))
    there = Path(settings.MEDIA_ROOT) / name.removeprefix("files/")
    there.parent.mkdir(parents=True)
    there.write_bytes(b"another")
    assert import_.main([str(archive)]) == 1
    assert "holds another file" in capsys.readouterr().err
    assert there.read_bytes() == b"another"
    assert _nothing_is_in()


def test_a_ledger_that_does_not_hold_is_refused_and_taken_only_when_asked(
    archive: Path, tmp_path: Path, capsys: Any
) -> None:
    """Somebody altered an answer and wrote all digests of the folder anew."""
    _row(archive, PREFERENCES, 1, lambda row: {**row, "approved": ["C"]})
    assert import_.main([str(archive)]) == 1
    assert "The ledger of this archive does not hold" in capsys.readouterr().err
    assert _nothing_is_in()
    assert import_.main([str(archive), "--even-if-unsound", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["ledger"]["sound"] is False
    assert Preference.objects.get(pk=1).approved == ["C"]


def test_tables_that_are_not_there_are_asked_for(
    archive: Path, monkeypatch: Any, capsys: Any
) -> None:
    Migrations = type(connection.introspection)
    monkeypatch.setattr(Migrations, "table_names", lambda *args, **kwargs: [])
    assert import_.main([str(archive)]) == 1
    assert "run `intersession migrate`" in capsys.readouterr().err
