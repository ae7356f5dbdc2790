"""Many acts at once come to what the same acts come to one after the other: the same rows, the
same entries, or the same refusal of the same act."""

import random
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from intersession.access.guard import Actor, Refusal
from intersession.access.models import Person, User
from intersession.access.policy import Role
from intersession.ledger.models import Entry
from intersession.ledger.record import verify
from intersession.membership import actions
from intersession.membership.actions import Adding, Changing, Ending, Naming
from intersession.membership.models import (
    Entity,
    Group,
    GroupMembership,
    MembershipStatus,
    Representation,
)
from intersession.membership.tests.conftest import AT

OFFICER = Actor(roles=frozenset({Role.ADMINISTRATION}), name="C. Officer")
HEAD = Actor(roles=frozenset({Role.HEAD_OF_MISSION}), name="A. Head")
ROUNDS, ACTS = 60, 8
TABLES: dict[Any, Sequence[str]] = {
    Entity: ("slug", "kind", "name", "iso2", "iso3", "capital", "phone"),
    MembershipStatus: ("entity__slug", "kind", "since", "until", "source", "precision"),
    GroupMembership: ("entity__slug", "group__code", "since", "until"),
    User: ("email", "shared", "language", "is_active"),
    Person: ("user__email", "name", "function"),
    Representation: ("entity__slug", "user__email", "role", "since", "until"),
}


class Undone(Exception):
    """Takes a try back."""


def what_stands() -> list[Any]:
    """The rows, and what the ledger says with names in place of what is drawn by lot."""
    found: list[Any] = [
        list(table.objects.order_by("pk").values(*names)) for table, names in TABLES.items()
    ]
    names = {str(row.uid): row.slug for row in Entity.objects.all()}
    names |= {str(row.uid): row.email for row in User.objects.all()}
    for verb, by, subject, data in Entry.objects.order_by("pk").values_list(
        "verb", "by", "subject", "data"
    ):
        for uid, name in names.items():
            subject, data = subject.replace(uid, name), data.replace(uid, name)
        found.append((verb, by, subject, data))
    return found


def outcome(act: Callable[[], None]) -> Any:
    """What stands afterwards, or the sentence that refuses it; nothing stays."""
    found: Any = None
    try:
        with transaction.atomic():
            act()
            assert verify() == []
            found = what_stands()
            raise Undone
    except Undone:
        return found
    except Refusal as why:
        return why.place, type(why), str(why)


def one_by_one(write: Callable[[list[Any]], Any], acts: list[Any]) -> None:
    for place, act in enumerate(acts):
        try:
            write([act])
        except Refusal as why:
            why.place = place
            raise


def day(chance: random.Random) -> date:
    return date(2000 + chance.randrange(6), 1, 1)


def period(chance: random.Random) -> dict[str, Any]:
    return {"since": day(chance), "until": chance.choice([None, *[day(chance)] * 3])}


def statuses(chance: random.Random, entities: list[Entity]) -> Any:
    held = list(MembershipStatus.objects.select_related("entity"))
    if chance.random() < 0.4:
        return Ending(row=chance.choice(held), on=chance.choice([None, day(chance)]))
    kind = chance.choice(["member", "observer_state", "partner"])
    return MembershipStatus(entity=chance.choice(entities), kind=kind, **period(chance))


def groups(chance: random.Random, entities: list[Entity]) -> Any:
    held = list(GroupMembership.objects.select_related("entity", "group"))
    if chance.random() < 0.4:
        return Ending(row=chance.choice(held), on=chance.choice([None, day(chance)]))
    group = chance.choice(list(Group.objects.filter(code__in=["ONE", "TWO"])))
    return GroupMembership(entity=chance.choice(entities), group=group, **period(chance))


def entities_of(chance: random.Random, entities: list[Entity]) -> Any:
    code = {"iso3": chance.choice(["", "", "AAA", "BBB", "CCC", "DDD", "EEE"])}
    if chance.random() < 0.4:
        facts = code if code["iso3"] else {"capital": chance.choice(["", "Town"]), "phone": "1"}
        return Changing(entity=chance.choice(entities), facts=facts)
    name = {"en": chance.choice(["One", *map(str, range(30))])}
    return Adding(facts={"kind": "state", "name": name, **code})


def people(chance: random.Random, entities: list[Entity]) -> Any:
    return Naming(
        entity=chance.choice(entities[:2]),
        role=chance.choice(["", "focal_point", "focal_point", "head_of_mission"]),
        since=day(chance),
        email=chance.choice("ABCDEFGH") + "@one.example",
        name=chance.choice(["", "Awa Jallow", "Sean O’Neill"]),
        function=chance.choice(["Counsellor", "Attaché"]),
        shared=chance.random() < 0.3,
    )


CASES = {
    "statuses": (statuses, actions.write_statuses, "acts", OFFICER),
    "groups": (groups, actions.write_groups, "acts", OFFICER),
    "entities": (entities_of, actions.write_entities, "acts", OFFICER),
    "people": (people, actions.name_representatives, "namings", OFFICER),
    "people that a head of mission names": (people, actions.name_representatives, "namings", HEAD),
}


@pytest.fixture
def entities(db: None) -> list[Entity]:
    """Three, of which one has been in all of it before."""
    who: dict[str, Any] = {"by": OFFICER, "at": AT}
    made = [
        actions.add_entity(kind="state", name={"en": name}, iso3=code, **who)
        for name, code in (("One", "AAA"), ("Two", "BBB"), ("Three", ""))
    ]
    held: dict[str, Any] = {"since": date(2001, 1, 1), "until": date(2002, 1, 1)}
    actions.give_status(entity=made[0], kind="member", **held, **who)
    actions.give_status(entity=made[1], kind="member", since=date(2004, 1, 1), **who)
    for code in ("ONE", "TWO"):
        group = actions.add_group(code=code, kind="other", name={"en": code}, **who)
        actions.join_group(entity=made[0], group=group, **held, **who)
    account = {"email": "a@one.example", "function": "Counsellor"}
    actions.name_representative(
        entity=made[0], role="focal_point", since=date(2001, 1, 1), **account, **who
    )
    return made


@pytest.mark.parametrize("case", CASES)
def test_many_at_once_are_the_same_as_one_after_the_other(
    case: str, entities: list[Entity]
) -> None:
    draw, action, name, actor = CASES[case]
    who: dict[str, Any] = {"by": actor, "at": AT}
    refused = 0

    def write(acts: list[Any]) -> None:
        action(**{name: acts}, **who)

    for seed in range(ROUNDS):

        def acts(seed: int = seed) -> list[Any]:
            chance = random.Random(f"{case} {seed}")
            return [draw(chance, entities) for _ in range(1 + seed * ACTS // ROUNDS)]

        alone = outcome(lambda acts=acts: one_by_one(write, acts()))
        assert outcome(lambda acts=acts: write(acts())) == alone, acts()
        refused += isinstance(alone, tuple)
    assert 0 < refused < ROUNDS


@pytest.mark.parametrize("kind", ["statuses", "groups", "entities", "people"])
def test_many_cost_as_many_queries_as_three(kind: str, entities: list[Entity]) -> None:
    """Where all that comes in is new."""
    _draw, action, name, actor = CASES[kind]
    makes: dict[str, Callable[[int], Any]] = {
        "statuses": lambda n: MembershipStatus(
            entity=entities[2],
            kind="partner",
            since=date(1950 + n, 1, 1),
            until=date(1951 + n, 1, 1),
        ),
        "groups": lambda n: GroupMembership(
            entity=entities[2],
            group=Group.objects.get(code="ONE"),
            since=date(1950 + n, 1, 1),
            until=date(1951 + n, 1, 1),
        ),
        "entities": lambda n: Adding(facts={"kind": "ngo", "name": {"en": f"Number {kind} {n}"}}),
        "people": lambda n: Naming(
            entity=entities[2],
            role="donor",
            since=date(2011, 1, 1),
            email=f"{n}@many.example",
            function="Head",
        ),
    }
    costs = []
    for numbers in (range(3), range(3, 15)):
        acts = [makes[kind](n) for n in numbers]
        with transaction.atomic(), CaptureQueriesContext(connection) as queries:
            action(**{name: acts}, by=actor, at=AT)
        costs.append(len(queries))
    assert costs[0] == costs[1]
