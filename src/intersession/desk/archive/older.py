"""Archives in an older version of the format: which kinds of rows it did not know, and how its rows
become those of today. Columns with a plain default need nothing here; `rows.to_fill` finds them."""

import uuid
from collections.abc import Callable
from typing import Any

from django.db import models

from intersession.ledger.models import canonical
from intersession.meetings import published
from intersession.meetings.models import AgendaItem, AgendaVersion, Meeting

Row = dict[str, Any]

# Kinds of rows by the version of the format that brought them.
BROUGHT: dict[int, frozenset[str]] = {
    2: frozenset(
        {
            "meetings.Room",
            "meetings.Team",
            "meetings.AgendaItem_documents",
            "meetings.AgendaVersion",
            "meetings.Speaker",
            "meetings.Part",
            "meetings.SpeakerFile",
            "meetings.Follower",
            "meetings.RemotePlace",
            "meetings.RemoteVisit",
            "meetings.PastWorkshop",
            "meetings.PastWorkshop_issues",
            "meetings.ScheduleTaken",
        }
    ),
    3: frozenset(
        {
            "participation.Call",
            "participation.RegistrationQuestion",
            "participation.Invitation",
            "participation.Delegation",
            "participation.Registration",
            "participation.RoomRules",
            "participation.Target",
            "participation.MustHave",
            "participation.ProposedList",
            "participation.Seat",
            "participation.Draw",
            "participation.TravelRates",
            "participation.SupportCriterion",
            "participation.SupportRequest",
            "participation.CostLine",
            "participation.Attendance",
            "participation.ParticipantsList",
            "participation.Correction",
        }
    ),
}


def knew(version: int, model: type[models.Model]) -> bool:
    """Whether an archive of that version holds rows of this kind."""
    return all(model._meta.label not in kinds for n, kinds in BROUGHT.items() if n > version)


def renewed(version: int, model: type[models.Model], row: Row) -> Row:
    """A row as it is written today."""
    renew = RENEW.get(model._meta.label)
    return renew(row) if renew and version < 2 else row


def complete(version: int) -> None:
    """What rows of today need beside them, once all are in."""
    if version < 2:
        _publish_what_was_shown()


def _with_uid(row: Row) -> Row:
    """The same from the same archive, so that it may be imported twice and compared."""
    name = canonical([row.get("meeting"), row.get("number")])
    given = str(uuid.uuid5(uuid.NAMESPACE_OID, name))
    return {**row, "uid": given, "guid": given, "changed_at": "2012-01-01T00:00:00.000000Z"}


RENEW: dict[str, Callable[[Row], Row]] = {"meetings.AgendaItem": _with_uid}


def _publish_what_was_shown() -> None:
    """Before the agenda had versions, all of it was public."""
    held = AgendaItem.objects.values("meeting")
    for meeting in Meeting.objects.filter(pk__in=held).order_by("pk"):
        AgendaVersion.objects.create(
            uid=uuid.uuid5(meeting.uid, "agenda 1"),
            meeting=meeting,
            number=1,
            content=published.as_json(published.drafted(meeting)),
            published_at=meeting.changed_at,
            by="Intersession",
        )
