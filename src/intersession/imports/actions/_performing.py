"""Do what lines say through the actions that the pages call, and note how to take it back."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from typing import Any, cast

from intersession.access.actions import change_person
from intersession.access.guard import Actor, at_place
from intersession.access.models import Person
from intersession.consultations.actions.preferences import Keyed, key_in
from intersession.consultations.actions.proposals import Text, make_proposal
from intersession.consultations.models import Preference, Question
from intersession.imports.models import Import, Step
from intersession.imports.plans import Line
from intersession.meetings.models import Meeting
from intersession.membership import actions as membership
from intersession.membership.models import Entity, Group, GroupMembership, MembershipStatus
from intersession.participation.actions import taken_in
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

    def perform(self, run: Sequence[Line]) -> None:
        """A refusal says which line of the run it is about (`place`)."""
        DOING[run[0].act["do"]](self, run)

    @property
    def who(self) -> dict[str, Any]:
        return {"by": self.by, "at": self.at}

    def did(self, line: Line, what: str, row: Any, before: Act | None = None, **after: Any) -> None:
        step = Step(
            source=self.source,
            number=len(self.steps) + 1,
            row=line.number,
            did=what,
            subject=row.pk,
            before=before or {},
            after=after,
        )
        self.steps.append(step)


def runs(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Lines that one action does together, in their order. A group that is new begins a run: the
    action that makes it comes first."""
    new: set[str] = set()

    def key(line: Line) -> tuple[Any, int]:
        if line.act["do"] == "join_group" and "new" in line.act:
            new.add(line.act["group"])
        return DOING[line.act["do"]], len(new)

    return (list(run) for _key, run in groupby(lines, key))


def _entities(hands: Hands, run: Sequence[Line]) -> None:
    acts = [_entity_act(hands, line.act) for line in run]
    for line, row in zip(run, membership.write_entities(acts=acts, **hands.who), strict=True):
        if line.act["do"] == "add_entity":
            hands.did(line, "add_entity", row, entity=row.pk)
        else:
            old, new = line.act["old"], line.act["new"]
            hands.did(line, "change_entity", row, old, facts=new, entity=row.pk)


def _entity_act(hands: Hands, act: Act) -> membership.Adding | membership.Changing:
    if act["do"] == "add_entity":
        return membership.Adding(slug=act["slug"], facts=act["facts"])
    return membership.Changing(entity=hands.entities[act["entity"]], facts=act["new"])


def _dates(act: Act) -> dict[str, Any]:
    return {
        "since": date.fromisoformat(act["since"]),
        "until": _day(act["until"]),
        "precision": act["precision"],
        "source": act["source"],
    }


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None


def _statuses(hands: Hands, run: Sequence[Line]) -> None:
    acts = [_status_act(hands, line.act) for line in run]
    for line, row in zip(run, membership.write_statuses(acts=acts, **hands.who), strict=True):
        _dated(hands, line, row)


def _status_act(hands: Hands, act: Act) -> MembershipStatus | membership.Ending:
    if act["do"] == "end_status":
        return membership.Ending(row=hands.statuses[act["status"]], on=_day(act["new"]))
    entity = hands.entities[act["entity"]]
    return MembershipStatus(entity=entity, kind=act["kind"], **_dates(act))


def _groups(hands: Hands, run: Sequence[Line]) -> None:
    first = run[0].act
    if first["do"] == "join_group" and first["group"] not in hands.groups:
        group = membership.add_group(code=first["group"], **first["new"], **hands.who)
        hands.groups[group.code] = group
        hands.did(run[0], "add_group", group)
    acts = [_group_act(hands, line.act) for line in run]
    for line, row in zip(run, membership.write_groups(acts=acts, **hands.who), strict=True):
        _dated(hands, line, row)


def _group_act(hands: Hands, act: Act) -> GroupMembership | membership.Ending:
    if act["do"] == "leave_group":
        return membership.Ending(row=hands.memberships[act["membership"]], on=_day(act["new"]))
    entity, group = hands.entities[act["entity"]], hands.groups[act["group"]]
    return GroupMembership(entity=entity, group=group, **_dates(act))


def _dated(hands: Hands, line: Line, row: Any) -> None:
    """Given or joined until a day; or ended on another one than before."""
    act = line.act
    if "old" in act:
        before = {"until": act["old"]}
        hands.did(line, act["do"], row, before, until=act["new"], entity=row.entity_id)
    else:
        hands.did(line, act["do"], row, until=act["until"], entity=row.entity_id)


def _people(hands: Hands, run: Sequence[Line]) -> None:
    """The account with its person, and the role where it is not held yet."""
    namings = [_naming(hands, line.act) for line in run]
    found = membership.name_representatives(namings=namings, **hands.who)
    for line, named in zip(run, found, strict=True):
        person = None if line.act["known"] else named.person
        if named.representation:
            pk = person.pk if person else None
            hands.did(line, "name_representative", named.representation, person=pk)
        elif person:
            hands.did(line, "open_account", person)


def _naming(hands: Hands, act: Act) -> membership.Naming:
    return membership.Naming(
        entity=hands.entities[act["entity"]],
        role=act["role"],
        since=date.fromisoformat(act["since"]),
        **{name: act[name] for name in ("email", "name", "function", "shared", "language")},
    )


def _change_people(hands: Hands, run: Sequence[Line]) -> None:
    people = Person.objects.in_bulk([line.act["person"] for line in run])
    for place, line in enumerate(run):
        person, old, new = people[line.act["person"]], line.act["old"], line.act["new"]
        with at_place(place):
            change_person(person=person, function=new, **hands.who)
        hands.did(line, "change_person", person, {"function": old}, function=new)


def _make_proposals(hands: Hands, run: Sequence[Line]) -> None:
    for place, line in enumerate(run):
        act = line.act
        with at_place(place):
            made = make_proposal(
                programme=hands.programmes[act["year"]],
                kind=act["kind"],
                words=Text(title=act["title"], body=act["body"]),
                proposer=hands.entities[act["proposer"]] if act["proposer"] else None,
                **hands.who,
            )
        hands.did(line, "make_proposal", made)


def _key_in(hands: Hands, run: Sequence[Line]) -> None:
    """Noted is also which answers were held until this one settled them."""
    question = cast(Question, hands.source.question)
    rows = question.preferences.filter(state=Preference.State.HELD)
    held = list(rows.values_list("entity", "pk"))
    for place, line in enumerate(run):
        act = line.act
        received = datetime.fromisoformat(act["received_at"])
        with at_place(place):
            made = key_in(
                question=question,
                entity=hands.entities[act["entity"]],
                approved=act["approved"],
                keyed=Keyed(channel=act["channel"], received_at=received, said_by=act["said_by"]),
                version=act["version"],
                **hands.who,
            )
        before = {pk for entity, pk in held if entity == act["entity"]}
        settled = before - set(rows.filter(pk__in=before).values_list("pk", flat=True))
        hands.did(line, "key_in", made, {"held": sorted(settled)}, state=str(made.state))


def _take_in_people(hands: Hands, run: Sequence[Line]) -> None:
    meeting = Meeting.objects.get(slug=run[0].act["meeting"])
    acts = [_person_act(line.act) for line in run]
    rows = taken_in.take_in_people(meeting=meeting, acts=acts, **hands.who)
    for line, row in zip(run, rows, strict=True):
        left = {"changes": row.changes, "facts": line.act["facts"]}
        hands.did(line, line.act["do"], row, line.act.get("old"), **left)


def _person_act(act: Act) -> taken_in.Coming | taken_in.Changing:
    if act["do"] == "register_person":
        return taken_in.Coming(facts=act["facts"])
    return taken_in.Changing(registration=act["registration"], facts=act["facts"])


DOING: dict[str, Callable[[Hands, Sequence[Line]], None]] = {
    "add_entity": _entities,
    "change_entity": _entities,
    "give_status": _statuses,
    "end_status": _statuses,
    "join_group": _groups,
    "leave_group": _groups,
    "name": _people,
    "change_person": _change_people,
    "register_person": _take_in_people,
    "change_registration": _take_in_people,
    "make_proposal": _make_proposals,
    "key_in": _key_in,
}
