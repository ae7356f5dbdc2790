"""Operations of the delegations to a meeting: one's own, or any for the Administration."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import require
from intersession.access.policy import MAY_NAMES, May
from intersession.api.operation import SIGNED_IN, reads, writes
from intersession.api.receiving import CONTENT_TYPE, Octets, Received
from intersession.api.shapes import Listed, part
from intersession.api.shapes import delegations as shapes
from intersession.api.shapes.documents import AskFile
from intersession.api.views._comers import call_at
from intersession.api.views._rows import who
from intersession.documents.downloads import sent
from intersession.membership.models import Entity
from intersession.participation import delegating
from intersession.participation.actions import delegations as actions
from intersession.participation.actions import handing, nominees, office
from intersession.participation.models import Call, Delegation, Registration
from intersession.participation.queries import delegations as queries

Full = shapes.DelegationFull
OFFICE, OWN = May.MANAGE_PARTICIPATION, May.NOMINATE


@dataclass(frozen=True, kw_only=True)
class Place:
    call: Call
    entity: Entity
    row: Delegation | None

    def whose(self) -> dict[str, Any]:
        return {"meeting": self.call.meeting, "entity": self.entity}


@reads(
    _("Delegations to a meeting: of all that are called"),
    access=OFFICE,
    gives=Listed[shapes.DelegationRow],
    asks=shapes.AskDelegations,
)
def meeting_delegations(
    request: Any, slug: str, asked: shapes.AskDelegations
) -> Listed[shapes.DelegationRow]:
    found = queries.delegation_list(call_at(slug), "", "", request.now, whole=True)
    lines = [one for one in found.lines if asked.state in (None, one.state)]
    lines = [one for one in lines if asked.kind in (None, one.code)]
    return part(lines, asked, shapes.delegation_row)


@reads(_("A delegation: people, order, credential"), access=SIGNED_IN, gives=Full)
def meeting_delegation(request: Any, slug: str, entity: str) -> Full:
    """To its own Entity, and to the Administration but for a draft."""
    return _full(request, _place(request, slug, entity))


@writes(MAY_NAMES[OWN], access=OWN, takes=shapes.NomineeBody, gives=Full, status=201)
def meeting_delegation_people_add(
    request: Any, slug: str, entity: str, body: shapes.NomineeBody
) -> Full:
    """The last in the order."""
    place = _place(request, slug, entity)
    nominees.add_nominee(**place.whose(), facts=_facts(body), **who(request))
    return _full(request, _place(request, slug, entity))


@writes(
    _("Change what is known of somebody who is put forward"),
    access=OWN,
    takes=shapes.NomineeChange,
    gives=Full,
)
def meeting_delegation_people_change(
    request: Any, slug: str, entity: str, uid: uuid.UUID, body: shapes.NomineeChange
) -> Full:
    place = _place(request, slug, entity)
    given = {"nominee": _nominee(request, place, uid), "facts": _facts(body), "seen": body.seen}
    nominees.change_nominee(**given, **who(request))
    return _full(request, _place(request, slug, entity))


@writes(
    _("Move somebody who is put forward in the order of priority"),
    access=OWN,
    takes=shapes.Up,
    gives=Full,
)
def meeting_delegation_people_move(
    request: Any, slug: str, entity: str, uid: uuid.UUID, body: shapes.Up
) -> Full:
    place = _place(request, slug, entity)
    nominees.move_nominee(nominee=_nominee(request, place, uid), up=body.up, **who(request))
    return _full(request, _place(request, slug, entity))


@writes(_("Take somebody off a delegation"), access=OWN, gives=Full)
def meeting_delegation_people_remove(
    request: Any, slug: str, entity: str, uid: uuid.UUID, body: Any
) -> Full:
    place = _place(request, slug, entity)
    nominees.remove_nominee(nominee=_nominee(request, place, uid), **who(request))
    return _full(request, _place(request, slug, entity))


@writes(
    _("Say in words who of a delegation sits when"),
    access=OWN,
    takes=shapes.RotationBody,
    gives=Full,
)
def meeting_delegation_rotation(
    request: Any, slug: str, entity: str, body: shapes.RotationBody
) -> Full:
    place = _place(request, slug, entity)
    actions.word_rotation(**place.whose(), words=body.words, seen=body.seen, **who(request))
    return _full(request, _place(request, slug, entity))


@reads(_("The credential of a delegation"), access=SIGNED_IN, gives=None)
def meeting_delegation_credential(request: Any, slug: str, entity: str) -> FileResponse:
    place = _place(request, slug, entity)
    row = None if _page(request, place).hidden else place.row
    if row is None or row.credential is None:
        raise Http404
    return sent(row.credential, CONTENT_TYPE)


@writes(
    _("Send the credential of a delegation: one document for all"),
    access=OWN,
    takes=Octets,
    asks=AskFile,
    gives=Full,
)
def meeting_delegation_credential_file(
    request: Any, slug: str, entity: str, asked: AskFile, body: Received
) -> Full:
    place = _place(request, slug, entity)
    actions.file_credential(**place.whose(), upload=body, **who(request))
    return _full(request, _place(request, slug, entity))


@writes(
    _("Send a delegation; each person gets the link to their own file"),
    access=OWN,
    gives=Full,
)
def meeting_delegation_send(request: Any, slug: str, entity: str, body: Any) -> Full:
    place = _place(request, slug, entity)
    actions.send_delegation(**place.whose(), **who(request))
    return _full(request, _place(request, slug, entity))


@writes(
    _("Allow a delegation other numbers, or to be late"),
    access=OFFICE,
    takes=shapes.Allowed,
    gives=Full,
)
def meeting_delegation_allow(request: Any, slug: str, entity: str, body: shapes.Allowed) -> Full:
    place = _office(slug, entity)
    office.allow(**place.whose(), **body.model_dump(), **who(request))
    return _full(request, _office(slug, entity))


@writes(
    _("Open the draft of an Entity, to write in it on its behalf"),
    access=OFFICE,
    gives=Full,
)
def meeting_delegation_open(request: Any, slug: str, entity: str, body: Any) -> Full:
    place = _office(slug, entity)
    office.open_draft(**place.whose(), **who(request))
    return _full(request, _office(slug, entity))


@writes(
    _("Say that the credential of a delegation is right, or is not"),
    access=OFFICE,
    takes=shapes.CredentialCheck,
    gives=Full,
)
def meeting_delegation_credential_check(
    request: Any, slug: str, entity: str, body: shapes.CredentialCheck
) -> Full:
    row = _written(_office(slug, entity))
    office.check_credential(delegation=row, **body.model_dump(), **who(request))
    return _full(request, _office(slug, entity))


@writes(
    _("Take note of what changed in a delegation since it was sent"),
    access=OFFICE,
    takes=shapes.SeenChanges,
    gives=Full,
)
def meeting_delegation_see(request: Any, slug: str, entity: str, body: shapes.SeenChanges) -> Full:
    row = _written(_office(slug, entity))
    office.see_changes(delegation=row, changes=body.changes, **who(request))
    return _full(request, _office(slug, entity))


@writes(
    _("Hand over the rights of a focal point"),
    access=OWN,
    takes=shapes.RightsBody,
    gives=shapes.RightsHandedOver,
)
def entity_rights_hand_over(
    request: Any, slug: str, body: shapes.RightsBody
) -> shapes.RightsHandedOver:
    """One's own; a head of mission and the Administration those of anybody of the Entity."""
    entity = get_object_or_404(Entity, slug=slug)
    rights = queries.own_rights(request.actor, entity, request.now)
    own = [row for row in rights if row.user.pk == request.actor.user]
    held = [row for row in rights if row.user.email == body.of] if body.of else own
    if not held:
        raise handing.NotYoursToGive
    given = body.model_dump(exclude={"of"})
    row = handing.hand_over_rights(held=held[0], **given, **who(request))
    return shapes.RightsHandedOver(
        entity=slug, email=row.user.email, since=row.since, kept=body.keep
    )


def _place(request: Any, slug: str, entity: str) -> Place:
    """Of the Entity for which somebody acts; any other is the Administration's to look at."""
    place = _office(slug, entity)
    own = request.actor.entity == place.entity.pk
    require(request.actor, OWN if own else OFFICE, entity=place.entity.pk)
    return place


def _office(slug: str, entity: str) -> Place:
    call = call_at(slug)
    row: Entity = get_object_or_404(Entity, slug=entity)
    return Place(call=call, entity=row, row=queries.delegation_at(call.meeting, row))


def _written(place: Place) -> Delegation:
    if place.row is None:
        raise Http404
    return place.row


def _facts(body: shapes.NomineeBody) -> nominees.NomineeFacts:
    given = body.model_dump(exclude={"seen"})
    return nominees.NomineeFacts(**{**given, "email": body.email or ""})


def _nominee(request: Any, place: Place, uid: uuid.UUID) -> Registration:
    row = queries.nominee_at(place.row, uid)
    if row is None or _page(request, place).hidden:
        raise Http404
    return row


def _page(request: Any, place: Place) -> queries.DelegationPage:
    return queries.delegation_page(place.call, place.entity, place.row, request.actor, request.now)


def _full(request: Any, place: Place) -> Full:
    page = _page(request, place)
    rows = Registration.objects.filter(delegation=place.row) if place.row else []
    people = [] if page.hidden else delegating.standing(rows)
    return shapes.delegation(place.call.meeting.slug, page, people)
