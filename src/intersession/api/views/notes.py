"""Operations of notes verbales."""

import uuid
from typing import Any

from django.core.files.storage import default_storage
from django.db.models import Count
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from intersession.access.policy import May
from intersession.api.operation import reads, writes
from intersession.api.shapes import Listed, Paged, part
from intersession.api.shapes import papers as shapes
from intersession.api.views._made import as_octets
from intersession.api.views._rows import named, who
from intersession.consultations.actions import notes as actions
from intersession.consultations.models import Circular
from intersession.consultations.papers import notes as papers
from intersession.consultations.queries import notes as queries
from intersession.documents.papers import download
from intersession.jobs.actions import start_job
from intersession.jobs.models import Job

Full = shapes.NoteFull


@reads(
    _("Notes verbales, drafts first"),
    access=May.WRITE_NOTES,
    gives=Listed[shapes.NoteRow],
    asks=Paged,
)
def notes(request: Any, asked: Paged) -> Listed[shapes.NoteRow]:
    return part(queries.circulars(), asked, shapes.note)


@reads(_("A note verbale: its wording and its number"), access=May.WRITE_NOTES, gives=Full)
def note(request: Any, uid: uuid.UUID) -> Full:
    return _full(_circular(uid))


@reads(
    _("The note of each Mission, as it reads it"),
    access=May.WRITE_NOTES,
    gives=Listed[shapes.LetterLine],
    asks=Paged,
)
def note_letters(request: Any, uid: uuid.UUID, asked: Paged) -> Listed[shapes.LetterLine]:
    return part(queries.letters_of(_circular(uid)), asked, shapes.letter)


@writes(
    _("Draft a note verbale to many Missions"),
    access=May.WRITE_NOTES,
    takes=shapes.NoteBody,
    gives=Full,
    status=201,
)
def notes_add(request: Any, body: shapes.NoteBody) -> Full:
    return _full(actions.draft_circular(draft=_draft(body), **who(request)))


@writes(
    _("Change the draft of a note verbale"),
    access=May.WRITE_NOTES,
    takes=shapes.NoteBody,
    gives=Full,
)
def note_change(request: Any, uid: uuid.UUID, body: shapes.NoteBody) -> Full:
    given = {"draft": _draft(body), "circular": _circular(uid)}
    return _full(actions.draft_circular(**given, **who(request)))


@writes(
    _("Issue a note verbale: the next number of the year, word for word to each Mission"),
    access=May.WRITE_NOTES,
    gives=Full,
)
def note_issue(request: Any, uid: uuid.UUID, body: Any) -> Full:
    return _full(actions.issue_circular(circular=_circular(uid), **who(request)))


@writes(
    _("Make all notes as PDF and DOCX, in one ZIP"),
    access=May.WRITE_NOTES,
    gives=Full,
)
def note_files(request: Any, uid: uuid.UUID, body: Any) -> Full:
    """A hundred and more files take longer than a request may."""
    circular = _circular(uid)
    if not circular.issued_at:
        raise actions.NotIssuedYet
    then = reverse("consultations:note", args=[uid])
    values = {"circular": str(uid), "then": then}
    job = start_job(kind=papers.MAKING, values=values, then=then, **who(request))
    return _full(circular, job)


@reads(_("All notes as PDF and DOCX, in one ZIP"), access=May.WRITE_NOTES, gives=None)
def note_zip(request: Any, uid: uuid.UUID) -> HttpResponse:
    circular = _circular(uid)
    try:
        content = default_storage.open(papers.files_name(circular))
    except FileNotFoundError as not_made:
        raise Http404 from not_made
    name = f"{papers.name_of(circular.symbol)}.zip"
    return as_octets(FileResponse(content, as_attachment=True, filename=name))


@reads(_("All notes in one PDF, for the printer"), access=May.WRITE_NOTES, gives=None)
def note_paper(request: Any, uid: uuid.UUID) -> HttpResponse:
    circular = _circular(uid)
    letters = queries.letters_of(circular)
    if not letters:
        raise Http404
    return as_octets(download(papers.to_print(circular, letters, queries.symbol_of(circular))))


@reads(
    _("The note of one Mission, made as a file"),
    access=May.WRITE_NOTES,
    gives=None,
    asks=shapes.AskForm,
)
def note_letter_paper(
    request: Any, uid: uuid.UUID, slug: str, asked: shapes.AskForm
) -> HttpResponse:
    circular = _circular(uid)
    found = (one for one in queries.letters_of(circular) if one.slug == slug)
    letter = next(found, None)
    if letter is None:
        raise Http404
    symbol = queries.symbol_of(circular)
    return as_octets(download(papers.one_note(circular, letter, symbol, asked.form)))


def _circular(uid: uuid.UUID) -> Circular:
    return get_object_or_404(Circular.objects.select_related("question"), uid=uid)


def _draft(body: shapes.NoteBody) -> actions.Draft:
    question = named(queries.questions_asked(), slug=body.question) if body.question else None
    return actions.Draft(**{**dict(body), "question": question})


def _full(circular: Circular, job: Job | None = None) -> Full:
    rows = Circular.objects.select_related("question").annotate(letters=Count("notes"))
    row = rows.get(pk=circular.pk)
    line = queries.CircularLine(circular=row, letters=row.letters)
    name = papers.files_name(row)
    octets = default_storage.size(name) if default_storage.exists(name) else 0
    return shapes.note_full(line, octets, str(job.uid) if job else "")
