"""Invented answers of invented States, the same at every loading."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from intersession.access.guard import Actor
from intersession.access.models import User
from intersession.consultations.actions import preferences
from intersession.consultations.models import Question
from intersession.desk.example.people import FIRST_MISSION, actor
from intersession.membership.models import Entity
from intersession.ui.office_hours import in_office_hours

TOPIC_PATTERNS = (("AB", 30), ("A", 13), ("AC", 16), ("B", 16), ("BC", 12), ("C", 13))
THEME_PATTERNS = (("A", 68), ("B", 32))
CHANNELS = (("online", 74), ("phone", 12), ("e-mail", 8), ("note_verbale", 6))


def give_answers(
    *,
    question: Question,
    members: Sequence[Entity],
    users: dict[str, User],
    officer: Actor,
    how_many: int,
    patterns: Sequence[tuple[str, int]],
    until: datetime,
) -> None:
    """`how_many` Members answer between opening and `until`, in office hours, by any channel."""
    chance = random.Random(question.slug)
    others = sorted((e for e in members if e.slug != FIRST_MISSION), key=lambda e: e.slug)
    chosen = chance.sample(others, how_many)
    moments = sorted(_moment(question, until, chance) for _ in chosen)
    for entity, at in zip(chosen, moments, strict=True):
        approved = list(_drawn(patterns, chance))
        channel = _drawn(CHANNELS, chance)
        if channel == "online":
            by = actor(users[entity.slug], at)
            preferences.prefer(question=question, approved=approved, by=by, at=at)
        else:
            keyed = preferences.Keyed(channel=channel, received_at=at)
            preferences.key_in(
                question=question, entity=entity, approved=approved, keyed=keyed, by=officer, at=at
            )


def _drawn(patterns: Sequence[tuple[str, int]], chance: random.Random) -> str:
    words, weights = zip(*patterns, strict=True)
    return str(chance.choices(words, weights)[0])


def _moment(question: Question, until: datetime, chance: random.Random) -> datetime:
    assert question.opened_at is not None
    span = int((until - question.opened_at).total_seconds() // 60)
    while True:
        at = question.opened_at + timedelta(minutes=chance.randrange(1, span))
        if in_office_hours(at):
            return at
