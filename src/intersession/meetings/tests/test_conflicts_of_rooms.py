"""One room for two items, no time to set it up, too few booths, a room that ended."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from intersession.meetings.conflicts import conflicts_of, rooms
from intersession.meetings.tests.rows import at, meeting, minutes_of, room, row


def told(check, *rows, **of_meeting):
    return [one.sentence for one in check(meeting(**of_meeting), rows)]


def test_two_items_in_one_room_at_once_are_told_with_hour_and_numbers():
    one, other = room(1), room(2)
    rows = [
        row(1, "2012-04-24 10:00", room=one),
        row(2, "2012-04-24 10:30", room=one),
        row(3, "2012-04-24 10:30", room=other),
        row(4, "2012-04-24 11:30", room=one),
    ]
    found = list(rooms.room_twice(meeting(), rows))
    assert [conflict.sentence for conflict in found] == [
        "Room 1 has two items at 10:30 (items 1 and\xa02)."
    ]
    assert found[0].items == (str(rows[0].uid), str(rows[1].uid))


def test_a_room_that_is_not_set_up_is_told_once_a_day():
    hall = room(1, setup_minutes=15)
    days = [("2012-04-24", 1), ("2012-04-25", 4)]
    rows = [
        row(first + n, f"{day} {10 + n}:{5 * n:02}", room=hall)
        for day, first in days
        for n in range(3)
    ]
    assert told(rooms.room_not_set_up, *rows) == [
        "Room 1 needs 15 minutes between two items; on 24\xa0April 2012 there are only 5 (items 1, "
        "2 and\xa03).",
        "Room 1 needs 15 minutes between two items; on 25\xa0April 2012 there are only 5 (items 4, "
        "5 and\xa06).",
    ]


def test_a_room_that_needs_no_setting_up_takes_one_item_after_the_other():
    rows = [row(1, "2012-04-24 10:00", room=room()), row(2, "2012-04-24 11:00", room=room())]
    assert told(rooms.room_not_set_up, *rows) == told(rooms.room_twice, *rows) == []


def test_a_room_that_ended_and_one_with_too_few_booths_are_told():
    rows = [row(7, "2012-04-24 10:00", room=room(ended=True, booths=1), languages=["en", "fr"])]
    assert told(rooms.room_ended, *rows) == ["Room 1 is no longer offered (item 7)."]
    assert told(rooms.booths_short, *rows) == [
        "Item 7 is interpreted in 2 languages; Room 1 has 1 booth."
    ]


def test_what_has_no_hour_or_no_room_or_was_cancelled_is_in_nobodys_way():
    rows = [
        row(1, "2012-04-24 10:00", room=room()),
        row(2, "2012-04-24 10:00"),
        row(3, "2012-04-24 10:00", room=room(), cancelled_at=at(0)),
    ]
    hourless = row(4, "2012-04-24 10:00", room=room())
    hourless.starts_at = None
    assert conflicts_of(meeting(), [*rows, hourless], rooms.CHECKS) == []


def test_two_items_without_a_length_clash_only_when_they_begin_together():
    rows = [row(n, "2012-04-24 10:00", None, room=room()) for n in (1, 2)]
    assert len(told(rooms.room_twice, *rows)) == 1


@pytest.mark.parametrize("length", [1, 40])
@given(data=some.data())
def test_the_checks_find_what_looking_at_every_minute_finds(length, data):
    hall = room(1, setup_minutes=data.draw(some.integers(0, 40)))
    begins = data.draw(some.lists(some.integers(0, 300), min_size=1, max_size=6))
    rows = [
        row(n, at(minute), data.draw(some.integers(length, length + 80)), room=hall)
        for n, minute in enumerate(begins, 1)
    ]
    at_once, unset = set(), set()
    for one, other in combinations(rows, 2):
        first, second = sorted((minutes_of(one), minutes_of(other)), key=min)
        named = frozenset({str(one.uid), str(other.uid)})
        if first & second:
            at_once.add(named)
        elif min(second) - max(first) - 1 < hall.setup_minutes:
            unset |= named
    found = list(rooms.room_twice(meeting(), rows))
    assert {frozenset(conflict.items) for conflict in found} == at_once
    named = [uid for one in rooms.room_not_set_up(meeting(), rows) for uid in one.items]
    assert set(named) == unset
