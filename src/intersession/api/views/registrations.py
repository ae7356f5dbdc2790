"""Operations of the registrations for a meeting. What a person writes and sends by their own link
is theirs; papers are opened in a browser alone."""

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from intersession.access.policy import May
from intersession.api.operation import reads, writes
from intersession.api.rules import NotKnown
from intersession.api.shapes import Listed, part
from intersession.api.shapes import registrations as shapes
from intersession.api.shapes.speakers import SendLink
from intersession.api.views._comers import call_at, registration_at
from intersession.api.views._rows import named, who
from intersession.participation.actions import decisions as actions
from intersession.participation.actions import same_person
from intersession.participation.actions.dossiers import start_registration
from intersession.participation.actions.forgetting import answer_deletion
from intersession.participation.checks_of_registrations import for_the_office
from intersession.participation.models import Call, Delegation, Registration
from intersession.participation.queries import dossier, held, register
from intersession.participation.queries import registrations as queries

OFFICE = May.MANAGE_PARTICIPATION
Full = shapes.RegistrationFull
Row = shapes.RegistrationRow
Mine = shapes.RegistrationOfMine


@reads(
    _("Registrations for a meeting, with what speaks against each"),
    access=OFFICE,
    gives=Listed[Row],
    asks=shapes.AskRegistrations,
)
def meeting_registrations(request: Any, slug: str, asked: shapes.AskRegistrations) -> Listed[Row]:
    found = queries.listing(call_at(slug), asked.wanted(), whole=True)
    return part(found.lines, asked, shapes.registration_row)


@reads(
    _("Your own registration, and those that you began for your organisation"),
    access=May.NOMINATE,
    gives=list[Mine],
)
def meeting_registrations_own(request: Any, slug: str) -> list[Mine]:
    page = register.register_page(call_at(slug), request.actor, request.now)
    return [shapes.mine(line) for line in (*page.mine, *page.others)]


@writes(
    _("Register somebody of your organisation; they write the rest themselves"),
    access=May.NOMINATE,
    takes=shapes.NewRegistration,
    gives=Mine,
    status=201,
)
def meeting_registrations_add(request: Any, slug: str, body: shapes.NewRegistration) -> Mine:
    """Of a State its delegation puts people forward."""
    page = register.register_page(call_at(slug), request.actor, request.now)
    given = {"badge_name": body.name, "email": body.email, "language": body.language}
    begins = register.begins_other(page, given)
    if begins is None:
        raise PermissionDenied
    row = start_registration(meeting=page.meeting, begins=begins, **who(request))
    return Mine(uid=str(row.uid), name=row.badge_name, state=row.state)


@reads(
    _("What an act would do to many registrations"),
    access=OFFICE,
    gives=Listed[shapes.ForeseenRow],
    asks=shapes.AskForeseen,
)
def meeting_registrations_preview(
    request: Any, slug: str, asked: shapes.AskForeseen
) -> Listed[shapes.ForeseenRow]:
    call = call_at(slug)
    found = queries.listing(call, asked.wanted(), whole=True)
    shown = part(found.lines, asked, lambda line: line.row.uid)
    rows = queries.foreseen(call, shown.items, asked.act)
    return Listed(**{**vars(shown), "items": [shapes.foreseen(row) for row in rows]})


@writes(
    _("Decide on many registrations at once"),
    access=OFFICE,
    takes=shapes.DecideSeveral,
    gives=shapes.DecidedSeveral,
)
def meeting_registrations_decide(
    request: Any, slug: str, body: shapes.DecideSeveral
) -> shapes.DecidedSeveral:
    """What cannot be done is left out, and told."""
    wanted = {one.registration: one.seen for one in body.chosen}
    rows = for_the_office(call_at(slug).meeting_id).filter(uid__in=wanted).order_by("pk")
    known = {row.uid: row for row in rows}
    for uid in wanted:
        if uid not in known:
            raise NotKnown(name=str(uid))
    chosen = [(known[uid], seen) for uid, seen in wanted.items()]
    given = {"chosen": chosen, "act": body.act, "why": body.why}
    return shapes.decided(actions.decide_several(**given, **who(request)))


@reads(
    _("What is deleted of a meeting when, what was, and who asks for it"),
    access=OFFICE,
    gives=shapes.DeletionsOfMeeting,
)
def meeting_deletions(request: Any, slug: str) -> shapes.DeletionsOfMeeting:
    return shapes.deletions(held.deletions(call_at(slug).meeting))


@reads(_("A registration, without its papers"), access=OFFICE, gives=Full)
def meeting_registration(request: Any, slug: str, uid: uuid.UUID) -> Full:
    return _full(request, call_at(slug), uid)


@writes(
    _("Approve, return, confirm or cancel a registration"),
    access=OFFICE,
    takes=shapes.DecisionBody,
    gives=Full,
)
def meeting_registration_decide(
    request: Any, slug: str, uid: uuid.UUID, body: shapes.DecisionBody
) -> Full:
    call = call_at(slug)
    row = registration_at(call, uid)
    actions.decide(registration=row, **body.model_dump(), **who(request))
    return _full(request, call, uid)


@writes(
    _("Accept a change after the approval, or return it"),
    access=OFFICE,
    takes=shapes.SettleField,
    gives=Full,
)
def meeting_registration_settle(
    request: Any, slug: str, uid: uuid.UUID, body: shapes.SettleField
) -> Full:
    call = call_at(slug)
    row = registration_at(call, uid)
    actions.settle_field(registration=row, **body.model_dump(), **who(request))
    return _full(request, call, uid)


@writes(
    _("Let a registration be sent after the deadline, or no longer"),
    access=OFFICE,
    takes=shapes.LeaveBody,
    gives=Full,
)
def meeting_registration_leave(
    request: Any, slug: str, uid: uuid.UUID, body: shapes.LeaveBody
) -> Full:
    call = call_at(slug)
    row = registration_at(call, uid)
    actions.give_leave(registration=row, leave=body.leave, **who(request))
    return _full(request, call, uid)


@writes(
    _("Send somebody the link to their own registration"),
    access=OFFICE,
    takes=SendLink,
    gives=Full,
)
def meeting_registration_link(request: Any, slug: str, uid: uuid.UUID, body: SendLink) -> Full:
    """The link is in the mail, and in no answer."""
    call = call_at(slug)
    row = registration_at(call, uid)
    actions.send_registration_link(registration=row, renew=body.renew, **who(request))
    return _full(request, call, uid)


@writes(
    _("Say that two registrations are of the same person"),
    access=OFFICE,
    takes=shapes.SamePerson,
    gives=Full,
)
def meeting_registration_same(
    request: Any, slug: str, uid: uuid.UUID, body: shapes.SamePerson
) -> Full:
    call = call_at(slug)
    seen = Registration.objects.exclude(delegation__state=Delegation.State.DRAFT)
    given = {"registration": registration_at(call, uid), "other": named(seen, uid=body.other)}
    same_person.link_person(**given, **who(request))
    return _full(request, call, uid)


@writes(
    _("Say that a registration is not of the same person as others"),
    access=OFFICE,
    gives=Full,
)
def meeting_registration_part(request: Any, slug: str, uid: uuid.UUID, body: Any) -> Full:
    call = call_at(slug)
    same_person.unlink_person(registration=registration_at(call, uid), **who(request))
    return _full(request, call, uid)


@writes(
    _("Answer somebody who asks for deletion"),
    access=OFFICE,
    takes=shapes.DeletionBody,
    gives=Full,
)
def meeting_registration_deletion(
    request: Any, slug: str, uid: uuid.UUID, body: shapes.DeletionBody
) -> Full:
    call = call_at(slug)
    row = registration_at(call, uid)
    answer_deletion(registration=row, **body.model_dump(), **who(request))
    return _full(request, call, uid)


def _full(request: Any, call: Call, uid: uuid.UUID) -> Full:
    row = registration_at(call, uid)
    return shapes.registration(dossier.dossier(row, call, request.now))
