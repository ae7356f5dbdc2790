"""Operations of the invitations to a meeting."""

import uuid
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from intersession.access.policy import May
from intersession.api.operation import reads, writes
from intersession.api.rules import NotKnown
from intersession.api.shapes import Listed, part
from intersession.api.shapes import calls as shapes
from intersession.api.shapes.speakers import MailsWritten
from intersession.api.views._comers import call_at
from intersession.api.views._rows import named, who
from intersession.membership.models import Entity
from intersession.participation.actions import invitations as actions
from intersession.participation.inviting import InvitationFacts
from intersession.participation.models import Call, Invitation
from intersession.participation.queries import invitations as queries

OFFICE = May.MANAGE_PARTICIPATION
Full = shapes.InvitationFull
Added = shapes.InvitationsAdded


@reads(
    _("Invitations to a meeting, with their answers"),
    access=OFFICE,
    gives=Listed[Full],
    asks=shapes.AskInvitations,
)
def meeting_invitations(request: Any, slug: str, asked: shapes.AskInvitations) -> Listed[Full]:
    wanted = asked.state or "", asked.kind or ""
    found = queries.invitation_list(call_at(slug).meeting, *wanted, request.now)
    lines = [one for one in found.lines if asked.state in (None, one.state)]
    lines = [one for one in lines if asked.kind in (None, one.kind)]
    return part(lines, asked, shapes.invitation)


@reads(
    _("Who of the membership could be invited: one account an Entity"),
    access=OFFICE,
    gives=list[shapes.ProposedInvitation],
    asks=shapes.AskProposed,
)
def meeting_invitations_proposed(
    request: Any, slug: str, asked: shapes.AskProposed
) -> list[shapes.ProposedInvitation]:
    found = queries.of_membership(call_at(slug).meeting, [asked.kind], request.now)
    return [shapes.proposed(one) for one in found]


@writes(
    _("Add an invitation; nobody is written to yet"),
    access=OFFICE,
    takes=shapes.InvitationBody,
    gives=Full,
    status=201,
)
def meeting_invitations_add(request: Any, slug: str, body: shapes.InvitationBody) -> Full:
    call = call_at(slug)
    made = actions.add_invitation(meeting=call.meeting, facts=_facts(body), **who(request))
    return _full(request, call, made.uid)


@writes(
    _("Add many invitations: all, or none"),
    access=OFFICE,
    takes=shapes.Invitations,
    gives=Added,
    status=201,
)
def meeting_invitations_add_many(request: Any, slug: str, body: shapes.Invitations) -> Added:
    known = {row.slug: row for row in _entities(body.invitations)}
    many = [_facts(one, known) for one in body.invitations]
    made = actions.add_invitations(meeting=call_at(slug).meeting, many=many, **who(request))
    return Added(invitations=[str(row.uid) for row in made])


@writes(
    _("Send invitations that were not sent yet"),
    access=OFFICE,
    takes=shapes.WriteToInvited,
    gives=MailsWritten,
)
def meeting_invitations_send(request: Any, slug: str, body: shapes.WriteToInvited) -> MailsWritten:
    meeting = call_at(slug).meeting
    chosen = _chosen(queries.to_send(meeting), body)
    given = {"meeting": meeting, "invitations": chosen, "note": body.note}
    return MailsWritten(mails=actions.send_invitations(**given, **who(request)))


@writes(
    _("Remind those invited who have not answered"),
    access=OFFICE,
    takes=shapes.WriteToInvited,
    gives=MailsWritten,
)
def meeting_invitations_remind(
    request: Any, slug: str, body: shapes.WriteToInvited
) -> MailsWritten:
    meeting = call_at(slug).meeting
    chosen = _chosen(queries.to_remind(meeting, request.now), body)
    given = {"meeting": meeting, "invitations": chosen, "note": body.note}
    return MailsWritten(mails=actions.remind_invited(**given, **who(request)))


@reads(_("An invitation to a meeting"), access=OFFICE, gives=Full)
def meeting_invitation(request: Any, slug: str, uid: uuid.UUID) -> Full:
    return _full(request, call_at(slug), uid)


@writes(
    _("Say how somebody invited answered"),
    access=OFFICE,
    takes=shapes.InvitationAnswer,
    gives=Full,
)
def meeting_invitation_answer(
    request: Any, slug: str, uid: uuid.UUID, body: shapes.InvitationAnswer
) -> Full:
    call = call_at(slug)
    row = _invitation(call, uid)
    actions.answer_invitation(invitation=row, **body.model_dump(), **who(request))
    return _full(request, call, uid)


@writes(
    _("Send an invitation again with a new link; the old one leads nowhere"),
    access=OFFICE,
    gives=Full,
)
def meeting_invitation_link(request: Any, slug: str, uid: uuid.UUID, body: Any) -> Full:
    call = call_at(slug)
    actions.renew_invitation(invitation=_invitation(call, uid), **who(request))
    return _full(request, call, uid)


@writes(_("Withdraw an invitation"), access=OFFICE, gives=Full)
def meeting_invitation_withdraw(request: Any, slug: str, uid: uuid.UUID, body: Any) -> Full:
    call = call_at(slug)
    actions.withdraw_invitation(invitation=_invitation(call, uid), **who(request))
    return _full(request, call, uid)


def _invitation(call: Call, uid: uuid.UUID) -> Invitation:
    rows = Invitation.objects.select_related("meeting", "entity").filter(meeting=call.meeting)
    found: Invitation = get_object_or_404(rows, uid=uid)
    return found


def _full(request: Any, call: Call, uid: uuid.UUID) -> Full:
    lines = queries.invitation_list(call.meeting, "", "", request.now).lines
    found = next((line for line in lines if line.uid == str(uid)), None)
    if found is None:
        raise Http404
    return shapes.invitation(found)


def _entities(many: list[shapes.InvitationBody]) -> Any:
    return Entity.objects.filter(slug__in={one.entity for one in many if one.entity})


def _facts(body: shapes.InvitationBody, known: dict[str, Entity] | None = None) -> InvitationFacts:
    entity = None
    if body.entity and known is not None:
        entity = known.get(body.entity)
    if body.entity and entity is None:
        entity = named(Entity.objects, slug=body.entity)
    return InvitationFacts(**body.model_dump(exclude={"entity"}), entity=entity)


def _chosen(waiting: list[Invitation], body: shapes.WriteToInvited) -> list[Invitation]:
    """Those named, or all who wait. Whoever was written to meanwhile is left out by the action."""
    if body.invitations is None:
        return waiting
    known = {row.uid: row for row in waiting}
    for uid in body.invitations:
        if uid not in known:
            raise NotKnown(name=str(uid))
    return [known[uid] for uid in body.invitations]
