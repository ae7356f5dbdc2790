"""Predicates on the state of questions and proposals, and the refusals that name them."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from math import comb
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Refusal
from intersession.consultations.models import Option, Preference, Question
from intersession.meetings.models import Meeting
from intersession.ui.dates import moment
from intersession.ui.office_hours import duty_zone, in_office_hours, office_hours
from intersession.ui.text import listing, text

# Literal words of addresses beside those of questions.
RESERVED = frozenset({"add", "proposals", "proposal", "suggestion", "discussion", "notes", "note"})
MOST_SETS = 150_000  # as methods.voting has it


class NotOpenYet(Refusal):
    message = _("This question is not open yet.")


class AlreadyOpen(Refusal):
    message = _("This question is open already: its rule, tie-breaks and register are frozen.")


class AlreadyClosed(Refusal):
    message = _("This question was closed before.")


class AnsweredInWords(Refusal):
    message = _("This question is answered in words; it has no options to name.")


class AlreadyConcluded(Refusal):
    message = _("The Chair has concluded on this question; answers can no longer be taken.")


class ConcludedBefore(Refusal):
    message = _("The Chair has concluded on this question; the conclusion is recorded.")


class NoBriefInWords(Refusal):
    message = _("An open question is answered in words: there is no count of it and no brief.")


class NotClosedYet(Refusal):
    message = _("This question is still open. Close it first.")


class NotConcludedYet(Refusal):
    message = _("The Chair has not concluded on this question yet: there is no outcome.")


class NotOnTheRegister(Refusal):
    message = _(
        "%(entity)s is not on the register of this question: on the date of the meeting it was "
        "neither a Member nor an observer or partner."
    )


class SpeaksForNobody(Refusal):
    message = _("You do not act for an Entity; an answer is given by a Member.")


class UnknownOptions(Refusal):
    message = _("This question has no option %(codes)s. Its options are %(known)s.")


class WithdrawnOptions(Refusal):
    message = _(
        "Option %(codes)s was withdrawn meanwhile. Your answer was not sent: choose among the "
        "options that stand."
    )


class TooManyOptions(Refusal):
    message = _("At most %(cap)s may be named; %(named)s were.")


class NothingNamed(Refusal):
    message = _("Name at least one option, or say “No preference”.")


class NoneAndSome(Refusal):
    message = _("“No preference” is ticked beside %(codes)s. Untick the one that is not meant.")


class NoRule(Refusal):
    message = _("A question opens only with a rule for its count.")


class TooFewOptions(Refusal):
    message = _(
        "%(seats)s cannot be chosen out of %(options)s: add proposals before opening the question."
    )


class TooManySets(Refusal):
    message = _(
        "%(seats)s out of %(options)s can be chosen in too many ways to compare them all: merge "
        "proposals first."
    )


class CannotBeCounted(Refusal):
    message = _("The answers cannot be counted: %(why)s")


class NoClosingHour(Refusal):
    message = _("A question opens only with a closing hour that is still to come.")


class OutsideOfficeHours(Refusal):
    message = _(
        "%(hour)s is outside the office hours of the duty station or on a holiday. The next "
        "closing hour would be %(better)s."
    )


class NobodyOnTheRegister(Refusal):
    message = _("On %(day)s there was no Member who could answer.")


class NobodyOfThatName(Refusal):
    message = _(
        "Positions are seen by the Administration and the Chair, by the membership, or by "
        "everybody: say which."
    )


class VisibilityIsFixed(Refusal):
    message = _("Who sees positions is decided before opening; it cannot change any more.")


class NotHeld(Refusal):
    message = _("This answer is not held; there is nothing to settle.")


class NotLate(Refusal):
    message = _("This answer was not received late, or was accepted before.")


class NotKeyedIn(Refusal):
    message = _("This answer was not keyed in by the Administration; its delegation can change it.")


class SpokenSince(Refusal):
    message = _("%(entity)s has answered since then, or its answer was settled.")


class CountedAtClosing(Refusal):
    message = _(
        "The question was closed with the answer of %(entity)s. Key in what is right; the Chair "
        "says whether it counts."
    )


class OnlyMembersSupport(Refusal):
    message = _("Only a Member on the register of the question may support an answer.")


class NeedsNoteVerbale(Refusal):
    message = _("The Administration settles only upon a note verbale: give its number.")


def is_open(question: Question, at: datetime) -> bool:
    return question.state_at(at) is Question.State.OPEN


def is_closed(question: Question, at: datetime) -> bool:
    return question.state_at(at) in (Question.State.CLOSED, Question.State.CONCLUDED)


def takes_answers(question: Question, at: datetime) -> None:
    """Answers are taken while open, and as received late until the Chair concludes."""
    state = question.state_at(at)
    if state is Question.State.DRAFT:
        raise NotOpenYet()
    if state is Question.State.CONCLUDED:
        raise AlreadyConcluded()


def check_received(question: Question, received_at: datetime, at: datetime) -> None:
    """An answer comes after the question was put and before it is keyed in (hours in minutes)."""
    if received_at > at:
        raise ReceivedInTheFuture()
    if question.opened_at and received_at < question.opened_at.replace(second=0, microsecond=0):
        raise ReceivedBeforeOpening(opened=moment(question.opened_at))


def check_named(question: Question, options: Collection[Option], codes: Collection[str]) -> None:
    """Raise unless `codes` name options that stand, no more than the cap."""
    known = {option.code: option for option in options}
    if unknown := sorted(set(codes) - set(known)):
        standing = [code for code, option in known.items() if not option.withdrawn_at]
        raise UnknownOptions(codes=", ".join(unknown), known=", ".join(standing))
    if gone := sorted(code for code in codes if known[code].withdrawn_at):
        raise WithdrawnOptions(codes=", ".join(gone))
    cap = cap_of(question, len(known))
    if len(set(codes)) > cap:
        raise TooManyOptions(cap=cap, named=len(set(codes)))


def check_said(codes: Collection[str], none: bool) -> None:
    """Options or “No preference”: nothing ticked is not an answer."""
    if not codes and not none:
        raise NothingNamed()
    if codes and none:
        raise NoneAndSome(codes=listing(sorted(codes)))


def check_brief(question: Question, at: datetime) -> None:
    """Raise where there is no brief: of answers in words, and before the closing."""
    if question.kind == Question.Kind.OPEN:
        raise NoBriefInWords()
    if not is_closed(question, at):
        raise NotClosedYet()


def check_taking_back(row: Preference, last: int, at: datetime) -> None:
    """Raise unless `row` was keyed in, is still the last word (`last`: the number of the latest
    version) and no closed count rests on it."""
    if row.keyed_at is None:
        raise NotKeyedIn()
    replaced = row.state == Preference.State.ACCEPTED and not row.standing
    if row.version < last or replaced or row.state == Preference.State.SET_ASIDE:
        raise SpokenSince(entity=text(row.entity.name))
    if row.state != Preference.State.LATE and not is_open(row.question, at):
        raise CountedAtClosing(entity=text(row.entity.name))


def cap_of(question: Question, options: int) -> int:
    return question.cap or options


def disagrees(standing: Preference | None, row: Preference, behind: Collection[int]) -> bool:
    """Whether the Member has said otherwise, so that `row` waits to be settled.

    Another person of the Member has: `behind` are those whose last word is what stands, and who
    sent it last is not alone with it if somebody said the same before. Or a note verbale stands;
    or what stands was received later (answers may be keyed in in any order; hours are told in
    minutes).
    """
    if standing is None or standing.approved == row.approved:
        return False
    if standing.channel == Preference.Channel.NOTE_VERBALE or is_older(row, standing):
        return True
    return bool(set(behind) - {row.person_id})


def is_older(row: Preference, standing: Preference | None) -> bool:
    """Whether `row` was received before the answer that stands."""
    if standing is None:
        return False
    return row.received_at < standing.received_at.replace(second=0, microsecond=0)


def check_may_open(question: Question, options: int, at: datetime) -> None:
    if question.opened_at:
        raise AlreadyOpen()
    if question.kind != Question.Kind.OPEN and not question.rule:
        raise NoRule()
    if question.kind != Question.Kind.OPEN and options <= question.seats - 1:
        raise TooFewOptions(seats=question.seats, options=options)
    check_countable(question, options)
    if question.closes_at is None or question.closes_at <= at:
        raise NoClosingHour()


def check_countable(question: Question, options: int) -> None:
    """Every set is compared with every other; the method refuses more than MOST_SETS of them."""
    if question.kind != Question.Kind.OPEN and comb(options, question.seats) > MOST_SETS:
        raise TooManySets(seats=question.seats, options=options)


def register_day(meeting: Meeting) -> date:
    """The date of the meeting where it is held: on it depends who is on the register."""
    return meeting.starts_at.astimezone(ZoneInfo(meeting.time_zone)).date()


def next_closing_hour(at: datetime) -> datetime:
    """The end of office hours of the first working day that is not before `at`."""
    zone = duty_zone()
    day = at.astimezone(zone).date()
    end = office_hours()[1]
    while True:
        hour = datetime.combine(day, end, tzinfo=zone)
        if hour >= at and in_office_hours(hour):
            return hour
        day += timedelta(days=1)


class ReceivedInTheFuture(Refusal):
    message = _("An answer cannot have been received after this moment.")


class ReceivedBeforeOpening(Refusal):
    message = _("The question was opened on %(opened)s; an answer cannot have come before.")


class SayWhichStands(Refusal):
    message = _("Say which of the two answers stands.")


class NotYourEntity(Refusal):
    message = _("You do not act for “%(entity)s”. An answer is given for one’s own delegation.")


class ReasonTooLong(Refusal):
    message = _("The reason may have %(most)s characters; shorten it. Your text is still below.")


class Unreadable(Refusal):
    message = _("What was sent cannot be read. Open the page again and send it from there.")
