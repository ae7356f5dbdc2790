"""Files that came in on their own, on the way to what they belong to."""

import uuid

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import Q

from intersession.api.rules import FileTaken, NotPublishedThere
from intersession.api.views._rows import named
from intersession.consultations.models import Preference
from intersession.documents.models import Document, StoredFile

_address = URLValidator(["http", "https"])


def kept_file(uid: uuid.UUID | None, document: Document | None = None) -> StoredFile | None:
    """The file, unless it belongs to another document or to an answer: whoever may read this one
    could open it, too."""
    if uid is None:
        return None
    found: StoredFile = named(StoredFile.objects.select_for_update(), uid=uid)
    elsewhere = Q(versions__isnull=False) & ~Q(versions__document=document)
    elsewhere |= Q(steps__isnull=False) & ~Q(steps__version__document=document)
    taken = StoredFile.objects.filter(elsewhere, pk=found.pk).exists()
    if taken or Preference.objects.filter(scan=found).exists():
        raise FileTaken(uid=uid)
    return found


def checked_address(url: str) -> str:
    """As the form of the page checks it."""
    try:
        if url:
            _address(url)
    except ValidationError as wrong:
        raise NotPublishedThere(url=url) from wrong
    return url
