"""What is deleted: on its day by the clock, or because the person asked."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.ledger.record import Told, name_of, record, record_many
from intersession.ledger.verbs import Verb
from intersession.outbox import emptying
from intersession.outbox.emptying import NO_MAILBOX
from intersession.participation import deciding, letters_of_registrations, line_up, registering
from intersession.participation.actions._dossiers import ReasonNeeded, locked, remember
from intersession.participation.actions._support import drop, forget
from intersession.participation.models import (
    Attendance,
    Correction,
    Invitation,
    ParticipantsList,
    PersonalPaper,
    Registration,
    SupportRequest,
)
from intersession.participation.naming import Named, formal
from intersession.participation.queries import participants
from intersession.participation.registering import KEPT_DAYS
from intersession.ui.dates import duty_day

State = Registration.State
AT_ONCE = 500  # of each in one round, so that nobody waits long
NOBODY = "—"
# So long after a registration was emptied mails about it are looked for: some leave after it.
MAILS_LEAVE = timedelta(days=7)
# Empty after the meeting, with what stands there then.
EMPTIED: dict[str, Any] = {
    "phone": "",
    "needs": "",
    "diet": "",
    "accessibility": "",
    "languages": [],
    "answers": {},
    "opened": [],
    "reason": "",
}
# Empty besides, where the person asked and nothing speaks against it.
ERASED: dict[str, Any] = {
    **EMPTIED,
    "email": "",
    "gender": "",
    "given_name": "",
    "family_name": "",
    "from_capital": None,
    "support": False,
    "history": [],
    "user": None,
    "same_as": None,
}
NO_CORRECTION: dict[str, Any] = {"fields": {}, "note": "", "answer": ""}
# The list of participants keeps a line; the published one names nobody who asked for deletion.
STAYING: dict[str, Any] = {"consents": {}}
NAMED = {"badge_name": NOBODY, "title": "", "function": "", "affiliation": "", "consents": {}}


class JourneyFirst(Refusal):
    message = _(
        "%(name)s travels with a ticket that was bought, and route and days are needed until the "
        "journey is over. Record on the page of the request that it was made, or cancel the "
        "support there; then this can be done."
    )


class NotAsked(Refusal):
    message = _("This person has not asked for deletion, or was answered already.")


@transaction.atomic
def forget_registrations(*, by: Actor, at: datetime) -> int:
    """Papers, and what a person needed, whose day is over, and mails about them that have left;
    how many rows were emptied."""
    over = Q(delete_after__lt=duty_day(at))
    held = timedelta(days=KEPT_DAYS)  # a meeting that moved to a later day is waited for
    papers = PersonalPaper.objects.filter(
        over, deleted_at=None, registration__meeting__ends_at__lt=at - held
    )
    registrations = Registration.objects.filter(
        over, forgotten_at=None, meeting__ends_at__lt=at - held
    )
    emptied = _papers_emptied(list(papers.select_related("registration__meeting")[:AT_ONCE]), at)
    rows = list(registrations.select_related("meeting")[:AT_ONCE])
    _empty(rows, at)
    forgotten, mails = Counter(row.meeting for row in rows), _mails_emptied(at)
    told = [
        Told(
            Verb.REGISTRATIONS_FORGOTTEN,
            meeting,
            {
                "registrations": forgotten[meeting],
                "papers": emptied[meeting],
                "mails": mails[meeting],
            },
        )
        for meeting in {**forgotten, **emptied, **mails}
    ]
    record_many(told, by=by, at=at)
    return len(rows) + sum(emptied.values()) + sum(mails.values())


def _mails_emptied(at: datetime) -> Counter[Any]:
    """Of those that were emptied of late, and of the invitation of a person who was erased."""
    late = Registration.objects.filter(forgotten_at__gt=at - MAILS_LEAVE)
    found: Counter[Any] = Counter()
    names: dict[str, Any] = {}
    for row in late.select_related("meeting", "invitation"):
        names[name_of(row)] = row.meeting
        own = row.invitation is not None and row.invitation.entity_id is None
        if row.invitation is not None and own and registering.is_erased(row):
            names[name_of(row.invitation)] = row.meeting
    if names:
        for about, number in emptying.empty(names, AT_ONCE).items():
            found[names[about]] += number
    return found


def _papers_emptied(papers: list[PersonalPaper], at: datetime) -> Counter[Any]:
    pks = [paper.pk for paper in papers]
    PersonalPaper.objects.filter(pk__in=pks).update(sealed=None, name="", deleted_at=at)
    return Counter(paper.registration.meeting for paper in papers)


def _empty(rows: list[Registration], at: datetime) -> None:
    for row in rows:
        for name, nothing in EMPTIED.items():
            setattr(row, name, nothing)
        row.history = [{**step, "why": ""} for step in row.history]
        row.forgotten_at = at
    Registration.objects.bulk_update(rows, [*EMPTIED, "history", "forgotten_at"], batch_size=100)
    forget(rows)
    _presence_alone([row.pk for row in rows])
    Correction.objects.filter(registration__in=rows).update(**NO_CORRECTION)


def _presence_alone(registrations: list[int]) -> None:
    """That they were in the room stays, for the list; at which door and who wrote it does not."""
    rows = Attendance.objects.filter(registration__in=registrations)
    rows.update(door="", by=NOBODY, again=[], taken_back_why="")
    rows.exclude(taken_back_at=None).update(taken_back_by=NOBODY)


@transaction.atomic
def answer_deletion(
    *, registration: Registration, yes: bool, why: str = "", by: Actor, at: datetime
) -> Registration:
    """Deleted, but for what must be kept; or kept, and why. The person is told which."""
    row = locked(registration, emptied=True)
    if row.deletion_asked_at is None or row.deletion_answered_at is not None:
        raise NotAsked
    why = why.strip()
    if not yes and not why:
        raise ReasonNeeded
    row.deletion_answered_at, row.deletion_answer = at, why
    stays = deciding.stays_on_list(row, at)
    if yes and stays and _travels(row):
        raise JourneyFirst(name=row.badge_name)
    if yes and not stays:
        drop(row, erased=True, by=by, at=at)
    act = ("deletion_part" if stays else "deletion_yes") if yes else "deletion_no"
    letters_of_registrations.write(act, row, why=why, by=by, at=at)
    remember(row, act, why, by=by, at=at)
    row.save()
    if yes:
        _erase(row, stays, at)
    record(Verb.DELETION_ANSWERED, by=by, at=at, subject=row, yes=yes, name_kept=yes and stays)
    return row


def _travels(row: Registration) -> bool:
    """A ticket was bought, and what it was made out for is still needed."""
    rows = SupportRequest.objects.filter(registration=row)
    return rows.filter(state=SupportRequest.State.TICKETED).exists()


def _erase(row: Registration, stays: bool, at: datetime) -> None:
    gone = {**ERASED, **(STAYING if stays else {**NAMED, "state": State.CANCELLED})}
    if row.given_name and row.family_name:  # as the list set it, for only this one stays
        named = Named(given=row.given_name, family=row.family_name, badge=row.badge_name)
        row.badge_name = formal(named, "en")[:200]
    Registration.objects.filter(same_as=row).update(same_as=None)
    for name, nothing in gone.items():
        setattr(row, name, nothing)
    row.forgotten_at = at
    row.save()
    forget([row])
    gone_too = {"name": "", "email": NO_MAILBOX, "answer": "", "state": Invitation.State.WITHDRAWN}
    if row.invitation is not None and row.invitation.entity is None:
        Invitation.objects.filter(pk=row.invitation.pk).update(**gone_too)
    row.papers.filter(deleted_at=None).update(sealed=None, name="", deleted_at=at)
    _presence_alone([row.pk])
    row.corrections.update(**NO_CORRECTION)
    if not stays:
        _off_the_list(row)


def _off_the_list(row: Registration) -> None:
    """Whoever asked before the meeting began took no part: no issued list names them."""
    lists = ParticipantsList.objects.select_for_update(of=("self",))
    for listed in lists.filter(meeting=row.meeting_id).exclude(issued={}):
        lines = [line for line in listed.issued["lines"] if line["uid"] != str(row.uid)]
        digest = participants.digest(line_up.from_json(lines))
        listed.issued = {**listed.issued, "lines": lines, "digest": digest}
        listed.save(update_fields=["issued"])
