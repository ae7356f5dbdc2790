"""Where the page of a document shows something from above: the app above hangs a panel in.

A panel is read only. Nothing here imports upwards; the app above calls `hang` when it is ready.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from intersession.access.guard import Actor
from intersession.documents.models import Document


@dataclass(frozen=True, kw_only=True)
class Panel:
    """`template` shows `content`, which it finds as `panel.content`."""

    heading: Any
    template: str
    content: Any


Maker = Callable[[Document, Actor, datetime], Panel | None]
_makers: list[Maker] = []


def hang(maker: Maker) -> None:
    """Add a panel to the page of a document; hanging the same one twice shows it once."""
    if maker not in _makers:
        _makers.append(maker)


def panels_of(document: Document, actor: Actor, now: datetime) -> list[Panel]:
    made = (maker(document, actor, now) for maker in _makers)
    return [panel for panel in made if panel]
