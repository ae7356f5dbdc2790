"""Speakers, their parts and their files through the API."""

from typing import Any

import pytest
from django.core.files.base import ContentFile

from intersession.access.policy import Role
from intersession.documents.models import StoredFile
from intersession.meetings.models import Meeting, Part, SpeakerFile
from intersession.outbox.models import Mail

AT = "/api/meeting/workshop-1-2012/"
NAMES = {"name": "Expert from capital, Marenia", "entity": "marenia", "gender": "woman"}
NAMES |= {"email": "expert@marenia.example", "function": {"en": "Director"}}


@pytest.fixture
def officer(make: Any) -> str:
    return str(make(Role.ADMINISTRATION).secret)


@pytest.fixture
def post(ask: Any, officer: str) -> Any:
    def post(path: str, body: Any = None, status: int = 200) -> Any:
        answer = ask("POST", f"{AT}{path}", officer, {} if body is None else body)
        assert answer.status_code == status, answer.content
        return answer.json()

    return post


@pytest.fixture
def panel(post: Any) -> str:
    return str(post("agenda/", {"title": {"en": "Panel"}, "kind": "panel"})["added"][0])


@pytest.fixture
def speaker(post: Any, panel: str) -> Any:
    made = post("speakers/add/", NAMES, 201)
    return post(f"speaker/{made['uid']}/parts/", {"item": panel, "minutes": 15})


def test_a_speaker_is_added_and_changed(post: Any, speaker: Any) -> None:
    assert (speaker["affiliation"], speaker["gender"]) == ({}, "woman")
    assert speaker["missing"] == ["biography", "presentation", "consent"]
    path = f"speaker/{speaker['uid']}/change/"
    again = {**NAMES, "biography": {"fr": "Directrice."}, "seen": speaker["seen"]}
    assert post(path, again)["biography"] == {"fr": "Directrice."}
    assert post(path, again, 409)["code"] == "speaker-changed-meanwhile"
    assert post(path, {**NAMES, "time_zone": "Mars/Base"}, 409)["code"] == "unknown-time-zone"
    assert post(path, {**NAMES, "entity": "atlantis"}, 409)["code"] == "not-known"


def test_a_speaker_is_invited_answers_and_is_replaced(post: Any, speaker: Any) -> None:
    assert post("speakers/invite/") == {"mails": 1}
    assert post("speakers/invite/", None, 409)["code"] == "nobody-to-invite"
    assert post("speakers/remind/", None, 409)["code"] == "nobody-to-remind"
    part = speaker["parts"][0]
    path = f"part/{part['uid']}/"
    heard = post(f"{path}answer/", {"confirm": True, "channel": "phone"})
    assert heard["state"] == heard["parts"][0]["state"] == "confirmed"
    moved = post(f"{path}change/", {"role": "discussant", "minutes": 10, "position": 1})
    assert (moved["parts"][0]["role"], moved["parts"][0]["position"]) == ("discussant", 1)
    assert post(f"{path}replace/", {}, 409)["code"] == "one-or-the-other"
    other = {"person": {"name": "Expert, Arvoria"}}
    assert post(f"{path}replace/", other, 409)["code"] == "no-address"
    new = post(f"{path}replace/", {**other, "channel": "mission"})
    assert (new["name"], new["parts"][0]["state"]) == ("Expert, Arvoria", "confirmed")
    assert post(f"{path}replace/", {**other, "channel": "mission"}, 409)["code"] == (
        "given-to-other"
    )
    gone = post(f"part/{new['parts'][0]['uid']}/remove/")
    assert gone["parts"][0]["state"] == "withdrawn"


def test_the_link_of_a_speaker_is_in_the_mail_and_in_no_answer(post: Any, speaker: Any) -> None:
    answer = post(f"speaker/{speaker['uid']}/link/", {"renew": True})
    mail = Mail.objects.order_by("-pk")[0]
    assert "/meetings/speaker/" in mail.link and "/meetings/speaker/" not in str(answer)


def test_speakers_are_listed_to_the_administration_alone(
    post: Any, ask: Any, make: Any, counted: Any, officer: str, panel: str
) -> None:
    for number in (1, 2, 3):
        made = post("speakers/add/", {**NAMES, "name": f"Expert {number}"}, 201)
        post(f"speaker/{made['uid']}/parts/", {"item": panel})
    counted(f"{AT}speakers/", officer)
    assert ask("GET", f"{AT}speakers/?state=confirmed", officer).json()["total"] == 0
    mission = make(Role.FOCAL_POINT, "marenia").secret
    assert ask("GET", f"{AT}speakers/", mission).status_code == 403


def test_a_file_is_open_as_its_speaker_agreed_until_it_is_held(
    post: Any, ask: Any, speaker: Any, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    uid = speaker["parts"][0]["uid"]
    post(f"part/{uid}/answer/", {"confirm": True, "channel": "phone"})
    post("agenda/publish/", {"tell": False, "reason": "A trial"})
    shown = ask("GET", AT).json()["agenda"][0]["parts"][0]
    assert (shown["name"], shown["speaker"]) == (NAMES["name"], speaker["uid"])
    assert NAMES["email"] not in str(shown) and "woman" not in str(shown)
    at = Meeting.objects.get(slug="workshop-1-2012").starts_at
    given = {"name": "slides.pdf", "content_type": "application/pdf", "size": 4}
    stored = StoredFile(**given, sha256="0" * 64, stored_at=at)
    stored.content.save("slides.pdf", ContentFile(b"%PDF"))
    row = SpeakerFile.objects.create(
        part=Part.objects.get(uid=uid), kind="presentation", language="en", file=stored, at=at
    )
    path = f"{AT}file/{row.uid}/"
    assert ask("GET", path).status_code == 404
    assert ask("GET", f"{AT}files/").json() == []
    SpeakerFile.objects.update(public=True)
    assert ask("GET", f"{AT}files/").json()[0]["path"] == path
    assert content(ask("GET", path)) == b"%PDF"
    assert post(f"file/{row.uid}/hold/")["parts"][0]["files"][0]["held"] is True
    assert ask("GET", path).status_code == 404
    post(f"file/{row.uid}/release/")
    assert content(ask("GET", path)) == b"%PDF"


def content(answer: Any) -> bytes:
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)
