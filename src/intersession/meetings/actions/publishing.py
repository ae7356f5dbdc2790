"""The draft of an agenda becomes a version; whoever is touched is told, once."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.meetings import published
from intersession.meetings.actions._lock import Words, bumped, locked
from intersession.meetings.agenda_notices import Notice, notices
from intersession.meetings.models import AgendaVersion, Meeting
from intersession.outbox import actions as outbox


class AgendaUnchanged(Refusal):
    message = _("Nothing has changed since the agenda was published.")


class DraftChangedMeanwhile(Refusal):
    message = _(
        "Somebody changed the draft after you opened this page. Look again at who is touched; "
        "nothing was published."
    )


class SayWhyNobodyIsTold(Refusal):
    message = _("Say why nobody is told: the reason is kept in the ledger.")


@transaction.atomic
def publish_agenda(
    *,
    meeting: Meeting,
    note: Words | None = None,
    tell: bool = True,
    reason: str = "",
    seen: str = "",
    by: Actor,
    at: datetime,
) -> AgendaVersion:
    """The draft becomes the version that everybody sees, and those touched are told of it.

    `seen`: `published.digest` of the draft as the publisher read it; refused when it is another.
    `reason`: why nobody is told, where `tell` is False.
    """
    meeting = locked(meeting)
    before, draft = published.latest(meeting), published.drafted(meeting)
    after = published.following(before, draft, at)
    changes = published.changes(before, after)
    if not changes and before.number:
        raise AgendaUnchanged
    if seen and seen != published.digest(draft):
        raise DraftChangedMeanwhile
    if not tell and not reason.strip():
        raise SayWhyNobodyIsTold
    mails = notices(meeting, before, after, at, note).mails if tell else []
    row: AgendaVersion = meeting.versions.create(
        number=after.number,
        content=published.as_json(after),
        changes=[asdict(change) for change in changes],
        note=note or {},
        told=_tell(meeting, after.number, mails, by, at),
        published_at=at,
        by=str(by)[:300],
    )
    bumped(meeting, at)
    about: dict[str, Any] = {"version": row.number, "items": len(after.items), "told": row.told}
    if not tell:
        about["untold_because"] = reason.strip()[:500]
    record(Verb.AGENDA_PUBLISHED, by=by, at=at, subject=meeting, **about, changes=len(changes))
    return row


def _tell(meeting: Meeting, number: int, mails: list[Notice], by: Actor, at: datetime) -> int:
    """Nobody gets a second mail of the same version."""
    letters = [
        outbox.Letter(
            recipient=mail.recipient,
            purpose=mail.purpose,
            reason=mail.reason,
            subject=mail.subject,
            body=mail.body,
        )
        for mail in mails
    ]
    return outbox.announce_each(
        letters=letters,
        campaign=f"agenda-{number}",
        about=meeting,
        link=f"/meetings/{meeting.slug}/",
        by=by,
        at=at,
    )
