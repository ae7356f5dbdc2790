"""Presentations and statements that may be read by everybody."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from intersession.access.guard import Actor
from intersession.documents import contents
from intersession.meetings.models import Meeting, SpeakerFile
from intersession.meetings.published import Agenda


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
    found: dict[str, list[FileLine]] = {}
    for row in shown(meeting, agenda):
        found.setdefault(str(row.part.uid), []).append(_line(meeting, row))
    return found


def shown(meeting: Meeting, agenda: Agenda) -> list[SpeakerFile]:
    """The latest of each kind and language: published by its speaker, not held, not taken back."""
    named = [part.uid for item in agenda.items for part in item.parts if part.confirmed]
    rows: QuerySet[SpeakerFile] = SpeakerFile.objects.filter(
        part__item__meeting=meeting, part__uid__in=named, withdrawn_at=None
    )
    rows = rows.filter(public=True, held=False).select_related("part", "file")
    latest = {(row.part_id, row.kind, row.language): row for row in rows.order_by("at", "pk")}
    return [latest[key] for key in sorted(latest)]


def _line(meeting: Meeting, row: SpeakerFile) -> FileLine:
    return FileLine(
        kind=row.kind,
        language=row.language,
        word=contents.WORDS.get(row.file.content_type, ""),
        size=row.file.size,
        url=f"{reverse('meetings:detail', args=[meeting.slug])}files/{row.uid}/",
    )
