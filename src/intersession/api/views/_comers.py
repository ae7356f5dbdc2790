"""What operations of who comes to a meeting share: its call, one row of it."""

import uuid
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from intersession.api.views._rows import meeting_of
from intersession.participation.checks_of_registrations import for_the_office
from intersession.participation.models import Call, Registration
from intersession.participation.queries import calls


def call_at(slug: str) -> Call:
    """Of a meeting that calls for people; nothing below it is there without one."""
    found = calls.call_of(meeting_of(slug))
    if found is None:
        raise Http404
    return found


def registration_at(call: Call, uid: uuid.UUID) -> Registration:
    """As the Administration sees them: whom an Entity only thinks of it does not."""
    related = ("meeting", "entity", "delegation", "invitation", "same_as")
    rows: Any = for_the_office(call.meeting_id).select_related(*related)
    found: Registration = get_object_or_404(rows, uid=uid)
    return found
