"""Receive a list, say what its columns mean, forget it when its time is over."""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.consultations.models import Question
from intersession.imports import queries, rules
from intersession.imports.columns import KINDS
from intersession.imports.models import Import, Remembered
from intersession.imports.plans import Plan
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.meetings.models import Meeting
from intersession.participation.models import Registration

State = Import.State


class QuestionMissing(Refusal):
    message = _("Say to which question these answers belong.")


class DoneBefore(Refusal):
    message = _("This list was taken in already; what its columns mean can no longer change.")


class ColumnMissing(Refusal):
    message = _("Say which column holds “%(label)s”, or what holds for all rows.")


class ColumnTwice(Refusal):
    message = _("“%(label)s” is given to more than one column: %(letters)s. Choose one of them.")


@transaction.atomic
def receive(
    *,
    upload: "UploadedFile[Any]",
    kind: str,
    question: Question | None = None,
    meeting: Meeting | None = None,
    by: Actor,
    at: datetime,
) -> Import:
    """Read the file and keep it; its columns mean what such heads meant the last time, or what
    they are known to mean. Raises what `reading` refuses."""
    if kind == "preferences" and question is None:
        raise QuestionMissing()
    name = str(upload.name or "")[-200:]
    if upload.size and upload.size > rules.MOST_OCTETS:
        raise rules.FileTooLarge(name=name)
    content = upload.read()
    table = queries.table_of(content, name, kind)
    columns, given = queries.meaning(kind, table, question)
    if meeting is not None and "meeting" in KINDS[kind].by_code:
        given = {**given, "meeting": meeting.slug}
    source = Import(
        kind=kind,
        question=question if kind == "preferences" else None,
        name=name,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        columns=columns,
        given=given,
        by=str(by)[:300],
        user_id=by.user,
        received_at=at,
        delete_after=(at + timedelta(days=rules.DAYS_KEPT)).date(),
    )
    source.content.save(str(source.uid), ContentFile(content), save=False)
    source.save()
    about: dict[str, Any] = {"kind": kind, "sha256": source.sha256, "size": source.size}
    record(Verb.LIST_RECEIVED, by=by, at=at, subject=source, **about)
    return source


@transaction.atomic
def arrange(
    *,
    source: Import,
    columns: Mapping[str, str],
    given: Mapping[str, str],
    answers: Mapping[str, str] | None = None,
    by: Actor,
    at: datetime,
) -> Plan:
    """What the columns mean ({place: field}), what holds for all rows, and which Entity is meant
    by a name. Remembered for the next list with these heads."""
    row = Import.objects.select_for_update().get(pk=source.pk)
    if row.state not in (State.RECEIVED, State.ARRANGED):
        raise DoneBefore()
    row.columns = {place: code for place, code in columns.items() if code}
    row.given = {code: value for code, value in given.items() if value}
    row.answers |= {key: slug for key, slug in (answers or {}).items() if slug}
    _check(row)
    listed = queries.given_of(row, at)
    plan = queries.plan_of(listed)
    row.state, row.seen = State.ARRANGED, plan.digests
    row.save(update_fields=["columns", "given", "answers", "state", "seen"])
    kept = {
        "columns": queries.in_order(listed.table, row.columns),
        "given": {code: value for code, value in row.given.items() if _lasts(row.kind, code)},
    }
    heads = queries.heads_digest(listed.table)
    Remembered.objects.update_or_create(kind=row.kind, heads=heads, defaults=kept)
    record(Verb.LIST_ARRANGED, by=by, at=at, subject=row, columns=row.columns)
    return plan


def _lasts(kind: str, code: str) -> bool:
    """What a list is about (its group, year, source) is said of each anew: the next one with the
    same heads is about something else."""
    field = KINDS[kind].by_code[code]
    return field.lasts or bool(field.by_default)


def _check(row: Import) -> None:
    """Each field in one column, and a column or a value for what is needed."""
    kind = KINDS[row.kind]
    for code in set(row.columns.values()):
        letters = [place for place, field in row.columns.items() if field == code]
        if len(letters) > 1 and code in kind.by_code:
            names = ", ".join(queries.letter(int(place)) for place in sorted(letters, key=int))
            raise ColumnTwice(label=kind.by_code[code].label, letters=names)
    there = {*row.columns.values(), *row.given}
    for group in kind.needs:
        if not there.intersection(group):
            raise ColumnMissing(label=kind.by_code[group[0]].label)


@transaction.atomic
def forget(*, by: Actor, at: datetime) -> int:
    """Delete the files whose day has come, and what an undoing would need; how many. Those of a
    meeting go earlier once somebody's registration is emptied: they may name that person."""
    due = Q(delete_after__lt=at.date()) | Q(pk__in=_of_the_forgotten())
    rows = Import.objects.filter(due).exclude(content="")
    found = list(rows.select_for_update().order_by("pk"))
    for row in found:
        row.steps.all().delete()
        row.content.delete(save=False)
        row.content, row.answers, row.seen = "", {}, {}
        row.save(update_fields=["content", "answers", "seen"])
    if found:
        record(Verb.LISTS_FORGOTTEN, by=by, at=at, subject=found[0], lists=len(found))
    return len(found)


def _of_the_forgotten() -> list[int]:
    """Lists of participants that came before a registration of their meeting was emptied."""
    lists = Import.objects.filter(kind="participants").exclude(content="")
    received = {row.pk: (row.given.get("meeting", ""), row.received_at) for row in lists}
    gone = Registration.objects.filter(meeting__slug__in={slug for slug, _at in received.values()})
    last = dict(gone.values_list("meeting__slug").annotate(Max("forgotten_at")))
    return [pk for pk, (slug, when) in received.items() if (last.get(slug) or when) > when]
