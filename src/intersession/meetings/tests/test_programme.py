"""The agenda on the page of a meeting: days, hours, who speaks, what runs now, whose clock."""

from datetime import timedelta

import pytest

from intersession.access.policy import Role
from intersession.meetings import actions
from intersession.meetings.found import leaves
from intersession.meetings.models import AgendaItem, Meeting, Part, SpeakerFile
from intersession.meetings.tests.conftest import OFFICER, TEN, WHO, item, publish
from intersession.meetings.tests.workshop import AT_ONCE, filled, present

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=9)


@pytest.fixture
def workshop(hold):
    return hold(slug="w", kind="workshop", ends_at=TEN + WEEK)


def shown(client, address="/meetings/w/", **given):
    answer = client.get(address, **given)
    assert answer.status_code == 200
    return answer.content.decode()


def test_two_days_show_hours_rooms_and_who_speaks(client, workshop):
    filled(workshop, TEN, by=OFFICER, at=WHO["at"])
    publish(workshop)
    page = shown(client)
    for words in (
        '<a href="#day-2011-10-20">Thursday, 20\xa0October 2011</a>',
        "<h3>Friday, 21\xa0October 2011</h3>",
        '<time datetime="2011-10-20T08:00Z">10:00</time>–<time datetime="2011-10-20T08:30Z">10:30<',
        "<p>Panel · Room XVII</p>",
        "Throughout: Interpretation: English, French and\xa0Spanish",
        "<dt>Moderator</dt><dd><b>Zoë N’Diaye</b>, Director, Migration, Ministry of Marenia</dd>",
        '<dd class="mute">to be confirmed</dd>',
        "Version 1 of <time",
        'href="/meetings/w/agenda/versions/"',
    ):
        assert words in page
    assert page.count(f">{AT_ONCE}<") == 1


def test_items_at_the_same_time_stand_in_columns_of_rooms(client, workshop):
    for name, begins, minutes in (("A", 0, 120), ("B", 0, 60), ("C", 60, 60), ("D", 120, 30)):
        item(workshop, name, starts_at=TEN + timedelta(minutes=begins), minutes=minutes)
    publish(workshop)
    page = shown(client)
    assert f">{AT_ONCE}<" in page
    side = page.split('<ul class="side">')[1].split("</ul>")[0]
    assert [column.count("<h4>") for column in side.split('<ol class="agenda prog">')[1:]] == [1, 2]
    assert ">D</a>" not in side


def test_what_was_cancelled_says_so_and_runs_beside_nothing(client, workshop):
    for name in ("A", "B"):
        item(workshop, name, starts_at=TEN, minutes=60)
    workshop.agenda.filter(number=1).update(cancelled_at=TEN)
    publish(workshop)
    page = shown(client)
    assert 'Cancelled</span> <s><a href="/meetings/w/item/' in page and AT_ONCE not in page


@pytest.mark.parametrize(
    ("minutes", "state", "runs"), [(-1, "", []), (0, "", ["A"]), (60, "", ["B"]), (0, "off", [])]
)
def test_only_the_item_that_runs_is_marked(client, workshop, monkeypatch, minutes, state, runs):
    for n, name in enumerate("AB"):
        item(workshop, name, starts_at=TEN + timedelta(hours=n), minutes=60)
    publish(workshop)
    if state:
        Meeting.objects.update(cancelled_at=TEN)
    monkeypatch.setattr(
        "intersession.desk.clock.now", lambda _example: TEN + timedelta(minutes=minutes)
    )
    marked = [
        part.split("</h4>")[0] for part in shown(client).split('class="now"><p class="at"')[1:]
    ]
    marked = [part.rpartition("</a>")[0].rpartition(">")[2] for part in marked]
    assert [name for name in marked if name in "AB"] == runs


def test_who_is_far_away_sees_their_hours_beside_those_of_the_place(client, workshop):
    item(workshop, starts_at=TEN, minutes=60)
    publish(workshop)
    assert (
        "zone"
        not in shown(client, "/meetings/w/?zone=America/Lima").split("<main")[1].split("Facts")[0]
    )
    Meeting.objects.update(modality="hybrid")
    assert "yours: 03:00–04:00" in shown(client, "/meetings/w/?zone=America/Lima")
    assert client.cookies["zone"].value == "America/Lima"
    assert "yours: 03:00–04:00" in shown(client)
    assert "yours: 21\xa0Oct" not in shown(client)
    far = shown(client, "/meetings/w/?zone=Pacific/Kiritimati")
    assert "yours: 22:00–23:00" in far
    assert "yours:" not in shown(client, "/meetings/w/?zone=")
    assert "yours:" not in shown(client)


def test_another_day_at_the_reader_is_named(client, workshop):
    item(workshop, starts_at=TEN + timedelta(hours=3), minutes=60)
    publish(workshop)
    Meeting.objects.update(modality="remote")
    page = shown(client, "/meetings/w/?zone=Pacific/Kiritimati")
    assert "yours: 21\xa0Oct\xa001:00–21\xa0Oct\xa002:00" in page


@pytest.mark.parametrize("zone", ["Mars", "../etc/passwd", "Europe", "x" * 5000, "é"])
def test_a_zone_that_is_none_is_said_and_not_kept(client, workshop, zone):
    item(workshop, starts_at=TEN, minutes=60)
    publish(workshop)
    Meeting.objects.update(modality="hybrid")
    answer = client.get("/meetings/w/", {"zone": zone})
    assert "There is no time zone of that name" in answer.content.decode()
    assert "zone" not in client.cookies
    client.cookies["zone"] = zone if zone.isascii() else "x"
    assert "yours:" not in shown(client)


def test_files_are_shown_only_as_far_as_they_are_published(client, workshop, sign_in):
    row = item(workshop, "Panel", starts_at=TEN, minutes=60)
    speaker = workshop.speakers.create(name="Ana Ibarra", added_at=TEN)
    part = row.parts.create(speaker=speaker, state=Part.State.CONFIRMED)
    publish(workshop)
    file = present(part, **WHO)
    line = f'Ana Ibarra: <a href="/meetings/w/files/{file.uid}/" hreflang="en">Presentation'
    assert line in shown(client)
    for hidden in ({"public": False}, {"held": True}, {"withdrawn_at": TEN}):
        SpeakerFile.objects.update(**hidden)
        assert "Ana Ibarra" in shown(client) and "/files/" not in shown(client)
        SpeakerFile.objects.update(public=True, held=False, withdrawn_at=None)
    SpeakerFile.objects.update(held=True)
    assert "not public" in shown(sign_in(Role.ADMINISTRATION))
    sign_in(Role.CHAIR)
    SpeakerFile.objects.update(held=False)
    later = present(part, kind="statement", **WHO)
    assert f"/files/{later.uid}/" in shown(client) and f"/files/{file.uid}/" in shown(client)


def test_who_has_not_confirmed_has_neither_name_nor_file(client, workshop):
    row = item(workshop, "Panel", starts_at=TEN, minutes=60)
    speaker = workshop.speakers.create(name="Ana Ibarra", added_at=TEN)
    part = row.parts.create(speaker=speaker, state=Part.State.INVITED)
    present(part, **WHO)
    publish(workshop)
    page = shown(client)
    assert "Ana Ibarra" not in page and "/files/" not in page and "to be confirmed" in page


def test_a_document_of_an_item_is_shown_to_whom_may_read_it(client, workshop, paper, sign_in):
    row = item(workshop, starts_at=TEN, minutes=60)
    row.documents.add(paper("IC/1"), paper("IC/2", distribution="restricted"))
    publish(workshop)
    page = shown(client)
    assert "IC/1" in page and "IC/2" not in page
    assert "IC/2" in shown(sign_in(Role.CHAIR))


@pytest.mark.parametrize("rows", [1, 3, 60])
def test_it_costs_the_same_for_one_item_three_and_sixty(
    client, workshop, paper, rows, django_assert_num_queries
):
    filled(workshop, TEN, rows, by=OFFICER, at=WHO["at"])
    workshop.agenda.first().documents.add(paper("IC/1"))
    publish(workshop)
    # The example and the year line; the meeting, its documents, their languages, its agenda, what
    # speakers sent; the document of an item that is not listed, its languages.
    with django_assert_num_queries(9):
        page = shown(client)
    assert page.count("<h3>") + page.count("<h4>") >= rows


def test_an_agenda_is_not_sent_twice_to_who_did_not_sign_in(client, workshop, sign_in):
    item(workshop, "Before", starts_at=TEN, minutes=60)
    publish(workshop)
    tag = client.get("/meetings/w/")["ETag"]
    again = client.get("/meetings/w/", headers={"if-none-match": tag})
    assert again.status_code == 304 and not again.content
    assert client.get("/meetings/w/?lang=fr", headers={"if-none-match": tag}).status_code == 200
    client.cookies.clear()
    AgendaItem.objects.update(title={"en": "After"})
    publish(workshop)
    assert client.get("/meetings/w/", headers={"if-none-match": tag}).status_code == 200
    assert "ETag" not in sign_in(Role.CHAIR).get("/meetings/w/")


def test_words_of_others_stay_words(client, workshop):
    bad = "<script>alert(1)</script>"
    row = item(workshop, bad, starts_at=TEN, minutes=60, detail={"en": bad}, objectives={"en": bad})
    speaker = workshop.speakers.create(
        name=bad, function={"en": bad}, affiliation={"fr": bad}, added_at=TEN
    )
    row.parts.create(speaker=speaker, state=Part.State.CONFIRMED, title={"en": bad})
    publish(workshop)
    for page in ("", f"item/{row.uid}/", "embed/"):
        assert "<script>alert" not in shown(client, f"/meetings/w/{page}")


def test_search_finds_a_meeting_by_its_questions_and_speakers(workshop):
    row = item(
        workshop, "Panel", objectives={"en": "To compare"}, questions=({"en": "Which signs?"},)
    )
    for name, state in (("Ana Ibarra", "confirmed"), ("Jean Okafor", "invited")):
        speaker = workshop.speakers.create(name=name, added_at=TEN)
        row.parts.create(speaker=speaker, state=state)
    publish(workshop)
    actions.change_item(item=row, facts=actions.ItemFacts(title={"en": "Draft"}), **WHO)
    said = next(iter(leaves([workshop]))).text
    for words in ("Panel", "To compare", "Which signs?", "Ana Ibarra"):
        assert words in said
    assert "Okafor" not in said and "Draft" not in said
