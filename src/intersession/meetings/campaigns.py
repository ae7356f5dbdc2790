"""The invitation to a meeting, and the notice that it was moved, cancelled or is held after all."""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intersession.meetings import rules
from intersession.meetings.models import Meeting
from intersession.membership import campaigns as membership
from intersession.membership import queries
from intersession.membership.queries import Registered
from intersession.outbox import rules as outbox
from intersession.outbox.kinds import Kind, Subject, Words
from intersession.outbox.models import Campaign, Mail
from intersession.outbox.writing import PARTY
from intersession.ui.dates import moment, span
from intersession.ui.text import text


@dataclass(frozen=True, kw_only=True)
class Told:
    """What of a meeting somebody writes into a diary."""

    starts_at: datetime
    ends_at: datetime
    time_zone: str
    place: Words
    venue: Words
    cancelled: bool

    def kept(self) -> dict[str, Any]:
        hours = {name: getattr(self, name).astimezone(UTC) for name in ("starts_at", "ends_at")}
        return {**asdict(self), **{name: hour.isoformat() for name, hour in hours.items()}}


def told_of(meeting: Meeting) -> Told:
    """As it stands now."""
    named = {name: getattr(meeting, name) for name in ("starts_at", "ends_at", "time_zone")}
    where = {"place": meeting.place, "venue": meeting.venue}
    return Told(**named, **where, cancelled=meeting.cancelled_at is not None)


def told_before(meeting: Meeting) -> Told:
    """As those invited were last told; as it stands where that is the same."""
    kept = meeting.untold
    if kept is None:
        return told_of(meeting)
    hours = {name: datetime.fromisoformat(kept[name]) for name in ("starts_at", "ends_at")}
    return Told(**{**kept, **hours})


def _to_come(at: datetime) -> Any:
    held = Meeting.objects.exclude(state=Meeting.State.PLANNED)
    return held.filter(ends_at__gt=at, cancelled_at=None)


def _find(slug: str, at: datetime) -> Subject | None:
    row = _to_come(at).filter(slug=slug).first()
    if row is None:
        return None
    return Subject(key=slug, title=row.title, row=row, link=f"/meetings/{slug}/")


def _offered(at: datetime) -> list[tuple[str, Words]]:
    return [(row.slug, row.title) for row in _to_come(at).order_by("starts_at")]


def _register(subject: Subject, at: datetime) -> list[Registered]:
    """Who is a Member on the day of the meeting is invited as one."""
    return _on(told_of(_meeting(subject)))


def _on(told: Told) -> list[Registered]:
    return queries.register_on(told.starts_at.astimezone(_zone(told)).date())


def _meeting(subject: Subject) -> Meeting:
    row: Any = subject.row
    return row  # type: ignore[no-any-return]


def _wording(subject: Subject, at: datetime) -> tuple[str, str]:
    meeting = _meeting(subject)
    values = {"title": text(meeting.title), "party": PARTY, **_said(told_of(meeting))}
    parts = [
        _("Please set aside %(when)s: your delegation is invited to “%(title)s”."),
        _("Delegation: %(party)s\nPlace: %(place)s"),
        _("The agenda, the documents and an entry for your calendar are on the meeting’s page."),
    ]
    return _("Invitation: %(title)s, %(when)s") % values, "\n\n".join(parts) % values


def _said(told: Told) -> dict[str, str]:
    where = ", ".join(part for part in (text(told.venue), text(told.place)) if part)
    hours = {"begins": _hour(told.starts_at, told), "ends": _hour(told.ends_at, told)}
    return {"when": _when(told), "place": where, **hours}


def _hour(hour: datetime, told: Told) -> str:
    return moment(hour, text(told.place), told.time_zone)


def _when(told: Told) -> str:
    first, last = (hour.astimezone(_zone(told)) for hour in (told.starts_at, told.ends_at))
    if first.date() == last.date():
        return _hour(told.starts_at, told)
    return f"{span(first.date(), last.date())}, {text(told.place)}"


def _zone(told: Told) -> Any:
    return rules.zone_of(told.time_zone) or rules.zone_of("UTC")


def _superfluous(about: str, user: int | None, at: datetime) -> str:
    if _to_come(at).filter(slug=about).exists():
        return ""
    cancelled = Meeting.objects.filter(slug=about).exclude(cancelled_at=None)
    return _("The meeting is cancelled.") if cancelled.exists() else _("The meeting is over.")


INVITE = Kind(
    code="invite",
    name=gettext_lazy("Invite to a meeting"),
    purpose=Mail.Purpose.ACTION_REQUIRED,
    reason=gettext_lazy("you act for an Entity that is invited to the meeting"),
    find=_find,
    offered=_offered,
    wording=_wording,
    circles=membership.circles(_register),
    superfluous=_superfluous,
)


def notices(meeting: Meeting) -> Any:
    """All that was written of changes of a meeting, the latest first."""
    return Campaign.objects.filter(kind=CHANGE, about=meeting.slug).order_by("-pk")


def waits(notice: Campaign) -> bool:
    """Whether somebody may still be told otherwise: a draft, or mails that have not left."""
    if notice.state == Campaign.State.DRAFT:
        return True
    not_left = (*outbox.WAITING, Mail.State.HELD)
    return bool(notice.mails.filter(state__in=not_left).exists())


def notices_drafted() -> Any:
    """Of all meetings, the first one first."""
    return Campaign.objects.filter(kind=CHANGE, state=Campaign.State.DRAFT).order_by("pk")


def drafted(meeting: Meeting) -> Campaign | None:
    """The notice that an officer still has to look at."""
    row: Campaign | None = notices(meeting).filter(state=Campaign.State.DRAFT).first()
    return row


def untold(meeting: Meeting) -> bool:
    """Whether those invited still have to be told what stands."""
    if meeting.untold is None:
        return False
    last = notices(meeting).first()
    return last is None or last.state != Campaign.State.QUEUED or waits(last)


def _changed(at: datetime) -> Any:
    rows = Meeting.objects.exclude(untold=None).filter(state__in=rules.ANNOUNCED)
    return rows.filter(ends_at__gt=at)


def _find_changed(slug: str, at: datetime) -> Subject | None:
    row = _changed(at).filter(slug=slug).first()
    if row is None:
        return None
    return Subject(key=slug, title=row.title, row=row, link=f"/meetings/{slug}/")


def _offered_changed(at: datetime) -> list[tuple[str, Words]]:
    return [(row.slug, row.title) for row in _changed(at).order_by("starts_at") if untold(row)]


def _touched(subject: Subject, at: datetime) -> list[Registered]:
    """Who is a Member on the day that was told, or on the new one."""
    meeting = _meeting(subject)
    rows = [*_on(told_of(meeting)), *_on(told_before(meeting))]
    return list({row.entity: row for row in rows}.values())


def _change(subject: Subject, at: datetime) -> tuple[str, str]:
    meeting = _meeting(subject)
    before, now = told_before(meeting), told_of(meeting)
    head, first = _first_words(before, now)
    was, stands = _said(before), _said(now)
    values = {"title": text(meeting.title), "party": PARTY, **stands}
    values |= {f"old_{name}": said for name, said in was.items()}
    lines = [_("Delegation: %(party)s"), *_lines(before, now)]
    last = _("Calendars that follow the feeds take this over; a file put in by hand does not.")
    return head % values, "\n\n".join([first, "\n".join(lines), last]) % values


def _first_words(before: Told, now: Told) -> tuple[str, str]:
    if now.cancelled:
        head = _("Cancelled: %(title)s, %(old_when)s")
        return head, _("Please strike %(old_when)s from your diary: “%(title)s” is cancelled.")
    if before.cancelled:
        head = _("Held after all: %(title)s, %(when)s")
        return head, _("Please set aside %(when)s: “%(title)s” is held after all.")
    if _same_hours(before, now):
        head = _("New place: %(title)s, %(when)s")
        return head, _("Please note the new place of “%(title)s”: %(place)s.")
    if before.starts_at == now.starts_at:
        head = _("New hour: %(title)s, until %(ends)s")
        return head, _("Please note that “%(title)s” ends at another hour: %(ends)s.")
    head = _("Moved: %(title)s, %(when)s")
    return head, _("Please set aside %(when)s: “%(title)s” was moved.")


def _same_hours(before: Told, now: Told) -> bool:
    return before.starts_at == now.starts_at and before.ends_at == now.ends_at


def _lines(before: Told, now: Told) -> list[str]:
    """Old and new values, one below the other where they differ."""
    if now.cancelled:
        return [_("It was to be held: %(old_when)s"), _("Place: %(old_place)s")]
    return [*_lines_of_hours(before, now), _line_of_place(before, now)]


def _line_of_place(before: Told, now: Told) -> str:
    if _said(before)["place"] == _said(now)["place"]:
        return _("Place: %(place)s")
    return _("New place: %(place)s\nBefore: %(old_place)s")


def _lines_of_hours(before: Told, now: Told) -> list[str]:
    """Several days are told without hours; so an hour that changed alone has a line of its own."""
    if _same_hours(before, now):
        return [_("Date: %(when)s")]
    ends = _("It ends: %(ends)s\nBefore: %(old_ends)s")
    if before.starts_at == now.starts_at:
        return [_("Date: %(when)s"), ends]
    if _when(before) == _when(now):
        return [_("It begins: %(begins)s\nBefore: %(old_begins)s"), ends]
    moved = _("New date: %(when)s\nBefore: %(old_when)s")
    as_long = now.ends_at - now.starts_at == before.ends_at - before.starts_at
    return [moved] if as_long else [moved, ends]


def _told_too_late(about: str, user: int | None, at: datetime) -> str:
    return "" if _changed(at).filter(slug=about).exists() else _("The meeting is over.")


CHANGE = "meeting-changed"
CHANGED = Kind(
    code=CHANGE,
    name=gettext_lazy("Say that a meeting was moved, cancelled or is held after all"),
    # Not for information only: gathered for a Monday it would come after the meeting.
    purpose=Mail.Purpose.ACTION_REQUIRED,
    reason=gettext_lazy("you act for an Entity that is invited to the meeting"),
    find=_find_changed,
    offered=_offered_changed,
    wording=_change,
    circles=membership.circles(_touched),
    superfluous=_told_too_late,
    repeats=True,
)
