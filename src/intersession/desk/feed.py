"""A person's own calendar: the meetings, and the hours until when something is asked of them.

What anybody answered is not in it, nor whether anybody did: a calendar is shared with an office.
"""

import hashlib
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from allauth.core.internal import ratelimit
from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from intersession.access.models import User
from intersession.consultations.models import Question, SilenceProcedure
from intersession.desk.models import CalendarAddress
from intersession.meetings import queries as meetings
from intersession.meetings.calendar_file import Entry, entries_of
from intersession.membership.models import Representation
from intersession.ui.dates import moment
from intersession.ui.text import text

# Calendar programs ask a few times an hour, from several devices; nobody has to try addresses.
LIMITS = {"own": "120/h/key", "unknown": "30/h/ip"}
BLOCK = timedelta(minutes=30)  # what a calendar shows before the hour itself
Address = Callable[[str], str]  # of a path, in full


def digest_of(token: str) -> str:
    """What the database keeps of a secret address. Its 256 random bits need no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def account_of(token: str) -> User | None:
    """Whose calendar stands at this address. One query."""
    rows = CalendarAddress.objects.select_related("user").filter(user__is_active=True)
    found = rows.filter(digest=digest_of(token)).first()
    return found.user if found else None


def too_often(request: Any, token: str, account: User | None) -> bool:
    action = "own" if account else "unknown"
    given = {"app": "intersession.desk", "action": action, "config": LIMITS, "limit_get": True}
    return not ratelimit.consume(request, key=digest_of(token), **given)


def note_reading(account: User, at: datetime) -> None:
    """The day only: enough to see that an address one does not use any more is still read."""
    rows = CalendarAddress.objects.filter(user=account)
    rows.exclude(read_on=at.date()).update(read_on=at.date())


def entries(account: User, now: datetime, address: Address) -> list[Entry]:
    """At most five queries, however many rows there are."""

    def page(meeting: Any) -> str:
        return address(reverse("meetings:detail", args=[meeting.slug]))

    found = entries_of(meetings.for_calendar(), now, page)
    seen = _Seen(account, now)
    return [*found, *_questions(seen, address), *_silences(seen, address)]


class _Seen:
    """Whose hours these are: of the Entities somebody acts for, or of everybody for an office."""

    def __init__(self, account: User, now: datetime) -> None:
        day = now.date()
        acting = Representation.objects.in_force(day).filter(user=account)
        self.entities = list(acting.values_list("entity", flat=True))
        self.office = account.appointments.in_force(day).exists()

    def narrowed(self, rows: QuerySet[Any], register: str, **which: Any) -> QuerySet[Any]:
        if self.office:
            return rows
        of_mine = {f"{register}__entity__in": self.entities}
        return rows.filter(**of_mine, **which).distinct()


def _questions(seen: _Seen, address: Address) -> Iterator[Entry]:
    rows = Question.objects.filter(concluded_at=None, opened_at__isnull=False)
    rows = rows.exclude(Q(closes_at=None) & Q(closed_at=None))
    for row in seen.narrowed(rows, "register").order_by("closes_at", "position", "pk"):
        words = _("Until this hour an answer can be given, or changed.")
        title = _("Closes: %(title)s") % {"title": text(row.title)}
        yield _deadline(
            f"question-{row.uid}",
            row.closing_hour,
            title,
            words,
            address(reverse("consultations:detail", args=[row.slug])),
            changed_at=row.closed_at or row.opened_at,
            # An hour that was set does not change; a question can only be closed before it.
            sequence=int(row.closed_at is not None),
        )


def _silences(seen: _Seen, address: Address) -> Iterator[Entry]:
    running = SilenceProcedure.objects.filter(state=SilenceProcedure.State.RUNNING)
    register = "conclusion__question__register"
    counted = {f"{register}__counted": True}
    rows = seen.narrowed(running.select_related("conclusion__question"), register, **counted)
    for row in rows.order_by("ends_at", "pk"):
        question = row.conclusion.question
        words = _("Adopted unless a Member objects by %(when)s.") % {"when": moment(row.ends_at)}
        title = _("Silence ends: %(title)s") % {"title": text(question.title)}
        path = reverse("consultations:detail", args=[question.slug])
        uid = f"silence-{row.uid}"
        yield _deadline(
            uid, row.ends_at, title, words, address(path), changed_at=row.started_at, sequence=0
        )


def _deadline(
    uid: str, due: Any, title: str, words: str, address: str, *, changed_at: Any, sequence: int
) -> Entry:
    """The half hour that ends with the deadline; nobody is shown as busy by it."""
    return Entry(
        uid=f"{uid}@intersession",
        title=title,
        starts_at=due - BLOCK,
        ends_at=due,
        zone=ZoneInfo(settings.DUTY_STATION["time_zone"]),
        address=address,
        changed_at=changed_at,
        sequence=sequence,
        about=(words,),
        busy=False,
    )
