"""Verbs of the programme. Each locks the programme first, so that verbs do not cross."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.programme import rules
from intersession.programme.models import Issue, Milestone, Programme, Slot
from intersession.ui.dates import duty_day

State = Programme.State
Words = dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Topic:
    """What a workshop is about. `proposal` is the public identifier of where it came from."""

    slot: int
    title: Words
    sub_title: Words
    proposal: uuid.UUID | None = None


@dataclass(frozen=True, kw_only=True)
class Mandate:
    """A document that asks for the dialogue; `symbol` as printed, such as "MC/INF/302"."""

    symbol: str
    title: Words


class YearTaken(Refusal):
    message = _("There is a programme of %(year)s already.")


class TooManyWorkshops(Refusal):
    message = _("A year has one or two workshops, not %(slots)s.")


class NotInOrder(Refusal):
    message = _("The programme of %(year)s moves one state at a time.")


class NoTheme(Refusal):
    message = _("The programme of %(year)s has no theme yet. Set the theme first.")


class NoTopic(Refusal):
    message = _("Workshop %(slot)s of %(year)s has no topic yet. Set the topics first.")


class ReasonMissing(Refusal):
    message = _("Say why the programme of %(year)s goes one step back.")


class AlreadyRunning(Refusal):
    message = _(
        "The programme of %(year)s is running or over: its theme and topics stand as agreed. "
        "Take the programme one step back first."
    )


class NoSuchSlot(Refusal):
    message = _("The year %(year)s has no workshop %(slot)s.")


class SlotNamedTwice(Refusal):
    message = _("Workshop %(slot)s was given two topics.")


class WordsMissing(Refusal):
    message = _("A title is needed in at least one language.")


class EndsBeforeItBegins(Refusal):
    message = _("The last day lies before the first day.")


class NoSuchStep(Refusal):
    message = _("The year line of %(year)s has no step “%(step)s”.")


class NotAnAddress(Refusal):
    message = _("The address of a step begins with “/”: it is a page of this site.")


@transaction.atomic
def start_programme(
    *, year: int, slots: int = 2, theme: Words | None = None, by: Actor, at: datetime
) -> Programme:
    """A programme in drafting, with numbered slots and an empty year line."""
    return _started(year, slots, by, at, theme=theme or {})


@transaction.atomic
def start_next_year(*, programme: Programme, by: Actor, at: datetime) -> Programme:
    """The following year with the same number of workshops and the same mandates.

    Dates are not carried: a date that nobody set would be read as one. Proposals that were not
    chosen are carried over by whoever calls, for they live on a floor above.
    """
    programme = _locked(programme)
    return _started(
        programme.year + 1,
        programme.slots.count(),
        by,
        at,
        mandates=programme.mandates,
        started_from=programme,
    )


@transaction.atomic
def move(*, programme: Programme, to: str, reason: str = "", by: Actor, at: datetime) -> Programme:
    """One state forward, or one back with a reason. Going back takes the mark "done" away."""
    programme = _locked(programme)
    before = programme.state
    if to == rules.following(before):
        _ready_for(programme, to)
        _stated(programme, to, at)
    elif to == rules.preceding(before):
        if not reason.strip():
            raise ReasonMissing(year=programme.year)
        _stated(programme, to, at)
        _undone(programme, before)
    else:
        raise NotInOrder(year=programme.year)
    about: dict[str, Any] = {"from": before, "to": to, "reason": reason.strip()}
    record(Verb.PROGRAMME_STATED, by=by, at=at, subject=programme, **about)
    return programme


@transaction.atomic
def set_theme(*, programme: Programme, theme: Words, by: Actor, at: datetime) -> Programme:
    """The overarching theme of the year; the state becomes "theme agreed" if it was earlier."""
    programme = _locked(programme)
    if rules.is_running_or_later(programme):
        raise AlreadyRunning(year=programme.year)
    programme.theme = _some_words(theme)
    programme.save(update_fields=["theme"])
    _reached(programme, State.THEME_AGREED, at)
    record(Verb.THEME_SET, by=by, at=at, subject=programme, year=programme.year, theme=theme)
    return programme


@transaction.atomic
def set_topics(
    *, programme: Programme, topics: Sequence[Topic], by: Actor, at: datetime
) -> Programme:
    """Topics of the slots named; "topics agreed" once every slot has one.

    Nothing is kept when it raises AlreadyRunning, NoTheme, NoSuchSlot, SlotNamedTwice or
    WordsMissing.
    """
    programme = _locked(programme)
    if rules.is_running_or_later(programme):
        raise AlreadyRunning(year=programme.year)
    if not rules.has_theme(programme):
        raise NoTheme(year=programme.year)
    if not topics:
        raise WordsMissing()
    slots = {slot.number: slot for slot in programme.slots.all()}
    for topic in topics:
        _fill(programme, slots, topic)
    if not rules.slots_without_topic(programme):
        _reached(programme, State.TOPICS_AGREED, at)
    about: dict[str, Any] = {"year": programme.year, "topics": [_plain(topic) for topic in topics]}
    record(Verb.TOPICS_SET, by=by, at=at, subject=programme, **about)
    return programme


@transaction.atomic
def set_milestone(
    *,
    programme: Programme,
    step: str,
    starts_on: date | None = None,
    ends_on: date | None = None,
    done_on: date | None = None,
    note: Words | None = None,
    path: str = "",
    by: Actor,
    at: datetime,
) -> Milestone:
    """One step of the year line; `note` holds what is out of the ordinary, in words."""
    programme = _locked(programme)
    if step not in rules.steps_of(programme.slots.count()):
        raise NoSuchStep(year=programme.year, step=step)
    if starts_on and ends_on and ends_on < starts_on:
        raise EndsBeforeItBegins()
    if path and (not path.startswith("/") or path.startswith("//")):
        raise NotAnAddress()
    dates = {"starts_on": starts_on, "ends_on": ends_on, "done_on": done_on}
    row: Milestone
    row, _made = programme.milestones.update_or_create(
        step=step, defaults={**dates, "note": note or {}, "path": path}
    )
    about: dict[str, Any] = {
        name: value.isoformat() if value else None for name, value in dates.items()
    }
    record(Verb.MILESTONE_SET, by=by, at=at, subject=programme, step=step, path=path, **about)
    return row


@transaction.atomic
def change_programme(
    *,
    programme: Programme,
    note: Words,
    mandates: Sequence[Mandate],
    issues: Collection[Issue],
    by: Actor,
    at: datetime,
) -> Programme:
    """The note on the year, the mandates it refers to, and the issues it covers."""
    programme = _locked(programme)
    programme.note = note
    programme.mandates = [{"symbol": m.symbol, "title": m.title} for m in mandates]
    programme.save(update_fields=["note", "mandates"])
    programme.issues.set(issues)
    about: dict[str, Any] = {
        "mandates": [m.symbol for m in mandates],
        "issues": sorted(issue.code for issue in issues),
    }
    record(Verb.PROGRAMME_CHANGED, by=by, at=at, subject=programme, **about)
    return programme


def _locked(programme: Programme) -> Programme:
    return Programme.objects.select_for_update(of=("self",)).get(pk=programme.pk)


def _started(year: int, slots: int, by: Actor, at: datetime, **given: Any) -> Programme:
    if Programme.objects.filter(year=year).exists():
        raise YearTaken(year=year)
    if slots not in rules.WORKSHOPS:
        raise TooManyWorkshops(slots=slots)
    try:
        with transaction.atomic():
            programme = Programme.objects.create(year=year, **given)
    except IntegrityError as taken:
        raise YearTaken(year=year) from taken
    Slot.objects.bulk_create(
        Slot(programme=programme, number=number) for number in range(1, slots + 1)
    )
    Milestone.objects.bulk_create(
        Milestone(programme=programme, step=step) for step in rules.steps_of(slots)
    )
    record(Verb.PROGRAMME_STARTED, by=by, at=at, subject=programme, year=year, slots=slots)
    return programme


def _ready_for(programme: Programme, to: str) -> None:
    if to == State.THEME_AGREED and not rules.has_theme(programme):
        raise NoTheme(year=programme.year)
    if to == State.TOPICS_AGREED:
        for number in rules.slots_without_topic(programme)[:1]:
            raise NoTopic(year=programme.year, slot=number)


def _stated(programme: Programme, to: str, at: datetime) -> None:
    programme.state = to
    programme.save(update_fields=["state"])
    step = rules.REACHED.get(State(to))
    if step:
        rows = programme.milestones.filter(step=step, done_on=None)
        rows.update(done_on=duty_day(at))


def _reached(programme: Programme, to: Programme.State, at: datetime) -> None:
    if rules.ORDER.index(State(programme.state)) < rules.ORDER.index(to):
        _stated(programme, to, at)


def _undone(programme: Programme, before: str) -> None:
    step = rules.REACHED.get(State(before))
    if step:
        programme.milestones.filter(step=step).update(done_on=None)


def _fill(programme: Programme, slots: dict[int, Slot], topic: Topic) -> None:
    slot = slots.pop(topic.slot, None)
    if slot is None:
        known = programme.slots.filter(number=topic.slot).exists()
        raise (SlotNamedTwice if known else NoSuchSlot)(year=programme.year, slot=topic.slot)
    slot.topic, slot.sub_title = _some_words(topic.title), topic.sub_title
    slot.proposal = topic.proposal
    slot.save(update_fields=["topic", "sub_title", "proposal"])


def _some_words(words: Mapping[str, str]) -> Words:
    if not any(str(wording).strip() for wording in words.values()):
        raise WordsMissing()
    return dict(words)


def _plain(topic: Topic) -> dict[str, object]:
    proposal = str(topic.proposal) if topic.proposal else None
    return {"slot": topic.slot, "title": topic.title, "proposal": proposal}
