"""Long lists are taken in, and undone, as jobs: all in one transaction, so without steps."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor
from intersession.access.policy import May
from intersession.imports import actions
from intersession.imports.models import Import
from intersession.jobs.actions import start_job
from intersession.jobs.models import Job
from intersession.jobs.work import KINDS, Kind, Progress

LONG = 1000  # rows: about two seconds
TAKING, UNDOING = "imports:taking-in", "imports:undoing"


def is_long(source: Import) -> bool:
    rows = len(source.seen) or sum(source.counts.get(what, 0) for what in ("add", "change"))
    return rows > LONG


def start(kind: str, source: Import, *, by: Actor, at: datetime, **values: Any) -> Job:
    return start_job(
        kind=kind,
        values={"uid": str(source.uid), **values},
        then=reverse("imports:detail", args=[source.uid]),
        by=by,
        at=at,
    )


def _take(progress: Progress, values: dict[str, Any], *, by: Actor, at: datetime) -> dict[str, Any]:
    """Begun again after the process died, it finds the list in or not in, never half."""
    source = Import.objects.get(uid=values["uid"])
    if source.state != Import.State.TAKEN_IN:
        without = bool(values["without_bad"])
        actions.take_in(source=source, seen=values["seen"], without_bad=without, by=by, at=at)
    return {}


def _undo(progress: Progress, values: dict[str, Any], *, by: Actor, at: datetime) -> dict[str, Any]:
    source = Import.objects.get(uid=values["uid"])
    if source.state != Import.State.UNDONE:
        actions.undo(source=source, by=by, at=at)
    return {}


def hang() -> None:
    KINDS[TAKING] = Kind(run=_take, words=_("Taking in a list"), needs=May.IMPORT_LISTS)
    KINDS[UNDOING] = Kind(run=_undo, words=_("Undoing a list"), needs=May.IMPORT_LISTS)
