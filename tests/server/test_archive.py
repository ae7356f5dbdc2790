"""The whole dialogue as open files, from one kind of database into the other and back, by the real
commands; a server goes on with what came in."""

import filecmp
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.harness.server import (
    command,
    copied,
    drop_database,
    new_database,
    on_postgres,
    running,
    script,
)
from tests.harness.visitor import Visitor
from tests.server.members import CODE, kept, rows

HERE = Path(__file__).parent
Where = tuple[str, Path]  # address of the database, folder of what a server writes beside it
QUESTION = "/consultations/topics-2012/"


@pytest.mark.skipif(not on_postgres(), reason="beside PostgreSQL it goes to SQLite and back")
def test_a_dialogue_moves_to_another_database_and_back_and_stays_the_same_to_the_byte(tmp_path):
    with (
        copied("topics") as copy,
        _empty(tmp_path / "there", sqlite=True) as there,
        _empty(tmp_path / "back", sqlite=False) as back,
    ):
        first = (copy.database_url, copy.folder)
        script(*first, HERE / "acts.py")
        _moved(first, there, tmp_path / "one", tmp_path / "two")
        _moved(there, back, tmp_path / "two", tmp_path / "three")
        _recounted(back, tmp_path / "theme.jsonl", first[0])
        _goes_on(back)


def _recounted(where: Where, file: Path, before: str) -> None:
    """The recount file is the one whose digest stood on the page of the question before."""
    command(*where, "question", "export", "theme-2012", str(file))
    query = "SELECT digest FROM consultations_question WHERE slug = 'theme-2012'"
    assert rows(before, query)[0][0] in file.read_text().splitlines()[-1]


@contextmanager
def _empty(folder: Path, *, sqlite: bool) -> Iterator[Where]:
    """A database without a table, and a folder for its files."""
    folder.mkdir()
    url = f"sqlite:///{folder / 'empty.sqlite3'}" if sqlite else new_database()
    try:
        yield url, folder
    finally:
        if not sqlite:
            drop_database(url)


def _moved(here: Where, there: Where, out: Path, again: Path) -> None:
    if not out.exists():
        command(*here, "export", str(out))
    said = json.loads(command(*there, "import", str(out), "--json").stdout)
    assert (
        said["ledger"]["sound"] and said["rows"] > 4_000 and said["files"] == 2
    )  # a scan, notes verbales
    command(*there, "export", str(again))
    assert _different(out, again) == []
    stored = next((there[1] / "files" / "stored").iterdir())
    assert stored.read_bytes().startswith(b"%PDF")


def _different(one: Path, other: Path) -> list[str]:
    """Files that are not the same to the byte, or in one folder only."""
    paths = {p.relative_to(top).as_posix() for top in (one, other) for p in top.rglob("*.*")}
    assert "ledger/entry.jsonl" in paths
    _same, wrong, missing = filecmp.cmpfiles(
        one, other, [path for path in paths if (one / path).is_file()], shallow=False
    )
    return [*wrong, *missing]


def _goes_on(where: Where) -> None:
    """A page is served, a Mission signs in, an answer gets its receipt."""
    url, _folder = where
    printed = command(*where, "example", "--links").stdout
    path = next(line for line in printed.splitlines() if "\tagurem\t" in line).split("\t")[2]
    with running(url) as server:
        visitor = Visitor(server.url)
        assert "Two topics for 2012" in visitor.get("/consultations/").text
        before = {row.receipt for row in kept(url, "topics-2012")}
        visitor.sign_in(path)
        page = visitor.get(QUESTION)
        fields = [(name, page.hidden(name)) for name in ("csrfmiddlewaretoken", "once", "version")]
        sent = visitor.post(f"{QUESTION}prefer/", [*fields, ("approved", "B")], X_CSRFToken="")
        assert sent.status == 302, sent.text
        receipt = CODE.search(visitor.get(sent.location.partition("#")[0]).text)
        assert receipt is not None and receipt[1] not in before
    assert len(kept(url, "topics-2012")) == len(before) + 1


def test_an_export_shows_one_moment_and_holds_up_nobody(tmp_path):
    """In its midst an answer comes in; neither the answer nor its entries are in the folder."""
    with copied("topics") as copy:
        path = HERE / "while_it_reads.py"
        printed = script(copy.database_url, copy.folder, path, str(tmp_path)).split()
    for file, many in zip(("consultations/preference", "ledger/entry"), printed, strict=True):
        assert (tmp_path / "out" / f"{file}.jsonl").read_bytes().count(b"\n") == int(many)
