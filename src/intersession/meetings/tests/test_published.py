"""Two agendas compared: what differs is told, and nothing else."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from intersession.meetings.published import (
    CODES,
    Agenda,
    ItemSeen,
    PartSeen,
    RoomSeen,
    changes,
    following,
    item_as_json,
    item_from,
)

NINE = datetime(2012, 4, 24, 7, 0, tzinfo=UTC)
AT = datetime(2012, 4, 20, 7, 0, tzinfo=UTC)
LATER = AT + timedelta(hours=1)


def words(*choices):
    return st.sampled_from(choices).map(lambda word: {"en": word} if word else {})


ROOMS = [
    RoomSeen(uid=uid, name={"en": uid.upper()}, venue={"en": venue}, seats=seats)
    for uid in "xy"
    for venue in ("Palais", "Annex")
    for seats in (None, 40)
]
part = st.builds(
    PartSeen,
    uid=st.sampled_from("pqr"),
    speaker=st.sampled_from("stu"),
    role=st.sampled_from(["moderator", "speaker"]),
    name=st.sampled_from(["", "A. Nyong", "B. Ruiz"]),
    function=words("", "Director"),
    affiliation=words("", "Ghana"),
    title=words("", "Data"),
    minutes=st.sampled_from([None, 10]),
    remote=st.booleans(),
)
item = st.builds(
    ItemSeen,
    uid=st.sampled_from("abcde"),
    guid=st.sampled_from(["", "g"]),
    number=st.integers(1, 9),
    kind=st.sampled_from(["panel", "break"]),
    title=words("Panel I", "Panel II"),
    detail=words("", "Two statements"),
    objectives=words("", "To learn"),
    questions=st.lists(words("Why?", "How?"), max_size=2).map(tuple),
    format=words("", "Open floor"),
    starts_at=st.sampled_from([None, NINE, NINE + timedelta(hours=1)]),
    minutes=st.sampled_from([None, 60, 90]),
    room=st.sampled_from([None, *ROOMS]),
    languages=st.sampled_from([(), ("en", "fr")]),
    parts=st.lists(part, max_size=3, unique_by=lambda one: one.speaker).map(tuple),
    documents=st.sampled_from([(), ("note",)]),
    cancelled=st.booleans(),
    source=st.sampled_from([{}, {"track": "1"}]),
    team=st.sampled_from(["", "m"]),
)
drafts = st.lists(item, max_size=5, unique_by=lambda one: one.uid).map(
    lambda items: Agenda(number=0, published_at=None, note={}, items=tuple(items))
)
few = settings(max_examples=40, deadline=None, database=None)
NOTHING = Agenda(number=0, published_at=None, note={}, items=())


def said(agenda):
    """All that an agenda says; numbers follow from the order, calendars count for themselves."""
    plain = {"number": 0, "sequence": 0, "since": None, "moved_from": None}
    return [replace(item, **plain) for item in agenda.items]


def read(change):
    """An item as it stands in a change that adds it."""
    return item_from(change.after)


def applied(before, found):
    """By item, what the codes with values say, made from what stood before and the changes."""
    made = {item.uid: _facts(item) for item in before.items}
    for change in found:
        if change.code == "added":
            made[change.item] = _facts(read(change))
        elif change.code == "removed":
            del made[change.item]
        else:
            _alter(made[change.item], change)
    return made


def _facts(item):
    return {
        "hours": (item.starts_at, item.minutes),
        "languages": item.languages,
        "team": item.team,
        "cancelled": item.cancelled,
        "parts": Counter((p.speaker, p.role, p.name, p.remote) for p in item.parts),
    }


def _alter(facts, change):
    if change.code == "moved":
        hour = change.after["starts_at"]
        starts_at = datetime.fromisoformat(hour) if hour else None
        facts["hours"] = (starts_at, change.after["minutes"])
    elif change.code == "languages":
        facts["languages"] = tuple(change.after)
    elif change.code == "team":
        facts["team"] = change.after
    elif change.code in {"cancelled", "restored"}:
        facts["cancelled"] = change.code == "cancelled"
    elif change.code in {"joined", "left"}:
        plain = change.after if change.code == "joined" else change.before
        who = Counter([tuple(plain[name] for name in ("speaker", "role", "name", "remote"))])
        facts["parts"] = facts["parts"] + who if change.code == "joined" else facts["parts"] - who


@few
@given(drafts, drafts)
def test_what_was_published_and_the_changes_give_what_is_published_now(before, after):
    found = changes(before, after)
    assert {change.code for change in found} <= set(CODES)
    assert applied(before, found) == {item.uid: _facts(item) for item in after.items}


@few
@given(drafts, drafts)
def test_a_change_is_told_exactly_when_something_is_another(before, after):
    assert (changes(before, after) == []) is (said(before) == said(after))


@few
@given(drafts, drafts)
def test_an_item_is_named_only_when_it_is_another_or_stands_elsewhere(before, after):
    known = {item.uid: item for item in said(before)}
    for change in changes(before, after):
        same = known.get(change.item) in said(after)
        assert not same or change.code == "reordered"


@few
@given(drafts, drafts)
def test_moved_there_and_back_nothing_is_left(before, after):
    first = following(NOTHING, before, AT)
    again = following(first, before, LATER)
    assert changes(first, again) == []
    assert said(again) == said(first)


@few
@given(st.lists(drafts, min_size=2, max_size=4))
def test_a_calendar_entry_never_counts_back_and_stays_where_nothing_changed(several):
    version = NOTHING
    for n, draft in enumerate(several):
        at = AT + timedelta(hours=n)
        later = following(version, draft, at)
        earlier = {item.uid: item for item in (*version.items, *version.gone)}
        for item in (*later.items, *later.gone):
            last = earlier.get(item.uid)
            assert (item.since == at) is (last is None or item.sequence == last.sequence + 1)
            assert last is None or item.sequence in {last.sequence, last.sequence + 1}
        held = {item.uid for item in (*later.items, *later.gone)}
        assert set(earlier) <= held
        version = later


@few
@given(item)
def test_an_item_comes_back_from_its_file_as_it_was(one):
    assert item_from(item_as_json(one)) == one


def panel(uid="a", **given):
    plain = {name: {} for name in ("detail", "objectives", "format")}
    lists = {name: () for name in ("questions", "languages", "parts", "documents")}
    base = {"guid": uid, "number": 1, "kind": "panel", "title": {"en": uid}, "room": None}
    return ItemSeen(
        uid=uid, **{**plain, **lists, **base, "starts_at": NINE, "minutes": 60, **given}
    )


def agenda(*items):
    return Agenda(number=0, published_at=None, note={}, items=items)


def codes(before, after):
    return [(change.item, change.code) for change in changes(before, after)]


def test_a_room_with_another_chair_is_no_other_room():
    small, large = (replace(ROOMS[0], seats=seats) for seats in (40, 60))
    assert codes(agenda(panel(room=small)), agenda(panel(room=large))) == [("a", "reworded")]
    assert codes(agenda(panel(room=ROOMS[0])), agenda(panel(room=ROOMS[4]))) == [("a", "room")]


def test_of_items_without_an_hour_only_the_one_that_was_put_elsewhere_is_told():
    a, b, c = (panel(uid, starts_at=None) for uid in "abc")
    assert codes(agenda(a, b, c), agenda(c, a, b)) == [("c", "reordered")]


def test_an_item_that_comes_back_goes_on_counting():
    """A calendar program keeps what has the higher number."""
    first = following(NOTHING, agenda(panel()), AT)
    second = following(first, agenda(), LATER)
    assert (second.gone[0].sequence, second.gone[0].cancelled) == (1, True)
    third = following(second, agenda(panel()), LATER)
    assert third.gone == () and third.items[0].sequence == 2


def test_seats_teams_and_documents_do_not_touch_a_calendar():
    first = following(NOTHING, agenda(panel(room=ROOMS[0])), AT)
    other = panel(room=ROOMS[1], team="m", documents=("note",))
    second = following(first, agenda(other), LATER)
    assert (second.items[0].sequence, second.items[0].since) == (0, AT)


def test_a_version_of_a_former_release_is_dated_from_its_own_day():
    old = replace(agenda(panel()), number=1, published_at=AT)
    assert following(old, agenda(panel()), LATER).items[0].since == AT
