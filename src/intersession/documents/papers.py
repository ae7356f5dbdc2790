"""What all papers of the house have in common: who issues them, and in which form they leave."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from django.conf import settings
from django.http import HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from intersession.documents.making import Foreign, Paper, Words, as_docx, as_pdf
from intersession.ui.dates import day
from intersession.ui.languages import base, get_language, language_name, missing_in
from intersession.ui.text import best

# In the order of `making.LANGUAGES`.
ORGANISATION = (
    "International Dialogue on Migration",
    "Dialogue international sur la migration",
    "Diálogo Internacional sobre la Migración",
)
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
Form = Literal["pdf", "docx"]
TYPES: dict[str, str] = {"pdf": PDF, "docx": DOCX}


@dataclass(frozen=True, kw_only=True)
class Made:
    """A paper as a file."""

    name: str
    content_type: str
    content: bytes


def made(paper: Paper, form: Form, name: str) -> Made:
    """The name of the file tells its language: "agenda-2011-fr.pdf"."""
    content = as_pdf(paper) if form == "pdf" else as_docx(paper)
    return Made(name=f"{name}-{paper.language}.{form}", content_type=TYPES[form], content=content)


def download(file: Made) -> HttpResponse:
    """Always a download, never shown within this site's own origin."""
    response = HttpResponse(file.content, content_type=file.content_type)
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def asked_language(request: Any) -> str:
    """The language of a paper: the one asked for, else that of the page."""
    asked = request.GET.get("language", "")
    return asked if asked in dict(settings.LANGUAGES) else base(get_language())


def in_language(request: Any) -> Any:
    """A block in which words are those of the paper, not of the page."""
    return translation.override(asked_language(request))


def original(language: str) -> str:
    """ "Original: English", in the language in use."""
    return _("Original: %(language)s") % {"language": language_name(language)}


def place_and_date(on: date, place: str = "") -> str:
    """ "Geneva, 28 September 2011"; without a place, that of the duty station."""
    return f"{place or _(settings.DUTY_STATION['place'])}, {day(on)}"


def worded(value: dict[str, str]) -> Words:
    """What people wrote, in the language in use; else in another one, and the paper says so."""
    wanted = base(get_language())
    found, words = best(value, wanted)
    if found in ("", wanted):
        return words
    return (Foreign(words=words, language=found), f" ({missing_in(wanted)})")
