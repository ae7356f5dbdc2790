"""Verbs of schedule files: receive one, take it into the draft, forget it when its time is over."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.meetings import queries, rules
from intersession.meetings.actions._lock import locked
from intersession.meetings.actions._taking import Choices, Taking
from intersession.meetings.actions.meetings import Facts, change_meeting
from intersession.meetings.models import Meeting, ScheduleFile
from intersession.meetings.schedules import held, plans, said
from intersession.meetings.schedules.plans import Line, PersonLine, Plan, What
from intersession.ui.dates import moment, number
from intersession.ui.text import as_typed

DAYS_KEPT = 30
LONGEST_MEETING = 31  # days, when a schedule widens it


class TakenBefore(Refusal):
    message = _("This schedule was taken in already, on %(when)s. Send the file again.")


class ChangedSince(Refusal):
    message = _("Something changed since you looked. Nothing was taken in; look again below.")


class NothingToTake(Refusal):
    message = _("Nothing would change: the agenda says already what the schedule says.")


class TooWide(Refusal):
    message = _(
        "The meeting would last %(days)s days. Is this the schedule of another meeting? If not, "
        "change the dates of the meeting first."
    )


@transaction.atomic
def receive_schedule(
    *, meeting: Meeting, upload: "UploadedFile[Any]", language: str, by: Actor, at: datetime
) -> ScheduleFile:
    """Read the file and keep it. Raises what its reading refuses. `language`: of texts that name
    none."""
    name = as_typed(str(upload.name or ""))[-200:]
    if upload.size and upload.size > said.MOST_OCTETS:
        raise said.FileTooLarge(name=name)
    content = upload.read()
    queries.said_by(content, name, meeting, language)
    row = ScheduleFile(
        meeting=meeting,
        name=name,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        language=language,
        by=str(by)[:300],
        received_at=at,
        delete_after=(at + timedelta(days=DAYS_KEPT)).date(),
    )
    row.content.save(str(row.uid), ContentFile(content), save=False)
    row.save()
    about: dict[str, Any] = {"sha256": row.sha256, "size": row.size, "meeting": str(meeting.uid)}
    record(Verb.SCHEDULE_RECEIVED, by=by, at=at, subject=row, **about)
    return row


@transaction.atomic
def take_schedule(*, file: ScheduleFile, choices: Choices, by: Actor, at: datetime) -> ScheduleFile:
    """Do what the plan says, all of it or nothing, if it is still the one that was seen."""
    meeting = locked(file.meeting)
    row = ScheduleFile.objects.select_for_update().get(pk=file.pk)
    if row.taken_in_at:
        raise TakenBefore(when=moment(row.taken_in_at))
    row.meeting = meeting
    plan = queries.plan_of_file(row)
    if plan.digest != choices.seen:
        raise ChangedSince
    if plan.outside and choices.widen:
        plan = replace(plan, meeting=_widened(plan, by, at))
    taking = Taking(plan, choices, by, at)
    taking.perform(row.language)
    counts = _counts(plan, taking)
    if not counts["changed"] and not plan.counts[What.BOTH]:
        raise NothingToTake
    _remember(plan, taking)
    row.taken_in_at, row.counts = at, counts
    row.save(update_fields=["taken_in_at", "counts"])
    about: dict[str, Any] = {"meeting": str(meeting.uid), "sha256": row.sha256, **counts}
    record(Verb.SCHEDULE_TAKEN, by=by, at=at, subject=row, **about)
    return row


@transaction.atomic
def forget_schedules(*, by: Actor, at: datetime) -> int:
    """Delete the files whose day has come; how many."""
    rows = ScheduleFile.objects.filter(delete_after__lt=at.date()).exclude(content="")
    found = list(rows.select_for_update().order_by("pk"))
    for row in found:
        row.content.delete(save=False)
        row.content = ""
        row.save(update_fields=["content"])
    if found:
        record(Verb.SCHEDULES_FORGOTTEN, by=by, at=at, subject=found[0], files=len(found))
    return len(found)


def _widened(plan: Plan, by: Actor, at: datetime) -> Meeting:
    """The meeting from its first to its last item, by the same verb as on its page."""
    meeting = plan.meeting
    begins, ends = queries.bounds_of(plan)
    widened = Meeting(starts_at=begins, ends_at=ends, time_zone=meeting.time_zone)
    if (days := len(rules.days_of(widened))) > LONGEST_MEETING:
        raise TooWide(days=number(days))
    names = [name for name in Facts.__dataclass_fields__ if name not in ("starts_at", "ends_at")]
    kept = {name: getattr(meeting, name) for name in names}
    facts = Facts(**kept, starts_at=begins, ends_at=ends)
    return change_meeting(meeting=meeting, facts=facts, by=by, at=at)


def _counts(plan: Plan, taking: Taking) -> dict[str, int]:
    """`left_out`: with a problem, or outside the meeting; `kept`: as somebody changed it here."""
    taken = [line for line in plan.lines if taking.taken(line)]
    added = sum(line.row is None for line in taken)
    kept = [line for line in plan.lines if _kept(line, taking.choices)]
    left = sum(line.item is not None and not taking.taken(line) for line in plan.lines)
    changed = sum(bool(taking.applied(line.guid, line.differences)) for line in taken)
    persons = sum(bool(taking.applied(p.person.key, p.differences)) for p in plan.persons)
    counts = {"added": added, "changed_items": changed, "removed": len(taking.removed)}
    return {
        **counts,
        "persons": persons + len(taking.made),
        "left_out": left - sum(line.gone for line in kept),
        "kept": len(kept),
        "changed": sum(counts.values()) + persons + plan.frame_changes,
    }


def _kept(line: Line, choices: Choices) -> bool:
    return line.what == What.BOTH and line.guid not in choices.overwrite


def _remember(plan: Plan, taking: Taking) -> None:
    """What stands now, as far as it is what the file says, and what the file said."""
    taken = plan.taken
    for line in plan.lines:
        if line.item and line.guid in taking.values:
            after = taking.values[line.guid]
            known = taken.items.get(line.guid, {}).get("was", {})
            agreed = _agreed(line, after, taking.applied(line.guid, line.differences))
            asked = {n: plans.asked(line.item, n) for n in plans.names_of(line.item)}
            taken.items[line.guid] = _memory(taking.rows[line.guid], known, after, agreed, asked)
        elif line.item and line.guid in taken.items:
            asked = {n: plans.asked(line.item, n) for n in plans.names_of(line.item)}
            taken.items[line.guid]["was"] |= _said(asked)
    for guid in taking.removed:
        taken.items.pop(guid, None)
    _remember_persons(plan, taking)
    taken.rooms |= {name: str(room.uid) for name, room in taking.rooms.items() if room}
    taken.save()
    if plan.frame_changes:
        plan.meeting.schedule = dict(plan.said.source or {})
        plan.meeting.save(update_fields=["schedule"])


def _remember_persons(plan: Plan, taking: Taking) -> None:
    for line in plan.persons:
        key = line.person.key
        row = line.row or taking.speakers.get(key)
        if row is None:
            continue
        after = held.of_person(row)
        known = plan.taken.persons.get(key, {}).get("was", {})
        agreed = _agreed(line, after, taking.applied(key, line.differences))
        asked = {name: getattr(line.person, name) for name in held.OF_PERSON}
        plan.taken.persons[key] = _memory(row, known, after, agreed, asked)


def _agreed(
    line: Line | PersonLine, after: Mapping[str, Any], applied: Mapping[str, Any]
) -> set[str]:
    """The columns in which what stands now is what the file says."""
    if line.row is None:
        return set(after)
    return {n for n, value in line.wanted.items() if n in applied or value == after[n]}


def _memory(
    row: Any,
    known: Mapping[str, str],
    after: Mapping[str, Any],
    agreed: set[str],
    asked: Mapping[str, Any],
) -> dict[str, Any]:
    stands = {name: plans.digest(after[name]) for name in agreed}
    return {"uid": str(row.uid), "was": {**known, **stands, **_said(asked)}}


def _said(asked: Mapping[str, Any]) -> dict[str, str]:
    return {f"{name}:said": plans.digest(value) for name, value in asked.items()}
