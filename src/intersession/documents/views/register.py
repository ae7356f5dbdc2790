"""The register: the list, one document, its files; adding one and correcting what is said of it."""

import uuid
from typing import Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from intersession.access.guard import Refusal, needs, public
from intersession.access.once import once
from intersession.access.policy import May
from intersession.documents import actions, forms, queries
from intersession.documents.actions.register import Facts
from intersession.documents.downloads import download_of
from intersession.documents.models import Document, Series
from intersession.documents.panels import panels_of
from intersession.documents.queries.numbers import (
    derived_title,
    next_derived,
    next_free,
    next_of,
    series_lines,
)
from intersession.documents.queries.page import RELATION_NAMES
from intersession.documents.queries.register import document_list, every
from intersession.documents.sheets import list_sheet
from intersession.documents.views._page import form_page, posted, show, who
from intersession.ui import sheets


@public
@require_GET
def index(request: Any) -> HttpResponse:
    form = forms.Search(request.GET, actor=request.actor)
    asked = form.asked()
    found = document_list(request.actor, asked, page=request.GET.get("page", "1"))
    if sheet := sheets.asked(request):
        return sheets.answer(list_sheet(every(found)), sheet)
    context = {"found": found, "form": form, "asked": any(asked.values())}
    return render(request, "documents/index.html", context)


@public
@require_GET
def detail(request: Any, slug: str) -> HttpResponse:
    """A document that somebody may not read is not there for them."""
    document = get_object_or_404(queries.readable_by(request.actor), slug=slug)
    context = {
        "page": queries.document_page(document, request.actor, request.now),
        "panels": panels_of(document, request.actor, request.now),
        "relations": Document.Relation,
    }
    return render(request, "documents/detail.html", context)


@public
@require_GET
def files(request: Any, uid: uuid.UUID) -> FileResponse:
    return download_of(uid, request.actor)


@needs(May.MANAGE_DOCUMENTS)
@once
def add(request: Any) -> HttpResponse:
    """With `of` and `as` a corrigendum, addendum …; with `series` the next one of a series."""
    parent, relation = _derived(request)
    form = forms.Add(posted(request), initial=_proposed(request, parent, relation))
    refusal, free = None, ""
    if form.is_bound and form.is_valid():
        try:
            given = {name: form.cleaned_data[name] for name in forms.Add.order}
            document = actions.add_document(**given, **who(request))
            return redirect("documents:detail", document.slug)
        except actions.SymbolTaken as said:
            refusal, free = said, next_free(form.cleaned_data["symbol"])
            form = form.with_symbol(free) if free else form
        except Refusal as said:
            refusal = said
    context = {"parent": parent, "word": RELATION_NAMES.get(relation), "free": free}
    series = [] if parent else series_lines(request.today, ended=False)
    return show(request, "add", form, refusal, series=series, **context)


def _derived(request: Any) -> tuple[Document | None, str]:
    """To which document the new one belongs, and as what."""
    relation = request.GET.get("as", "")
    if relation not in Document.Relation.values:
        return None, ""
    return Document.objects.filter(slug=request.GET.get("of", "")).first(), relation


def _proposed(request: Any, parent: Document | None, relation: str) -> dict[str, Any]:
    """The first values of the form; an address that makes no sense proposes nothing."""
    today = request.today
    if parent:
        kept = forms.kept(parent, ["kind", "distribution", "original_language"])
        title = derived_title(parent, relation)
        return {**kept, "title": title, "symbol": next_derived(parent, relation), "dated": today}
    series = _series(request.GET.get("series", ""))
    if series:
        kept = forms.kept(series, ["kind", "distribution"])
        return {**kept, "symbol": next_of(series, today), "dated": today}
    return {"dated": today}


def _series(asked: str) -> Series | None:
    try:
        return Series.objects.filter(uid=uuid.UUID(asked), ended=False).first()
    except ValueError:
        return None


@needs(May.MANAGE_DOCUMENTS)
@once
def change(request: Any, slug: str) -> HttpResponse:
    document = get_object_or_404(Document, slug=slug)
    form = forms.Change(posted(request), initial=forms.kept(document, forms.Change.order))

    def act() -> tuple[str, str]:
        facts = Facts(**{name: form.cleaned_data[name] for name in forms.Change.order})
        actions.change_document(document=document, facts=facts, **who(request))
        return "documents:detail", slug

    return form_page(request, "change", form, act, document=document)
