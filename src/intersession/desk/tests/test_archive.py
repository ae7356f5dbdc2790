"""`intersession export` and `import`: out, back, out again; and what the folder is."""

import json
import os
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.db import connection

from intersession.access.guard import SYSTEM
from intersession.access.models import User
from intersession.consultations.actions import suggestions
from intersession.consultations.models import Circular, Option, Preference, Question
from intersession.consultations.tests.conftest import NOW
from intersession.desk.acting import actor_for
from intersession.desk.archive import reading, writing
from intersession.desk.archive.folder import MANIFEST, READ_ME, ROWS, row_digest
from intersession.desk.commands import export, import_
from intersession.desk.models import Example
from intersession.desk.tests.archived import PDF, PREFERENCES, tree
from intersession.documents.models import Document, StoredFile
from intersession.ledger.models import Chain, Entry
from intersession.ledger.record import seal, verify
from intersession.membership.models import Entity
from intersession.programme.models import Issue, Programme


def test_a_dialogue_goes_out_and_back_and_out_to_the_same_bytes(
    archive: Path, tmp_path: Path, settings: Any, capsys: Any
) -> None:
    assert import_.main([str(archive)]) == 0
    assert "The ledger is sound" in capsys.readouterr().err
    assert export.main([str(tmp_path / "again")]) == 0
    assert tree(tmp_path / "again") == tree(archive)
    stored = StoredFile.objects.get()
    assert (Path(settings.MEDIA_ROOT) / stored.content.name).read_bytes() == PDF


def test_the_files_of_notes_verbales_go_along_once_they_were_made(
    archive: Path, tmp_path: Path, settings: Any
) -> None:
    assert import_.main([str(archive)]) == 0
    uid = Circular.objects.get().uid
    kept = Path(settings.MEDIA_ROOT) / "notes" / f"{uid}.zip"
    assert kept.read_bytes() == (archive / "files" / "notes" / f"{uid}.zip").read_bytes()
    assert len(zipfile.ZipFile(kept).namelist()) == 4  # PDF and DOCX of two Missions
    whole = kept.read_bytes()
    kept.write_bytes(whole[:-40])  # as it is while a job writes it
    assert export.main([str(tmp_path / "meanwhile")]) == 0
    kept.unlink()
    assert export.main([str(tmp_path / "without")]) == 0
    assert tree(tmp_path / "without") == tree(tmp_path / "meanwhile")
    assert not list((tmp_path / "without").glob("files/notes/*"))


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


def test_what_is_worked_out_from_the_rows_is_worked_out_again(
    archive: Path, monkeypatch: Any
) -> None:
    seen: list[int] = []
    monkeypatch.setattr(reading, "AFTERWARDS", [lambda: seen.append(Document.objects.count())])
    assert import_.main([str(archive)]) == 0
    assert seen == [1]


def test_people_sign_in_by_the_code_that_comes_by_mail(
    archive: Path, client: Any, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []
    assert import_.main([str(archive)]) == 0
    Example.objects.all().delete()  # its people sign in by links
    client.post("/access/sign-in/", {"email": "other@arvoria.example"})
    code = re.search(r"^[A-Z]{4}-[A-Z]{4}$", str(mail.outbox[-1].body), re.MULTILINE)
    assert code is not None
    client.post("/access/sign-in/code/", {"code": code[0]})
    assert "The other" in client.get("/access/account/").content.decode()


def test_secrets_are_not_in_it_and_are_made_anew(archive: Path) -> None:
    whole = b"".join(tree(archive).values())
    assert not [word for word in (b"password", b"link_key", b"last_login") if word in whole]
    assert import_.main([str(archive)]) == 0
    assert not User.objects.first().has_usable_password()  # type: ignore[union-attr]
    assert len(Example.objects.get().link_key) == 64


def test_an_empty_database_goes_out_and_back(db: None, tmp_path: Path) -> None:
    assert export.main([str(tmp_path / "nothing")]) == 0
    assert import_.main([str(tmp_path / "nothing")]) == 0
    manifest = json.loads((tmp_path / "nothing" / MANIFEST).read_text())
    assert manifest["rows"] == 0
    assert set(manifest["files"]) == set(tree(tmp_path / "nothing")) - {MANIFEST}


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
