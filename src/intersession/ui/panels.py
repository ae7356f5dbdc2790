"""Where a page shows something from above: the app above hangs a panel in.

A panel is read only. An app with such a page has a `Place` in its `panels` room; nothing there
imports upwards, the app above (or `desk`) calls `hang` when it is ready.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Panel:
    """`template` shows `content`, which it finds as `panel.content`."""

    heading: Any
    template: str
    content: Any


# The row whose page it is, who reads it, and when.
Maker = Callable[[Any, Any, datetime], Panel | None]


class Place:
    """The panels of one page."""

    def __init__(self) -> None:
        self._makers: list[Maker] = []

    def hang(self, maker: Maker) -> None:
        """Add a panel; hanging the same one twice shows it once."""
        if maker not in self._makers:
            self._makers.append(maker)

    def panels_of(self, subject: Any, actor: Any, now: datetime) -> list[Panel]:
        made = (maker(subject, actor, now) for maker in self._makers)
        return [panel for panel in made if panel]
