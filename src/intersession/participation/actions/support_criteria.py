"""Verbs of criteria: what somebody must fulfil to be supported, from when to when."""

from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.meetings.rules import version_of
from intersession.participation.models import SupportCriterion

MOST_MONTHS = 120


@dataclass(frozen=True, kw_only=True)
class CriterionFacts:
    """`until` is the first day on which it no longer holds."""

    code: str
    since: date
    until: date | None = None
    months: int | None = None
    source: str = ""


FACTS = tuple(one.name for one in fields(CriterionFacts))


class SourceMissing(Refusal):
    message = _("Say where this was decided, with its date.")


class EndsBeforeItBegins(Refusal):
    message = _("The day on which it no longer holds comes after the one from which it holds.")


class MonthsWrong(Refusal):
    message = _("Say how many months: from 1 to %(most)s.")


class CriterionTwice(Refusal):
    message = _("This criterion holds already within these days. Change that one instead.")


class CriterionChangedMeanwhile(Refusal):
    message = _(
        "Somebody changed this criterion while you wrote. The page shows what you wrote; open it "
        "in another window to see what stands there now."
    )


@transaction.atomic
def add_criterion(*, facts: CriterionFacts, by: Actor, at: datetime) -> SupportCriterion:
    row = _written(SupportCriterion(), facts, by, at)
    record(Verb.CRITERION_ADDED, by=by, at=at, subject=row, **_plain(facts))
    return row


@transaction.atomic
def change_criterion(
    *, criterion: SupportCriterion, facts: CriterionFacts, seen: str = "", by: Actor, at: datetime
) -> SupportCriterion:
    """`seen`: `version_of` it as the writer read it. What was decided by it stays decided."""
    row: SupportCriterion = SupportCriterion.objects.select_for_update().get(pk=criterion.pk)
    if seen and seen != version_of(row, FACTS):
        raise CriterionChangedMeanwhile
    _written(row, facts, by, at)
    record(Verb.CRITERION_CHANGED, by=by, at=at, subject=row, **_plain(facts))
    return row


def _written(
    row: SupportCriterion, facts: CriterionFacts, by: Actor, at: datetime
) -> SupportCriterion:
    _sound(row, facts)
    for name, value in asdict(facts).items():
        setattr(row, name, value)
    if facts.code != SupportCriterion.Code.NOT_RECENTLY:
        row.months = None
    row.changes, row.changed_at, row.changed_by = row.changes + 1, at, str(by)[:300]
    row.save()
    return row


def _sound(row: SupportCriterion, facts: CriterionFacts) -> None:
    if not facts.source.strip():
        raise SourceMissing
    if facts.until and facts.until <= facts.since:
        raise EndsBeforeItBegins
    if facts.code == SupportCriterion.Code.NOT_RECENTLY and not (
        1 <= (facts.months or 0) <= MOST_MONTHS
    ):
        raise MonthsWrong(most=MOST_MONTHS)
    for other in SupportCriterion.objects.filter(code=facts.code).exclude(pk=row.pk):
        begins_in_time = other.until is None or facts.since < other.until
        ends_later = facts.until is None or other.since < facts.until
        if begins_in_time and ends_later:
            raise CriterionTwice


def _plain(facts: CriterionFacts) -> dict[str, Any]:
    until = str(facts.until) if facts.until else None
    return {**asdict(facts), "since": str(facts.since), "until": until}
