"""A small dialogue of every kind as a folder, and ways to alter it, for tests of the archive."""

import hashlib
import json
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction

from intersession.consultations.actions import conclusions, notes, suggestions
from intersession.consultations.papers.notes import MAKING
from intersession.consultations.tests.conftest import LATER, NOW, Cast, conclude
from intersession.desk.archive.folder import MANIFEST, ROWS, digest_of
from intersession.desk.archive.holdings import held
from intersession.desk.commands import export
from intersession.documents import actions as documents
from intersession.documents.models import Document
from intersession.jobs.actions import start_job
from intersession.jobs.running import run_next
from intersession.ledger.models import canonical
from intersession.programme.models import Issue

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
PREFERENCES = "consultations/preference.jsonl"
_kept: dict[str, Path] = {}


@pytest.fixture
def archive(request: Any, db: None, tmp_path: Path, tmp_path_factory: Any, settings: Any) -> Path:
    """A folder of one's own with a small dialogue of every kind; the database is empty again."""
    settings.MEDIA_ROOT = tmp_path / "media"
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
    _send_notes(cast)
    cast.year.issues.add(Issue.objects.create(code="return", name={"en": "Return"}))


def _send_notes(cast: Cast) -> None:
    """Notes verbales that were issued, and their files made."""
    who: Any = {"by": cast.by("officer"), "at": NOW}
    draft = notes.Draft(
        title={"en": "Choice"},
        body={"en": "{to_mission}"},
        audience="members",
        dated=NOW.date(),
        signed_by={"en": "Geneva"},
    )
    row = notes.issue_circular(circular=notes.draft_circular(draft=draft, **who), **who)
    start_job(kind=MAKING, values={"circular": str(row.uid), "then": "/"}, then="/", **who)
    run_next(clock=lambda: NOW)


def tree(folder: Path) -> dict[str, bytes]:
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def reseal(folder: Path, *changed: str, **content: Any) -> None:
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


def rewrite(folder: Path, path: str, number: int, change: Callable[[Any], Any]) -> None:
    """Another row in place of this one, and every digest made to fit it."""
    lines = (folder / path).read_bytes().splitlines(keepends=True)
    lines[number - 1] = (canonical(change(json.loads(lines[number - 1]))) + "\n").encode()
    (folder / path).write_bytes(b"".join(lines))
    reseal(folder, path)


def nothing_is_in() -> bool:
    return not any(model._base_manager.exists() for model in held())
