"""A workshop with people put forward for funded seats, made as rows."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from intersession.access.guard import Actor
from intersession.access.policy import Role
from intersession.meetings.models import Meeting
from intersession.membership.models import Entity, Group, GroupMembership, Profile
from intersession.participation.actions import room_rules
from intersession.participation.models import Registration
from intersession.programme.models import Programme

AT = datetime(2011, 10, 20, 8, tzinfo=UTC)
OFFICER = Actor(roles=frozenset({Role.ADMINISTRATION}), name="Dialogue team", user=1)
WHO: dict[str, Any] = {"by": OFFICER, "at": AT}
LONG_AGO = date(2000, 1, 1)
numbers = count(1)


def workshop() -> Meeting:
    year = Programme.objects.create(year=2012)
    return Meeting.objects.create(
        programme=year,
        kind="workshop",
        number=1,
        slug="w",
        title={"en": "Moving to safety"},
        place={"en": "Geneva"},
        starts_at=AT + timedelta(days=180),
        ends_at=AT + timedelta(days=181),
        state="announced",
    )


def state(slug: str, region: str = "AFRICAN", *labels: str, **facts: Any) -> Entity:
    row = Entity.objects.create(slug=slug, kind="state", name={"en": slug.title()}, **facts)
    join(row, region, "un_regional_group")
    Profile.objects.bulk_create(
        Profile(entity=row, label=label, since=LONG_AGO) for label in labels
    )
    return row


def join(entity: Entity, code: str, kind: str) -> None:
    named = {"kind": kind, "name": {"en": code.title()}}
    group, _new = Group.objects.get_or_create(code=code, defaults=named)
    GroupMembership.objects.create(group=group, entity=entity, since=LONG_AGO)


def nominee(meeting: Meeting, entity: Entity | None, **facts: Any) -> Registration:
    n = next(numbers)
    given = {
        "meeting": meeting,
        "entity": entity,
        "badge_name": f"Expert {n}",
        "email": f"expert{n}@x.example",
        "support": True,
        "state": "submitted",
        "added_at": AT,
        "changed_at": AT,
        "delete_after": date(2012, 5, 25),
    }
    return Registration.objects.create(**{**given, **facts})


def rules(meeting: Meeting, seats: int = 2, **facts: Any) -> None:
    given = {"seats_least": 1, "seats_most": seats, "costs": {"": 100_000}, **facts}
    room_rules.set_room_rules(meeting=meeting, facts=room_rules.RoomFacts(**given), **WHO)


def target(meeting: Meeting, *values: tuple[str, str], **facts: Any) -> Any:
    given = room_rules.TargetFacts(values=values, **facts)
    return room_rules.add_target(meeting=meeting, facts=given, **WHO)
