"""Entities are found by their names, codes and capital; never by how to reach them."""

from collections.abc import Collection, Iterator

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor
from intersession.ledger.verbs import Verb
from intersession.membership.models import Entity
from intersession.search.sources import Leaf, Source, by_language


def readable(actor: Actor) -> Q:
    return Q(Exists(Entity.objects.filter(pk=OuterRef("object_id"))))


def leaves(rows: Collection[Entity]) -> Iterator[Leaf]:
    for row in rows:
        codes = " ".join(part for part in (row.iso3, row.iso2, row.m49) if part)
        for code, (name, formal) in by_language(row.name, row.formal_name):
            about = (formal, row.local_name, row.capital, codes)
            yield Leaf(
                object_id=row.pk,
                language=code,
                title=name,
                text=" · ".join(part for part in about if part),
                symbol=row.iso3,
                url=reverse("membership:detail", args=[row.slug]),
            )


ENTITIES = Source(
    kind="entity",
    words=_("Entities"),
    rows=Entity.objects.all,
    leaves=leaves,
    readable=readable,
    loaded=frozenset({Verb.STATES_LOADED, Verb.ENTITIES_LOADED}),
)
