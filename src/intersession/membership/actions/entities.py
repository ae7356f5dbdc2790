"""Add and change an Entity."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal, at_place
from intersession.ledger.record import Told, record, record_many
from intersession.ledger.verbs import Verb
from intersession.membership.actions._facts import AddressTaken, check_facts
from intersession.membership.actions._many import in_parts
from intersession.membership.models import Entity
from intersession.membership.rules import slug_of
from intersession.ui.text import text

CHANGEABLE = (
    "kind",
    "name",
    "formal_name",
    "local_name",
    "iso2",
    "iso3",
    "m49",
    "capital",
    "latitude",
    "longitude",
    "time_zone",
    "language",
    "phone",
    "address",
    "protocol_rank",
)
CODES = ("iso2", "iso3", "m49")
Holders = dict[tuple[str, str], Entity]  # by field and value
CONTACTS = frozenset({"phone", "address"})  # their values stay out of the ledger


class CodeTaken(Refusal):
    message = _("The code %(code)s already belongs to %(name)s.")


class SomethingRestsOnIt(Refusal):
    message = _("%(name)s cannot be removed: something else rests on it already.")


@dataclass(frozen=True, kw_only=True)
class Adding:
    """An Entity that is not there yet; without `slug`, its address is made from the name."""

    facts: Mapping[str, Any]  # kind, name and any others of CHANGEABLE
    slug: str = ""
    fictional: bool = False


@dataclass(frozen=True, kw_only=True)
class Changing:
    entity: Entity
    facts: Mapping[str, Any]  # any of CHANGEABLE


@transaction.atomic
def add_entity(
    *,
    kind: str,
    name: Mapping[str, str],
    slug: str = "",
    fictional: bool = False,
    by: Actor,
    at: datetime,
    **facts: Any,
) -> Entity:
    """`facts`: any of CHANGEABLE. Without `slug`, the address is made from the name."""
    facts = {"kind": kind, "name": name, **facts}
    act = Adding(facts=facts, slug=slug, fictional=fictional)
    return write_entities(acts=[act], by=by, at=at)[0]


@transaction.atomic
def change_entity(*, entity: Entity, by: Actor, at: datetime, **facts: Any) -> Entity:
    """Set some of CHANGEABLE; an entry is written only when something differs."""
    return write_entities(acts=[Changing(entity=entity, facts=facts)], by=by, at=at)[0]


@transaction.atomic
def write_entities(*, acts: Sequence[Adding | Changing], by: Actor, at: datetime) -> list[Entity]:
    """Add and change many as one by one, with an entry for each; gives the row of each act."""
    rows = _rows(acts)
    holders = _holders(acts, rows)
    told, added = [], []
    for place, (act, row) in enumerate(zip(acts, rows, strict=True)):
        with at_place(place):
            if isinstance(act, Adding):
                told.append(_add(row, act, holders))
                added.append(row)
            else:
                told += _change(row, act, holders)
    Entity.objects.bulk_create(added)
    record_many(told, by=by, at=at)
    return rows


def _rows(acts: Sequence[Adding | Changing]) -> list[Entity]:
    """The row of each act: those to be changed as they are, locked."""
    changing = sorted({act.entity.pk for act in acts if isinstance(act, Changing)})
    known = Entity.objects.select_for_update().order_by("pk").in_bulk(changing)
    return [
        known[act.entity.pk]
        if isinstance(act, Changing)
        else Entity(slug=act.slug or slug_of(act.facts["name"]), fictional=act.fictional)
        for act in acts
    ]


def _holders(acts: Sequence[Adding | Changing], rows: Sequence[Entity]) -> Holders:
    """Who bears the addresses and codes that are spoken of. One query for each kind of them."""
    said = {field: {act.facts.get(field) for act in acts} for field in CODES}
    said["slug"] = {row.slug for row in rows if row.pk is None}
    found: Holders = {}
    for field, values in said.items():
        known = in_parts(Entity.objects.all(), field, values - {None, ""})
        found |= {(field, getattr(row, field)): row for row in known}
    return found


def _add(row: Entity, act: Adding, holders: Holders) -> Told:
    _set(row, act.facts)
    _check(row, holders)
    return Told(Verb.ENTITY_ADDED, row, {"slug": row.slug, "name": row.name})


def _change(row: Entity, act: Changing, holders: Holders) -> list[Told]:
    before = {name: getattr(row, name) for name in CHANGEABLE}
    for field in CODES:
        holders.pop((field, before[field]), None)
    _set(row, act.facts)
    _check(row, holders)
    changed = {name: [before[name], getattr(row, name)] for name in CHANGEABLE}
    changed = {name: pair for name, pair in changed.items() if pair[0] != pair[1]}
    if not changed:
        return []
    row.save(update_fields=list(changed))
    told = {name: None if name in CONTACTS else pair for name, pair in changed.items()}
    return [Told(Verb.ENTITY_CHANGED, row, {"changed": told})]


@transaction.atomic
def remove_entity(*, entity: Entity, by: Actor, at: datetime) -> None:
    """Only where nothing rests on it: no status, group, account, proposal or answer."""
    row = Entity.objects.select_for_update().get(pk=entity.pk)
    record(Verb.ENTITY_REMOVED, by=by, at=at, subject=row, slug=row.slug, name=row.name)
    try:
        with transaction.atomic():
            row.delete()
    except models.ProtectedError as why:
        raise SomethingRestsOnIt(name=text(row.name)) from why


def _set(entity: Entity, facts: Mapping[str, Any]) -> None:
    unknown = set(facts) - set(CHANGEABLE)
    if unknown:
        raise TypeError(f"An Entity has no {', '.join(sorted(unknown))}.")
    for name, value in facts.items():
        setattr(entity, name, _said(value) if isinstance(value, Mapping) else value)


def _said(wording: Mapping[str, str]) -> dict[str, str]:
    """Without the languages in which nothing was written."""
    return {code: said.strip() for code, said in wording.items() if said and said.strip()}


def _check(entity: Entity, holders: Holders) -> None:
    """What passes bears its address and its codes from here on."""
    check_facts(entity)
    if _other(entity, "slug", holders):
        raise AddressTaken(slug=entity.slug)
    for field in CODES:
        if holder := _other(entity, field, holders):
            raise CodeTaken(code=getattr(entity, field), name=text(holder.name))
    holders |= {(field, getattr(entity, field)): entity for field in ("slug", *CODES)}


def _other(entity: Entity, field: str, holders: Holders) -> Entity | None:
    """Who else bears it; nobody bears an empty code."""
    value = getattr(entity, field)
    holder = holders.get((field, value)) if value else None
    return holder if holder and holder.uid != entity.uid else None
