"""How readers want mail that is for information only."""

from collections.abc import Iterable
from typing import Any

from intersession.outbox import rules
from intersession.outbox.models import Choice


def choices_of(users: Iterable[int]) -> dict[int, dict[str, Any]]:
    """By account and topic; what nobody chose comes at once. One query."""
    usual = dict.fromkeys(rules.TOPICS, Choice.How.AT_ONCE.value)
    found = {user: dict(usual) for user in users}
    rows = Choice.objects.filter(user__in=list(found)).order_by("pk")
    for user, topic, how in rows.values_list("user", "topic", "how"):
        found[user][topic] = how
    return found


def history_of(user: int) -> list[tuple[Any, Any, Any]]:
    """(when, topic, how), the latest first: what was chosen stays dated."""
    rows = Choice.objects.filter(user=user).order_by("-pk")[:20]
    return [
        (row.at, rules.TOPICS.get(row.topic, row.topic), rules.HOW_NAMES[row.how]) for row in rows
    ]
