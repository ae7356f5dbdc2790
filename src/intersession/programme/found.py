"""A year is found by its theme, the topics of its workshops and its note."""

from collections.abc import Collection, Iterator

from django.db.models import Exists, OuterRef, Q, prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor
from intersession.programme.models import Programme
from intersession.search.sources import Leaf, Source, by_language


def readable(actor: Actor) -> Q:
    return Q(Exists(Programme.objects.filter(pk=OuterRef("object_id"))))


def leaves(rows: Collection[Programme]) -> Iterator[Leaf]:
    years = list(rows)
    prefetch_related_objects(years, "slots")
    for row in years:
        slots = sorted(row.slots.all(), key=lambda slot: slot.number)
        wordings = [part for slot in slots for part in (slot.topic, slot.sub_title)]
        for code, (theme, *others) in by_language(row.theme, *wordings, row.note):
            yield Leaf(
                object_id=row.pk,
                language=code,
                title=theme,
                text=" · ".join(part for part in others if part),
                note=str(row.year),
                symbol=str(row.year),
                url=reverse("programme:detail", args=[row.year]),
            )


PROGRAMMES = Source(
    kind="programme",
    words=_("Programmes"),
    rows=Programme.objects.all,
    leaves=leaves,
    readable=readable,
)
