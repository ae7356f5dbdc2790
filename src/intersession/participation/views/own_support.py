"""What becomes of one's support, on the person's own page; the letter for the visa."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from intersession.access.guard import public
from intersession.documents.papers import asked_language, download
from intersession.participation.cost_words import KINDS, sum_words
from intersession.participation.models import Registration
from intersession.participation.papers_of_support import letter_made
from intersession.participation.queries.support_request import OwnSupport, own_support
from intersession.participation.support_words import TO_THE_PERSON
from intersession.participation.views._registrations import by_link


@public
@by_link
@require_GET
def registration_support(request: Any, row: Registration) -> HttpResponse:
    found = _of(row)
    context = {"row": row, "token": request.token, **shown(found)}
    return render(request, "participation/registration_support.html", context)


@public
@by_link
@require_GET
def registration_support_letter(request: Any, row: Registration) -> HttpResponse:
    found = _of(row)
    if not found.letter:
        raise Http404
    return download(letter_made(found.row, found.lines, asked_language(request)))


def _of(row: Registration) -> OwnSupport:
    found = own_support(row)
    if found is None:
        raise Http404
    return found


def shown(found: OwnSupport | None) -> dict[str, Any]:
    """For the page, and for the part of it on the page of the registration."""
    if found is None:
        return {"support": None}
    currency = found.row.currency
    return {
        "support": found,
        "support_state": TO_THE_PERSON[found.row.state],
        "kinds": KINDS,
        "sum": lambda cents: sum_words(cents, currency),
    }
