"""States of a language version, distribution, and how large and how named a file may be."""

import re
import unicodedata
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
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
# Where a document is still to come in a language.
TO_COME: frozenset[str | None] = frozenset({None, State.DRAFT, State.IN_TRANSLATION})
OUT = frozenset({State.ISSUED, State.CORRECTED, State.REVISED, State.SUPERSEDED})

# What the issue of a derived document makes of the same language of the document it belongs to.
MAKES: dict[str, str] = {
    Document.Relation.CORRIGENDUM: State.CORRECTED,
    Document.Relation.REVISION: State.REVISED,
}

READ_BY = {
    Distribution.MEMBERS: May.READ_MEMBERS_DOCUMENTS,
    Distribution.RESTRICTED: May.READ_RESTRICTED_DOCUMENTS,
}

# Of one file. Mail systems of missions take about 25 MB, so what is kept here can be sent on;
# slides with pictures stay below it.
MOST_OCTETS = 25_000_000


class UnknownLanguage(Refusal):
    message = _("“%(language)s” is not one of the languages of this dialogue.")


def check_language(language: str) -> None:
    if language not in dict(settings.LANGUAGES):
        raise UnknownLanguage(language=language)


def readable(actor: Actor) -> list[str]:
    """The distributions that somebody may read."""
    return [d for d in Distribution if d not in READ_BY or actor.may_somewhere(READ_BY[d])]


def may_read(actor: Actor, document: Document) -> bool:
    return document.distribution in readable(actor)


def plain_name(name: str, ending: str) -> str:
    """The last part of a path in any script, without what hides or steers, ended as its content
    says."""
    last = unicodedata.normalize("NFC", PureWindowsPath(PurePosixPath(name).name).name)
    seen = "".join(c if unicodedata.category(c)[0] in "LMN" or c in "-_. " else "-" for c in last)
    stem = re.sub(r"\.[^.]*$", "", seen).strip(" .-")[:120]
    return f"{stem or 'file'}.{ending}"
