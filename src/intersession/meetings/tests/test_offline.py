"""A meeting as a folder for a stick: whole without a network, the same for the same content."""

import io
import re
from datetime import timedelta
from html.parser import HTMLParser
from zipfile import ZIP_STORED, ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from icalendar import Calendar

from intersession.documents.actions.files import store_file
from intersession.meetings import actions, offline, offline_files
from intersession.meetings.models import SpeakerFile
from intersession.meetings.tests.conftest import OFFICER, TEN, WHO, publish
from intersession.meetings.tests.workshop import PDF, filled

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def elsewhere(settings, tmp_path, monkeypatch):
    """Papers as PDF are tried where they are made; here they would take a second."""
    settings.VAR = settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(
        offline, "made", lambda paper, form, name: Fake(f"{name}-{paper.language}.pdf")
    )


class Fake:
    content = PDF

    def __init__(self, name):
        self.name = name


@pytest.fixture
def workshop(hold, paper):
    made = hold(slug="w", kind="workshop", ends_at=TEN + timedelta(days=9))
    filled(made, TEN, 5, by=OFFICER, at=WHO["at"])
    publish(made)
    return made


def folder(client):
    answer = client.get("/meetings/w/offline/")
    assert answer.status_code == 200
    assert 'filename="w.zip"' in answer["Content-Disposition"]
    return b"".join(answer.streaming_content)


def opened(client):
    return ZipFile(io.BytesIO(folder(client)))


class Links(HTMLParser):
    def __init__(self, page):
        super().__init__()
        self.to, self.ids = [], set()
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name in ("href", "src"):
                self.to.append(value)
            if name == "id":
                self.ids.add(value)
        assert tag not in {"script", "base", "form"}


def test_every_link_leads_to_a_place_in_the_folder(client, workshop):
    archive = opened(client)
    names = set(archive.namelist())
    pages = {name: Links(archive.read(name).decode()) for name in names if name.endswith(".html")}
    assert set(pages) == {"index.html", "en.html", "fr.html", "es.html"}
    for page, found in pages.items():
        for link in found.to:
            file, _mark, place = link.partition("#")
            assert (file or page) in names, link
            assert not place or place in pages[file or page].ids, link
    presented = [name for name in names if name.startswith("presentations/")]
    assert len(presented) == SpeakerFile.objects.count() > 0
    assert set(presented) <= set(pages["fr.html"].to)


def test_it_speaks_three_languages_and_tells_all_of_an_item(client, workshop):
    archive = opened(client)
    for language, title in (("en", "Who moves"), ("fr", "Qui part"), ("es", "Quién se va")):
        page = archive.read(f"{language}.html").decode()
        assert f'<html lang="{language}"' in page and title in page
        for words in ("Zoë N’Diaye has led", "A boat, a border"):
            assert words in page
    entries = Calendar.from_ical(archive.read("calendar-en.ics")).events
    assert len(entries) == 1 + workshop.agenda.count()


def test_the_same_content_is_the_same_file_and_is_made_once(client, workshop, monkeypatch):
    first = folder(client)
    content = offline.content_of(workshop, "http://testserver/meetings/w/")
    path = offline.kept(workshop, content.address)
    path.unlink()
    assert folder(client) == first
    monkeypatch.setattr(offline, "_written", None)
    assert folder(client) == first


def test_another_version_is_another_file_and_the_old_one_goes(client, workshop, tmp_path):
    folder(client)
    workshop.agenda.filter(number=1).update(title={"en": "Another opening"})
    publish(workshop)
    assert "Another opening" in opened(client).read("en.html").decode()
    assert len(list(tmp_path.glob("offline/*/*"))) == 1


@pytest.fixture
def issued(workshop, paper):
    def issued(symbol, name="note.pdf", **given):
        document = paper(symbol, **given)
        stored = store_file(
            upload=SimpleUploadedFile(name, PDF + symbol.encode() + b"\n%%EOF\n"), **WHO
        )
        document.versions.update(state="issued", issued_on=TEN.date(), file=stored)
        actions.attach_document(meeting=workshop, document=document, **WHO)
        return document

    return issued


def test_it_holds_what_everybody_may_read_and_nothing_else(client, issued):
    issued("IC/1")
    issued("IC/2", distribution="restricted")
    archive = opened(client)
    assert "documents/ic-1-en.pdf" in archive.namelist()
    assert "documents/ic-1-en.pdf" in archive.read("fr.html").decode()
    assert "IC/2" not in archive.read("en.html").decode()
    assert not [name for name in archive.namelist() if "ic-2" in name]


def test_what_does_not_fit_is_left_out_and_named(client, issued, monkeypatch):
    issued("IC/1")
    monkeypatch.setattr(offline_files.Carried, "most", 60)
    archive = opened(client)
    assert not [name for name in archive.namelist() if "/" in name]
    page = archive.read("en.html").decode()
    assert "Not in this folder" in page and "IC/1 (EN)" in page and "Mei Tan (EN)" in page


def test_a_file_that_the_disk_lost_is_named(client, issued, tmp_path):
    issued("IC/1")
    for path in (tmp_path / "stored").iterdir():
        path.unlink()
    assert "IC/1 (EN)" in opened(client).read("en.html").decode()


def test_names_are_taken_by_every_file_system(client, workshop):
    workshop.speakers.update(name="CON: “Ż/\\*?” 日本")
    publish(workshop)
    names = opened(client).namelist()
    assert len({name.lower() for name in names}) == len(names)
    for name in names:
        assert re.fullmatch(r"([a-z]+/)?[a-z0-9][a-z0-9-]{0,99}\.[a-z]+", name), name


def test_what_other_programs_take_over_is_put_in(client, workshop, monkeypatch):
    monkeypatch.setattr(offline, "MAKERS", [lambda meeting, agenda: ("schedule.json", b"{}")])
    archive = opened(client)
    assert archive.read("schedule.json") == b"{}"
    packed = {info.filename: info.compress_type for info in archive.infolist()}
    assert packed["agenda-en.pdf"] == ZIP_STORED != packed["en.html"]


def test_the_page_says_how_large_it_is(client, workshop):
    page = client.get("/meetings/w/").content.decode()
    said = re.search(r"ZIP, about (\d+)\xa0kB", page)
    assert said and int(said[1]) > 300


def test_a_meeting_without_an_agenda_has_a_folder_too(client, hold):
    hold(slug="w")
    assert "not been published yet" in opened(client).read("en.html").decode()
    assert client.get("/meetings/none/offline/").status_code == 404
