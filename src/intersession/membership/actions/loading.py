"""Many Entities in one step: the table of real States, or the invented members of an example."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.membership.actions._facts import check_facts
from intersession.membership.actions._periods import sharing_a_day
from intersession.membership.actions._rows import Period, Row, read
from intersession.membership.models import (
    Entity,
    Group,
    GroupMembership,
    MembershipStatus,
    Profile,
)
from intersession.membership.rules import never_with
from intersession.ui.dates import duty_day

DATA = Path(__file__).parents[1] / "data"


class NotInAnExample(Refusal):
    message = _("This is an example: no real State stands beside invented positions.")


class MembershipNotEmpty(Refusal):
    message = _(
        "The membership already holds %(count)s Entities. The table is loaded into an empty one; "
        "add or change single Entities instead."
    )


class UnknownGroup(Refusal):
    message = _("%(slug)s is said to belong to the group %(code)s, which nobody has described.")


class RowsContradict(Refusal):
    message = _("Two rows share an address or a code, or the dates of one thing overlap.")


@transaction.atomic
def load_states(
    *, by: Actor, at: datetime, in_example: bool, statuses_of: str = "IOM"
) -> dict[str, Entity]:
    """The table of real States, with names in three languages, codes, capitals and dated groups.

    `statuses_of` names the organisation whose membership is loaded too ("" for none); what the
    table knows of IOM ends in 2014. By slug: the rows made.
    """
    if in_example:
        raise NotInAnExample
    entities = _load(_file("states"), fictional=False, statuses_of=statuses_of, at=at)
    _tell(Verb.STATES_LOADED, entities, by, at)
    return entities


@transaction.atomic
def load_entities(
    *, rows: list[Mapping[str, Any]], by: Actor, at: datetime, fictional: bool = True
) -> dict[str, Entity]:
    """Entities from plain rows (see `_rows`), into an empty membership. By slug: the rows made.

    Labels of origin, transit and destination count as declared on the day of `at`.
    """
    entities = _load(rows, fictional=fictional, statuses_of="", at=at)
    _tell(Verb.ENTITIES_LOADED, entities, by, at)
    return entities


def _file(name: str) -> list[Mapping[str, Any]]:
    return list(json.loads((DATA / f"{name}.json").read_text("utf-8")))


def _load(
    plain: list[Mapping[str, Any]], *, fictional: bool, statuses_of: str, at: datetime
) -> dict[str, Entity]:
    count = Entity.objects.count()
    if count:
        raise MembershipNotEmpty(count=count)
    rows = read(plain, statuses_of)
    entities = [Entity(**row.facts, fictional=fictional) for row in rows]
    for entity, row in zip(entities, rows, strict=True):
        check_facts(entity)
        _check_dates(row)
    groups = _groups(rows)
    try:
        with transaction.atomic():
            made = Entity.objects.bulk_create(entities)
            _load_dated(rows, made, groups, at)
    except IntegrityError as why:
        raise RowsContradict from why
    return {entity.slug: entity for entity in made}


def _check_dates(row: Row) -> None:
    """As where one status or group is recorded: nothing holds twice on one day."""
    for held in (row.statuses, row.groups):
        for place, one in enumerate(held):
            clashing = [other for other in held[:place] if other.what in never_with(one.what)]
            if sharing_a_day(one, clashing):
                raise RowsContradict


def _groups(rows: list[Row]) -> dict[str, Group]:
    """All groups the data files describe, by code; those there already are kept as they are."""
    known = set(Group.objects.values_list("code", flat=True))
    described = _file("groups")
    Group.objects.bulk_create(
        Group(
            code=group["code"],
            kind=Group.Kind(group["kind"]),
            name=group["name"],
            position=position,
        )
        for position, group in enumerate(described)
        if group["code"] not in known
    )
    groups = {group.code: group for group in Group.objects.all()}
    for row in rows:
        for period in row.groups:
            if period.what not in groups:
                raise UnknownGroup(slug=row.facts["slug"], code=period.what)
    return groups


def _load_dated(
    rows: list[Row], made: list[Entity], groups: dict[str, Group], at: datetime
) -> None:
    pairs = list(zip(made, rows, strict=True))
    MembershipStatus.objects.bulk_create(
        MembershipStatus(entity=entity, kind=held.what, **_dates(held))
        for entity, row in pairs
        for held in row.statuses
    )
    GroupMembership.objects.bulk_create(
        GroupMembership(entity=entity, group=groups[held.what], **_dates(held))
        for entity, row in pairs
        for held in row.groups
    )
    Profile.objects.bulk_create(
        Profile(entity=entity, label=label, since=duty_day(at))
        for entity, row in pairs
        for label in row.labels
    )


def _dates(held: Period) -> dict[str, Any]:
    return {
        "since": held.since,
        "until": held.until,
        "precision": held.precision,
        "source": held.source,
    }


def _tell(verb: Verb, entities: dict[str, Entity], by: Actor, at: datetime) -> None:
    """One entry for all; it names the first row, for an entry is about a row."""
    first = next(iter(entities.values()), None)
    if first is not None:
        record(verb, by=by, at=at, subject=first, count=len(entities), slugs=sorted(entities))
