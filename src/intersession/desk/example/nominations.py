"""Stages `nominations` and `room`: who was put forward for the first workshop of 2012.

Everybody is a role; who comes from where, and what each is, is drawn by digest from the name of its
Entity, so that it is the same at every loading.
"""

import hashlib
import uuid
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from intersession.access.guard import Actor
from intersession.desk.example import supported, workshop
from intersession.desk.example.calendar_2011 import geneva
from intersession.documents.actions import store_file
from intersession.meetings.models import Meeting
from intersession.membership.models import Entity, GroupMembership, MembershipStatus
from intersession.participation import delegating
from intersession.participation.actions import room_rules
from intersession.participation.models import Call, Delegation, Registration

State = Registration.State
OPENS, NOMINATIONS_CLOSE = geneva(2012, 1, 16, 9), geneva(2012, 2, 27, 18)
REGISTRATIONS_CLOSE = geneva(2012, 4, 13, 18)
DURING = geneva(2012, 2, 20, 10, 30)  # stage `nominations`
AFTER = geneva(2012, 3, 1, 10, 30)  # stage `room`
DELEGATIONS, NOMINEES, OTHERS = 80, 120, 130
ROLES = ("Expert from capital, {}", "Second expert from capital, {}")
NOTE = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"  # in place of what a Mission would send
# In the order in which wishes are met: values, at least, whether only wished.
TARGETS: tuple[tuple[tuple[tuple[str, str], ...], int, bool], ...] = (
    ((("region", "AFRICAN"),), 7, False),
    ((("region", "ASIA_PACIFIC"),), 4, False),
    ((("region", "GRULAC"),), 4, False),
    ((("region", "EASTERN_EUROPEAN"),), 2, False),
    ((("ldc", "yes"),), 6, False),
    ((("origin", "yes"),), 6, True),
    ((("transit", "yes"),), 4, True),
    ((("destination", "yes"),), 4, True),
    ((("gender", "woman"),), 10, True),
    ((("capital", "yes"),), 18, True),
    ((("first_time", "yes"),), 8, True),
    ((("region", "AFRICAN"), ("gender", "woman")), 3, True),
)


def reach(stage: str, meeting: Meeting, *, by: Actor) -> datetime:
    """Of the two stages here: the hour that it is then."""
    meeting = workshop.named(meeting, by, geneva(2012, 1, 9, 9))
    open_call(meeting=meeting)
    now = put_forward(meeting=meeting, by=by, all_sent=stage == "room")
    if stage == "room":
        set_room(meeting=meeting, by=by)
        supported.set_support(meeting=meeting, by=by)
    return now


def open_call(*, meeting: Meeting) -> Call:
    return Call.objects.create(
        meeting=meeting,
        opens_at=OPENS,
        nominations_close_at=NOMINATIONS_CLOSE,
        registrations_close_at=REGISTRATIONS_CLOSE,
        names=3,
        seats=2,
        limits={"ngo": {"names": 2, "seats": 1}, "media": {"names": 2, "seats": 1}},
        lists_close_at=geneva(2012, 5, 4, 18),
    )


def put_forward(*, meeting: Meeting, by: Actor, all_sent: bool) -> datetime:
    """80 Members with 120 nominees who ask for support, and 130 others; the hour that it is then.

    `all_sent`: nominations are closed; else every fifth delegation is still a draft.
    """
    members = _members(meeting)
    chosen = sorted(members, key=lambda one: _digit(one, "comes"))[:DELEGATIONS]
    note = store_file(upload=SimpleUploadedFile("note-verbale.pdf", NOTE), by=by, at=OPENS)
    rows = [
        Delegation(
            meeting=meeting,
            entity=entity,
            state="draft" if not all_sent and n % 5 == 4 else "sent",
            credential=None if n % 13 == 5 or (not all_sent and n % 5 == 4) else note,
            credential_checked_at=None if n % 9 == 4 else OPENS + timedelta(days=35),
            sent_at=None if not all_sent and n % 5 == 4 else OPENS + timedelta(days=2 + n % 30),
            sent_by="" if not all_sent and n % 5 == 4 else str(by),
            changed_at=OPENS,
        )
        for n, entity in enumerate(sorted(chosen, key=lambda one: one.slug))
    ]
    Delegation.objects.bulk_create(rows)
    second = NOMINEES - DELEGATIONS
    twice = {one.pk for one in sorted(chosen, key=lambda one: _digit(one, "two"))[:second]}
    people = [row for made in rows for row in _nominees(made, made.entity_id in twice)]
    people += list(_others(meeting, rows, members))
    Registration.objects.bulk_create(people)
    for row in rows:
        row.sent_as = delegating.as_it_stands([one for one in people if one.delegation is row])
    Delegation.objects.bulk_update([row for row in rows if row.sent_at], ["sent_as"])
    return AFTER if all_sent else DURING


def set_room(*, meeting: Meeting, by: Actor) -> None:
    """23 seats for USD 66,667; targets as the topic has them."""
    who: dict[str, Any] = {"by": by, "at": geneva(2012, 2, 28, 9)}
    facts = room_rules.RoomFacts(
        seats_least=20,
        seats_most=23,
        per_entity=1,
        budget=6_666_700,
        share_of="spend",
        costs={"": 320_000},  # where a request is not estimated
    )
    room_rules.set_room_rules(meeting=meeting, facts=facts, **who)
    for values, least, wished in TARGETS:
        target = room_rules.TargetFacts(values=values, least=least, wished=wished)
        room_rules.add_target(meeting=meeting, facts=target, **who)


def _members(meeting: Meeting) -> list[Entity]:
    """Members outside the group of high income: their officials may be supported."""
    day = meeting.starts_at.date()
    held = MembershipStatus.objects.in_force(day).filter(kind=MembershipStatus.Kind.MEMBER)
    rich = GroupMembership.objects.in_force(day).filter(group__code="INCOME_H")
    rows = Entity.objects.filter(kind=Entity.Kind.STATE, pk__in=held.values("entity"))
    return list(rows.exclude(pk__in=rich.values("entity")).order_by("slug"))


def _digit(entity: Entity, what: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{what} {entity.slug}".encode()).digest()[:8])


def _nominees(delegation: Delegation, two: bool) -> Iterator[Registration]:
    entity = delegation.entity
    for place in (1, 2) if two else (1,):
        drawn = _digit(entity, f"person {place}")
        yield _person(
            delegation,
            role=ROLES[place - 1],
            position=place,
            support=True,
            gender="woman" if drawn % 5 < 2 else "man",
            from_capital=drawn % 11 > 0,
        )


def _others(
    meeting: Meeting, rows: list[Delegation], members: list[Entity]
) -> Iterator[Registration]:
    """Posted at the place, or of organisations: nobody of them asks for money."""
    posted = [_person(row, role="Counsellor, {}", position=9, from_capital=False) for row in rows]
    kinds = Entity.objects.exclude(kind=Entity.Kind.STATE).order_by("slug")
    of_others = [
        _person(None, entity=entity, meeting=meeting, role=role, stakeholder=entity.kind)
        for role in ("Head of delegation, {}", "Adviser, {}", "Researcher, {}", "Observer, {}")
        for entity in kinds
    ]
    yield from [*posted, *of_others][:OTHERS]


def _state(entity: Entity, role: str) -> Registration.State:
    """Most were looked at; of the others some wait."""
    drawn = _digit(entity, role) % 10
    if drawn == 0:
        return State.SUBMITTED
    return State.CHECKED if role in ROLES else State.APPROVED


def _person(
    delegation: Delegation | None,
    *,
    role: str,
    entity: Entity | None = None,
    meeting: Meeting | None = None,
    **facts: Any,
) -> Registration:
    of = delegation.entity if delegation else entity
    if of is None:
        raise ValueError("Whom does this person come from?")
    at = delegation.meeting if delegation else meeting
    sent = delegation is None or delegation.state == Delegation.State.SENT
    key = role.split(",")[0].lower().replace(" ", ".")
    state = _state(of, role) if sent else State.NOMINATED
    return Registration(
        uid=uuid.uuid5(uuid.NAMESPACE_OID, f"{at} {of.slug} {role}"),
        meeting=at,
        delegation=delegation,
        entity=of,
        state=state,
        badge_name=role.format(str(of)),
        function=role.split(",")[0],
        email=f"{key}@{of.slug}.example",
        language=of.language,
        added_at=OPENS,
        submitted_at=OPENS + timedelta(days=20) if sent else None,
        delete_after=date(2012, 5, 25),
        changed_at=OPENS,
        **facts,
    )
