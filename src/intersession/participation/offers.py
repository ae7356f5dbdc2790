"""The letter that offers a funded seat, and what may come of a seat."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from intersession.access.guard import Actor
from intersession.meetings import rules
from intersession.meetings.models import Meeting
from intersession.outbox import actions as outbox
from intersession.outbox.kinds import Recipient
from intersession.outbox.models import Mail
from intersession.participation import registering
from intersession.participation.cost_words import line_words, sum_words
from intersession.participation.models import CostLine, Seat
from intersession.ui.dates import moment, span
from intersession.ui.text import listing, text

State = Seat.State
REASON = gettext_lazy("because your Entity put you forward for this meeting")
# What may follow when somebody answers.
ANSWERS: Mapping[str, frozenset[str]] = {
    State.OFFERED: frozenset({State.ACCEPTED, State.DECLINED}),
    State.ACCEPTED: frozenset({State.DECLINED}),
    State.DECLINED: frozenset({State.ACCEPTED}),
}
LINK = "link"


@dataclass(frozen=True, kw_only=True)
class Letter:
    """As it would leave, in the language of its reader."""

    seat: Seat
    subject: str
    body: str


def letter(seat: Seat, answer_by: datetime, paid: Sequence[CostLine] = ()) -> Letter:
    who = seat.registration
    with override(who.language):
        said = _said(seat.on.meeting, answer_by, paid)
        return Letter(seat=seat, subject=said["subject"], body=said["body"])


def _said(meeting: Meeting, answer_by: datetime, paid: Sequence[CostLine]) -> dict[str, str]:
    days, place = rules.days_of(meeting), text(meeting.place)
    values = {
        "title": text(meeting.title),
        "when": ", ".join(part for part in (span(days[0], days[-1]), place) if part),
        "until": moment(answer_by, place, meeting.time_zone),
    }
    first = _(
        "There is a funded seat for you at “%(title)s”, %(when)s: your travel, the daily allowance "
        "and terminal expenses are paid."
    )
    second = _(
        "Please say on your own page by %(until)s whether you take it. Afterwards it goes to "
        "whoever is next on the list."
    )
    third = _("If you cannot come, please say so early: somebody else can then travel.")
    return {
        "subject": _("A funded seat at “%(title)s”, %(when)s") % values,
        "body": "\n\n".join([first % values, *money_said(paid), second % values, third]),
    }


def money_said(paid: Sequence[CostLine]) -> list[str]:
    """What is paid, line by line, and together; nothing where nothing is estimated yet."""
    lines = [one for one in paid if one.rate]
    if not lines:
        return []
    currency = lines[0].request.currency
    words = listing([line_words(one, currency) for one in lines])
    together = sum_words(sum(one.quantity * one.rate for one in lines), currency)
    said = _("What is paid, as we reckon it: %(lines)s; together %(sum)s.")
    return [said % {"lines": words, "sum": together}]


def write(
    seat: Seat, answer_by: datetime, paid: Sequence[CostLine] = (), *, by: Actor, at: datetime
) -> None:
    """Into the outbox; the same offer is written once."""
    who = seat.registration
    meeting = seat.on.meeting
    outbox.enclose(
        recipient=Recipient(to=who.email, words=who.badge_name, language=who.language),
        purpose=Mail.Purpose.ACTION_REQUIRED,
        reason=REASON,
        subject=_in_each(lambda: _said(meeting, answer_by, paid)["subject"]),
        body=_in_each(lambda: _said(meeting, answer_by, paid)["body"]),
        campaign=f"offer:{seat.uid}:{answer_by:%Y%m%d%H%M}",
        about=who,
        link=registering.address_of(who),
        by=by,
        at=at,
    )


def _in_each(words: Callable[[], str]) -> dict[str, str]:
    said: dict[str, Any] = {}
    for code, _own in settings.LANGUAGES:
        with override(code):
            said[code] = words()
    return said
