"""Whether two registrations are of the same person: said here by a person."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from intersession.access.guard import needs
from intersession.access.once import once
from intersession.access.policy import May
from intersession.participation.actions import same_person as actions
from intersession.participation.models import Registration
from intersession.participation.views._page import who
from intersession.participation.views._registrations import call_at, row_at
from intersession.participation.views.decisions import acted


@needs(May.MANAGE_PARTICIPATION)
@require_POST
@once
def registrations_same(request: Any, slug: str, uid: UUID) -> HttpResponse:
    call = call_at(request, slug)
    row = row_at(call, uid)
    other = _other(request.POST.get("other", ""))

    def act() -> str:
        if other is None:
            actions.unlink_person(registration=row, **who(request))
            return _("It is no longer linked to the others.")
        actions.link_person(registration=row, other=other, **who(request))
        return _("They are linked as one person.")

    return acted(request, call, row, act)


def _other(said: str) -> Registration | None:
    """None where the link is to be undone."""
    if not said:
        return None
    try:
        uid = UUID(said)
    except ValueError:
        uid = UUID(int=0)
    other: Registration = get_object_or_404(Registration, uid=uid)
    return other
