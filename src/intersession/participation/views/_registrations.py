"""What pages about registrations share: one row, the personal link."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from intersession.access import personal
from intersession.access.personal import Personal
from intersession.participation import registering
from intersession.participation.checks_of_registrations import for_the_office
from intersession.participation.models import Call, Registration
from intersession.participation.views._page import call_at

__all__ = ["by_link", "call_at", "row_at", "themselves"]


def row_at(call: Call, uid: UUID) -> Registration:
    related = ("meeting", "entity", "delegation", "invitation", "same_as", "request")
    rows = for_the_office(call.meeting_id).select_related(*related)
    row: Registration = get_object_or_404(rows, uid=uid)
    return row


def _opened(request: Any, token: str) -> Personal | None:
    found = registering.opened(token)
    if found is None:
        return None
    row = found.registration
    return Personal(
        row=row,
        language=row.language,
        year=row.meeting.programme.year,
        shut=_SHUT[found.shut] if found.shut else (),
        link=(f"/meetings/{row.meeting.slug}/", _("The page of the meeting")),
    )


_SHUT: dict[str, tuple[Any, ...]] = {
    "renewed": (
        _("A newer link was sent"),
        _("This link leads nowhere any more."),
        _("Open the one in the latest mail, or write to the Administration."),
    ),
    "forgotten": (
        _("This registration has been deleted"),
        _("What we held of you has been deleted, on its day or because you asked."),
        _("Write to the Administration if you have a question."),
    ),
}
by_link = personal.by_link("registration_page", _opened)


def themselves(request: Any, row: Registration) -> dict[str, Any]:
    return {"by": registering.themselves(row), "at": request.now}
