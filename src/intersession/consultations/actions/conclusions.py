"""The Chair's package sets the programme; a silence procedure may adopt it."""

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import SYSTEM, Actor, Refusal
from intersession.consultations import rules
from intersession.consultations.actions import _notices
from intersession.consultations.actions._lock import locked
from intersession.consultations.actions.questions import WordsTooLong, close_question
from intersession.consultations.models import (
    Conclusion,
    ConclusionItem,
    Objection,
    Option,
    Proposal,
    ProposalLink,
    Question,
    SilenceProcedure,
)
from intersession.ledger.record import record, seal
from intersession.ledger.verbs import Verb
from intersession.membership.models import Entity
from intersession.programme import actions as programme
from intersession.ui.dates import moment
from intersession.ui.text import as_typed

Words = dict[str, str]
Fate = ConclusionItem.Fate
SILENCE = timedelta(hours=72)
LONGEST_OBJECTION = 2000  # characters


class NoWords(Refusal):
    message = _("A conclusion is in words: write it in at least one language.")


class EveryOptionNeedsAFate(Refusal):
    message = _("Say of each option what becomes of it. Missing: %(codes)s.")


class NothingToDecideOn(Refusal):
    message = _("This question has no options: its conclusion is in words alone.")


class OneFateEach(Refusal):
    message = _(
        "More than one thing is said of %(codes)s. Say of each option once what becomes of it."
    )


class WrongNumberChosen(Refusal):
    message = _("The question chooses %(seats)s; the package has %(chosen)s.")


class MergedIntoNothing(Refusal):
    message = _("%(code)s is merged, but not into an option that is chosen.")


class SilenceRuns(Refusal):
    message = _("A silence procedure is running on this conclusion.")


class NoSilence(Refusal):
    message = _("No silence procedure is running on this conclusion.")


class SilenceIsOver(Refusal):
    message = _("The silence procedure ended on %(ended)s; an objection can no longer be made.")


class ObjectedAlready(Refusal):
    message = _("Your delegation has objected already.")


class OnlyMembersObject(Refusal):
    message = _("Only a Member on the register of the question may object.")


@dataclass(frozen=True, kw_only=True)
class Item:
    """What becomes of one option."""

    code: str
    fate: str
    slot: int | None = None
    into: str = ""
    sub_title: Words = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Package:
    words: Words
    items: Sequence[Item]
    figures_seen_by: str = Question.Seen.ADMINISTRATION
    silence: timedelta | None = None


@transaction.atomic
def conclude(
    *, question: Question, package: Package, follows: bool, by: Actor, at: datetime
) -> Conclusion:
    """Record the Chair's package. The count advises; `follows` says whether it was followed.

    Without a silence procedure it is adopted at once and sets the programme.
    """
    question = locked(question)
    _check_state(question, at)
    if question.closed_at is None:  # its hour has passed, the worker has not come by yet
        question = close_question(question=question, by=SYSTEM, at=at)
    options = {o.code: o for o in question.options.select_related("proposal")}
    _check_package(question, package, options)
    conclusion = Conclusion.objects.create(
        question=question,
        words=package.words,
        by=str(by)[:300],
        recorded_at=at,
        follows_the_count=follows,
    )
    _add_items(conclusion, package, options)
    question.concluded_at, question.figures_seen_by = at, package.figures_seen_by
    question.broken_at = None
    question.save(update_fields=["concluded_at", "figures_seen_by", "broken_at"])
    record(
        Verb.CONCLUSION_RECORDED,
        by=by,
        at=at,
        subject=question,
        chain=question.chain,
        words=package.words,
        package=[vars(item) for item in package.items],
        figures_seen_by=package.figures_seen_by,
        follows_the_count=follows,
    )
    if package.silence:
        _try_to_adopt(conclusion, by, at)
        start_silence(conclusion=conclusion, lasts=package.silence, by=by, at=at)
    else:
        _adopt(conclusion, by, at)
    _notices.concluded(conclusion, by, at, at + package.silence if package.silence else None)
    seal(by=by, at=at)
    return conclusion


def _check_state(question: Question, at: datetime) -> None:
    if question.concluded_at:
        raise rules.ConcludedBefore()
    if not rules.is_closed(question, at):
        raise rules.NotClosedYet()


def _check_package(question: Question, package: Package, options: dict[str, Option]) -> None:
    if not any(value.strip() for value in package.words.values()):
        raise NoWords()
    said = Counter(item.code for item in package.items)
    if twice := sorted(code for code, times in said.items() if times > 1):
        raise OneFateEach(codes=", ".join(twice))
    items = {item.code: item for item in package.items}
    standing = {code for code, option in options.items() if not option.withdrawn_at}
    if items and not standing:
        raise NothingToDecideOn()
    if unknown := sorted(set(items) - standing):
        raise rules.UnknownOptions(codes=", ".join(unknown), known=", ".join(sorted(standing)))
    if question.kind == Question.Kind.CHOOSE:
        _check_fates(question, items, standing)


def _check_fates(question: Question, items: dict[str, Item], standing: set[str]) -> None:
    if missing := sorted(standing - set(items)):
        raise EveryOptionNeedsAFate(codes=", ".join(missing))
    chosen = {code for code, item in items.items() if item.fate == Fate.CHOSEN}
    if len(chosen) != question.seats:
        raise WrongNumberChosen(seats=question.seats, chosen=len(chosen))
    for item in items.values():
        if item.fate == Fate.MERGED and item.into not in chosen:
            raise MergedIntoNothing(code=item.code)


def _add_items(conclusion: Conclusion, package: Package, options: dict[str, Option]) -> None:
    for item in package.items:
        option = options[item.code]
        ConclusionItem.objects.create(
            conclusion=conclusion,
            option=option,
            proposal=option.proposal,
            fate=Fate(item.fate),
            slot=item.slot,
            into=options.get(item.into),
            sub_title=item.sub_title,
        )


class _OnlyTried(Exception):
    """Undoes what was tried."""


def _try_to_adopt(conclusion: Conclusion, by: Actor, at: datetime) -> None:
    """What would be refused when the silence ends is refused now, while the Chair is here."""
    with suppress(_OnlyTried), transaction.atomic():
        _adopt(Conclusion.objects.get(pk=conclusion.pk), by, at)
        raise _OnlyTried


def _adopt(conclusion: Conclusion, by: Actor, at: datetime) -> None:
    """The package takes effect: proposals get their state, the programme its theme or topics."""
    conclusion.adopted_at = at
    conclusion.save(update_fields=["adopted_at"])
    items = list(
        conclusion.items.select_related("proposal", "option", "into__proposal").order_by("pk")
    )
    states = {
        Fate.CHOSEN: Proposal.State.SELECTED,
        Fate.MERGED: Proposal.State.MERGED,
        Fate.KEPT: Proposal.State.NOT_SELECTED,
        Fate.CLOSED: Proposal.State.NOT_SELECTED,
    }
    for item in items:
        if item.proposal:
            item.proposal.state = states[Fate(item.fate)]
            item.proposal.save(update_fields=["state"])
    _link_merged(items, at)
    _set_programme(conclusion.question, [i for i in items if i.fate == Fate.CHOSEN], by, at)


def _link_merged(items: Sequence[ConclusionItem], at: datetime) -> None:
    """A proposal that is merged into another is among those the other came from."""
    ProposalLink.objects.bulk_create(
        ProposalLink(
            child=item.into.proposal, parent=item.proposal, how=ProposalLink.How.MERGED, at=at
        )
        for item in items
        if item.fate == Fate.MERGED and item.proposal and item.into and item.into.proposal
    )


def _set_programme(
    question: Question, chosen: list[ConclusionItem], by: Actor, at: datetime
) -> None:
    year = question.programme
    if question.sets == Question.Sets.THEME and chosen:
        programme.set_theme(programme=year, theme=chosen[0].option.title, by=by, at=at)
    elif question.sets == Question.Sets.TOPICS:
        given = {item.slot for item in chosen if item.slot}
        free = (number for number in count(1) if number not in given)
        topics = [
            programme.Topic(
                slot=item.slot or next(free),
                title=item.option.title,
                sub_title=item.sub_title,
                proposal=item.proposal.uid if item.proposal else None,
            )
            for item in chosen
        ]
        programme.set_topics(programme=year, topics=topics, by=by, at=at)


@transaction.atomic
def start_silence(
    *, conclusion: Conclusion, by: Actor, at: datetime, lasts: timedelta = SILENCE
) -> SilenceProcedure:
    if SilenceProcedure.objects.filter(conclusion=conclusion).exists():
        raise SilenceRuns()
    silence = SilenceProcedure.objects.create(
        conclusion=conclusion, started_at=at, ends_at=at + lasts
    )
    question = conclusion.question
    ends_at = silence.ends_at.isoformat()
    record(
        Verb.SILENCE_STARTED, by=by, at=at, subject=silence, chain=question.chain, ends_at=ends_at
    )
    return silence


@transaction.atomic
def object_to(
    *, conclusion: Conclusion, entity: Entity, reason: str, by: Actor, at: datetime
) -> Objection:
    """One objection breaks the silence. Who objected is known to the Chair; others learn that."""
    question = locked(conclusion.question)
    silence = SilenceProcedure.objects.select_for_update().filter(conclusion=conclusion).first()
    if silence is None:
        raise NoSilence()
    if not question.register.filter(entity=entity, counted=True).exists():
        raise OnlyMembersObject()
    if silence.objections.filter(entity=entity).exists():
        raise ObjectedAlready()
    if silence.state == SilenceProcedure.State.BROKEN:
        raise NoSilence()
    if silence.state == SilenceProcedure.State.ADOPTED or at >= silence.ends_at:
        raise SilenceIsOver(ended=moment(silence.ends_at))
    said = as_typed(reason)
    if len(said) > LONGEST_OBJECTION:
        raise WordsTooLong(most=LONGEST_OBJECTION, length=len(said))
    objection = Objection.objects.create(
        silence=silence,
        entity=entity,
        by=str(by)[:300],
        reason=said,
        at=at,
    )
    silence.state, silence.ended_at = SilenceProcedure.State.BROKEN, at
    silence.save(update_fields=["state", "ended_at"])
    _take_back(conclusion, question, at)
    # Auditors read the ledger too: who objected is in the row, which the Chair sees.
    record(Verb.OBJECTION_MADE, by="a Member", at=at, subject=silence, chain=question.chain)
    return objection


def _take_back(conclusion: Conclusion, question: Question, at: datetime) -> None:
    """The package is off the table; the Chair consults and concludes again."""
    conclusion.withdrawn_at = at
    conclusion.save(update_fields=["withdrawn_at"])
    question.concluded_at, question.broken_at = None, at
    question.save(update_fields=["concluded_at", "broken_at"])


@transaction.atomic
def end_silence(*, silence: SilenceProcedure, by: Actor, at: datetime) -> SilenceProcedure:
    """At its hour an unbroken silence adopts the package."""
    question = locked(silence.conclusion.question)
    row = SilenceProcedure.objects.select_for_update(of=("self",)).get(pk=silence.pk)
    if row.state != SilenceProcedure.State.RUNNING or at < row.ends_at:
        raise NoSilence()
    row.state, row.ended_at = SilenceProcedure.State.ADOPTED, row.ends_at
    row.save(update_fields=["state", "ended_at"])
    _adopt(row.conclusion, by, at)
    record(Verb.SILENCE_ENDED, by=by, at=at, subject=row, chain=question.chain, state=row.state)
    return row
