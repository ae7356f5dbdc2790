"""Where the pages of an Entity show something from above: the app above hangs it in.

A panel is read only. Nothing here imports upwards; the app above (or `desk`) calls `hang` and
`hang_topics` when it is ready.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from intersession.access.guard import Actor
from intersession.membership.models import Entity


@dataclass(frozen=True, kw_only=True)
class Panel:
    """`template` shows `content`, which it finds as `panel.content`."""

    heading: Any
    template: str
    content: Any


Maker = Callable[[Entity, Actor, datetime], Panel | None]
# (public identifier, name in each language) of the topics on which labels may be declared.
Topics = Callable[[datetime], list[tuple[str, dict[str, str]]]]
_makers: list[Maker] = []
_topics: list[Topics] = []


def hang(maker: Maker) -> None:
    """Add a panel to the page of an Entity; hanging the same one twice shows it once."""
    if maker not in _makers:
        _makers.append(maker)


def panels_of(entity: Entity, actor: Actor, now: datetime) -> list[Panel]:
    made = (maker(entity, actor, now) for maker in _makers)
    return [panel for panel in made if panel]


def hang_topics(topics: Topics) -> None:
    if topics not in _topics:
        _topics.append(topics)


def topics_at(now: datetime) -> list[tuple[str, dict[str, str]]]:
    return [topic for topics in _topics for topic in topics(now)]
