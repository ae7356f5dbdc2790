"""A note verbale as a paper, in the language of its Mission, and many of them in one file."""

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from django.utils.translation import override

from intersession.access.guard import Actor
from intersession.consultations.models import Circular
from intersession.consultations.queries.notes import Letter, letters_of
from intersession.documents.making import Block, Paper, Paragraph, Signature, as_pdf
from intersession.documents.papers import ORGANISATION, PDF, Form, Made, made, place_and_date
from intersession.jobs.work import Progress
from intersession.membership.sorting import folded

MAKING = "consultations:notes"  # the kind of job that makes the files
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day a zip file can tell


def note_paper(circular: Circular, letter: Letter, symbol: str) -> Paper:
    with override(letter.language):
        return Paper(
            title=_("Note verbale"),
            language=letter.language,
            organisation=ORGANISATION,
            symbol=symbol,
            place_and_date=place_and_date(circular.dated),
            distribution="" if circular.issued_at else _("Draft, not issued"),
            blocks=(*_paragraphs(letter.words), _signature(letter)),
        )


def _paragraphs(words: str) -> tuple[Block, ...]:
    said = [one.strip() for one in words.split("\n") if one.strip()]
    return tuple(Paragraph(words=one) for one in said)


def _signature(letter: Letter) -> Signature:
    lines = [one.strip() for one in letter.signed_by.split("\n") if one.strip()]
    return Signature(to=(letter.addressee,), by=tuple(lines))


def one_note(circular: Circular, letter: Letter, symbol: str, form: Form) -> Made:
    return made(note_paper(circular, letter, symbol), form, f"{name_of(symbol)}-{letter.slug}")


def to_print(circular: Circular, letters: Sequence[Letter], symbol: str) -> Made:
    """All of them in one PDF, each with its own pages, for the printer."""
    papers = [note_paper(circular, letter, symbol) for letter in letters]
    title = f"{_('Notes verbales')} {symbol}"
    return Made(
        name=f"{name_of(symbol)}.pdf", content_type=PDF, content=as_pdf(*papers, title=title)
    )


def files_name(circular: Circular) -> str:
    """Where the ZIP of an issued circular is kept; what was issued does not change, so nor does it.

    It can be made again at any time from the notes that are kept.
    """
    return files_of(str(circular.uid))


def files_of(uid: str) -> str:
    return f"notes/{uid}.zip"


def make_files(
    progress: Progress, values: dict[str, Any], *, by: Actor, at: datetime
) -> dict[str, Any]:
    """The work of a job: each note as PDF and as DOCX, in the order of the list, in one ZIP."""
    circular = Circular.objects.select_related("question").get(uid=values["circular"])
    if not default_storage.exists(files_name(circular)):
        letters = letters_of(circular)
        progress.total(len(letters))
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as files:
            for place, letter in enumerate(letters, 1):
                _pack(files, place, circular, letter)
                progress.step(words=letter.name)
        default_storage.save(files_name(circular), ContentFile(packed.getvalue()))
    return {"then": values["then"]}


def _pack(files: zipfile.ZipFile, place: int, circular: Circular, letter: Letter) -> None:
    forms: tuple[Form, ...] = ("pdf", "docx")
    for form in forms:
        one = one_note(circular, letter, circular.symbol, form)
        files.writestr(zipfile.ZipInfo(f"{form}/{place:03}-{one.name}", EPOCH), one.content)


def name_of(symbol: str) -> str:
    return folded(symbol).replace("/", "-")
