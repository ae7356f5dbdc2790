"""Operations of Entities and groups."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import require
from intersession.access.policy import May
from intersession.api.operation import PUBLIC, reads, writes
from intersession.api.rules import NotKnown
from intersession.api.shapes import Listed, Paged, bodies, part
from intersession.api.shapes import entities as shapes
from intersession.api.views._rows import entity_full, named, who
from intersession.membership import actions, queries
from intersession.membership.models import Entity, Group, Profile
from intersession.membership.panels import topics_at


@reads(
    _("Entities as of a day"),
    access=PUBLIC,
    gives=Listed[shapes.EntityLine],
    asks=shapes.AskEntities,
)
def entities(request: Any, asked: shapes.AskEntities) -> Listed[shapes.EntityLine]:
    listing = queries.listing_of(asked.as_list(request.now.date()))
    return part(listing.rows, asked, shapes.line)


@reads(_("An Entity, its statuses and groups over time"), access=PUBLIC, gives=shapes.EntityFull)
def entity(request: Any, slug: str) -> shapes.EntityFull:
    return entity_full(request, slug)


@reads(_("The groups"), access=PUBLIC, gives=Listed[shapes.GroupLine], asks=Paged)
def groups(request: Any, asked: Paged) -> Listed[shapes.GroupLine]:
    return part(Group.objects.order_by("position", "code"), asked, shapes.group)


@writes(
    _("Add an Entity"),
    access=May.MANAGE_ENTITIES,
    takes=bodies.NewEntity,
    gives=shapes.EntityFull,
    status=201,
)
def entities_add(request: Any, body: bodies.NewEntity) -> shapes.EntityFull:
    made = actions.add_entity(**body.model_dump(), **who(request))
    return entity_full(request, made.slug)


@writes(
    _("Change an Entity"),
    access=May.MANAGE_ENTITIES,
    takes=bodies.EntityFacts,
    gives=shapes.EntityFull,
    of="entity",
)
def entity_change(request: Any, slug: str, body: bodies.EntityFacts) -> shapes.EntityFull:
    row = get_object_or_404(Entity, slug=slug)
    actions.change_entity(entity=row, **body.model_dump(), **who(request))
    return entity_full(request, slug)


@writes(
    _("Record a membership status"),
    access=May.MANAGE_ENTITIES,
    takes=bodies.Status,
    gives=shapes.EntityFull,
    of="entity",
)
def entity_status(request: Any, slug: str, body: bodies.Status) -> shapes.EntityFull:
    row = get_object_or_404(Entity, slug=slug)
    actions.give_status(entity=row, **body.model_dump(), **who(request))
    return entity_full(request, slug)


@writes(
    _("Change the end of a membership status"),
    access=May.MANAGE_ENTITIES,
    takes=bodies.StatusEnd,
    gives=shapes.EntityFull,
    of="entity",
)
def entity_status_end(request: Any, slug: str, body: bodies.StatusEnd) -> shapes.EntityFull:
    row = get_object_or_404(Entity, slug=slug)
    status = named(row.statuses.select_related("entity"), kind=body.kind, since=body.since)
    actions.end_status(status=status, on=body.on, **who(request))
    return entity_full(request, slug)


@writes(
    _("Record a group membership"),
    access=May.MANAGE_ENTITIES,
    takes=bodies.GroupBody,
    gives=shapes.EntityFull,
    of="entity",
)
def entity_group(request: Any, slug: str, body: bodies.GroupBody) -> shapes.EntityFull:
    row = get_object_or_404(Entity, slug=slug)
    given = {**body.model_dump(), "group": named(Group.objects, code=body.group)}
    actions.join_group(entity=row, **given, **who(request))
    return entity_full(request, slug)


@writes(
    _("Change the end of a group membership"),
    access=May.MANAGE_ENTITIES,
    takes=bodies.GroupEnd,
    gives=shapes.EntityFull,
    of="entity",
)
def entity_group_leave(request: Any, slug: str, body: bodies.GroupEnd) -> shapes.EntityFull:
    row = get_object_or_404(Entity, slug=slug)
    rows = row.groups.select_related("group", "entity")
    found = named(rows, group__code=body.group, since=body.since)
    actions.leave_group(membership=found, on=body.on, **who(request))
    return entity_full(request, slug)


@writes(
    _("Declare origin, transit or destination, on a topic or of migration in general"),
    access=May.DECLARE_PROFILE,
    takes=bodies.Declare,
    gives=shapes.EntityFull,
)
def entity_declare(request: Any, slug: str, body: bodies.Declare) -> shapes.EntityFull:
    row = get_object_or_404(Entity, slug=slug)
    require(request.actor, May.DECLARE_PROFILE, entity=row.pk)
    if body.topic and body.topic not in dict(topics_at(request.now)):
        raise NotKnown(name=body.topic)
    actions.declare_profile(entity=row, **body.model_dump(), **who(request))
    return entity_full(request, slug)


@reads(
    _("What an Entity declares on each topic, for itself"),
    access=May.DECLARE_PROFILE,
    gives=list[shapes.Declared],
)
def entity_declared(request: Any, slug: str) -> list[shapes.Declared]:
    row = get_object_or_404(Entity, slug=slug)
    require(request.actor, May.DECLARE_PROFILE, entity=row.pk)
    rows = Profile.objects.in_force(request.today).filter(entity=row).order_by("label")
    held = list(rows.values_list("topic", "label"))
    return [
        shapes.Declared(topic=topic, name=name, labels=[label for on, label in held if on == topic])
        for topic, name in [("", {}), *topics_at(request.now)]
    ]
