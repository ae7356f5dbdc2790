"""A schedule that comes in, is published, goes out and comes in again is the same programme."""

import json

import pytest

from intersession.meetings import published
from intersession.meetings.models import AgendaItem, Part
from intersession.meetings.schedules import canonical
from intersession.meetings.tests import schedule_files as files

pytestmark = pytest.mark.django_db


def there_and_back(hold, content):
    """The published agendas of two meetings: one took the file, the other what the first gives."""
    first, second = (hold(slug, title={"en": "Workshop"}, **files.held_in(content)) for slug in ("one", "two"))
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
