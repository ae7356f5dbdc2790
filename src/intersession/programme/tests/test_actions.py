"""What the programme lets happen, and what it refuses in words."""

import json
import uuid
from datetime import date

import pytest

from intersession.access.guard import Refusal
from intersession.ledger.models import Entry
from intersession.programme import actions
from intersession.programme.models import Programme
from intersession.programme.tests.conftest import AT, CRISIS, OFFICER

pytestmark = pytest.mark.django_db
WHO = {"by": OFFICER, "at": AT}


def topic(slot=1, title="Moving to safety", proposal=None):
    return actions.Topic(
        slot=slot, title={"en": title}, sub_title={"en": "In short"}, proposal=proposal
    )


def test_a_year_starts_with_two_workshops_and_six_steps(start):
    programme = start(2012)
    assert [slot.number for slot in programme.slots.order_by("number")] == [1, 2]
    assert programme.milestones.count() == 6


def test_a_year_with_one_workshop_has_no_second_step(start):
    steps = start(2012, slots=1).milestones.values_list("step", flat=True)
    assert len(steps) == 5 and "workshop_2" not in steps


def test_a_year_cannot_start_twice(start):
    start(2012)
    with pytest.raises(Refusal, match="There is a programme of 2012 already"):
        start(2012)


@pytest.mark.parametrize("slots", [0, 3])
def test_a_year_has_one_or_two_workshops(start, slots):
    with pytest.raises(Refusal, match=f"one or two workshops, not {slots}"):
        start(2012, slots=slots)
    assert not Programme.objects.exists()


def test_setting_the_theme_makes_the_first_step_done_that_day(start):
    programme = actions.set_theme(programme=start(), theme=CRISIS, **WHO)
    assert programme.state == "theme_agreed"
    assert programme.milestones.get(step="theme").done_on == date(2011, 4, 28)


def test_the_day_is_counted_at_the_duty_station(start):
    late = AT.replace(hour=23)  # 01:00 of the next day in Geneva
    actions.set_theme(programme=(programme := start()), theme=CRISIS, by=OFFICER, at=late)
    assert programme.milestones.get(step="theme").done_on == date(2011, 4, 29)


def test_topics_wait_for_a_theme(start):
    with pytest.raises(Refusal, match="has no theme yet"):
        actions.set_topics(programme=start(), topics=[topic()], **WHO)


def test_the_topics_are_agreed_once_every_workshop_has_one(start):
    programme, uid = start(theme=CRISIS), uuid.uuid4()
    programme = actions.set_topics(programme=programme, topics=[topic(1, proposal=uid)], **WHO)
    assert programme.state == "drafting"
    programme = actions.set_topics(programme=programme, topics=[topic(2, "Protection")], **WHO)
    assert programme.state == "topics_agreed"
    assert programme.slots.get(number=1).proposal == uid
    assert programme.milestones.get(step="topics").done_on == date(2011, 4, 28)


@pytest.mark.parametrize(
    ("topics", "words"),
    [
        ([topic(3)], "has no workshop 3"),
        ([topic(1), topic(1)], "Workshop 1 was given two topics"),
        ([topic(1, " ")], "at least one language"),
    ],
)
def test_a_list_of_topics_that_is_wrong_changes_nothing(start, topics, words):
    programme = start(theme=CRISIS)
    with pytest.raises(Refusal, match=words):
        actions.set_topics(programme=programme, topics=topics, **WHO)
    assert {slot.topic.get("en") for slot in programme.slots.all()} == {None}


def test_a_state_is_not_skipped(start):
    with pytest.raises(Refusal, match="one state at a time"):
        actions.move(programme=start(), to="running", **WHO)


def test_the_theme_cannot_be_called_agreed_before_there_is_one(start):
    programme = actions.move(programme=start(), to="theme_open", **WHO)
    with pytest.raises(Refusal, match="has no theme yet"):
        actions.move(programme=programme, to="theme_agreed", **WHO)


def test_topics_cannot_be_called_agreed_while_a_workshop_has_none(start):
    programme = actions.set_theme(programme=start(), theme=CRISIS, **WHO)
    programme = actions.set_topics(programme=programme, topics=[topic(1)], **WHO)
    programme = actions.move(programme=programme, to="topics_open", **WHO)
    with pytest.raises(Refusal, match="Workshop 2 of 2012 has no topic yet"):
        actions.move(programme=programme, to="topics_agreed", **WHO)


def test_one_step_back_needs_a_reason_and_takes_the_mark_away(start):
    programme = actions.set_theme(programme=start(), theme=CRISIS, **WHO)
    with pytest.raises(Refusal, match="Say why"):
        actions.move(programme=programme, to="theme_open", reason=" ", **WHO)
    programme = actions.move(programme=programme, to="theme_open", reason="Asked again", **WHO)
    assert programme.milestones.get(step="theme").done_on is None
    assert json.loads(Entry.objects.latest("pk").data)["reason"] == "Asked again"


def test_a_running_year_keeps_its_theme_and_topics(start):
    programme = start(theme=CRISIS)
    Programme.objects.update(state="running")
    for verb, given in (("set_theme", {"theme": CRISIS}), ("set_topics", {"topics": [topic()]})):
        with pytest.raises(Refusal, match="stand as agreed"):
            getattr(actions, verb)(programme=programme, **given, **WHO)


def test_a_year_walks_to_its_end_and_no_further(start):
    programme = start(theme=CRISIS)
    actions.set_topics(programme=programme, topics=[topic(1), topic(2)], **WHO)
    for state in ("running", "reported", "closed"):
        programme = actions.move(programme=programme, to=state, **WHO)
    with pytest.raises(Refusal, match="one state at a time"):
        actions.move(programme=programme, to="closed", **WHO)


def test_the_next_year_takes_mandates_and_steps_but_no_dates(start):
    programme = start(2012)
    mandate = actions.Mandate(symbol="MC/INF/302", title={"en": "Note"})
    actions.change_programme(programme=programme, note={}, mandates=[mandate], issues=[], **WHO)
    actions.set_milestone(programme=programme, step="council", starts_on=date(2012, 11, 27), **WHO)
    following = actions.start_next_year(programme=programme, **WHO)
    assert (following.year, following.started_from) == (2013, programme)
    assert following.mandates == [{"symbol": "MC/INF/302", "title": {"en": "Note"}}]
    assert set(following.milestones.values_list("starts_on", flat=True)) == {None}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"starts_on": date(2012, 4, 25), "ends_on": date(2012, 4, 24)}, "before the first day"),
        ({"path": "https://example.org/"}, "begins with"),
        ({"path": "//example.org/"}, "begins with"),
        ({"step": "workshop_3"}, "no step “workshop_3”"),
    ],
)
def test_a_wrong_step_of_the_year_line_is_refused(start, given, words):
    with pytest.raises(Refusal, match=words):
        actions.set_milestone(programme=start(), **{"step": "workshop_1", **given}, **WHO)
