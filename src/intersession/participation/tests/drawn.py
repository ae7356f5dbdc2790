"""A small draw: six Entities with one expert each, two seats; and the acts that lead to a room."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.core.files.storage import default_storage

from intersession.access.guard import Actor
from intersession.jobs import running
from intersession.meetings.models import Meeting
from intersession.methods import sortition
from intersession.participation import drawing
from intersession.participation.actions import draws, holding
from intersession.participation.models import Draw, Registration
from intersession.participation.tests.room_cast import AT, nominee, rules, state, workshop
from intersession.participation.tests.room_cast import OFFICER as OF_NO_ACCOUNT

DICE = "3 1 6 2 5 4 1 1 2 6 3 5 2 4 6 1 3 2 5"
OFFICER = replace(OF_NO_ACCOUNT, user=None)  # the work of a job is the program's then
HOUR = AT + timedelta(days=3)


def pool(seats: int = 2, people: int = 6, **facts: Any) -> Meeting:
    meeting = workshop()
    rules(meeting, seats=seats, **facts)
    for n in range(people):
        nominee(meeting, state(f"s{n}"), badge_name=f"Expert {n}")
    return meeting


def of_dice(**given: Any) -> draws.DrawFacts:
    plain = {"reason": "The membership asked", "seed_from": "dice", "origin": "At the consultation"}
    return draws.DrawFacts(**{**plain, "dice": 19, "sides": 6, **given})


def of_a_source(at: datetime = HOUR) -> draws.DrawFacts:
    return of_dice(seed_from="published", origin="The State lottery", seed_at=at, dice=0, sides=0)


def prepare(meeting: Meeting, facts: Any = None, by: Actor = OFFICER, at: datetime = AT) -> Draw:
    return draws.prepare_draw(meeting=meeting, facts=facts or of_dice(), by=by, at=at)


def work(at: datetime = AT) -> None:
    """What the worker does, until nothing waits."""
    while running.run_next(clock=lambda: at):
        pass


def ready(meeting: Meeting, facts: Any = None) -> Draw:
    draw = prepare(meeting, facts)
    found(draw)
    return draw


def found(draw: Draw, **given: Any) -> None:
    people, of = drawing.thawed(draw.inputs)
    lottery = sortition.lottery(candidates=people, rules=of, **given)
    draws.keep_lottery(draw=draw, found=lottery, by=OFFICER, at=AT)
    draw.refresh_from_db()


def held(meeting: Meeting, seed: str = DICE) -> Draw:
    draw = ready(meeting)
    return hold(draw, seed)


def hold(draw: Draw, seed: str = DICE, at: datetime = AT) -> Draw:
    return holding.hold_draw(draw=draw, seed=seed, witnesses="The Chair", by=OFFICER, at=at)


def file_of(draw: Draw) -> bytes:
    assert draw.file is not None
    with default_storage.open(draw.file.content.name) as kept:
        return bytes(kept.read())


def withdraw(who: Registration) -> None:
    who.state = Registration.State.CANCELLED
    who.save()
