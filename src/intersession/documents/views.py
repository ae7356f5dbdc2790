"""Pages of documents: load, one action or one query, one template."""

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from intersession.access.guard import Refusal, needs, public
from intersession.access.once import once
from intersession.access.policy import May
from intersession.documents import actions, forms, queries
from intersession.documents.models import Document, StoredFile
from intersession.documents.sheets import list_sheet
from intersession.ui import sheets


@public
@require_GET
def index(request: Any) -> HttpResponse:
    form = forms.Search(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    page = request.GET.get("page", "1")
    found = queries.document_list(request.actor, **asked, page=page)
    if sheet := sheets.asked(request):
        return sheets.answer(list_sheet(queries.every(found)), sheet)
    return render(request, "documents/index.html", {"found": found, "form": form, "asked": asked})


@public
@require_GET
def detail(request: Any, slug: str) -> HttpResponse:
    """A document that somebody may not read is not there for them."""
    document = get_object_or_404(queries.readable_by(request.actor), slug=slug)
    page = queries.document_page(document, request.now)
    return render(request, "documents/detail.html", {"page": page})


@public
@require_GET
def files(request: Any, uid: uuid.UUID) -> FileResponse:
    """Always a download, never shown within this site's own origin."""
    stored = get_object_or_404(StoredFile, uid=uid)
    if not queries.may_open(request.actor, stored):
        raise PermissionDenied
    try:
        content = stored.content.open()
    except FileNotFoundError as gone:
        raise Http404 from gone
    response = FileResponse(
        content, as_attachment=True, filename=stored.name, content_type=stored.content_type
    )
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@needs(May.MANAGE_DOCUMENTS)
@once
def add(request: Any) -> HttpResponse:
    form = forms.Add(_posted(request))
    refusal = None
    if form.is_bound and form.is_valid():
        given = {name: form.cleaned_data[name] for name in forms.Add.order}
        try:
            document = actions.add_document(**given, by=request.actor, at=request.now)
            return redirect("documents:detail", document.slug)
        except Refusal as said:
            refusal = said
    return _form_page(request, "add", form, refusal)


@needs(May.MANAGE_DOCUMENTS)
@once
def version(request: Any, slug: str) -> HttpResponse:
    document = get_object_or_404(Document, slug=slug)
    form = forms.Version(_posted(request), request.FILES or None, initial=_asked(request))
    refusal = None
    if form.is_bound and form.is_valid():
        try:
            _state(request, document, dict(form.cleaned_data))
            return redirect("documents:detail", slug)
        except Refusal as said:
            refusal = said
    page = queries.document_page(document, request.now)
    return _form_page(request, "version", form, refusal, page=page)


@transaction.atomic
def _state(request: Any, document: Document, given: dict[str, Any]) -> None:
    """The file and the state it belongs to are kept together or not at all."""
    who = {"by": request.actor, "at": request.now}
    upload = given.pop("upload")
    kept = actions.store_file(upload=upload, **who) if upload else None
    actions.state_version(document=document, file=kept, **given, **who)


def _posted(request: Any) -> Any:
    return request.POST if request.method == "POST" else None


def _asked(request: Any) -> dict[str, str]:
    return {name: request.GET[name] for name in ("language", "to") if name in request.GET}


def _form_page(
    request: Any, name: str, form: Any, refusal: Refusal | None, **context: Any
) -> HttpResponse:
    context |= {"form": form, "refusal": refusal}
    status = 422 if form.is_bound else 200
    return render(request, f"documents/{name}.html", context, status=status)
