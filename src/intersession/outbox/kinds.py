"""What a campaign can be, and to whom: each kind is hung in by the app that knows its matter.

Nothing here imports upwards: a kind brings functions. `desk.hanging` calls `hang` when all apps are
loaded.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from intersession.ledger.models import Identified

Words = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """`words` say who it is ("Focal point, Permanent Mission of …"); `values` fill %(name)s in
    subject and body; `user` is the primary key of the account, if there is one; `party` is the
    name of the Entity for which it is read, by language."""

    to: str
    words: str
    language: str = "en"
    user: int | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    party: Words = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Audience:
    """`nobody`: names of Entities that belong to it and for which no address is known."""

    recipients: list[Recipient]
    nobody: list[Words]


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What it is about: the row, and its address here."""

    key: str
    title: Words
    row: Identified
    link: str


@dataclass(frozen=True, kw_only=True)
class Circle:
    """A choice of readers, such as the focal points of all Members."""

    name: Any
    of: Callable[[Subject, datetime], Audience]


def always_needed(about: str, user: int | None, at: datetime) -> str:
    return ""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """`wording` gives subject and text in the language in use; `superfluous` is asked at the moment
    of leaving and gives the sentence that says why a mail is no longer needed, or "".
    `repeats`: it may be written again about the same matter, as a second reminder."""

    code: str
    name: Any
    purpose: str
    reason: Any  # why one receives it: "You receive this because: …"
    find: Callable[[str, datetime], Subject | None]
    offered: Callable[[datetime], list[tuple[str, Words]]]
    wording: Callable[[Subject, datetime], tuple[str, str]]
    circles: Mapping[str, Circle]
    superfluous: Callable[[str, int | None, datetime], str] = always_needed
    repeats: bool = False


_kinds: dict[str, Kind] = {}


def hang(*kinds: Kind) -> None:
    """Add kinds; the same one twice is one."""
    _kinds.update((kind.code, kind) for kind in kinds)


def kind_of(code: str) -> Kind | None:
    return _kinds.get(code)


def all_kinds() -> list[Kind]:
    return list(_kinds.values())
