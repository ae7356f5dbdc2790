"""Files of speakers: which of them others may have, and where they lie."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import pgettext_lazy

from intersession.access.guard import Actor
from intersession.access.policy import May
from intersession.documents.contents import WORDS
from intersession.meetings import published
from intersession.meetings.models import Meeting, Part, SpeakerFile
from intersession.meetings.published import Agenda
from intersession.prepared import KEY, Given, Prepared

FILE_KIND_NAMES: dict[str, Any] = {
    SpeakerFile.Kind.PRESENTATION: pgettext_lazy("a file of a speaker", "Presentation"),
    SpeakerFile.Kind.STATEMENT: pgettext_lazy("a file of a speaker", "Statement"),
}


@dataclass(frozen=True, kw_only=True)
class FileLine:
    """`public`: the speaker agreed to its publication; `held`: the Administration keeps it back."""

    uid: str
    kind: Any  # "Presentation", "Statement"
    language: str
    word: str  # PDF, PPTX
    size: int
    url: str
    public: bool
    held: bool
    name: str


def presentations(meeting: Meeting, agenda: Agenda, actor: Actor) -> dict[str, list[FileLine]]:
    """By uid of the part, for those whose speakers stand in that agenda. One query.

    Others get what the speaker agreed to and nobody keeps back; the Administration gets all.
    """
    base = f"{reverse('meetings:detail', args=[meeting.slug])}files/"
    named, manage = confirmed_parts(agenda), actor.may(May.MANAGE_MEETINGS)
    found: dict[str, list[FileLine]] = {}
    for part, public, held, *row in _standing(meeting=meeting.pk):
        if str(part) in named and (manage or (public and not held)):
            line = _line(base, public, held, *row)
            found.setdefault(str(part), []).append(line)
    return found


def confirmed_parts(agenda: Agenda) -> set[str]:
    """uids of the parts that have a name there."""
    return {part.uid for item in agenda.items for part in item.parts if part.confirmed}


def _line(base: str, public: bool, held: bool, *row: Any) -> FileLine:
    uid, kind, language, content_type, size, name = row
    return FileLine(
        uid=str(uid),
        kind=FILE_KIND_NAMES[kind],
        language=language,
        word=WORDS.get(content_type, ""),
        size=size,
        url=f"{base}{uid}/",
        public=public,
        held=held,
        name=name,
    )


def file_for(meeting: Meeting, uid: UUID, actor: Actor) -> SpeakerFile | None:
    """The file, when somebody may have it now; else None, as if it were not there."""
    row = standing().filter(part__item__meeting=meeting, uid=uid).first()
    if row is None or actor.may(May.MANAGE_MEETINGS):
        return row
    shown = row.public and not row.held and row.part.state == Part.State.CONFIRMED
    named = shown and str(row.part.uid) in confirmed_parts(published.latest(meeting))
    return row if named else None


def standing() -> Any:
    """What was neither replaced nor taken back."""
    rows = SpeakerFile.objects.filter(withdrawn_at=None).select_related("file", "part")
    return rows.order_by("kind", "language", "pk")


def file_lines(rows: Iterable[SpeakerFile], slug: str) -> list[FileLine]:
    return [file_line(row, slug) for row in rows]


def file_line(row: SpeakerFile, slug: str) -> FileLine:
    return FileLine(
        uid=str(row.uid),
        kind=FILE_KIND_NAMES[row.kind],
        language=row.language,
        word=WORDS.get(row.file.content_type, ""),
        size=row.file.size,
        url=reverse("meetings:files", args=[slug, row.uid]),
        public=row.public,
        held=row.held,
        name=row.file.name,
    )


# Columns and not rows: the page of sixty items asks for them each time.
_standing = Prepared(
    lambda: (
        SpeakerFile.objects.filter(part__item__meeting=Given("meeting", KEY))
        .filter(part__state=Part.State.CONFIRMED, withdrawn_at=None)
        .order_by("kind", "language", "pk")
        .values_list(
            *("part__uid", "public", "held", "uid", "kind", "language"),
            *("file__content_type", "file__size", "file__name"),
        )
    )
)
