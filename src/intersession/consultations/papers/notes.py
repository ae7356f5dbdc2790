"""A note verbale as a paper, in the language of its Mission, and many of them in one file."""

import io
import zipfile
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import override

from intersession.consultations.models import Circular
from intersession.consultations.queries.notes import Letter
from intersession.documents.making import Block, Paper, Paragraph, Signature, as_pdf
from intersession.documents.papers import ORGANISATION, PDF, Form, Made, made, place_and_date
from intersession.membership.sorting import folded

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


def in_files(circular: Circular, letters: Sequence[Letter], symbol: str, form: Form) -> Made:
    """A ZIP of single files, in the order of the list."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as files:
        for place, letter in enumerate(letters, 1):
            one = one_note(circular, letter, symbol, form)
            entry = zipfile.ZipInfo(f"{place:03}-{one.name}", EPOCH)
            files.writestr(entry, one.content)
    name = f"{name_of(symbol)}-{form}.zip"
    return Made(name=name, content_type="application/zip", content=packed.getvalue())


def name_of(symbol: str) -> str:
    return folded(symbol).replace("/", "-")
