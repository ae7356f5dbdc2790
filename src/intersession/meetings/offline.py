"""A meeting as a folder that opens from a stick, without a network: one ZIP.

What it holds is worked out first, and the name of the file says what that was: the same content is
the same ZIP, and is made once. It holds what everybody may read.
"""

import hashlib
import io
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from intersession.access.guard import Actor
from intersession.documents.papers import made
from intersession.meetings import published
from intersession.meetings.calendar_file import calendar_of, entry_of
from intersession.meetings.item_calendar import entries_of_items
from intersession.meetings.models import Meeting
from intersession.meetings.offline_files import Carried, carried
from intersession.meetings.papers import agenda_paper
from intersession.meetings.published import Agenda
from intersession.meetings.queries.agenda import meeting_page
from intersession.meetings.queries.papers import Papers, papers_of
from intersession.meetings.queries.programme import abstracts, lines_of, page_of
from intersession.meetings.queries.speakers import biographies
from intersession.meetings.schedules import schedule_of
from intersession.ui.text import text

EVERYBODY = Actor()
EDITION = 2  # grows when the folder of the same content would be another
PAGES_AND_PAPERS = 320_000  # octets, about: what the folder weighs without the files
STYLES = ("ui/intersession.css", "ui/programme.css")
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day a ZIP can tell

# What other programs take over: the name of a file and its octets, for a meeting and its agenda.
Maker = Callable[[Meeting, Agenda], tuple[str, bytes]]


def _schedule(meeting: Meeting, agenda: Agenda) -> tuple[str, bytes]:
    address = settings.PUBLIC_URL + reverse("meetings:detail", args=[meeting.slug])
    said = schedule_of(meeting, agenda, address=address, language=settings.LANGUAGE_CODE)
    return "schedule.json", json.dumps(said, ensure_ascii=False, indent=1).encode()


MAKERS: list[Maker] = [_schedule]

_making = Lock()


@dataclass(frozen=True, kw_only=True)
class Content:
    """All that is looked up in the database."""

    meeting: Meeting
    agenda: Agenda
    papers: Papers
    carried: Carried
    biographies: dict[str, Any]
    abstracts: dict[str, Any]
    address: str  # of the page of the meeting

    def key(self) -> str:
        told = ("title", "place", "venue", "about", "figures", "state", "time_zone", "sequence")
        said = [
            EDITION,
            self.address,
            [str(getattr(self.meeting, name)) for name in told],
            [str(self.meeting.cancelled_at), str(self.meeting.changed_at)],
            published.as_json(self.agenda),
            [self.agenda.number, str(self.agenda.published_at), self.agenda.note],
            [str(line) for line in self.papers.by_slug.values()],
            [[one.name, one.sha256] for one in self.carried.files],
            [self.carried.left, self.biographies, self.abstracts],
            hashlib.sha256(_style()).hexdigest(),
        ]
        written = json.dumps(said, sort_keys=True, default=str)
        return hashlib.sha256(written.encode()).hexdigest()[:32]


def about(octets: int) -> int:
    """How large the folder will be, as far as that is known before it is made."""
    return PAGES_AND_PAPERS + min(octets, Carried.most)


def kept(meeting: Meeting, address: str) -> Path:
    """The ZIP on the disk; one for each meeting stays there."""
    content = content_of(meeting, address)
    folder = settings.VAR / "offline" / str(meeting.uid)
    path = folder / f"{content.key()}.zip"
    if path.exists():
        return path
    with _making:
        if not path.exists():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _written(content, path)
    return path


def content_of(meeting: Meeting, address: str) -> Content:
    agenda = published.latest(meeting)
    papers = papers_of(meeting, agenda, EVERYBODY)
    return Content(
        meeting=meeting,
        agenda=agenda,
        papers=papers,
        carried=carried(meeting, agenda, papers),
        biographies=biographies(meeting, agenda),
        abstracts=abstracts(meeting, agenda),
        address=address,
    )


def _written(content: Content, path: Path) -> None:
    """Beside its place first, so that nobody reads half of it; what was there before goes."""
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file, ZipFile(file, "w") as archive:
            for inside, source in _parts(content):
                _add(archive, inside, source)
        before = set(path.parent.glob("*.zip"))
        Path(name).replace(path)
        for old in before - {path}:
            old.unlink(missing_ok=True)
    finally:
        Path(name).unlink(missing_ok=True)


def _add(archive: ZipFile, name: str, source: IO[bytes]) -> None:
    """Without a clock, an owner or a system of its own; what is packed already is only stored."""
    info = ZipInfo(name, EPOCH)
    info.create_system, info.external_attr = 3, 0o100644 << 16
    packed = name.rpartition(".")[2] not in {"html", "css", "ics", "json"}
    info.compress_type = ZIP_STORED if packed else ZIP_DEFLATED
    with source, archive.open(info, "w", force_zip64=False) as target:
        shutil.copyfileobj(source, target, 256 * 1024)


def _parts(content: Content) -> Iterator[tuple[str, IO[bytes]]]:
    for name, octets in _made(content):
        yield name, io.BytesIO(octets)
    for one in content.carried.files:
        yield one.name, one.stored.content.open("rb")


def _made(content: Content) -> Iterator[tuple[str, bytes]]:
    meeting = content.meeting
    languages = [code for code, _own in settings.LANGUAGES]
    first = {"title": meeting.title, "languages": settings.LANGUAGES}
    yield "index.html", render_to_string("meetings/_offline_index.html", first).encode()
    yield "style.css", _style()
    for code in languages:
        with override(code):
            yield f"{code}.html", _page(content).encode()
            paper = agenda_paper(meeting_page(meeting, EVERYBODY))
            file = made(paper, "pdf", "agenda")
            yield file.name, file.content
            yield f"calendar-{code}.ics", _calendar(content)
    for maker in MAKERS:
        yield maker(meeting, content.agenda)


def _page(content: Content) -> str:
    """In the language in use, with links within the folder only, but for the one to its source."""
    meeting, agenda = content.meeting, content.agenda
    lines = lines_of(meeting, agenda, content.carried.papers(content.papers), EVERYBODY, None)
    lines = replace(lines, base="", files=content.carried.lines(lines.files))
    context = {
        "page": page_of(meeting, agenda, lines),
        "abstracts": content.abstracts,
        "biographies": content.biographies,
        "left": content.carried.left,
        "address": content.address,
        "languages": settings.LANGUAGES,
    }
    return render_to_string("meetings/offline.html", context)


def _calendar(content: Content) -> bytes:
    meeting, agenda = content.meeting, content.agenda
    entries = [
        entry_of(meeting, meeting.starts_at, content.address),
        *entries_of_items(meeting, agenda, meeting.starts_at, content.address),
    ]
    return calendar_of(entries, name=text(meeting.title))


def _style() -> bytes:
    return b"\n".join(Path(str(finders.find(name))).read_bytes() for name in STYLES)
