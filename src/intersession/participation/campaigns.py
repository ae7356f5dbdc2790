"""Mails to many about a call: put forward your people; a reminder to those who have not."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intersession.membership import campaigns as membership
from intersession.membership.models import Representation
from intersession.outbox.kinds import Audience, Circle, Kind, Subject, Words
from intersession.outbox.models import Mail
from intersession.outbox.writing import PARTY
from intersession.participation import calling, letters
from intersession.participation.models import Call, Delegation
from intersession.ui.dates import duty_day, moment
from intersession.ui.text import text


def _open(at: datetime) -> Any:
    rows = Call.objects.filter(opens_at__lte=at, nominations_close_at__gt=at)
    return rows.filter(meeting__cancelled_at=None).select_related("meeting")


def _find(slug: str, at: datetime) -> Subject | None:
    row = _open(at).filter(meeting__slug=slug).first()
    if row is None:
        return None
    link = f"/participation/{slug}/delegation/"
    return Subject(key=slug, title=row.meeting.title, row=row, link=link)


def _offered(at: datetime) -> list[tuple[str, Words]]:
    rows = _open(at).order_by("nominations_close_at")
    return [(row.meeting.slug, row.meeting.title) for row in rows]


def _call(subject: Subject) -> Call:
    row: Any = subject.row
    return row  # type: ignore[no-any-return]


def _all_called(subject: Subject, at: datetime) -> Audience:
    return _audience(_call(subject), set(), at)


def _not_sent(subject: Subject, at: datetime) -> Audience:
    return _audience(_call(subject), _sent(_call(subject)), at)


def _sent(call: Call) -> set[int]:
    rows = Delegation.objects.filter(meeting=call.meeting, state=Delegation.State.SENT)
    return set(rows.values_list("entity", flat=True))


def _audience(call: Call, without: set[int], at: datetime) -> Audience:
    rows = [row for row in calling.called(call.meeting) if row.entity not in without]
    parties = [membership.Party(pk=row.entity, name=row.name) for row in rows]
    return membership.audience_of(parties, calling.NOMINATING, duty_day(at))


def _superfluous(about: str, user: int | None, at: datetime) -> str:
    """Because nominations have closed, or each delegation for which they act was sent."""
    call = _open(at).filter(meeting__slug=about).first()
    if call is None:
        return _("Nominations have closed.")
    rows = Representation.objects.in_force(duty_day(at)).filter(user=user)
    acts_for = set(rows.filter(role__in=calling.NOMINATING).values_list("entity", flat=True))
    return "" if acts_for - _sent(call) else _("The delegation was sent meanwhile.")


def _values(call: Call) -> dict[str, str]:
    values = letters.values_of(call.meeting)
    return {**values, "until": moment(call.nominations_close_at), "party": PARTY}


def _to_call(subject: Subject, at: datetime) -> tuple[str, str]:
    call = _call(subject)
    parts = [
        _("Please put forward your people for “%(title)s”, %(when)s, by %(until)s."),
        _("Delegation: %(party)s"),
        _("Name them in your order of priority. One note verbale serves for all of them."),
    ]
    values = _values(call)
    said = [*(part % values for part in parts), text(call.words)]
    subject_line = _("%(title)s: put forward your people by %(until)s") % values
    return subject_line, "\n\n".join(part for part in said if part)


def _to_remind(subject: Subject, at: datetime) -> tuple[str, str]:
    parts = [
        _("Please send your delegation to “%(title)s”, %(when)s, by %(until)s."),
        _("Delegation: %(party)s"),
        _("Nothing has been sent so far. What was begun is kept as a draft and was not received."),
    ]
    values = _values(_call(subject))
    subject_line = _("Reminder: %(title)s, put forward your people by %(until)s") % values
    return subject_line, "\n\n".join(parts) % values


_REASON = gettext_lazy("you act for an Entity that may send a delegation to the meeting")
_CALLED = Circle(
    name=gettext_lazy("All who may send a delegation, observers included"), of=_all_called
)
_MISSING = Circle(name=gettext_lazy("Those who have not sent a delegation"), of=_not_sent)

CALL = Kind(
    code="nominations",
    name=gettext_lazy("Ask delegations to put forward their people"),
    purpose=Mail.Purpose.ACTION_REQUIRED,
    reason=_REASON,
    find=_find,
    offered=_offered,
    wording=_to_call,
    circles={"called": _CALLED},
    superfluous=_superfluous,
)
REMIND = Kind(
    code="nominations-remind",
    name=gettext_lazy("Remind those who have not sent a delegation"),
    purpose=Mail.Purpose.ACTION_REQUIRED,
    reason=_REASON,
    find=_find,
    offered=_offered,
    wording=_to_remind,
    circles={"missing": _MISSING},
    superfluous=_superfluous,
    repeats=True,
)
KINDS = (CALL, REMIND)
