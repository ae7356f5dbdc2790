"""Who acts in a request: the account, the person at the keyboard, the roles held that day.

`access` may not know Entities, so the pieces are put together here.
"""

import json
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from django.db import models
from django.db.models import F, Value
from django.db.models.functions import Cast

from intersession.access import second_factor
from intersession.access.guard import PERSON, Actor
from intersession.access.models import Appointment, Person, User
from intersession.access.policy import Role
from intersession.membership.models import Representation
from intersession.prepared import DAY, KEY, Given, Prepared

__all__ = ["PERSON", "actor_for", "actor_of", "held_back", "must_say_who"]
# What is open while nobody said yet who acts: to say it, to leave, to change sides in the example.
OPEN = ("/access/who/", "/access/sign-out/", "/static/", "/desk/example/")


def actor_of(request: Any) -> Actor:
    """The public, or the account with the person who said that they act."""
    user = request.user
    if not user.is_authenticated or not user.is_active:
        return Actor()
    actor = actor_for(user, _person(user, request.session.get(PERSON)), request.today)
    # In the example nobody has a key: its people sign in by links.
    return actor if request.example else held_back(request, actor)


def held_back(request: Any, actor: Actor) -> Actor:
    """Without a second factor the roles that need one are not in force."""
    strong = actor.roles & second_factor.ROLES_THAT_NEED_IT
    if not strong or second_factor.proved(request):
        return actor
    return replace(actor, roles=(actor.roles - strong) or frozenset({Role.PUBLIC}), withheld=strong)


def _person(user: User, chosen: int | None) -> Person | None:
    """A shared mailbox has nobody until somebody said who they are."""
    if user.shared and chosen is None:
        return None
    persons: list[Person] = _persons(user=user.pk)
    return next((one for one in persons if chosen in (None, one.pk)), None)


_persons = Prepared(
    lambda: Person.objects.filter(user=Given("user", KEY), active=True).order_by("pk")
)


def actor_for(user: User, person: Person | None, day: date) -> Actor:
    """The roles held on `day`; without a person there is an account, but no role at all."""
    if person is None:
        return Actor(user=user.pk, name=user.email)
    held = _held(user, day)
    entity = next((one for one in held if one.entity), _Held())
    roles = {one.role for one in held if one.entity in (None, entity.entity)}
    return Actor(
        roles=frozenset(roles or {Role.PUBLIC}),
        name=person.name,
        function=person.function,
        entity=entity.entity,
        entity_slug=entity.slug,
        entity_name=json.loads(entity.name) if entity.name else {},
        user=user.pk,
        person=person.pk,
    )


class _Held(NamedTuple):
    role: Role = Role.PUBLIC
    entity: int | None = None
    slug: str = ""
    name: str = ""  # JSON


def _held(user: User, day: date) -> list[_Held]:
    """Every role held on `day`, of the whole dialogue or for an Entity. One query."""
    rows = _roles(user=user.pk, day=day)
    held = [_Held(Role(role), of, slug, words) for role, of, slug, words in rows]
    return sorted(held, key=lambda one: (one.entity or 0, one.role))


def _in_force() -> Any:
    user, day = Given("user", KEY), Given("day", DAY)
    nobody = {"of": Value(None, models.BigIntegerField()), "slug": Value(""), "words": Value("")}
    office = Appointment.objects.in_force(day).filter(user=user).annotate(**nobody)
    acting = Representation.objects.in_force(day).filter(user=user)
    acting = acting.annotate(
        of=F("entity"), slug=F("entity__slug"), words=Cast("entity__name", models.TextField())
    )
    columns = ("role", "of", "slug", "words")
    return office.values_list(*columns).union(acting.values_list(*columns), all=True)


_roles = Prepared(_in_force)


def must_say_who(request: Any) -> bool:
    """Signed in, nobody said yet who acts, and the page asked for waits for that."""
    nobody = request.actor.signed_in and request.actor.person is None
    return bool(nobody and not request.path.startswith(OPEN))
