"""Symbols, states of a language version, distribution, and what a file may be."""

import re
import unicodedata
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor
from intersession.access.policy import May
from intersession.documents.models import Document, DocumentVersion

State = DocumentVersion.State
Distribution = Document.Distribution

STATE_NAMES: dict[str, Any] = {
    State.DRAFT: _("draft"),
    State.IN_TRANSLATION: _("in translation"),
    State.ISSUED: _("issued"),
    State.CORRECTED: _("corrected"),
    State.REVISED: _("revised"),
    State.SUPERSEDED: _("superseded"),
}
MISSING = _("missing")

# Parts between strokes: IC/2011/7, MC/2398/Rev.1, MC/2398/Rev.1/Corr.1, IDM/2011/W1.
SYMBOL = re.compile(r"[A-Z][A-Z0-9]*(/[A-Za-z0-9]+([.-][A-Za-z0-9]+)*)+")
LONGEST_SYMBOL = 60

# From a state (None: there is no version in that language yet) to the states that may follow.
FOLLOWS: dict[str | None, frozenset[str]] = {
    None: frozenset({State.DRAFT, State.IN_TRANSLATION, State.ISSUED}),
    State.DRAFT: frozenset({State.DRAFT, State.IN_TRANSLATION, State.ISSUED}),
    State.IN_TRANSLATION: frozenset({State.DRAFT, State.IN_TRANSLATION, State.ISSUED}),
    State.ISSUED: frozenset({State.CORRECTED, State.REVISED, State.SUPERSEDED}),
    State.CORRECTED: frozenset({State.CORRECTED, State.REVISED, State.SUPERSEDED}),
    State.REVISED: frozenset({State.CORRECTED, State.REVISED, State.SUPERSEDED}),
    State.SUPERSEDED: frozenset(),
}
OUT = frozenset({State.ISSUED, State.CORRECTED, State.REVISED, State.SUPERSEDED})

READ_BY = {
    Distribution.MEMBERS: May.READ_MEMBERS_DOCUMENTS,
    Distribution.RESTRICTED: May.READ_RESTRICTED_DOCUMENTS,
}

MOST_OCTETS = 10 * 1024 * 1024
# What a file begins with, its type, the ending of its name.
TYPES = (
    (b"%PDF-", "application/pdf", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png", "png"),
    (b"\xff\xd8\xff", "image/jpeg", "jpg"),
)


def is_symbol(symbol: str) -> bool:
    return len(symbol) <= LONGEST_SYMBOL and SYMBOL.fullmatch(symbol) is not None


def slug_of(symbol: str) -> str:
    """ "mc-2398-rev-1" for "MC/2398/Rev.1"."""
    return slugify(re.sub(r"[/.]", "-", symbol))


def readable(actor: Actor) -> list[str]:
    """The distributions that somebody may read."""
    return [d for d in Distribution if d not in READ_BY or actor.may_somewhere(READ_BY[d])]


def may_read(actor: Actor, document: Document) -> bool:
    return document.distribution in readable(actor)


def type_of(head: bytes) -> tuple[str, str] | None:
    """Type and ending, read from the first octets; None when it is none of the three."""
    return next(((kind, end) for magic, kind, end in TYPES if head.startswith(magic)), None)


def plain_name(name: str, ending: str) -> str:
    """The last part of a path, without what hides or steers, ended as its content says."""
    last = PureWindowsPath(PurePosixPath(name).name).name
    seen = "".join(c if unicodedata.category(c)[0] in "LN" or c in "-_. " else "-" for c in last)
    stem = re.sub(r"\.[^.]*$", "", seen).strip(" .-")[:120]
    return f"{stem or 'file'}.{ending}"
