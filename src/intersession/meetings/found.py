"""Meetings are found by title, place, agenda and what is said about them."""

from collections.abc import Collection, Iterable, Iterator
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor
from intersession.meetings.models import Meeting
from intersession.meetings.published import NOTHING, ItemSeen, Words, latest_of
from intersession.search.sources import Leaf, Source, by_language


def readable(actor: Actor) -> Q:
    return Q(Exists(Meeting.objects.filter(pk=OuterRef("object_id"))))


def _of_items(items: Iterable[ItemSeen]) -> Iterator[Words]:
    for item in items:
        yield from (item.title, item.detail, item.objectives, *item.questions)
        yield from (part.title for part in item.parts if part.title)


def leaves(rows: Collection[Meeting]) -> Iterator[Leaf]:
    meetings = list(rows)
    agendas = latest_of(meetings)
    for row in meetings:
        items = agendas.get(row.pk, NOTHING).items
        wordings = (row.title, row.place, row.venue, row.about, *_of_items(items))
        names = [part.name for item in items for part in item.parts if part.confirmed]
        for code, (title, place, *others) in by_language(*wordings):
            yield Leaf(
                object_id=row.pk,
                language=code,
                title=title,
                note=place,
                text=" · ".join(filter(None, (*others, *dict.fromkeys(names)))),
                dated=row.starts_at.astimezone(ZoneInfo(row.time_zone)).date(),
                url=reverse("meetings:detail", args=[row.slug]),
            )


MEETINGS = Source(
    kind="meeting",
    words=_("Meetings"),
    rows=Meeting.objects.all,
    leaves=leaves,
    readable=readable,
)
