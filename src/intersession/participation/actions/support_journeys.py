"""Verbs of a journey that is paid: the letter for the visa, the ticket."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.meetings import rules as meeting_rules
from intersession.participation import letters_of_registrations as letters
from intersession.participation.actions._support import live, locked, moved
from intersession.participation.models import SupportRequest
from intersession.programme.models import Programme
from intersession.ui.dates import day

LONGEST = timedelta(days=60)  # away from the meeting at either end


@dataclass(frozen=True, kw_only=True)
class TicketFacts:
    route: str
    ticket: str  # its reference
    travels_on: date
    returns_on: date


class NamesMissing(Refusal):
    message = _(
        "The names as in the passport of %(name)s are not written yet. The person writes them in "
        "the registration."
    )


class TicketMissing(Refusal):
    message = _("A ticket has a route and a reference.")


class ReturnBeforeDeparture(Refusal):
    message = _("The way back, on %(back)s, is before the way there, on %(there)s.")


class JourneyAfterMeeting(Refusal):
    message = _("The meeting ends on %(ends)s; a journey that begins on %(there)s comes too late.")


class JourneyTooLong(Refusal):
    message = _("A journey begins and ends at most %(days)s days from the meeting.")


@transaction.atomic
def issue_letter(
    *, request: SupportRequest, seen: str = "", by: Actor, at: datetime
) -> SupportRequest:
    """It gets a number of the year, which stays with it; the paper is made from the dossier."""
    row = locked(request, seen)
    live(row)
    who = row.registration
    if not (who.given_name.strip() and who.family_name.strip()):
        raise NamesMissing(name=who.badge_name)
    moved(row, "letter", by=by, at=at)
    row.letter_number, row.letter_at = row.letter_number or _number(row), at
    row.save()
    record(Verb.SUPPORT_LETTER_ISSUED, by=by, at=at, subject=row, number=row.letter_number)
    letters.write("support_letter", who, by=by, at=at)
    return row


def _number(row: SupportRequest) -> str:
    """The next of its year: V/2012/7."""
    programme = row.registration.meeting.programme_id
    year = Programme.objects.select_for_update().get(pk=programme).year
    of_year = f"V/{year}/"
    taken = SupportRequest.objects.filter(letter_number__startswith=of_year)
    numbers = [int(one.rpartition("/")[2]) for one in taken.values_list("letter_number", flat=True)]
    return f"{of_year}{max(numbers, default=0) + 1}"


@transaction.atomic
def record_ticket(
    *, request: SupportRequest, facts: TicketFacts, seen: str = "", by: Actor, at: datetime
) -> SupportRequest:
    """From now on names and dates are locked."""
    row = locked(request, seen)
    live(row)
    _sound(row, facts)
    moved(row, "ticket", by=by, at=at)
    row.route, row.ticket = facts.route.strip()[:300], facts.ticket.strip()[:60]
    row.travels_on, row.returns_on, row.ticketed_at = facts.travels_on, facts.returns_on, at
    row.save()
    record(Verb.SUPPORT_TICKETED, by=by, at=at, subject=row)
    letters.write("support_ticket", row.registration, by=by, at=at)
    return row


def _sound(row: SupportRequest, facts: TicketFacts) -> None:
    there, back = facts.travels_on, facts.returns_on
    days = meeting_rules.days_of(row.registration.meeting)
    if not (facts.route.strip() and facts.ticket.strip()):
        raise TicketMissing
    if back < there:
        raise ReturnBeforeDeparture(back=day(back), there=day(there))
    if there > days[-1]:
        raise JourneyAfterMeeting(ends=day(days[-1]), there=day(there))
    if days[0] - there > LONGEST or back - days[-1] > LONGEST:
        raise JourneyTooLong(days=LONGEST.days)
