"""What changed, in one sentence each."""

from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta

import pytest
from django.utils.translation import override

from intersession.meetings.change_words import Place, by_item
from intersession.meetings.published import Change, PartSeen, RoomSeen, changes
from intersession.meetings.tests.cast import plain
from intersession.meetings.tests.test_published import agenda, panel

GENEVA = Place(zone="Europe/Zurich", name={"en": "Geneva", "fr": "Genève"})
THREE = datetime(2012, 4, 24, 13, 0, tzinfo=UTC)
XIX, XX = (
    RoomSeen(uid=name, name={"en": name}, venue={"en": "Palais"}, seats=90)
    for name in ("XIX", "XX")
)


def part(name, speaker="s", **given):
    plain = {"uid": speaker, "role": "speaker", "minutes": None, "remote": False}
    words = {"function": {}, "affiliation": {}, "title": {}}
    return PartSeen(name=name, speaker=speaker, **{**plain, **words, **given})


ANA, EVE = part("Ana"), part("Eve", "t")
BASE = panel(title={"en": "Panel II"}, starts_at=THREE, minutes=60, room=XIX, parts=(ANA,))
HALF = timedelta(minutes=30)
CASES = [
    ({"starts_at": THREE + 3 * HALF}, "moved from 24 April 2012, 15:00 to 16:30 Geneva."),
    (
        {"starts_at": THREE + timedelta(days=1)},
        "moved from 24 April 2012, 15:00 to 25 April 2012, 15:00 Geneva.",
    ),
    ({"starts_at": THREE + HALF, "minutes": 90}, "to 15:30 Geneva. It ends at 17:00 Geneva."),
    ({"minutes": 90}, "“Panel II” now ends at another hour. It ends at 16:30 Geneva."),
    ({"minutes": None}, "When it ends is open."),
    ({"starts_at": None}, "has no hour any more; it was to begin on 24 April 2012, 15:00 Geneva."),
    ({"room": XX}, "“Panel II” takes place in XX instead of XIX."),
    ({"room": replace(XIX, venue={"en": "Annex"})}, "takes place in Annex instead of Palais."),
    ({"room": None}, "“Panel II” has no room any more; before, it was XIX."),
    ({"cancelled": True}, "“Panel II” is cancelled."),
    ({"parts": (EVE,)}, "Eve speaks in “Panel II” in place of Ana."),
    ({"parts": ()}, "Ana no longer speaks in “Panel II”."),
    ({"parts": (ANA, EVE)}, "Eve speaks in “Panel II”."),
    ({"parts": (ANA, part("", "t"))}, "“Panel II”: a part in it is still to be confirmed."),
    ({"parts": (part("", "t"),)}, "Ana no longer speaks in “Panel II”."),
    ({"parts": (part("Ana", role="moderator"),)}, "Ana moderates “Panel II”."),
    ({"parts": (part("Ana", remote=True),)}, "Ana takes part in “Panel II” from afar."),
    ({"parts": (part("Ana Ruiz"),)}, "Ana in “Panel II” is now written Ana Ruiz."),
    ({"parts": (part("Ana", title={"en": "Data"}),)}, "was changed: particulars of speakers."),
    ({"languages": ("en", "fr")}, "“Panel II” is interpreted in English and French."),
    ({"title": {"en": "Panel B"}}, "“Panel II” is now called “Panel B”."),
    (
        {"title": {"en": "Panel B"}, "documents": ("note",)},
        "“Panel II” is now called “Panel B”. “Panel B” was changed: documents.",
    ),
]


@pytest.mark.parametrize(("given", "words"), CASES, ids=[words for _given, words in CASES])
def test_a_change_is_one_sentence(given, words):
    (told,) = by_item(changes(agenda(BASE), agenda(replace(BASE, **given))), GENEVA)
    (sentence,) = told.sentences
    assert words in plain(sentence)


def test_in_the_night_in_which_clocks_go_back_the_hour_that_comes_twice_is_told_apart():
    twice = [datetime(2012, 10, 28, hour, 30, tzinfo=UTC) for hour in (0, 1)]
    before, after = (agenda(replace(BASE, starts_at=at)) for at in twice)
    (told,) = by_item(changes(before, after), GENEVA)
    assert "from 28 October 2012, 02:30 (UTC+2) to 02:30 (UTC+1) Geneva." in plain(
        told.sentences[0]
    )


def test_items_that_come_and_go_are_told_with_hour_and_room():
    other = replace(BASE, uid="b", title={"en": "Panel I"})
    told = by_item(changes(agenda(BASE), agenda(other)), GENEVA)
    assert [plain(one) for item in told for one in item.sentences] == [
        "“Panel I” was added: 24 April 2012, 15:00 Geneva, XIX.",
        "“Panel II” was taken off the agenda.",
    ]


def test_all_that_became_of_an_item_stands_together():
    after = replace(BASE, starts_at=THREE + HALF, room=XX, parts=(EVE,))
    (told,) = by_item(changes(agenda(BASE), agenda(after)), GENEVA)
    assert len(told.sentences) == 3


def test_teams_are_a_matter_of_the_administration():
    found = changes(agenda(BASE), agenda(replace(BASE, team="m")))
    assert by_item(found, GENEVA) == []
    assert "another team" in by_item(found, GENEVA, office=True)[0].sentences[0]


def test_two_who_left_and_one_who_joined_are_one_replacement():
    three = replace(BASE, parts=(ANA, part("Bo", "u"), part("Cy", "v", role="moderator")))
    (told,) = by_item(changes(agenda(three), agenda(replace(BASE, parts=(EVE,)))), GENEVA)
    assert [plain(one) for one in told.sentences] == [
        "Eve speaks in “Panel II” in place of Ana.",
        "Bo no longer speaks in “Panel II”.",
        "Cy no longer moderates “Panel II”.",
    ]


def test_a_change_comes_back_from_the_database_with_the_same_words():
    """Changes are kept as JSON with the version."""
    found = changes(agenda(BASE), agenda(replace(BASE, room=XX, parts=(EVE,))))
    kept = [Change(**asdict(change)) for change in found]
    assert by_item(kept, GENEVA) == by_item(found, GENEVA)


@pytest.mark.parametrize("language", ["en", "fr", "es"])
@pytest.mark.parametrize("given", [given for given, _words in CASES])
def test_every_sentence_can_be_said_in_each_language(given, language):
    with override(language):
        (told,) = by_item(changes(agenda(BASE), agenda(replace(BASE, **given))), GENEVA)
    assert "%(" not in "".join(told.sentences)
