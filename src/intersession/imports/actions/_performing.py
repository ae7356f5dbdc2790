"""Do what a line says through the action that a page would call, and note how to take it back."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, cast

from intersession.access.actions import change_person
from intersession.access.guard import Actor
from intersession.access.models import Person
from intersession.consultations.actions.preferences import Keyed, key_in
from intersession.consultations.actions.proposals import Text, make_proposal
from intersession.consultations.models import Question
from intersession.imports.models import Import, Step
from intersession.imports.plans import Line
from intersession.membership import actions as membership
from intersession.membership.models import Entity, Group, GroupMembership, MembershipStatus
from intersession.programme.models import Programme

Act = dict[str, Any]


@dataclass(kw_only=True)
class Hands:
    """The rows that acts speak of are looked up once, not once for each act."""

    source: Import
    by: Actor
    at: datetime
    steps: list[Step] = field(default_factory=list)
    entities: dict[int, Entity] = field(default_factory=dict)
    statuses: dict[int, MembershipStatus] = field(default_factory=dict)
    memberships: dict[int, GroupMembership] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    programmes: dict[int, Programme] = field(default_factory=dict)
    row: int = 0

    def look_up(self, acts: list[Act]) -> None:
        named = {act.get("entity") or act.get("proposer") for act in acts} - {None}
        self.entities = Entity.objects.in_bulk() if named else {}
        ended = [act["status"] for act in acts if "status" in act]
        rows = MembershipStatus.objects.select_related("entity")
        self.statuses = {row.pk: row for row in rows if row.pk in set(ended)} if ended else {}
        left = {act["membership"] for act in acts if "membership" in act}
        found = GroupMembership.objects.select_related("entity", "group")
        self.memberships = {row.pk: row for row in found if row.pk in left} if left else {}
        if any("group" in act for act in acts):
            self.groups = {group.code: group for group in Group.objects.all()}
        if any("year" in act for act in acts):
            self.programmes = {row.year: row for row in Programme.objects.all()}

    def perform(self, line: Line) -> None:
        self.row = line.number
        DOING[line.act["do"]](self, line.act)

    @property
    def who(self) -> dict[str, Any]:
        return {"by": self.by, "at": self.at}

    def did(self, what: str, subject: int, before: Act | None = None, **after: Any) -> None:
        step = Step(
            source=self.source,
            number=len(self.steps) + 1,
            row=self.row,
            did=what,
            subject=subject,
            before=before or {},
            after=after,
        )
        self.steps.append(step)


def _add_entity(hands: Hands, act: Act) -> None:
    made = membership.add_entity(slug=act["slug"], **act["facts"], **hands.who)
    hands.did("add_entity", made.pk, entity=made.pk)


def _change_entity(hands: Hands, act: Act) -> None:
    entity = hands.entities[act["entity"]]
    membership.change_entity(entity=entity, **act["new"], **hands.who)
    hands.did("change_entity", entity.pk, act["old"], facts=act["new"], entity=entity.pk)


def _dates(act: Act) -> dict[str, Any]:
    return {
        "since": date.fromisoformat(act["since"]),
        "until": _day(act["until"]),
        "precision": act["precision"],
        "source": act["source"],
    }


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None


def _give_status(hands: Hands, act: Act) -> None:
    entity = hands.entities[act["entity"]]
    made = membership.give_status(entity=entity, kind=act["kind"], **_dates(act), **hands.who)
    hands.did("give_status", made.pk, entity=entity.pk, until=act["until"])


def _end_status(hands: Hands, act: Act) -> None:
    status = hands.statuses[act["status"]]
    membership.end_status(status=status, on=_day(act["new"]), **hands.who)
    before = {"until": act["old"]}
    hands.did("end_status", status.pk, before, until=act["new"], entity=status.entity_id)


def _join_group(hands: Hands, act: Act) -> None:
    entity, group = hands.entities[act["entity"]], hands.groups.get(act["group"])
    if group is None:
        group = membership.add_group(code=act["group"], **act["new"], **hands.who)
        hands.groups[act["group"]] = group
        hands.did("add_group", group.pk)
    made = membership.join_group(entity=entity, group=group, **_dates(act), **hands.who)
    hands.did("join_group", made.pk, entity=entity.pk, until=act["until"])


def _leave_group(hands: Hands, act: Act) -> None:
    row = hands.memberships[act["membership"]]
    membership.leave_group(membership=row, on=_day(act["new"]), **hands.who)
    before = {"until": act["old"]}
    hands.did("leave_group", row.pk, before, until=act["new"], entity=row.entity_id)


def _name(hands: Hands, act: Act) -> None:
    """The account with its person, and the role where it is not held yet."""
    account = {name: act[name] for name in ("email", "name", "function", "shared", "language")}
    entity = hands.entities[act["entity"]]
    if act["role"]:
        since = date.fromisoformat(act["since"])
        made = membership.name_representative(
            entity=entity, role=act["role"], since=since, **account, **hands.who
        )
        user = made.user
    else:
        user = membership.open_account(**account, **hands.who)
    person = Person.objects.get(user=user, name=act["name"], function=act["function"])
    named = None if act["known"] else person.pk
    if act["role"]:
        hands.did("name_representative", made.pk, person=named)
    elif named:
        hands.did("open_account", named)


def _change_person(hands: Hands, act: Act) -> None:
    person = Person.objects.get(pk=act["person"])
    change_person(person=person, function=act["new"], **hands.who)
    hands.did("change_person", person.pk, {"function": act["old"]}, function=act["new"])


def _make_proposal(hands: Hands, act: Act) -> None:
    proposer = hands.entities[act["proposer"]] if act["proposer"] else None
    made = make_proposal(
        programme=hands.programmes[act["year"]],
        kind=act["kind"],
        words=Text(title=act["title"], body=act["body"]),
        proposer=proposer,
        **hands.who,
    )
    hands.did("make_proposal", made.pk)


def _key_in(hands: Hands, act: Act) -> None:
    received = datetime.fromisoformat(act["received_at"])
    keyed = Keyed(channel=act["channel"], received_at=received, said_by=act["said_by"])
    made = key_in(
        question=cast(Question, hands.source.question),
        entity=hands.entities[act["entity"]],
        approved=act["approved"],
        keyed=keyed,
        version=act["version"],
        **hands.who,
    )
    hands.did("key_in", made.pk, state=str(made.state))


DOING: dict[str, Callable[[Hands, Act], None]] = {
    "add_entity": _add_entity,
    "change_entity": _change_entity,
    "give_status": _give_status,
    "end_status": _end_status,
    "join_group": _join_group,
    "leave_group": _leave_group,
    "name": _name,
    "change_person": _change_person,
    "make_proposal": _make_proposal,
    "key_in": _key_in,
}
