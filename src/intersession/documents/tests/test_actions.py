"""Symbols, states of a language version, and files that are what they say."""

import hashlib
from datetime import date

import pytest
from django.core.files.storage import default_storage

from intersession.access.guard import Refusal
from intersession.documents import actions
from intersession.documents.models import Document, StoredFile
from intersession.documents.tests.conftest import AT, OFFICER, PDF, PNG
from intersession.ledger.models import Entry

pytestmark = pytest.mark.django_db
WHO = {"by": OFFICER, "at": AT}


@pytest.mark.parametrize(
    ("symbol", "slug"),
    [
        ("IC/2011/7", "ic-2011-7"),
        ("MC/2398/Rev.1", "mc-2398-rev-1"),
        ("MC/2398/Rev.1/Corr.1", "mc-2398-rev-1-corr-1"),
        ("IDM/2011/W1", "idm-2011-w1"),
    ],
)
def test_symbols_as_they_are_printed_are_taken(add, symbol, slug):
    assert add(symbol).slug == slug


@pytest.mark.parametrize(
    "symbol",
    ["", "7", "IC", "ic/2011/7", "IC/2011/", "IC//7", "IC 2011/7", "IC/7\n", "A/" + "9" * 60],
)
def test_what_is_no_symbol_is_refused_in_words(add, symbol):
    if symbol.endswith("\n"):
        assert add(symbol).symbol == "IC/7"  # blank space around it is not part of it
        return
    with pytest.raises(Refusal, match="is not a symbol"):
        add(symbol)


def test_blank_space_around_a_symbol_is_not_part_of_it(add):
    assert add(" IC/2011/7\n").symbol == "IC/2011/7"


@pytest.mark.parametrize("again", ["IC/2011/7", "IC/2011-7"])
def test_a_symbol_is_used_once(add, again):
    add("IC/2011/7")
    with pytest.raises(Refusal, match="is taken"):
        add(again)
    assert Document.objects.count() == 1


def test_a_document_begins_as_a_draft_in_its_original_language(add):
    versions = add(original_language="fr").versions.values_list("language", "state")
    assert list(versions) == [("fr", "draft")]


def test_a_language_that_the_dialogue_does_not_use_is_refused(add):
    with pytest.raises(Refusal, match="“xx” is not one of the languages"):
        add(original_language="xx")


def test_a_version_is_translated_issued_corrected_and_superseded(add):
    document = add()
    actions.state_version(
        document=document, language="fr", to="in_translation", due_on=date(2011, 10, 21), **WHO
    )
    for state in ("issued", "corrected", "revised", "superseded"):
        version = actions.state_version(document=document, language="fr", to=state, **WHO)
    assert (version.state, version.issued_on) == ("superseded", date(2011, 9, 28))
    assert Entry.objects.filter(verb="documents:version:stated").count() == 5


@pytest.mark.parametrize("to", ["draft", "in_translation", "issued"])
def test_what_is_issued_is_corrected_or_revised_but_not_taken_back(add, issue, to):
    document = add()
    issue(document)
    with pytest.raises(Refusal, match="is “issued”: it cannot become"):
        actions.state_version(document=document, language="en", to=to, **WHO)


@pytest.mark.parametrize("to", ["corrected", "revised", "superseded", "lost"])
def test_a_language_that_does_not_exist_yet_is_not_corrected(add, to):
    with pytest.raises(Refusal, match="cannot become"):
        actions.state_version(document=add(), language="es", to=to, **WHO)


def test_a_translation_has_a_day_on_which_it_is_due(add):
    with pytest.raises(Refusal, match="by which day"):
        actions.state_version(document=add(), language="es", to="in_translation", **WHO)


@pytest.mark.parametrize(
    ("content", "kind", "name"),
    [
        (PDF, "application/pdf", "scan.pdf"),
        (PNG, "image/png", "scan.png"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 20, "image/jpeg", "scan.jpg"),
    ],
)
def test_the_type_of_a_file_is_read_from_its_content(store, content, kind, name):
    stored = store(content, "scan.doc")
    assert (stored.content_type, stored.name) == (kind, name)
    assert stored.sha256 == hashlib.sha256(content).hexdigest()
    with stored.content.open() as kept:
        assert kept.read() == content


@pytest.mark.parametrize("content", [b"MZ\x90\0program", b"<html>%PDF-1.7", b"#!/bin/sh\n", b"PK"])
def test_a_program_named_pdf_is_refused_and_nothing_is_kept(store, content, tmp_path):
    with pytest.raises(Refusal, match="“harmless.pdf” is not a PDF"):
        store(content, "harmless.pdf")
    assert not StoredFile.objects.exists() and not list(tmp_path.rglob("*"))


def test_an_empty_file_is_refused(store):
    with pytest.raises(Refusal, match="is empty"):
        store(b"")


def test_a_file_of_more_than_25_megabytes_is_refused(store):
    most = 25_000_000
    with pytest.raises(Refusal, match="larger than 25 MB"):
        store(b"%PDF-1.7\n" + b"\0" * most + b"%%EOF")
    assert store(b"%PDF-1.7\n" + b"\0" * (most - 14) + b"%%EOF").size == most


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\scans\\note.pdf", "note.pdf"),
        ("note\u202efdp.exe", "note-fdp.pdf"),
        ('a"b\r\nX: y.pdf', "a-b--X- y.pdf"),
        ("...", "file.pdf"),
        ("état du 3 mai.pdf", "état du 3 mai.pdf"),
        ("e\u0301tat.pdf", "état.pdf"),
        ("प्रवासन.pdf", "प्रवासन.pdf"),
        ("الهجرة ٢٠١١.pdf", "الهجرة ٢٠١١.pdf"),
        ("การย้ายถิ่น.pdf", "การย้ายถิ่น.pdf"),
        ("移徙.pdf", "移徙.pdf"),
        ("x" * 300 + ".pdf", "x" * 90),
    ],
)
def test_the_name_of_a_file_is_only_a_name(store, given, kept):
    assert store(PDF, given).name.startswith(kept)


def test_the_same_content_is_on_the_disk_once(store):
    first, second = store(PDF, "a.pdf"), store(PDF, "b.pdf")
    assert first.uid != second.uid and first.content.name == second.content.name
    assert len(default_storage.listdir("stored")[1]) == 1
