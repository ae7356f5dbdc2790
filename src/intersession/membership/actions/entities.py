"""Add and change an Entity."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.membership.actions._facts import AddressTaken, check_facts
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
    "time_zone",
    "language",
    "phone",
    "address",
    "protocol_rank",
)
CODES = ("iso2", "iso3", "m49")
CONTACTS = frozenset({"phone", "address"})  # their values stay out of the ledger


class CodeTaken(Refusal):
    message = _("The code %(code)s already belongs to %(name)s.")


class SomethingRestsOnIt(Refusal):
    message = _("%(name)s cannot be removed: something else rests on it already.")


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
    entity = Entity(kind=kind, slug=slug or slug_of(name), fictional=fictional)
    _set(entity, {"name": name, **facts})
    _check(entity)
    entity.save()
    record(Verb.ENTITY_ADDED, by=by, at=at, subject=entity, slug=entity.slug, name=entity.name)
    return entity


@transaction.atomic
def change_entity(*, entity: Entity, by: Actor, at: datetime, **facts: Any) -> Entity:
    """Set some of CHANGEABLE; an entry is written only when something differs."""
    entity = Entity.objects.select_for_update().get(pk=entity.pk)
    before = {name: getattr(entity, name) for name in CHANGEABLE}
    _set(entity, facts)
    _check(entity)
    changed = {name: [before[name], getattr(entity, name)] for name in CHANGEABLE}
    changed = {name: pair for name, pair in changed.items() if pair[0] != pair[1]}
    if changed:
        entity.save(update_fields=list(changed))
        told = {name: None if name in CONTACTS else pair for name, pair in changed.items()}
        record(Verb.ENTITY_CHANGED, by=by, at=at, subject=entity, changed=told)
    return entity


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


def _check(entity: Entity) -> None:
    check_facts(entity)
    others = Entity.objects.exclude(pk=entity.pk)
    if others.filter(slug=entity.slug).exists():
        raise AddressTaken(slug=entity.slug)
    for field in CODES:
        _check_code(entity, field, others)


def _check_code(entity: Entity, field: str, others: Any) -> None:
    code = getattr(entity, field)
    holder = others.filter(**{field: code}).first() if code else None
    if holder:
        raise CodeTaken(code=code, name=text(holder.name))
