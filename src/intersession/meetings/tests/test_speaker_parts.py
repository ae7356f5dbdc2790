"""Title, abstract and files of one part, by the speaker."""

import pytest
from django.core.cache import cache

from intersession.documents import rules as documents
from intersession.documents import uploads
from intersession.documents.models import StoredFile
from intersession.meetings import actions, speaking
from intersession.meetings.models import SpeakerFile
from intersession.meetings.tests.conftest import WHO
from intersession.meetings.tests.speaking import (
    PDF,
    address,
    clock,
    invited,
    panel,
    person,
    shown,
    upload,
    zipped,
)

pytestmark = pytest.mark.django_db
EXECUTABLE = b"MZ\x90\x00" + b"\0" * 200
LOCKED = b"%PDF-1.7\ntrailer\n<< /Encrypt 5 0 R >>\n%%EOF\n"


@pytest.fixture
def row(hold, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    cache.clear()
    clock()
    meeting = hold("topics-for-2012")
    return invited(panel(meeting), person(meeting))


def page(row, last=""):
    return f"{address(row.speaker)}parts/{row.uid}/{last}"


def of(row, file, verb):
    return f"{address(row.speaker)}files/{file.uid}/{verb}"


def filled(**more):
    words = {"title_en": "Borders", "abstract_en": "What we learnt."}
    return {**words, "kind": "presentation", "file_language": "en", **more}


def test_words_and_a_file_arrive_together(client, row):
    sent = filled(upload=upload(), public="on")
    assert client.post(page(row), sent).url == page(row)
    row.refresh_from_db()
    assert (row.title, row.abstract) == ({"en": "Borders"}, {"en": "What we learnt."})
    kept = SpeakerFile.objects.get()
    assert (kept.kind, kept.language, kept.public) == ("presentation", "en", True)
    text = shown(client.get(page(row)))
    assert "may be published" in text and "PDF" in text
    answer = client.get(of(row, kept, ""))
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (EXECUTABLE, "slides.pptx", "its content says so"),
        (LOCKED, "locked.pdf", "is protected, by a password"),
        (zipped(ppt__vbaProject="x"), "macros.pptx", ""),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "picture.pdf", "is a picture"),
        (b"", "empty.pdf", "empty"),
    ],
)
def test_a_file_that_is_not_taken_is_told_and_nothing_else_is_lost(
    client, row, content, name, said
):
    answer = client.post(page(row), filled(upload=upload(content, name), public="on"))
    text = shown(answer)
    assert answer.status_code == 422
    assert said in text
    assert 'value="Borders"' in text and "What we learnt." in text and "checked" in text
    assert not StoredFile.objects.exists()


def test_macros_are_named(client, row):
    macros = zipped(**{"ppt__vbaProject.bin": "x", "[Content_Types].xml": "<Types/>"})
    answer = client.post(page(row), filled(upload=upload(macros, "slides.pptx")))
    assert "holds macros" in shown(answer)


def test_what_grows_beyond_the_limit_is_stopped_on_its_way(client, row, monkeypatch):
    monkeypatch.setattr(documents, "MOST_OCTETS", 100_000)
    answer = client.post(page(row), filled(upload=upload(PDF + b"x" * 200_000)))
    assert answer.status_code == 422
    assert "is larger than" in shown(answer)
    assert 'value="Borders"' in shown(answer)


def test_files_come_in_by_this_page_and_a_link_in_force_alone(client, row, monkeypatch):
    """Decided when the first file begins: nothing of it is kept anywhere."""
    begun = []
    monkeypatch.setattr(
        uploads.Bounded, "receive_data_chunk", lambda self, data, start: begun.append(data)
    )
    other = invited(panel(row.item.meeting, "Other"), person(row.item.meeting, "Ben"))
    elsewhere = [
        f"/meetings/speaker/forged/parts/{row.uid}/",
        f"{address(row.speaker)}parts/{other.uid}/",
        address(row.speaker),
        f"{address(row.speaker)}answer/{row.uid}/",
        "/access/sign-in/",
    ]
    for place in elsewhere:
        client.post(place, filled(upload=upload()))
    old = page(row)
    row.speaker.link_number += 1
    row.speaker.save()
    client.post(old, filled(upload=upload()))
    assert begun == []
    client.post(page(row), filled(upload=upload()))
    assert begun


def test_a_later_file_of_the_same_kind_and_language_stands(client, row):
    for name in ("one.pdf", "two.pdf"):
        client.post(page(row), filled(upload=upload(name=name)))
    client.post(page(row), filled(upload=upload(), file_language="fr"))
    client.post(page(row), filled(upload=upload(), kind="statement"))
    standing = SpeakerFile.objects.filter(withdrawn_at=None)
    assert standing.count() == 3
    assert standing.get(kind="presentation", language="en").file.name == "two.pdf"


def test_a_file_is_withdrawn_and_its_publication_agreed_to(client, row):
    file = actions.add_file(part=row, kind="statement", language="en", upload=upload(), **WHO)
    assert client.post(of(row, file, "publish/"), {"public": "yes"}).url == page(row)
    file.refresh_from_db()
    assert file.public
    assert client.post(of(row, file, "withdraw/")).url == page(row)
    assert client.get(of(row, file, "")).status_code == 404
    assert client.post(of(row, file, "withdraw/")).status_code == 404
    assert client.get(of(row, file, "withdraw/")).status_code == 405


def test_nobody_has_the_files_of_another(client, row):
    other = invited(panel(row.item.meeting, "Other"), person(row.item.meeting, "Ben"))
    file = actions.add_file(part=other, kind="statement", language="en", upload=upload(), **WHO)
    for verb in ("", "publish/", "withdraw/"):
        assert client.get(of(row, file, verb)).status_code in {404, 405}
        assert client.post(of(row, file, verb)).status_code in {404, 405}


def test_who_declined_sends_nothing_more(client, row):
    actions.answer_part(part=row, confirm=False, why="Ill", **WHO)
    assert "nothing more is asked" in shown(client.get(page(row)))
    answer = client.post(page(row), filled())
    assert answer.status_code == 422 and "no longer yours" in shown(answer)


def test_a_part_takes_forty_files_at_most(client, row, monkeypatch):
    monkeypatch.setattr(speaking, "MOST_FILES", 1)
    client.post(page(row), filled(upload=upload()))
    answer = client.post(page(row), filled(upload=upload()))
    assert answer.status_code == 422 and "1 files were sent" in shown(answer)


def test_long_words_are_told(client, row):
    answer = client.post(page(row), filled(title_en="x" * 400, abstract_fr="y" * 2001))
    assert answer.status_code == 422
    assert "x" * 400 in shown(answer) and "y" * 2001 in shown(answer)
