"""Verbs of what a room should be: seats, money, targets, people who have a seat in any case."""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.meetings.models import Meeting
from intersession.meetings.rules import version_of
from intersession.participation.models import MustHave, Registration, RoomRules, Target
from intersession.participation.room_facts import (
    FACTS,
    TARGET_FACTS,
    RoomFacts,
    TargetFacts,
    columns,
    sound,
    sound_target,
)


@dataclass(frozen=True, kw_only=True)
class Repair:
    """A change that was offered: new values of the rules, and of targets by their uid."""

    rules: dict[str, Any] = field(default_factory=dict)
    targets: dict[str, dict[str, Any]] = field(default_factory=dict)


class RoomChangedMeanwhile(Refusal):
    message = _(
        "Somebody changed the rules of this room while you wrote. The page shows what you wrote; "
        "open it in another window to see what stands there now."
    )


class ReasonMissing(Refusal):
    message = _("Say why.")


@transaction.atomic
def set_room_rules(
    *, meeting: Meeting, facts: RoomFacts, seen: str | None = None, by: Actor, at: datetime
) -> RoomRules:
    """`seen`: `version_of` the rules as the writer read them; without it the last one wins."""
    sound(facts)
    Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    row = RoomRules.objects.filter(meeting=meeting).first()
    if row and seen and seen != version_of(row, FACTS):
        raise RoomChangedMeanwhile()
    row = row or RoomRules(meeting=meeting)
    for name, value in asdict(facts).items():
        setattr(row, name, value)
    row.changes, row.changed_at, row.changed_by = row.changes + 1, at, str(by)
    row.save()
    record(Verb.ROOM_RULES_SET, by=by, at=at, subject=row, **asdict(facts))
    return row


@transaction.atomic
def add_target(*, meeting: Meeting, facts: TargetFacts, by: Actor, at: datetime) -> Target:
    Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    targets = list(Target.objects.filter(meeting=meeting))
    sound_target(facts, targets)
    place = max((one.position for one in targets), default=0) + 1
    row = Target.objects.create(meeting=meeting, position=place, **columns(facts))
    record(Verb.TARGET_ADDED, by=by, at=at, subject=row, **columns(facts))
    return row


@transaction.atomic
def change_target(
    *, target: Target, facts: TargetFacts, seen: str | None = None, by: Actor, at: datetime
) -> Target:
    row = Target.objects.select_for_update(of=("self",)).get(pk=target.pk)
    if seen and seen != version_of(row, TARGET_FACTS):
        raise RoomChangedMeanwhile()
    sound_target(facts, list(Target.objects.filter(meeting=row.meeting_id).exclude(pk=row.pk)))
    for name, value in columns(facts).items():
        setattr(row, name, value)
    row.save()
    record(Verb.TARGET_CHANGED, by=by, at=at, subject=row, **columns(facts))
    return row


@transaction.atomic
def remove_target(*, target: Target, by: Actor, at: datetime) -> None:
    row = Target.objects.select_for_update(of=("self",)).get(pk=target.pk)
    record(Verb.TARGET_REMOVED, by=by, at=at, subject=row, values=row.values)
    row.delete()


@transaction.atomic
def move_target(*, target: Target, up: bool, by: Actor, at: datetime) -> None:
    """Wishes are met in the order of the list: one place up or down; at an end nothing happens."""
    Meeting.objects.select_for_update(of=("self",)).get(pk=target.meeting_id)
    rows = list(Target.objects.filter(meeting=target.meeting_id).order_by("position", "pk"))
    here = next(n for n, row in enumerate(rows) if row.pk == target.pk)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(rows):
        return
    rows[here], rows[there] = rows[there], rows[here]
    for place, row in enumerate(rows, start=1):
        row.position = place
    Target.objects.bulk_update(rows, ["position"])
    record(Verb.TARGET_MOVED, by=by, at=at, subject=target, place=there + 1)


@transaction.atomic
def must_have(*, registration: Registration, reason: str, by: Actor, at: datetime) -> MustHave:
    """This person has a seat in any case; the reason stays beside the name on the list, not in
    the ledger."""
    if not reason.strip():
        raise ReasonMissing()
    row, _new = MustHave.objects.update_or_create(
        registration=registration, defaults={"reason": reason, "by": str(by), "at": at}
    )
    record(Verb.MUST_HAVE_SAID, by=by, at=at, subject=registration)
    return row


@transaction.atomic
def must_not_have(*, registration: Registration, by: Actor, at: datetime) -> None:
    """The person stands beside all others again."""
    MustHave.objects.filter(registration=registration).delete()
    record(Verb.MUST_HAVE_TAKEN_BACK, by=by, at=at, subject=registration)


@transaction.atomic
def repair_room(*, meeting: Meeting, repair: Repair, by: Actor, at: datetime) -> None:
    """Each rule is set as if a person had written it."""
    who: dict[str, Any] = {"by": by, "at": at}
    if repair.rules:
        row = RoomRules.objects.get(meeting=meeting)
        kept = {name: getattr(row, name) for name in FACTS}
        set_room_rules(meeting=meeting, facts=RoomFacts(**{**kept, **repair.rules}), **who)
    for target in Target.objects.filter(meeting=meeting, uid__in=repair.targets):
        old = {name: getattr(target, name) for name in TARGET_FACTS}
        facts = TargetFacts(**{**old, **repair.targets[str(target.uid)]})
        change_target(target=target, facts=facts, **who)
