"""Text of stored files: read in a process of its own, with limits, and kept by its digest."""

import json
import logging
import subprocess
import sys
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from intersession.documents import rules
from intersession.documents.models import Document, DocumentVersion, StoredFile
from intersession.search import index, reading
from intersession.search.documents import DOCUMENTS
from intersession.search.models import FileText

log = logging.getLogger("intersession.search")
PATIENCE = 40  # seconds for one file


def unread() -> QuerySet[DocumentVersion]:
    """Issued versions with a file whose text nobody tried to read yet."""
    known = FileText.objects.filter(sha256=OuterRef("file__sha256"))
    rows = DocumentVersion.objects.filter(state__in=rules.OUT, file__isnull=False)
    rows = rows.filter(file__content_type__in=reading.READERS)
    return rows.exclude(Exists(known)).select_related("file")


def read_all(progress: Any = None) -> int:
    """One file after the other; each is tried once. How many gave text."""
    number = 0
    if progress:
        progress.total(unread().count())
    while (version := unread().order_by("-pk").first()) is not None and version.file:
        found = text_of(version.file)
        _keep(version.file.sha256, found)
        number += found is not None
        if progress:
            progress.step()
    return number


@transaction.atomic
def _keep(digest: str, found: str | None) -> None:
    kept = {"text": found or "", "readable": found is not None}
    FileText.objects.get_or_create(sha256=digest, defaults=kept)
    if found:
        rows = Document.objects.filter(versions__file__sha256=digest).distinct()
        index.put_locked(DOCUMENTS, list(rows))


def text_of(stored: StoredFile) -> str | None:
    """None where it cannot be read, for whatever reason; the reason stands in the log."""
    command = [sys.executable, "-m", reading.__name__, stored.content_type, stored.content.path]
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE
        )
        if done.returncode == 0:
            return str(json.loads(done.stdout))
        said = done.stderr.decode(errors="replace").strip().splitlines()[-1:] or ["no word"]
    except (subprocess.TimeoutExpired, OSError, ValueError) as error:
        said = [str(error)]
    log.warning("file %s cannot be read for the search: %s", stored.uid, said[0][:300])
    return None
