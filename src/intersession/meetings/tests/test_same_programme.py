"""A schedule that comes in, is published, goes out and comes in again is the same programme."""

import json

import pytest

from intersession.meetings import published
from intersession.meetings.models import AgendaItem, Part
from intersession.meetings.schedules import canonical
from intersession.meetings.tests import schedule_files as files

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def there_and_back(hold, content):
    """The published agendas of two meetings: one took the file, the other what the first gives."""
    first, second = (
        hold(slug, title={"en": "Workshop"}, **files.held_in(content)) for slug in ("one", "two")
    )
    files.take(first, content)
    files.publish(first)
    files.take(second, files.export(first))
    files.publish(second)
    return first, second


def same(first, second):
    agendas = [canonical(published.latest(meeting)) for meeting in (first, second)]
    assert agendas[0] == agendas[1]
    written = [
        files.without_addresses(files.export(meeting), meeting.slug) for meeting in (first, second)
    ]
    assert written[0] == written[1]


@pytest.mark.parametrize(("name", "items"), files.REAL.items())
def test_a_real_schedule_goes_out_and_comes_back_the_same(hold, name, items):
    path = files.SHARED / name
    if not path.exists():
        pytest.skip(f"{path} is not here")
    first, second = there_and_back(hold, path.read_bytes())
    assert len(published.latest(second).items) == items
    same(first, second)
    assert files.plan(first, path.read_bytes()).does == 0
    assert files.plan(first, files.export(first)).does == 0
    assert files.plan(second, files.export(second)).does == 0
    assert says_what_it_said(json.loads(path.read_bytes()), files.export(second)) == items


def says_what_it_said(before, after):
    """How many events of the first file the second tells, each value that was not empty. Spaces
    around a name are not kept."""
    told = {event["guid"]: (day, room, event) for day, room, event in events(after)}
    for day, room, event in events(before):
        now_day, now_room, now = told[event["guid"]]
        assert (day, room) == (now_day, now_room)
        for name, value in event.items():
            if name == "links":
                value = [link for link in value if not link["url"].startswith("javascript:")]
            if name not in MENDED and value not in ("", None, []):
                assert now[name] == value, name
        assert [one["public_name"].strip() for one in event["persons"]] == [
            one["public_name"] for one in now["persons"]
        ]
        for one, again in zip(event["persons"], now["persons"], strict=True):
            assert {k: v for k, v in one.items() if k not in NOT_HERE and v} == {
                k: again[k] for k, v in one.items() if k not in NOT_HERE and v
            }
    return len(told)


# Addresses are ours, or whole ones; answers to the questions of another office stay there.
MENDED = {"url", "logo", "attachments", "answers", "persons"}
NOT_HERE = {"answers", "public_name"}


def events(schedule):
    for day in schedule["schedule"]["conference"]["days"]:
        for room, found in day["rooms"].items():
            for event in found:
                yield day["date"], room, event


@pytest.mark.parametrize("name", files.INVENTED)
def test_an_invented_schedule_goes_out_and_comes_back_the_same(hold, name):
    content = files.content_of(name)
    first, second = there_and_back(hold, content)
    same(first, second)
    before = json.loads(content)
    assert says_what_it_said(before, files.export(second)) == len(list(events(before)))
    assert files.plan(first, content).does == 0
    assert files.plan(second, files.export(second)).does == 0


def test_the_night_after_a_day_belongs_to_that_day(hold):
    first, second = there_and_back(hold, files.content_of("harbour.json"))
    days = files.export(second)["schedule"]["conference"]["days"]
    late = [event["title"] for event in days[0]["rooms"]["Harbour Hall"]]
    assert late == ["Opening of the harbour days ", "Film night", "After the film"]
    assert days[0]["rooms"]["Harbour Hall"][2]["date"] == "2012-04-25T01:15:00+02:00"


def test_persons_named_alike_stay_two(hold):
    first, _second = there_and_back(hold, files.content_of("harbour.json"))
    names = sorted(first.speakers.values_list("name", "guid"))
    assert names == [
        ("Ama Ranvel", "7@harbour.example"),
        ("Ama Ranvel", "8@harbour.example"),
        ("Tomas Elbing", "9@harbour.example"),
    ]


def test_what_the_format_does_not_know_comes_back_too(hold, paper):
    """Kinds, languages, objectives, questions, roles, what was cancelled, what has no hour."""
    first = hold("one", title={"en": "Workshop"}, **files.DAYS)
    row = files.whole_item(first, documents=[paper()])
    files.item(first, "Cancelled talk", starts_at=files.TEN, minutes=30, cancelled=True)
    files.item(first, "Some time")
    files.publish(first)
    second = hold("two", title={"en": "Workshop"}, **files.DAYS)
    files.take(second, files.export(first, "fr"))
    files.publish(second)
    same(first, second)
    again = second.agenda.get(guid=str(row.uid))
    assert (again.title, again.kind) == ({"en": "Harbours", "fr": "Ports"}, "panel")
    assert again.questions == [{"en": "Who pays?"}, {"fr": "Qui reste ?"}]
    assert list(again.parts.values_list("role", "remote").order_by("position")) == [
        ("moderator", False),
        ("rapporteur", False),
        ("speaker", True),
    ]
    assert files.plan(second, files.export(first)).does == 0


def test_the_language_asked_for_is_the_one_of_the_format(hold):
    meeting = hold("one", **files.DAYS)
    files.whole_item(meeting)
    files.publish(meeting)
    told = {
        language: [
            (e["title"], e["language"]) for _d, _r, e in events(files.export(meeting, language))
        ]
        for language in ("en", "fr", "es", "")
    }
    assert told == {
        "en": [("Harbours", "en")],
        "fr": [("Ports", "fr")],
        "es": [("Harbours", "en")],
        "": [("Harbours", "en")],
    }


def test_who_has_not_confirmed_is_in_no_file(hold):
    meeting = hold("one", **files.DAYS)
    row = files.whole_item(meeting)
    row.parts.filter(speaker__name="Ines Marrow").update(state=Part.State.INVITED)
    files.publish(meeting)
    (event,) = [event for _d, _r, event in events(files.export(meeting))]
    assert [one["public_name"] for one in event["persons"]] == ["Kofi Tarn"]
    assert "Ines Marrow" not in json.dumps(files.export(meeting))
    assert files.plan(meeting, files.export(meeting)).does == 0
    assert AgendaItem.objects.count() == 1
