"""Panels that are not complete yet: a hint, since they are while they are built."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext_lazy as _

from intersession.meetings import rules
from intersession.meetings.conflicts._conflict import Conflict
from intersession.meetings.models import AgendaItem, Meeting, Part

MODERATOR = _("The panel has no moderator yet.")
SPEAKERS = _("The panel has no speaker yet.")
ON_THE_PANEL = frozenset({Part.Role.SPEAKER, Part.Role.KEYNOTE, Part.Role.DISCUSSANT})


def panels(meeting: Meeting, rows: Sequence[AgendaItem]) -> Iterator[Conflict]:
    for row in rows:
        if row.kind != AgendaItem.Kind.PANEL:
            continue
        roles = {part.role for part in row.parts.all() if part.state in rules.ACTIVE}
        if Part.Role.MODERATOR not in roles:
            yield Conflict(code="moderator", items=(str(row.uid),), message=MODERATOR, hint=True)
        if not roles & ON_THE_PANEL:
            yield Conflict(code="speakers", items=(str(row.uid),), message=SPEAKERS, hint=True)
