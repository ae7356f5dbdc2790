"""All that we hold of a person at a meeting, for them to take along; and what is deleted when."""

import base64
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q

from intersession.ledger.models import Entry
from intersession.ledger.record import name_of
from intersession.meetings.models import Meeting
from intersession.outbox.models import Mail
from intersession.participation import deciding, sealing
from intersession.participation.models import (
    Call,
    ParticipantsList,
    PersonalPaper,
    Registration,
    SupportRequest,
)
from intersession.participation.queries.corrections import line_of
from intersession.participation.wording import FIELDS
from intersession.ui.text import text


def held(row: Registration) -> dict[str, Any]:
    """Plain values for JSON; papers in base64."""
    questions = {
        str(one.uid): text(one.wording, "en")
        for call in _calls(row)
        for one in call.questions.all()
    }
    entity = row.entity.name if row.entity else None
    return {
        "meeting": {"address": row.meeting.slug, "title": row.meeting.title},
        "registration": str(row.uid),
        "entity": entity,
        "state": row.state,
        "role": row.role,
        "fields": {name: getattr(row, name) for name in FIELDS},
        "answers": [
            {"question": questions.get(uid, uid), "answer": answer}
            for uid, answer in row.answers.items()
        ],
        "consents": row.consents,
        "changes_that_wait": row.opened,
        "reason": row.reason,
        "history": [{**step, "by": _office(step["by"])} for step in row.history],
        "days": {
            "added": row.added_at,
            "sent": row.submitted_at,
            "deleted_after": row.delete_after,
            "deletion_asked": row.deletion_asked_at,
            "deletion_answered": row.deletion_answered_at,
            "deletion_answer": row.deletion_answer,
        },
        "invitation": _invitation(row),
        "support": _support(row),
        "other_meetings": _others(row),
        "attendance": _attendance(row),
        "list_of_participants": _in_the_list(row),
        "papers": [_paper(one) for one in row.papers.order_by("pk")],
        "mails": _mails(row),
        "record": _record(row),
    }


def _calls(row: Registration) -> Any:
    return Call.objects.filter(meeting=row.meeting_id).prefetch_related("questions")


def _office(by: str) -> str:
    """Not who of the office, whose names are not the person's own data."""
    return by if by.startswith("A participant") else "Administration"


def _invitation(row: Registration) -> dict[str, Any] | None:
    one = row.invitation
    if one is None:
        return None
    return {"name": one.name, "email": one.email, "state": one.state, "answer": one.answer}


def _support(row: Registration) -> dict[str, Any] | None:
    """What became of the wish that the journey be paid; who of the office did what is not told."""
    one = SupportRequest.objects.filter(registration=row).first()
    if one is None:
        return None
    names = ("state", "findings", "reason", "letter_number", "route", "ticket")
    days = ("asked_at", "travels_on", "returns_on", "ticketed_at", "settled_at", "cancelled_at")
    lines = one.lines.order_by("pk")
    return {
        **{name: getattr(one, name) for name in (*names, *days)},
        "currency": one.currency,
        "costs": list(lines.values("kind", "words", "quantity", "rate", "source", "spent")),
        "history": [{**step, "by": _office(step["by"])} for step in one.history],
    }


def _in_the_list(row: Registration) -> dict[str, Any]:
    """How they stand in it, as issued where it is, and which corrections were asked for."""
    listed = ParticipantsList.objects.filter(meeting=row.meeting_id).first()
    lines = listed.issued.get("lines", []) if listed else []
    stands = {"name": line_of(row), "function": row.function} if deciding.on_list(row) else None
    asked = ("fields", "note", "channel", "state", "asked_at", "answered_at", "answer")
    return {
        "line": stands,
        "as_issued": next((line for line in lines if line["uid"] == str(row.uid)), None),
        "corrections": list(row.corrections.order_by("pk").values(*asked)),
    }


def _others(row: Registration) -> list[str]:
    root = row.same_as_id or row.pk
    rows = Registration.objects.filter(Q(pk=root) | Q(same_as=root)).exclude(pk=row.pk)
    return list(rows.order_by("pk").values_list("meeting__slug", flat=True))


def _attendance(row: Registration) -> list[dict[str, Any]]:
    """When they were in the room; what was taken back, too."""
    told = {"at": "at", "door": "door", "taken_back": "taken_back_at"}
    return [
        {
            "day": one.day.isoformat(),
            "half": str(one.half),
            **{name: getattr(one, column) for name, column in told.items()},
        }
        for one in row.attendances.order_by("day", "pk")
    ]


def _paper(one: PersonalPaper) -> dict[str, Any]:
    content = None
    if one.sealed is not None:
        try:
            content = base64.b64encode(sealing.unseal(one.sealed)).decode()
        except sealing.InvalidToken:
            content = None
    plain = {n: getattr(one, n) for n in ("kind", "name", "content_type", "size", "added_at")}
    return {**plain, "deleted_at": one.deleted_at, "content": content}


def _mails(row: Registration) -> list[dict[str, Any]]:
    theirs = Q(to__iexact=row.email) | Q(link__startswith="/participation/registration/")
    rows = Mail.objects.filter(theirs, about=name_of(row)).order_by("pk")
    return list(rows.values("to", "subject", "body", "created_at", "sent_at")[:500])


def _record(row: Registration) -> list[dict[str, Any]]:
    rows = Entry.objects.filter(subject=name_of(row)).order_by("chain", "number")
    return list(rows.values("at", "verb")[:500])


@dataclass(frozen=True, kw_only=True)
class Due:
    """Of one meeting: what is deleted after which day, or was when."""

    meeting: Meeting
    day: date
    papers: int
    registrations: int


@dataclass(frozen=True, kw_only=True)
class Gone:
    meeting: Meeting
    at: datetime
    papers: int
    registrations: int


@dataclass(frozen=True, kw_only=True)
class Deletions:
    due: list[Due]
    gone: list[Gone]
    asked: list[Registration]


def deletions(meeting: Meeting) -> Deletions:
    """Five queries."""
    papers = PersonalPaper.objects.filter(registration__meeting=meeting)
    rows = Registration.objects.filter(meeting=meeting)
    return Deletions(
        due=_due(meeting, papers, rows),
        gone=_gone(meeting, papers, rows),
        asked=_asked(rows),
    )


def _due(meeting: Meeting, papers: Any, rows: Any) -> list[Due]:
    of_papers = _by_day(papers.filter(deleted_at=None), "delete_after")
    of_rows = _by_day(rows.filter(forgotten_at=None), "delete_after")
    days = sorted({*of_papers, *of_rows})
    return [
        Due(meeting=meeting, day=day, papers=of_papers[day], registrations=of_rows[day])
        for day in days
    ]


def _by_day(rows: Any, name: str) -> Counter[Any]:
    counted = rows.order_by().values_list(name).annotate(n=Count("pk"))
    return Counter(dict(counted))


def _gone(meeting: Meeting, papers: Any, rows: Any) -> list[Gone]:
    """By the hour at which it was done, the latest first."""
    of_papers = _by_day(papers.filter(deleted_at__isnull=False), "deleted_at")
    of_rows = _by_day(rows.filter(forgotten_at__isnull=False), "forgotten_at")
    hours = sorted({*of_papers, *of_rows}, reverse=True)[:100]
    return [
        Gone(meeting=meeting, at=hour, papers=of_papers[hour], registrations=of_rows[hour])
        for hour in hours
    ]


def _asked(rows: Any) -> list[Registration]:
    asked = rows.filter(deletion_asked_at__isnull=False, deletion_answered_at=None)
    return list(asked.select_related("entity", "meeting").order_by("deletion_asked_at"))
