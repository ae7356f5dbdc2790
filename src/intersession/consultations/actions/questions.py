"""Draft, open and close a question; options join and are withdrawn."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.consultations import rules
from intersession.consultations.actions import _notices
from intersession.consultations.actions._counts import keep_count
from intersession.consultations.actions._lock import locked
from intersession.consultations.models import Option, Proposal, Question, RegisterEntry
from intersession.ledger.record import record, seal
from intersession.ledger.verbs import Verb
from intersession.meetings.models import Meeting
from intersession.membership import queries as membership
from intersession.programme.models import Programme
from intersession.ui.dates import moment
from intersession.ui.office_hours import in_office_hours
from intersession.ui.text import as_typed

Words = dict[str, str]
LONGEST_REASON = 300  # characters, of a withdrawal or an early closing


class AddressTaken(Refusal):
    message = _("Another question has this address.")


class WordsTooLong(Refusal):
    message = _("The reason may have %(most)s characters; it has %(length)s. Shorten it.")


class CodeTaken(Refusal):
    message = _("The question has an option %(code)s already.")


class AlreadyAnOption(Refusal):
    message = _("This proposal stands in the question already.")


class NoOptionsWanted(Refusal):
    message = _("Options join and leave only where options are to be chosen among.")


class WithdrawnBefore(Refusal):
    message = _("Option %(code)s was withdrawn before.")


class WhyWithdrawn(Refusal):
    message = _("Say why it is withdrawn: those who named it are told.")


class LastOptions(Refusal):
    message = _("With this option withdrawn fewer would be left than are to be chosen.")


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What is asked and how it is counted; all of it frozen at opening."""

    slug: str
    title: Words
    wording: Words = field(default_factory=dict)
    kind: str = Question.Kind.CHOOSE
    sets: str = Question.Sets.NOTHING
    seats: int = 1
    cap: int | None = None
    rule: str = Question.Rule.AV
    ties: str = "lex"
    closes_at: datetime | None = None
    position: int = 0


@transaction.atomic
def draft_question(
    *, meeting: Meeting, programme: Programme, draft: Draft, by: Actor, at: datetime
) -> Question:
    """A draft has no answers yet; yes / no questions get their two options at once."""
    question = Question(meeting=meeting, programme=programme, **vars(draft))
    _one_of_two(question)
    try:
        with transaction.atomic():
            question.save()
    except IntegrityError as taken:
        raise AddressTaken() from taken
    if question.kind == Question.Kind.YES_NO:
        _yes_and_no(question)
    record(
        Verb.QUESTION_DRAFTED, by=by, at=at, subject=question, chain=question.chain, **_plain(draft)
    )
    return question


def _one_of_two(question: Question) -> None:
    """Yes or no: one is named and one is chosen, whatever the draft says."""
    if question.kind == Question.Kind.YES_NO:
        question.seats = question.cap = 1


def _yes_and_no(question: Question) -> None:
    words = {
        "yes": {"en": "Yes", "fr": "Oui", "es": "Sí"},
        "no": {"en": "No", "fr": "Non", "es": "No"},
    }
    for position, (code, title) in enumerate(words.items()):
        Option.objects.create(question=question, code=code, title=title, position=position)


def _plain(draft: Draft) -> dict[str, Any]:
    values = {**vars(draft)}
    values["closes_at"] = draft.closes_at.isoformat() if draft.closes_at else None
    return values


@transaction.atomic
def change_question(*, question: Question, draft: Draft, by: Actor, at: datetime) -> Question:
    """Everything may change until the question opens, and nothing afterwards."""
    question = locked(question)
    if question.opened_at:
        raise rules.AlreadyOpen()
    for name, value in vars(draft).items():
        if name not in {"slug", "kind"}:
            setattr(question, name, value)
    _one_of_two(question)
    question.save()
    plain = {k: v for k, v in _plain(draft).items() if k not in {"slug", "kind"}}
    record(Verb.QUESTION_CHANGED, by=by, at=at, subject=question, chain=question.chain, **plain)
    return question


@transaction.atomic
def set_visibility(*, question: Question, seen_by: str, by: Actor, at: datetime) -> Question:
    """The Chair decides before opening who sees the positions of Members."""
    question = locked(question)
    if question.opened_at:
        raise rules.VisibilityIsFixed()
    question.positions_seen_by = Question.Seen(seen_by)
    question.visibility_set_by = str(by)[:300]
    question.save(update_fields=["positions_seen_by", "visibility_set_by"])
    record(
        Verb.QUESTION_CHANGED,
        by=by,
        at=at,
        subject=question,
        chain=question.chain,
        positions_seen_by=seen_by,
    )
    return question


@transaction.atomic
def open_question(
    *, question: Question, by: Actor, at: datetime, any_hour: bool = False
) -> Question:
    """Freeze rule, tie-breaks and register (as of the date of the meeting) and take answers."""
    question = locked(question)
    rules.check_may_open(question, question.options.filter(withdrawn_at=None).count(), at)
    _check_hour(question, any_hour)
    counted = _freeze_register(question)
    question.opened_at = at
    question.save(update_fields=["opened_at"])
    record(
        Verb.QUESTION_OPENED,
        by=by,
        at=at,
        subject=question,
        chain=question.chain,
        rule=question.rule,
        seats=question.seats,
        cap=question.cap,
        ties=question.ties,
        options=list(question.options.values_list("code", flat=True)),
        positions_seen_by=question.positions_seen_by,
        closes_at=question.closes_at.isoformat() if question.closes_at else None,
        members=counted,
    )
    _notices.opened(question, by, at)
    return question


def _check_hour(question: Question, any_hour: bool) -> None:
    closes_at = question.closes_at
    if closes_at and not any_hour and not in_office_hours(closes_at):
        better = rules.next_closing_hour(closes_at)
        raise rules.OutsideOfficeHours(hour=moment(closes_at), better=moment(better))


def _freeze_register(question: Question) -> int:
    day = rules.register_day(question.meeting)
    rows = [
        RegisterEntry(
            question=question,
            entity_id=row.entity,
            counted=row.counted,
            status=row.status,
            region=row.region,
            groups=list(row.groups),
        )
        for row in membership.register_on(day)
    ]
    counted = sum(row.counted for row in rows)
    if not counted:
        raise rules.NobodyOnTheRegister(day=day.isoformat())
    RegisterEntry.objects.bulk_create(rows)
    return counted


@transaction.atomic
def add_option(
    *, question: Question, proposal: Proposal, by: Actor, at: datetime, code: str = ""
) -> Option:
    """A proposal joins the question, also while it is open: answers already given stay."""
    question = locked(question)
    if question.kind != Question.Kind.CHOOSE:
        raise NoOptionsWanted()
    if rules.is_closed(question, at):
        raise rules.AlreadyClosed()
    options = list(question.options.all())
    if any(option.proposal_id == proposal.pk for option in options):
        raise AlreadyAnOption()
    rules.check_countable(question, len(options) + 1)
    code = code or _next_code({option.code for option in options})
    if any(option.code == code for option in options):
        raise CodeTaken(code=code)
    option = Option.objects.create(
        question=question,
        proposal=proposal,
        code=code,
        title=proposal.title,
        position=len(options),
        joined_at=at if question.opened_at else None,
    )
    record(
        Verb.OPTION_JOINED,
        by=by,
        at=at,
        subject=question,
        chain=question.chain,
        code=code,
        proposal=str(proposal.uid),
        title=proposal.title,
    )
    if question.opened_at:
        _notices.option_joined(question, option, by, at)
    return option


def _next_code(taken: set[str]) -> str:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    codes: list[str] = [*letters, *(a + b for a in letters for b in letters)]
    return next(code for code in codes if code not in taken)


@transaction.atomic
def withdraw_option(
    *, question: Question, option: Option, because: str, by: Actor, at: datetime
) -> Option:
    """A withdrawn option can be named no more and is not counted; the answers are kept."""
    question = locked(question)
    if question.kind != Question.Kind.CHOOSE:
        raise NoOptionsWanted()
    if rules.is_closed(question, at):
        raise rules.AlreadyClosed()
    option = question.options.get(pk=option.pk)
    if option.withdrawn_at:
        raise WithdrawnBefore(code=option.code)
    left = question.options.filter(withdrawn_at=None).exclude(pk=option.pk).count()
    if question.opened_at and left < question.seats:
        raise LastOptions()
    if question.opened_at and not because.strip():
        raise WhyWithdrawn()
    because = _reason(because)
    option.withdrawn_at, option.withdrawn_because = at, because
    option.save(update_fields=["withdrawn_at", "withdrawn_because"])
    record(
        Verb.OPTION_WITHDRAWN,
        by=by,
        at=at,
        subject=question,
        chain=question.chain,
        code=option.code,
        because=because,
    )
    if question.opened_at:
        _notices.option_withdrawn(question, option, by, at)
    return option


def _reason(words: str) -> str:
    """What somebody gave as a reason; too long a one is refused, not cut."""
    reason = as_typed(words)
    if len(reason) > LONGEST_REASON:
        raise WordsTooLong(most=LONGEST_REASON, length=len(reason))
    return reason


@transaction.atomic
def close_question(*, question: Question, by: Actor, at: datetime, because: str = "") -> Question:
    """Take no more answers in time; what comes later is received late."""
    because = _reason(because)
    question = locked(question)
    if question.opened_at is None:
        raise rules.NotOpenYet()
    if question.closed_at:
        raise rules.AlreadyClosed()
    early = bool(question.closes_at and at < question.closes_at)
    question.closed_at = at if early or question.closes_at is None else question.closes_at
    question.save(update_fields=["closed_at"])
    digest = keep_count(question, at)
    record(
        Verb.QUESTION_CLOSED,
        by=by,
        at=at,
        subject=question,
        chain=question.chain,
        before_the_hour=early,
        digest=digest,
        because=because,
    )
    seal(by=by, at=at)
    return question
