"""Notes verbales: drafted, looked at one by one, issued, printed and taken as files."""

import uuid
from typing import Any

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from intersession.access.guard import Refusal, needs
from intersession.access.once import once
from intersession.access.policy import May
from intersession.consultations import forms, labels
from intersession.consultations.actions import notes as actions
from intersession.consultations.models import Circular
from intersession.consultations.papers import notes as papers
from intersession.consultations.papers.wordings import signature, wording
from intersession.consultations.queries import notes as queries
from intersession.consultations.sheets import circulars_sheet, letters_sheet
from intersession.consultations.views._page import page
from intersession.documents.papers import Form, download
from intersession.jobs.actions import start_job
from intersession.ui import sheets


@needs(May.WRITE_NOTES)
@require_GET
def notes(request: Any) -> HttpResponse:
    lines = queries.circulars()
    if form := sheets.asked(request):
        return sheets.answer(circulars_sheet(lines), form)
    context = {"lines": lines, "audiences": labels.AUDIENCE_NAMES}
    return page(request, "notes", context)


@needs(May.WRITE_NOTES)
@once
def notes_add(request: Any) -> HttpResponse:
    initial = {
        "body": wording(),
        "signed_by": signature(),
        "dated": request.today,
        "audience": request.GET.get("audience", ""),
        "question": queries.questions_asked().filter(slug=request.GET.get("question", "")).first(),
    }
    return _draft(request, None, initial)


@needs(May.WRITE_NOTES)
@once
def note_change(request: Any, uid: uuid.UUID) -> HttpResponse:
    circular = _circular(uid)
    kept = {name: getattr(circular, name) for name in forms.Note.order}
    return _draft(request, circular, kept)


def _draft(request: Any, circular: Circular | None, initial: dict[str, Any]) -> HttpResponse:
    form = forms.Note(request.POST or None, initial=initial)
    refusal = None
    if form.is_valid():
        draft = actions.Draft(**{name: form.cleaned_data[name] for name in forms.Note.order})
        try:
            kept = actions.draft_circular(draft=draft, circular=circular, **_who(request))
            return redirect("consultations:note", kept.uid)
        except Refusal as said:
            refusal = said
    context = {"form": form, "refusal": refusal, "circular": circular}
    context["placeholders"] = queries.PLACEHOLDERS
    name = "note_change" if circular else "notes_add"
    return page(request, name, context, 422 if form.is_bound else 200)


@needs(May.WRITE_NOTES)
@require_GET
def note(request: Any, uid: uuid.UUID) -> HttpResponse:
    circular = _circular(uid)
    if form := sheets.asked(request):
        return sheets.answer(letters_sheet(circular, queries.letters_of(circular)), form)
    return _show(request, circular)


@needs(May.WRITE_NOTES)
@require_POST
@once
def note_issue(request: Any, uid: uuid.UUID) -> HttpResponse:
    circular = _circular(uid)
    try:
        actions.issue_circular(circular=circular, **_who(request))
    except Refusal as refusal:
        return _show(request, _circular(uid), refusal)
    return redirect("consultations:note", uid)


@needs(May.WRITE_NOTES)
@require_GET
def note_letter(request: Any, uid: uuid.UUID, slug: str) -> HttpResponse:
    circular = _circular(uid)
    letter = _letter(circular, slug)
    paper = papers.note_paper(circular, letter, queries.symbol_of(circular))
    return page(request, "note_letter", {"circular": circular, "letter": letter, "paper": paper})


@needs(May.WRITE_NOTES)
@require_GET
def note_letter_pdf(request: Any, uid: uuid.UUID, slug: str) -> HttpResponse:
    return _one(uid, slug, "pdf")


@needs(May.WRITE_NOTES)
@require_GET
def note_letter_docx(request: Any, uid: uuid.UUID, slug: str) -> HttpResponse:
    return _one(uid, slug, "docx")


@needs(May.WRITE_NOTES)
@require_GET
def note_pdf(request: Any, uid: uuid.UUID) -> HttpResponse:
    """All in one, for the printer."""
    circular, letters = _letters(uid)
    return download(papers.to_print(circular, letters, queries.symbol_of(circular)))


@needs(May.WRITE_NOTES)
@require_POST
@once
def note_files(request: Any, uid: uuid.UUID) -> HttpResponse:
    """A hundred and more files take longer than a page may."""
    circular = _circular(uid)
    then = reverse("consultations:note", args=[uid])
    if not circular.issued_at:
        return _show(request, circular, actions.NotIssuedYet())
    job = start_job(
        kind=papers.MAKING,
        values={"circular": str(uid), "then": then},
        then=then,
        **_who(request),
    )
    return redirect("jobs:detail", job.uid)


@needs(May.WRITE_NOTES)
@require_GET
def note_zip(request: Any, uid: uuid.UUID) -> FileResponse:
    circular = _circular(uid)
    try:
        content = default_storage.open(papers.files_name(circular))
    except FileNotFoundError as not_made:
        raise Http404 from not_made
    name = f"{papers.name_of(circular.symbol)}.zip"
    response = FileResponse(content, as_attachment=True, filename=name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _circular(uid: uuid.UUID) -> Circular:
    return get_object_or_404(Circular.objects.select_related("question"), uid=uid)


def _letters(uid: uuid.UUID) -> tuple[Circular, list[queries.Letter]]:
    circular = _circular(uid)
    letters = queries.letters_of(circular)
    if not letters:
        raise Http404
    return circular, letters


def _letter(circular: Circular, slug: str) -> queries.Letter:
    found = (one for one in queries.letters_of(circular) if one.slug == slug)
    letter = next(found, None)
    if letter is None:
        raise Http404
    return letter


def _one(uid: uuid.UUID, slug: str, form: Form) -> HttpResponse:
    circular = _circular(uid)
    letter = _letter(circular, slug)
    return download(papers.one_note(circular, letter, queries.symbol_of(circular), form))


def _show(request: Any, circular: Circular, refusal: Refusal | None = None) -> HttpResponse:
    letters = queries.letters_of(circular)
    context = {
        "circular": circular,
        "letters": letters,
        "without": [one for one in letters if one.fallback],
        "files": _kept_files(circular),
        "symbol_now": queries.symbol_of(circular),
        "audience": labels.AUDIENCE_NAMES[circular.audience],
        "refusal": refusal,
    }
    return page(request, "note", context, 422 if refusal else 200)


def _kept_files(circular: Circular) -> int:
    """Octets of the ZIP; 0 until it was made."""
    name = papers.files_name(circular)
    return default_storage.size(name) if default_storage.exists(name) else 0


def _who(request: Any) -> dict[str, Any]:
    return {"by": request.actor, "at": request.now}
