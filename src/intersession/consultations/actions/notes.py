"""Notes verbales: drafted once in each language, issued to all Missions under one number."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.consultations.models import Circular, NoteVerbale, Question
from intersession.consultations.queries.notes import (
    PLACEHOLDERS,
    letters_of,
    named_in,
    next_number,
)
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.ui.office_hours import duty_zone
from intersession.ui.text import as_typed

Words = dict[str, str]
LONGEST = 6000  # characters of a note in one language
OF_A_QUESTION = (Circular.Audience.ANSWERED, Circular.Audience.MISSING)


class NoWording(Refusal):
    message = _("A note verbale is in words: write it in at least one language.")


class NobodySigns(Refusal):
    message = _("Say who signs, in at least one language.")


class TooLong(Refusal):
    message = _("Shorten the note: %(most)s characters in each language at most.")


class UnknownPlaceholder(Refusal):
    message = _("There is no placeholder %(unknown)s. The placeholders are: %(known)s.")


class NoDeadline(Refusal):
    message = _("The wording names a deadline: give its day and hour.")


class DeadlineBeforeDate(Refusal):
    message = _("The deadline must come after the date of the note.")


class WhichQuestion(Refusal):
    message = _("Say of which question: who has answered it, and who has not.")


class IssuedAlready(Refusal):
    message = _("These notes were issued as %(symbol)s: they stay as they were sent.")


class NotIssuedYet(Refusal):
    message = _("Issue the notes first: the files are made of what was issued.")


class NobodyToWriteTo(Refusal):
    message = _("Nobody is in this audience on the date of the note.")


@dataclass(frozen=True, kw_only=True)
class Draft:
    title: Words
    body: Words
    audience: str
    dated: date
    signed_by: Words
    question: Question | None = None
    deadline: datetime | None = None


@transaction.atomic
def draft_circular(
    *, draft: Draft, by: Actor, at: datetime, circular: Circular | None = None
) -> Circular:
    """A draft, or new words for one that was not issued yet."""
    if circular:
        circular = Circular.objects.select_for_update().get(pk=circular.pk)
        if circular.issued_at:
            raise IssuedAlready(symbol=circular.symbol)
    body, signed_by = _typed(draft.body), _typed(draft.signed_by)
    _check(draft, body, signed_by)
    kept = vars(draft) | {"body": body, "signed_by": signed_by}
    if draft.audience not in OF_A_QUESTION:
        kept["question"] = None
    circular = circular or Circular()
    for name, value in kept.items():
        setattr(circular, name, value)
    circular.save()
    record(Verb.CIRCULAR_DRAFTED, by=by, at=at, subject=circular, audience=draft.audience)
    return circular


def _typed(words: Words) -> Words:
    return {code: said for code, one in words.items() if (said := as_typed(one))}


def _check(draft: Draft, body: Words, signed_by: Words) -> None:
    if not body:
        raise NoWording()
    if not signed_by:
        raise NobodySigns()
    if any(len(said) > LONGEST for said in body.values()):
        raise TooLong(most=LONGEST)
    named = {name for said in body.values() for name in named_in(said)}
    if unknown := sorted(named - set(PLACEHOLDERS)):
        shown = ", ".join(f"{{{name[:40]}}}" for name in unknown[:5])
        known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
        raise UnknownPlaceholder(unknown=shown, known=known)
    if "deadline" in named and draft.deadline is None:
        raise NoDeadline()
    if draft.deadline and draft.deadline.astimezone(duty_zone()).date() < draft.dated:
        raise DeadlineBeforeDate()
    if draft.audience in OF_A_QUESTION and draft.question is None:
        raise WhichQuestion()


@transaction.atomic
def issue_circular(*, circular: Circular, by: Actor, at: datetime) -> Circular:
    """Give the next number of the year and keep the note of each Mission, word for word."""
    circular = Circular.objects.select_for_update(of=("self",)).get(pk=circular.pk)
    if circular.issued_at:
        raise IssuedAlready(symbol=circular.symbol)
    _number(circular)
    letters = letters_of(circular)
    if not letters:
        raise NobodyToWriteTo()
    NoteVerbale.objects.bulk_create(
        NoteVerbale(
            circular=circular,
            entity_id=letter.entity,
            language=letter.language,
            addressee=letter.addressee,
            words=letter.words,
            signed_by=letter.signed_by,
        )
        for letter in letters
    )
    circular.issued_at, circular.issued_by = at, str(by)[:300]
    circular.save(update_fields=["issued_at", "issued_by"])
    about: dict[str, Any] = {"symbol": circular.symbol, "notes": len(letters)}
    record(Verb.CIRCULAR_ISSUED, by=by, at=at, subject=circular, **about)
    return circular


def _number(circular: Circular) -> None:
    """Two that are issued at once meet at the unique number; the second takes the next."""
    circular.year = circular.dated.year
    while True:
        circular.number = next_number(circular.year)
        try:
            with transaction.atomic():
                circular.save(update_fields=["year", "number"])
            return
        except IntegrityError:
            continue
