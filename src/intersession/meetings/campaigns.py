"""The invitation to a meeting."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intersession.meetings import rules
from intersession.meetings.models import Meeting
from intersession.membership import campaigns as membership
from intersession.membership import queries
from intersession.membership.queries import Registered
from intersession.outbox.kinds import Kind, Subject, Words
from intersession.outbox.models import Mail
from intersession.outbox.writing import PARTY
from intersession.ui.dates import moment, span
from intersession.ui.text import text


def _to_come(at: datetime) -> Any:
    return Meeting.objects.exclude(state=Meeting.State.PLANNED).filter(ends_at__gt=at)


def _find(slug: str, at: datetime) -> Subject | None:
    row = _to_come(at).filter(slug=slug).first()
    if row is None:
        return None
    return Subject(key=slug, title=row.title, row=row, link=f"/meetings/{slug}/")


def _offered(at: datetime) -> list[tuple[str, Words]]:
    return [(row.slug, row.title) for row in _to_come(at).order_by("starts_at")]


def _register(subject: Subject, at: datetime) -> list[Registered]:
    """Who is a Member on the day of the meeting is invited as one."""
    meeting: Any = subject.row
    return queries.register_on(meeting.starts_at.astimezone(_zone(meeting)).date())


def _wording(subject: Subject, at: datetime) -> tuple[str, str]:
    meeting: Any = subject.row
    where = ", ".join(part for part in (text(meeting.venue), text(meeting.place)) if part)
    values = {"title": text(meeting.title), "when": _when(meeting), "place": where, "party": PARTY}
    parts = [
        _("Please set aside %(when)s for your delegation to attend “%(title)s”."),
        _("Delegation: %(party)s\nPlace: %(place)s"),
        _("The agenda, the documents and an entry for your calendar are on the meeting’s page."),
    ]
    return _("Invitation: %(title)s, %(when)s") % values, "\n\n".join(parts) % values


def _when(meeting: Meeting) -> str:
    first, last = (hour.astimezone(_zone(meeting)) for hour in (meeting.starts_at, meeting.ends_at))
    if first.date() == last.date():
        return moment(meeting.starts_at, text(meeting.place), meeting.time_zone)
    return f"{span(first.date(), last.date())}, {text(meeting.place)}"


def _zone(meeting: Meeting) -> Any:
    return rules.zone_of(meeting.time_zone) or rules.zone_of("UTC")


def _superfluous(about: str, user: int | None, at: datetime) -> str:
    return "" if _to_come(at).filter(slug=about).exists() else _("The meeting is over.")


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
