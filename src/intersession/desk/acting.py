"""Who acts in a request: the account, the person at the keyboard, the roles held that day.

`access` may not know Entities, so the pieces are put together here.
"""

from dataclasses import replace
from datetime import date
from typing import Any

from intersession.access import second_factor
from intersession.access.guard import PERSON, Actor
from intersession.access.models import Appointment, Person, User
from intersession.access.policy import Role
from intersession.membership.models import Representation

__all__ = ["PERSON", "actor_for", "actor_of", "held_back", "must_say_who"]
# What is open while nobody said yet who acts: to say it, to leave, to change sides in the example.
OPEN = ("/access/who/", "/access/sign-out/", "/static/", "/desk/example/")


def actor_of(request: Any) -> Actor:
    """The public, or the account with the person who said that they act."""
    user = request.user
    if not user.is_authenticated or not user.is_active:
        return Actor()
    actor = actor_for(user, _person(user, request.session.get(PERSON)), request.now.date())
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
    persons = user.persons.filter(active=True)
    return (persons.filter(pk=chosen) if chosen else persons.order_by("pk")).first()


def actor_for(user: User, person: Person | None, day: date) -> Actor:
    """The roles held on `day`; without a person there is an account, but no role at all."""
    if person is None:
        return Actor(user=user.pk, name=user.email)
    roles = {
        Role(role)
        for role in Appointment.objects.in_force(day)
        .filter(user=user)
        .values_list("role", flat=True)
    }
    held = list(Representation.objects.in_force(day).filter(user=user).select_related("entity"))
    entity = held[0].entity if held else None
    roles |= {Role(r.role) for r in held if entity and r.entity_id == entity.pk}
    return Actor(
        roles=frozenset(roles or {Role.PUBLIC}),
        name=person.name,
        function=person.function,
        entity=entity.pk if entity else None,
        entity_slug=entity.slug if entity else "",
        entity_name=entity.name if entity else {},
        user=user.pk,
        person=person.pk,
    )


def must_say_who(request: Any) -> bool:
    """Signed in, nobody said yet who acts, and the page asked for waits for that."""
    nobody = request.actor.signed_in and request.actor.person is None
    return bool(nobody and not request.path.startswith(OPEN))
