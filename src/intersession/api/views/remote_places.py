"""Operations of places from afar. The address of the platform comes in and never goes out; a
person's own link leaves by mail alone."""

import uuid
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from intersession.access.policy import May
from intersession.api.operation import reads, writes
from intersession.api.shapes import Listed, Paged, part
from intersession.api.shapes import remote as shapes
from intersession.api.shapes.speakers import MailsWritten
from intersession.api.views._rows import meeting_of, who
from intersession.meetings.actions import remote as actions
from intersession.meetings.actions._places import PlaceFacts
from intersession.meetings.models import RemotePlace
from intersession.meetings.queries.remote import places_page


@reads(
    _("How many take part from afar, and came"),
    access=May.MANAGE_MEETINGS,
    gives=shapes.CountsFromAfar,
)
def meeting_remote(request: Any, slug: str) -> shapes.CountsFromAfar:
    return shapes.counts(places_page(meeting_of(slug)))


@reads(
    _("Who has a place from afar"),
    access=May.MANAGE_MEETINGS,
    gives=Listed[shapes.PlaceFromAfar],
    asks=Paged,
)
def meeting_remote_places(request: Any, slug: str, asked: Paged) -> Listed[shapes.PlaceFromAfar]:
    return part(places_page(meeting_of(slug)).every, asked, shapes.place)


@writes(
    _("Give places from afar, one or many"),
    access=May.MANAGE_MEETINGS,
    takes=shapes.GivePlaces,
    gives=shapes.PlacesGiven,
)
def meeting_remote_places_give(
    request: Any, slug: str, body: shapes.GivePlaces
) -> shapes.PlacesGiven:
    places = [PlaceFacts(**one.model_dump()) for one in body.places]
    given = actions.give_places(meeting=meeting_of(slug), places=places, **who(request))
    return shapes.PlacesGiven(added=given.added, changed=given.changed)


@writes(
    _("Give a place to each speaker who speaks from afar"),
    access=May.MANAGE_MEETINGS,
    gives=shapes.SpeakersGiven,
)
def meeting_remote_places_speakers(request: Any, slug: str, body: Any) -> shapes.SpeakersGiven:
    given = actions.give_speakers_places(meeting=meeting_of(slug), **who(request))
    return shapes.SpeakersGiven(speakers=given)


@writes(
    _("Send their link to all who were not sent it yet"),
    access=May.MANAGE_MEETINGS,
    gives=MailsWritten,
)
def meeting_remote_places_send(request: Any, slug: str, body: Any) -> MailsWritten:
    return MailsWritten(mails=actions.send_links(meeting=meeting_of(slug), **who(request)))


@writes(
    _("Change a place from afar"),
    access=May.MANAGE_MEETINGS,
    takes=shapes.PlaceChange,
    gives=shapes.PlaceFromAfar,
)
def meeting_remote_place_change(
    request: Any, slug: str, uid: uuid.UUID, body: shapes.PlaceChange
) -> shapes.PlaceFromAfar:
    row = _place(slug, uid)
    given = body.model_dump(exclude={"shut"})
    facts = PlaceFacts(**{**given, "name": body.name or row.name})
    actions.change_place(place=row, facts=facts, shut=body.shut, **who(request))
    return _shown(row)


@writes(
    _("End the link of a place from afar; the new one is yet to be sent"),
    access=May.MANAGE_MEETINGS,
    gives=shapes.PlaceFromAfar,
)
def meeting_remote_place_renew(
    request: Any, slug: str, uid: uuid.UUID, body: Any
) -> shapes.PlaceFromAfar:
    row = _place(slug, uid)
    actions.renew_link(place=row, **who(request))
    return _shown(row)


@writes(
    _("Remove a place from afar; whoever came is still counted"),
    access=May.MANAGE_MEETINGS,
    gives=shapes.CountsFromAfar,
)
def meeting_remote_place_remove(
    request: Any, slug: str, uid: uuid.UUID, body: Any
) -> shapes.CountsFromAfar:
    actions.remove_place(place=_place(slug, uid), **who(request))
    return shapes.counts(places_page(meeting_of(slug)))


def _place(slug: str, uid: uuid.UUID) -> RemotePlace:
    rows = RemotePlace.objects.select_related("meeting")
    found: RemotePlace = get_object_or_404(rows, meeting__slug=slug, uid=uid)
    return found


def _shown(row: RemotePlace) -> shapes.PlaceFromAfar:
    lines = places_page(row.meeting).every
    found = next((line for line in lines if line.uid == row.uid), None)
    if found is None:
        raise Http404
    return shapes.place(found)
