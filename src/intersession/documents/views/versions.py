"""What is done with the languages of a document, one page a verb."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from intersession.access.guard import needs
from intersession.access.once import once
from intersession.access.policy import May
from intersession.documents import actions, forms, queries, rules
from intersession.documents.models import Document, DocumentVersion
from intersession.documents.views._page import form_page, posted, who

State = DocumentVersion.State
Given = dict[str, Any]
Act = Callable[[Document, Any, Given], object]


@needs(May.MANAGE_DOCUMENTS)
@once
def draft(request: Any, slug: str) -> HttpResponse:
    """A text that is not out yet, for those who work on it. A language that is in translation stays
    so, with its day."""

    def act(document: Document, form: Any, by: Given) -> None:
        given = form.cleaned_data
        running = document.versions.filter(
            language=given["language"], state=State.IN_TRANSLATION
        ).first()
        to, due_on = (running.state, running.due_on) if running else (State.DRAFT, None)
        _state(document, to, {**given, "due_on": due_on}, by)

    return _page(request, slug, State.DRAFT, forms.Draft, act)


@needs(May.MANAGE_DOCUMENTS)
@once
def translate(request: Any, slug: str) -> HttpResponse:
    def act(document: Document, form: Any, by: Given) -> None:
        wanted = [(document, code) for code in form.cleaned_data["languages"]]
        actions.set_deadlines(wanted=wanted, due_on=form.cleaned_data["due_on"], **by)

    return _page(request, slug, State.IN_TRANSLATION, forms.Translate, act, name="translate")


@needs(May.MANAGE_DOCUMENTS)
@once
def issue(request: Any, slug: str) -> HttpResponse:
    """Several languages at once, all of them or none."""

    def act(document: Document, form: Any, by: Given) -> None:
        given = form.cleaned_data
        issues = [
            actions.Issue(language=code, upload=given[f"upload_{code}"], url=given[f"url_{code}"])
            for code in form.chosen()
        ]
        actions.issue_versions(document=document, issues=issues, issued_on=given["issued_on"], **by)

    return _page(request, slug, State.ISSUED, forms.Issue, act, name="issue")


@needs(May.MANAGE_DOCUMENTS)
@once
def correct(request: Any, slug: str) -> HttpResponse:
    def act(document: Document, form: Any, by: Given) -> None:
        _state(document, State.CORRECTED, form.cleaned_data, by)

    return _page(request, slug, State.CORRECTED, forms.Replace, act, name="correct")


@needs(May.MANAGE_DOCUMENTS)
@once
def revise(request: Any, slug: str) -> HttpResponse:
    def act(document: Document, form: Any, by: Given) -> None:
        _state(document, State.REVISED, form.cleaned_data, by)

    return _page(request, slug, State.REVISED, forms.Replace, act, name="revise")


@needs(May.MANAGE_DOCUMENTS)
@once
def supersede(request: Any, slug: str) -> HttpResponse:
    def act(document: Document, form: Any, by: Given) -> None:
        given = form.cleaned_data
        _supersede(document, given, by)

    return _page(request, slug, State.SUPERSEDED, forms.Supersede, act, name="supersede")


@transaction.atomic
def _supersede(document: Document, given: Given, by: Given) -> None:
    for code in given["languages"]:
        actions.state_version(
            document=document, language=code, to=State.SUPERSEDED, note=given["note"], **by
        )


@transaction.atomic
def _state(document: Document, to: str, given: Given, by: Given) -> None:
    """The file and the state it belongs to are kept together or not at all."""
    facts = dict(given)
    upload = facts.pop("upload")
    kept = actions.store_file(upload=upload, **by) if upload else None
    actions.state_version(document=document, to=to, file=kept, **facts, **by)


def _page(
    request: Any, slug: str, to: str, make: Any, act: Act, *, name: str = "draft"
) -> HttpResponse:
    """The form of a verb, for the languages that can become `to`."""
    document = get_object_or_404(Document.objects.select_related("parent"), slug=slug)
    states = dict(document.versions.values_list("language", "state"))
    languages = [
        (code, own) for code, own in settings.LANGUAGES if to in rules.FOLLOWS[states.get(code)]
    ]
    first = [code for code, _own in languages if code == request.GET.get("language")]
    initial = {"languages": first, "language": first[0] if first else None}
    form = make(posted(request), request.FILES or None, initial=initial, languages=languages)

    def done() -> tuple[str, str]:
        act(document, form, who(request))
        return "documents:detail", slug

    page = queries.document_page(document, request.actor, request.now)
    makes = rules.MAKES.get(document.relation) if document.parent else None
    return form_page(
        request, name, form, done, page=page, document=document, nothing=not languages, makes=makes
    )
