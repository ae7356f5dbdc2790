"""One answer received by another channel: who keyed it, who said so, when it came, the scan."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from intersession.consultations.models import Preference
from intersession.consultations.tests.conftest import NOW, Cast, geneva, read
from intersession.documents.models import StoredFile
from intersession.ledger.models import Entry
from intersession.outbox.models import Mail

PAGE = "/consultations/topics/keyed/"
PDF = b"%PDF-1.7\n% a note verbale\n%%EOF\n"


def form(cast: Cast, **given: Any) -> dict[str, Any]:
    plain = {
        "entity": cast.marenia.pk,
        "approved": ["A", "C"],
        "channel": "note_verbale",
        "received_at": "2011-10-19T16:15",
        "said_by": "Third Secretary",
    }
    return {**plain, **given}


def scan(content: bytes = PDF, name: str = "note.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_it_is_kept_with_all_that_is_known_of_it(ask: Any, browse: Any, cast: Cast) -> None:
    ask()
    browser = browse("officer")
    answer = browser.post(PAGE, form(cast, scan=scan()))
    row = Preference.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"{PAGE}?kept={row.receipt}")
    assert (row.channel, row.approved, row.by) == ("note_verbale", ["A", "C"], "Third Secretary")
    assert row.received_at == geneva(10, 19, 16, 15)
    assert (row.keyed_at, row.keyed_by, row.person) == (NOW, cast.officer, None)
    assert row.scan.name == "note.pdf"
    page = read(browser.get(answer["Location"]))
    assert f"Marenia: A and C Receipt code {row.receipt}" in page


@pytest.mark.parametrize("channel", ["floor", "phone", "e-mail", "note_verbale"])
def test_every_channel_is_kept_by_its_name(ask: Any, browse: Any, cast: Cast, channel: str) -> None:
    ask()
    assert browse("officer").post(PAGE, form(cast, channel=channel)).status_code == 302
    assert Preference.objects.get().channel == channel
    assert Entry.objects.get(verb="consultations:preference:expressed").values["channel"] == channel


def test_the_mission_is_asked_to_confirm(ask: Any, browse: Any, cast: Cast) -> None:
    ask()
    Mail.objects.all().delete()
    browse("officer").post(PAGE, form(cast))
    mails = Mail.objects.all()
    assert {mail.to for mail in mails} == {
        "first@marenia.example",
        "second@marenia.example",
        "ambassador@marenia.example",
    }
    body = mails[0].body
    assert mails[0].subject.startswith("[Please confirm]")
    assert Preference.objects.get().receipt in body
    assert "A and C" in body.replace("\u00a0", " ")


def test_an_hour_still_to_come_is_refused(ask: Any, browse: Any, cast: Cast) -> None:
    ask()
    answer = browse("officer").post(PAGE, form(cast, received_at="2011-10-20T10:31"))
    assert answer.status_code == 422
    assert "cannot have been received after this moment" in read(answer)
    assert 'value="Third Secretary"' in answer.content.decode()
    assert not Preference.objects.exists()


def test_an_hour_before_the_question_was_opened_is_refused(
    ask: Any, browse: Any, cast: Cast
) -> None:
    ask()
    answer = browse("officer").post(PAGE, form(cast, received_at="2011-09-27T18:00"))
    assert answer.status_code == 422
    assert "an answer cannot have come before" in read(answer)
    assert not Preference.objects.exists()


def test_a_refused_answer_leaves_no_scan_behind(ask: Any, browse: Any, cast: Cast) -> None:
    ask(cap=1)
    answer = browse("officer").post(PAGE, form(cast, scan=scan()))
    assert answer.status_code == 422
    assert "At most 1 may be named; 2 were." in read(answer)
    assert not StoredFile.objects.exists()
    assert not Entry.objects.filter(verb="documents:file:stored").exists()


@pytest.mark.parametrize("content", [b"MZ\x90 a program", b"<html>", b"PK\x03\x04"])
def test_a_scan_that_is_none_is_refused_in_words(
    ask: Any, browse: Any, cast: Cast, content: bytes
) -> None:
    ask()
    answer = browse("officer").post(PAGE, form(cast, scan=scan(content)))
    assert answer.status_code == 422
    assert "note.pdf" in read(answer)
    assert not Preference.objects.exists()


def test_who_is_not_on_the_register_is_not_in_the_list(ask: Any, browse: Any, cast: Cast) -> None:
    ask()
    outside = form(cast, entity=99999)
    answer = browse("officer").post(PAGE, outside)
    assert answer.status_code == 422
    assert not Preference.objects.exists()


def test_an_unknown_option_or_channel_is_refused(ask: Any, browse: Any, cast: Cast) -> None:
    ask()
    for wrong in (
        {"approved": "X"},
        {"channel": "online"},
        {"received_at": "yesterday"},
        {"received_at": "0001-01-01T00:00"},
    ):
        assert browse("officer").post(PAGE, form(cast, **wrong)).status_code == 422
    assert not Preference.objects.exists()


def test_no_preference_can_be_keyed_in(ask: Any, browse: Any, cast: Cast) -> None:
    ask()
    assert browse("officer").post(PAGE, form(cast, approved=[], none="on")).status_code == 302
    assert Preference.objects.get().approved == []


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"approved": []}, "Name at least one option, or say “No preference”."),
        ({"none": "on"}, "“No preference” is ticked beside A and C."),
    ],
)
def test_nothing_ticked_is_not_an_answer_nor_is_none_beside_some(
    ask: Any, browse: Any, cast: Cast, given: dict[str, Any], sentence: str
) -> None:
    ask()
    answer = browse("officer").post(PAGE, form(cast, **given))
    assert answer.status_code == 422
    assert sentence in read(answer)
    assert not Preference.objects.exists()


def test_what_the_delegation_said_meanwhile_is_not_overwritten(
    ask: Any, browse: Any, say: Any, cast: Cast
) -> None:
    ask()
    browser = browse("officer")
    page = browser.get(PAGE).content.decode()
    seen = re.search(r'name="seen" value="(\d+)"', page)
    assert seen
    say("first", "B")
    answer = browser.post(PAGE, form(cast, seen=seen[1]))
    assert answer.status_code == 422
    assert "The answer changed while you were keying in." in read(answer)
    assert Preference.objects.get().approved == ["B"]
    say("other", "A")  # another Entity's answer is no conflict
    now = browser.get(PAGE).content.decode()
    latest = re.search(r'name="seen" value="(\d+)"', now)
    assert latest and browser.post(PAGE, form(cast, seen=latest[1])).status_code == 302


@pytest.mark.parametrize("name", ["first", "ambassador", "chair", "auditor", "watcher"])
def test_only_the_administration_keys_in(ask: Any, browse: Any, cast: Cast, name: str) -> None:
    ask()
    for where in (PAGE, "/consultations/topics/grid/"):
        assert browse(name).get(where).status_code == 403
        assert browse(name).post(where, form(cast)).status_code == 403
    assert not Preference.objects.exists()


def test_what_is_held_or_late_is_said_so(
    ask: Any, say: Any, browse: Any, cast: Cast, tell: Any
) -> None:
    ask()
    say("first", "B")
    browser = browse("officer")
    kept = browser.post(PAGE, form(cast, channel="phone", received_at="2011-10-20T10:30"))
    assert "The answer is held" in read(browser.get(kept["Location"]))
    tell(NOW + timedelta(days=1))
    kept = browser.post(PAGE, form(cast))
    assert "The answer was received late" in read(browser.get(kept["Location"]))
