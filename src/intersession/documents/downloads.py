"""A stored file as it goes out, from its page and from the API."""

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404

from intersession.access.guard import Actor
from intersession.documents import queries
from intersession.documents.models import StoredFile


def download_of(uid: uuid.UUID, actor: Actor, content_type: str = "") -> FileResponse:
    """Always a download, never shown within this site's own origin; by default of the type that was
    found in the file. Raises PermissionDenied, or Http404 where there is no such file."""
    stored = get_object_or_404(StoredFile, uid=uid)
    if not queries.may_open(actor, stored):
        raise PermissionDenied
    return sent(stored, content_type)


def sent(stored: StoredFile, content_type: str = "") -> FileResponse:
    """The same for who has been let in."""
    try:
        content = stored.content.open()
    except FileNotFoundError as gone:
        raise Http404 from gone
    kind = content_type or stored.content_type
    return never_shown(
        FileResponse(content, as_attachment=True, filename=stored.name, content_type=kind)
    )


def never_shown(response: Any) -> Any:
    """A download that does nothing within this site's own origin and stays in no cache."""
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
