"""Where the pages of an Entity show something from above."""

from collections.abc import Callable
from datetime import datetime

from intersession.ui.panels import Place

# (public identifier, name in each language) of the topics on which labels may be declared.
Topics = Callable[[datetime], list[tuple[str, dict[str, str]]]]
_topics: list[Topics] = []
_place = Place()
hang, panels_of = _place.hang, _place.panels_of


def hang_topics(topics: Topics) -> None:
    if topics not in _topics:
        _topics.append(topics)


def topics_at(now: datetime) -> list[tuple[str, dict[str, str]]]:
    return [topic for topics in _topics for topic in topics(now)]
