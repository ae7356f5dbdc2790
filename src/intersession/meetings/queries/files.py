"""Presentations and statements that may be read by everybody."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from intersession.access.guard import Actor
from intersession.documents import contents
from intersession.meetings.models import Meeting, SpeakerFile
from intersession.meetings.published import Agenda
from intersession.prepared import KEY, Given, Prepared


@dataclass(frozen=True, kw_only=True)
class FileLine:
    """`kind`: a value of SpeakerFile.Kind; `word`: what it is beside a link, "PDF"."""

    kind: str
    language: str
    word: str
    size: int  # octets
    url: str


def presentations(meeting: Meeting, agenda: Agenda, actor: Actor) -> dict[str, list[FileLine]]:
    """By uid of the part, in the order of kinds and languages. One query."""
    base = f"{reverse('meetings:detail', args=[meeting.slug])}files/"
    named = _named(agenda)
    rows = [(str(uid), *others) for uid, *others in _columns(meeting=meeting.pk)]
    latest = {row[:3]: row for row in rows if row[0] in named}
    found: dict[str, list[FileLine]] = {}
    for key in sorted(latest):
        part, kind, language, uid, content_type, size = latest[key]
        word = contents.WORDS.get(content_type, "")
        line = FileLine(kind=kind, language=language, word=word, size=size, url=f"{base}{uid}/")
        found.setdefault(part, []).append(line)
    return found


def shown(meeting: Meeting, agenda: Agenda) -> list[SpeakerFile]:
    """The rows of those lines, with their files."""
    rows = _published(meeting.pk).select_related("part", "file")
    named = _named(agenda)
    found = [row for row in rows if str(row.part.uid) in named]
    latest = {(row.part.uid, row.kind, row.language): row for row in found}
    return [latest[key] for key in sorted(latest)]


def _named(agenda: Agenda) -> set[str]:
    return {part.uid for item in agenda.items for part in item.parts if part.confirmed}


def _published(meeting: Any) -> QuerySet[SpeakerFile]:
    """By their speakers; not held, not taken back. The latest of a kind and language comes last."""
    rows = SpeakerFile.objects.filter(part__item__meeting=meeting, withdrawn_at=None)
    return rows.filter(public=True, held=False).order_by("at", "pk")


_columns = Prepared(
    lambda: _published(Given("meeting", KEY)).values_list(
        "part__uid", "kind", "language", "uid", "file__content_type", "file__size"
    )
)
