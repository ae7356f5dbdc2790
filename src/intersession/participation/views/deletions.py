"""What is deleted when, what was, and who asks for it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from intersession.access.guard import needs
from intersession.access.once import once
from intersession.access.policy import May
from intersession.participation.actions.forgetting import answer_deletion
from intersession.participation.forms import registrations as forms
from intersession.participation.queries import held as queries
from intersession.participation.views._page import who
from intersession.participation.views._registrations import call_at, row_at
from intersession.participation.views.decisions import acted, sound


@needs(May.MANAGE_PARTICIPATION)
@require_GET
def deletions(request: Any, slug: str) -> HttpResponse:
    call = call_at(request, slug)
    context = {"meeting": call.meeting, "page": queries.deletions(call.meeting)}
    return render(request, "participation/deletions.html", context)


@needs(May.MANAGE_PARTICIPATION)
@require_POST
@once
def registrations_deletion(request: Any, slug: str, uid: UUID) -> HttpResponse:
    """The Administration answers who asked."""
    call = call_at(request, slug)
    row, form = row_at(call, uid), forms.DeletionAnswer(request.POST, prefix="deletion")

    def act() -> str:
        given = sound(form)
        yes = given["say"] == "yes"
        answer_deletion(registration=row, yes=yes, why=given["why"], **who(request))
        return _("Deleted, and the person is told.") if yes else _("The person is told why not.")

    return acted(request, call, row, act)
