"""Which files go into the folder that is taken along, under which names."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar

from intersession.access.guard import Actor
from intersession.documents import contents
from intersession.documents.models import DocumentVersion, StoredFile
from intersession.documents.queries import DocumentLine
from intersession.meetings.models import Meeting, SpeakerFile
from intersession.meetings.published import Agenda
from intersession.meetings.queries.files import FileLine, presentations
from intersession.meetings.queries.papers import Papers

ENDINGS = {kind.content_type: kind.ending for kind in contents.KINDS}


@dataclass(frozen=True, kw_only=True)
class FileOfFolder:
    """`called`: what it is, in words, for the line that says that it was left out."""

    name: str
    called: str
    stored: StoredFile
    whose: str  # slug and language of a document; uid of what a speaker sent

    @property
    def sha256(self) -> str:
        return self.stored.sha256


@dataclass(frozen=True, kw_only=True)
class Carried:
    """`left`: what is not in the folder, for there was no room or it is not kept here."""

    most: ClassVar[int] = 100_000_000  # octets of all files together

    files: list[FileOfFolder]
    left: list[str] = field(default_factory=list)

    def papers(self, papers: Papers) -> Papers:
        """With addresses within the folder; a title leads nowhere."""
        by_slug = {slug: self._paper(line) for slug, line in papers.by_slug.items()}
        return replace(
            papers, listed=[by_slug[line.slug] for line in papers.listed], by_slug=by_slug
        )

    def lines(self, files: Mapping[str, list[FileLine]]) -> dict[str, list[FileLine]]:
        """By uid of the part, those that are in the folder."""
        names = self._names()
        return {
            part: [replace(line, url=names[line.uid]) for line in several if line.uid in names]
            for part, several in files.items()
        }

    def _paper(self, line: DocumentLine) -> DocumentLine:
        names = self._names()
        boxes = [(b, names.get(f"{line.slug} {b.language}", "")) for b in line.strip]
        # What was issued, but is not in the folder, is neither a link nor missing.
        strip = [replace(box, url=name) for box, name in boxes if name or not box.url]
        return replace(line, url="", strip=strip)

    def _names(self) -> dict[str, str]:
        return {one.whose: one.name for one in self.files}


def carried(meeting: Meeting, agenda: Agenda, papers: Papers) -> Carried:
    """Documents first, then what speakers sent, as long as there is room."""
    files: list[FileOfFolder] = []
    left = [_called(version) for version in papers.issued if version.file is None]
    room = Carried.most
    for one in (*_documents(papers), *_presentations(meeting, agenda)):
        there = one.stored.content.storage.exists(one.stored.content.name)
        if there and one.stored.size <= room:
            files.append(_named_once(one, files))
            room -= one.stored.size
        else:
            left.append(one.called)
    return Carried(files=files, left=left)


def _documents(papers: Papers) -> Iterator[FileOfFolder]:
    for version in papers.issued:
        if version.file:
            document = version.document
            yield FileOfFolder(
                name=f"documents/{document.slug}-{version.language}.{_ending(version.file)}",
                called=_called(version),
                stored=version.file,
                whose=f"{document.slug} {version.language}",
            )


def _called(version: DocumentVersion) -> str:
    return f"{version.document.symbol} ({version.language.upper()})"


def _presentations(meeting: Meeting, agenda: Agenda) -> Iterator[FileOfFolder]:
    parts = {part.uid: (item, part) for item in agenda.items for part in item.parts}
    lines = presentations(meeting, agenda, Actor()).values()
    uids = [line.uid for several in lines for line in several]
    rows = SpeakerFile.objects.filter(uid__in=uids).select_related("part", "file").order_by("pk")
    for row in sorted(rows, key=lambda row: parts[str(row.part.uid)][0].number):
        item, part = parts[str(row.part.uid)]
        name = f"{item.number:02}-{plain(part.name)}-{row.kind}-{row.language}"
        yield FileOfFolder(
            name=f"presentations/{name}.{_ending(row.file)}",
            called=f"{part.name} ({row.language.upper()})",
            stored=row.file,
            whose=str(row.uid),
        )


def _named_once(one: FileOfFolder, files: list[FileOfFolder]) -> FileOfFolder:
    taken = {other.name for other in files}
    stem, _dot, ending = one.name.rpartition(".")
    name, number = one.name, 1
    while name in taken:
        number += 1
        name = f"{stem}-{number}.{ending}"
    return replace(one, name=name)


def _ending(stored: StoredFile) -> str:
    return ENDINGS.get(stored.content_type, "bin")


def plain(words: str) -> str:
    """What every file system takes: letters a to z, figures and strokes, forty at most."""
    letters = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:40].strip("-") or "speaker"
