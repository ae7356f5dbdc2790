"""Official papers of consultations: the outcome of a question."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from intersession.access.guard import public
from intersession.consultations import rules
from intersession.consultations.papers.outcome import outcome_paper
from intersession.consultations.queries.outcome import outcome_of
from intersession.consultations.views._page import load, show
from intersession.documents.papers import Form, download, in_language, made


@public
@require_GET
def outcome_pdf(request: Any, slug: str) -> HttpResponse:
    return _outcome(request, slug, "pdf")


@public
@require_GET
def outcome_docx(request: Any, slug: str) -> HttpResponse:
    return _outcome(request, slug, "docx")


def _outcome(request: Any, slug: str, form: Form) -> HttpResponse:
    """What the page of the question tells this reader of its conclusion, and nothing before it."""
    question = load(request, slug)
    found = outcome_of(question, request.actor)
    if found is None:
        return show(request, question, refusal=rules.NotConcludedYet(), status=422)
    with in_language(request):
        return download(made(outcome_paper(found), form, f"outcome-{slug}"))
