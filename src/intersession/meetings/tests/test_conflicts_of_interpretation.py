"""No team, a language that lacks, two places at once, too long, no rest, no lunch."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from intersession.meetings import interpreting
from intersession.meetings.conflicts import conflicts_of, interpretation
from intersession.meetings.tests.rows import (
    GENEVA,
    at,
    local,
    meeting,
    minutes_of,
    room,
    row,
    team,
)

THREE = ["en", "fr", "es"]


def told(check, *rows, **limits):
    return [one.sentence for one in check(meeting(**limits), rows)]


def test_an_item_without_a_team_or_with_a_language_too_few_is_told():
    rows = [
        row(1, "2012-04-24 10:00", languages=THREE),
        row(2, "2012-04-24 11:00", languages=THREE, team=team(2, "en", "es")),
        row(3, "2012-04-24 12:00", languages=THREE, team=team(1)),
        row(4, "2012-04-24 13:00", languages=THREE, kind="break"),
    ]
    assert told(interpretation.not_interpreted, *rows) == [
        "No interpretation into English, French and\xa0Spanish in item 1: no team is assigned.",
        "No interpretation into French in item 2: team B has no such booth.",
    ]


def test_items_without_languages_are_a_hint_where_others_have_some():
    bare = [row(n, f"2012-04-24 1{n}:00") for n in (1, 2)]
    spoken = row(3, "2012-04-24 13:00", languages=THREE, team=team())
    pause = row(4, "2012-04-24 14:00", kind="break")
    assert told(interpretation.without_languages, *bare, pause) == []
    assert told(interpretation.without_languages, *bare, spoken, pause) == [
        "Other items are interpreted, these are not (items 1 and\xa02)."
    ]
    assert told(interpretation.without_languages, bare[0], spoken) == [
        "Other items are interpreted, this one is not (item 1)."
    ]


def test_a_team_in_two_parallel_items_is_told():
    one = team(1)
    rows = [
        row(1, "2012-04-24 10:00", team=one, room=room(1)),
        row(2, "2012-04-24 10:30", team=one, room=room(2)),
        row(3, "2012-04-24 10:30", team=team(2)),
    ]
    assert told(interpretation.team_twice, *rows) == [
        "Team A is in two items at 10:30 (items 1 and\xa02)."
    ]


def test_more_half_days_than_allowed_are_told():
    one = team(1)
    hours = ("10:00", "15:00", "18:30")
    rows = [row(n, f"2012-04-24 {hour}", team=one) for n, hour in enumerate(hours, 1)]
    assert told(interpretation.too_many_half_days, *rows) == [
        "Team A works 3 half-days on 24\xa0April 2012 (items 1, 2 and\xa03); at most 2 are allowed."
    ]
    assert told(interpretation.too_many_half_days, *rows, half_days=3) == []


def test_too_long_at_a_stretch_is_told_unless_a_rest_lies_between():
    one = team(1)
    rows = [row(1, "2012-04-24 09:00", 120, team=one), row(2, "2012-04-24 11:10", 100, team=one)]
    assert told(interpretation.too_long, *rows) == [
        "Team A works for 230 minutes without a rest on 24\xa0April 2012 (items 1 and\xa02); at "
        "most 180 are allowed."
    ]
    assert told(interpretation.too_long, *rows, longest=230) == []
    rested = [rows[0], row(2, "2012-04-24 11:15", 100, team=one)]
    assert told(interpretation.too_long, *rested) == []


def test_a_team_without_lunch_is_told():
    one = team(1)
    rows = [
        row(2, "2012-04-24 10:00", 180, team=one),
        row(3, "2012-04-24 13:00", 60, team=one, kind="break"),
        row(4, "2012-04-24 14:00", 120, team=one),
    ]
    assert told(interpretation.no_lunch, *rows) == [
        "Team A has no lunch of 90 minutes on 24\xa0April 2012 (items 2 and\xa04)."
    ]
    assert told(interpretation.no_lunch, *rows, lunch=60) == []
    assert told(interpretation.no_lunch, *rows, lunch=0) == []


@pytest.mark.parametrize(
    ("hours", "lunch"),
    [
        ([("13:30", 240)], True),  # began late enough to have had lunch
        ([("10:00", 240)], True),  # ended early enough
        ([("10:00", 180), ("15:00", 180)], True),
        ([("09:00", 60), ("15:30", 90)], True),
        ([("09:00", 30), ("11:00", 330)], False),  # a pause at ten o’clock is no lunch
        ([("09:00", 180), ("12:45", 180)], False),
        ([("11:00", 300)], False),
    ],
)
def test_lunch_lies_about_noon_and_between_two_items(hours, lunch):
    rows = [row(n, f"2012-04-24 {hour}", m, team=team()) for n, (hour, m) in enumerate(hours, 1)]
    assert bool(told(interpretation.no_lunch, *rows)) is not lunch


def test_an_agenda_without_interpretation_has_no_such_conflict():
    rows = [row(n, "2012-04-24 10:00") for n in range(1, 4)]
    assert conflicts_of(meeting(), rows, interpretation.CHECKS) == []


def test_an_item_of_unknown_length_is_a_half_day_and_no_minute():
    one = [row(1, "2012-04-24 10:00", None, team=team())]
    assert interpreting.minutes_of(one) == 0
    assert told(interpretation.too_long, *one) == told(interpretation.no_lunch, *one) == []


def test_the_night_in_which_clocks_change_has_its_true_minutes():
    rows = [row(1, "2012-03-25 01:00", 120, team=team())]
    assert interpreting.stretches(rows)[0].minutes == 120
    spanning = [rows[0], row(2, "2012-03-25 04:00", 60, team=team())]
    assert interpreting.minutes_of(spanning) == 180
    assert [part.minutes for part in interpreting.stretches(spanning)] == [180]


days = some.lists(
    some.tuples(some.integers(0, 1), some.integers(6 * 60, 19 * 60), some.integers(1, 220)),
    min_size=1,
    max_size=6,
)
limited = some.fixed_dictionaries(
    {
        "half_days": some.integers(1, 3),
        "longest": some.integers(30, 300),
        "lunch": some.integers(0, 150),
        "noon": some.integers(12, 15),
    }
)


@given(plan=days, limits=limited)
def test_the_checks_find_what_looking_at_every_minute_finds(plan, limits):
    """Two days, the second of them an hour shorter: clocks are put forward in its night."""
    one = team(1)
    rows = [
        row(n, at(day * 1440 - 60 * day + minute), length, team=one)
        for n, (day, minute, length) in enumerate(plan, 1)
    ]
    found = {
        code: set() for code in ("team_twice", "half_days", "too_long", "too_much", "no_lunch")
    }
    for conflict in conflicts_of(meeting(**limits), rows, interpretation.CHECKS):
        found[conflict.code].add(frozenset(conflict.items))
    limits = {"evening": 18, **limits}
    assert found["team_twice"] == twice(rows)
    assert {frozenset(items) for items in stretches(rows, limits["longest"])} == found["too_long"]
    for day in {local(min(minutes_of(one))).date() for one in rows}:
        mine = [one for one in rows if local(min(minutes_of(one))).date() == day]
        named = frozenset(str(one.uid) for one in mine)
        assert (named in found["half_days"]) is (halves(mine, limits) > limits["half_days"])
        assert (named in found["no_lunch"]) is (not has_lunch(mine, limits))
        worked = len(set().union(*map(minutes_of, mine)))
        assert (named in found["too_much"]) is (worked > limits["half_days"] * limits["longest"])


def twice(rows):
    pairs = combinations(rows, 2)
    return {frozenset({str(a.uid), str(b.uid)}) for a, b in pairs if minutes_of(a) & minutes_of(b)}


def stretches(rows, longest):
    """Walk from the first minute to the last; fifteen free ones end a stretch."""
    busy = sorted(set().union(*map(minutes_of, rows)))
    runs = [[busy[0], busy[0]]]
    for minute in busy[1:]:
        if minute - runs[-1][1] - 1 >= 15:
            runs.append([minute, minute])
        runs[-1][1] = minute
    for first, last in runs:
        if last - first + 1 > longest:
            yield [str(one.uid) for one in rows if first <= min(minutes_of(one)) <= last]


def halves(rows, limits):
    hours = [local(min(minutes_of(one))).hour for one in rows]
    return len({(hour >= limits["noon"]) + (hour >= limits["evening"]) for hour in hours})


def has_lunch(rows, limits):
    """Whether a free run of minutes between two busy ones is long enough and lies about noon."""
    busy = set().union(*map(minutes_of, rows))
    hour = {minute: local(minute).hour for minute in range(min(busy), max(busy) + 1)}
    needs = hour[min(busy)] < limits["noon"] - 2 and hour[max(busy)] >= limits["noon"]
    if not needs or not limits["lunch"]:
        return True
    run = about = 0
    for minute, shown in hour.items():
        if minute in busy:
            if about and run >= limits["lunch"]:
                return True
            run = about = 0
        else:
            run += 1
            about += limits["noon"] - 2 <= shown < limits["noon"] + 1
    return False


def test_a_day_is_that_of_the_place():
    late = row(1, "2012-04-24 23:30", team=team())
    assert [str(day) for day in interpreting.by_day([late], GENEVA)] == ["2012-04-24"]
