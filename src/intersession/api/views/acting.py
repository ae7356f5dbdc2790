"""Operations of who acts for an Entity."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from intersession.access.actions import PersonWithoutFunction
from intersession.access.guard import require
from intersession.access.models import User
from intersession.access.policy import MAY_NAMES, May, Role
from intersession.api.operation import SIGNED_IN, reads, writes
from intersession.api.shapes import Listed, part
from intersession.api.shapes import acting as shapes
from intersession.api.shapes.entities import AskEntities
from intersession.api.views._rows import named, who
from intersession.membership import actions, queries
from intersession.membership.models import Entity, Representation

All = list[shapes.ActingFor]


@reads(
    _("Who acts for whom, by the Entities of a list"),
    access=May.READ_CONTACTS,
    gives=Listed[shapes.Representative],
    asks=AskEntities,
)
def representatives(request: Any, asked: AskEntities) -> Listed[shapes.Representative]:
    """Contacts of all: a mission, which may read its own, may not have this list."""
    require(request.actor, May.READ_CONTACTS)
    listing = queries.listing_of(asked.as_list(request.now.date()))
    return part(queries.who_acts(listing), asked, shapes.representative)


@reads(_("Who acts for an Entity"), access=SIGNED_IN, gives=All)
def entity_acting(request: Any, slug: str) -> All:
    return _acting(request, get_object_or_404(Entity, slug=slug))


@writes(
    MAY_NAMES[May.NAME_FOCAL_POINT],
    access=May.NAME_FOCAL_POINT,
    takes=shapes.Represent,
    gives=All,
)
def entity_represent(request: Any, slug: str, body: shapes.Represent) -> All:
    entity = _own(request, slug)
    if not body.function.strip():
        raise PersonWithoutFunction
    given = body.model_dump(exclude={"in_place_of"})
    given |= {name: given[name].strip() for name in ("function", "name")}
    replaced = _which(entity, body.in_place_of) if body.in_place_of else None
    actions.name_representative(entity=entity, in_place_of=replaced, **given, **who(request))
    return _acting(request, entity)


@writes(
    _("Let an account that there is act for an Entity"),
    access=May.MANAGE_ENTITIES,
    takes=shapes.Given,
    gives=All,
)
def entity_represent_give(request: Any, slug: str, body: shapes.Given) -> All:
    entity = get_object_or_404(Entity, slug=slug)
    given = {**body.model_dump(exclude={"email"}), "user": named(User.objects, email=body.email)}
    actions.give_representation(entity=entity, **given, **who(request))
    return _acting(request, entity)


@writes(
    _("End the right of an account to act for an Entity"),
    access=May.NAME_FOCAL_POINT,
    takes=shapes.EndActing,
    gives=All,
)
def entity_represent_end(request: Any, slug: str, body: shapes.EndActing) -> All:
    entity = _own(request, slug)
    row = _which(entity, body)
    actions.end_representation(representation=row, on=body.on, **who(request))
    return _acting(request, entity)


@writes(
    _("Hand over who acts for an Entity to another account, on one day"),
    access=May.NAME_FOCAL_POINT,
    takes=shapes.HandOver,
    gives=All,
)
def entity_represent_hand_over(request: Any, slug: str, body: shapes.HandOver) -> All:
    entity = _own(request, slug)
    given = {"representation": _which(entity, body), "to": named(User.objects, email=body.to)}
    actions.hand_over(**given, on=body.on, **who(request))
    return _acting(request, entity)


def _own(request: Any, slug: str) -> Entity:
    entity: Entity = get_object_or_404(Entity, slug=slug)
    require(request.actor, May.NAME_FOCAL_POINT, entity=entity.pk)
    return entity


def _which(entity: Entity, body: shapes.Which) -> Representation:
    rows = entity.representations.select_related("entity", "user").order_by("pk")
    found: Representation = named(rows, user__email=body.email, role=body.role, since=body.since)
    return found


def _acting(request: Any, entity: Entity) -> All:
    """To those who see it on the page of the Entity, and with it what they see there."""
    actor = request.actor
    found = queries.acting(
        entity,
        request.today,
        people=actor.may(May.NAME_FOCAL_POINT, entity=entity.pk) or Role.CHAIR in actor.roles,
        contacts=actor.may(May.READ_CONTACTS, entity=entity.pk),
    )
    if found is None:
        raise PermissionDenied
    return [shapes.acting(row) for row in found]
