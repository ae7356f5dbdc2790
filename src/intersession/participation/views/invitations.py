"""Invitations for the Administration: the list, one more, many, the mail, the reminder."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from intersession.access.guard import Refusal, needs
from intersession.access.once import once
from intersession.access.policy import May
from intersession.participation import inviting, letters, pasting
from intersession.participation.actions import invitations as actions
from intersession.participation.forms import invitations as forms
from intersession.participation.models import Call, Invitation
from intersession.participation.queries import invitations as queries
from intersession.participation.sheets import invitations_sheet
from intersession.participation.views._page import acted, call_at, posted, who
from intersession.ui import sheets

SHOWN = 10  # mails, as they would leave


@needs(May.MANAGE_PARTICIPATION)
@require_GET
def invitations(request: Any, slug: str) -> HttpResponse:
    call = call_at(request, slug)
    found = _found(request, call)
    if form := sheets.asked(request):
        return sheets.answer(invitations_sheet(found, call.meeting), form)
    return _list(request, call, found, None)


@needs(May.MANAGE_PARTICIPATION)
@once
def invitations_add(request: Any, slug: str) -> HttpResponse:
    call = call_at(request, slug)
    form = forms.OfInvitation(posted(request))

    def act() -> Invitation:
        return actions.add_invitation(meeting=call.meeting, facts=form.facts(), **who(request))

    return acted(request, "invitations_add", form, act, _to_list(call), meeting=call.meeting)


@needs(May.MANAGE_PARTICIPATION)
@once
def invitations_many(request: Any, slug: str) -> HttpResponse:
    """First who it would be, then the same again with "add"."""
    call = call_at(request, slug)
    form = forms.Many(posted(request))
    found = _proposed(call, form, request) if form.is_bound and form.is_valid() else None
    context = {"meeting": call.meeting, "found": found}
    if found is not None and request.POST.get("add") != "yes":
        context |= {"form": form, "refusal": None}
        return render(request, "participation/invitations_many.html", context)

    def act() -> Any:
        many = [one.facts for one in found or [] if one.facts and not one.wrong]
        return actions.add_invitations(meeting=call.meeting, many=many, **who(request))

    return acted(request, "invitations_many", form, act, _to_list(call), **context)


@needs(May.MANAGE_PARTICIPATION)
@once
def invitations_send(request: Any, slug: str) -> HttpResponse:
    call = call_at(request, slug)
    rows = queries.to_send(call.meeting)
    return _written(request, "invitations_send", call, rows, actions.send_invitations)


@needs(May.MANAGE_PARTICIPATION)
@once
def invitations_remind(request: Any, slug: str) -> HttpResponse:
    call = call_at(request, slug)
    rows = queries.to_remind(call.meeting, request.now)
    return _written(request, "invitations_remind", call, rows, actions.remind_invited, again=True)


@needs(May.MANAGE_PARTICIPATION)
@once
def invitations_answer(request: Any, slug: str, uid: UUID) -> HttpResponse:
    """What somebody said by telephone or in person."""
    call = call_at(request, slug)
    row = _one(call, uid)
    form = forms.Answer(posted(request))

    def act() -> Invitation:
        return actions.answer_invitation(invitation=row, **form.cleaned_data, **who(request))

    context = {"meeting": call.meeting, "invitation": row}
    return acted(request, "invitations_answer", form, act, _to_list(call), **context)


@needs(May.MANAGE_PARTICIPATION)
@require_POST
@once
def invitations_withdraw(request: Any, slug: str, uid: UUID) -> HttpResponse:
    return _at_once(request, slug, uid, actions.withdraw_invitation)


@needs(May.MANAGE_PARTICIPATION)
@require_POST
@once
def invitations_link(request: Any, slug: str, uid: UUID) -> HttpResponse:
    return _at_once(request, slug, uid, actions.renew_invitation)


def _one(call: Call, uid: UUID) -> Invitation:
    rows = Invitation.objects.select_related("meeting", "entity").filter(meeting=call.meeting)
    return get_object_or_404(rows, uid=uid)


def _at_once(request: Any, slug: str, uid: UUID, verb: Callable[..., Any]) -> HttpResponse:
    """One button of the list; the list again, saying why, where it is refused."""
    call = call_at(request, slug)
    try:
        verb(invitation=_one(call, uid), **who(request))
        return redirect("participation:invitations", slug)
    except Refusal as said:
        return _list(request, call, _found(request, call), said)


def _found(request: Any, call: Call) -> queries.InvitationList:
    asked = request.GET.get("state", ""), request.GET.get("kind", "")
    return queries.invitation_list(call.meeting, *asked, request.now)


def _list(
    request: Any, call: Call, found: queries.InvitationList, refusal: Refusal | None
) -> HttpResponse:
    context = {"meeting": call.meeting, "found": found, "refusal": refusal}
    status = 422 if refusal else 200
    return render(request, "participation/invitations.html", context, status=status)


def _proposed(call: Call, form: forms.Many, request: Any) -> list[inviting.Proposed]:
    given, meeting = form.cleaned_data, call.meeting
    kinds = given["kinds"]
    found = queries.of_membership(meeting, kinds, request.now) if kinds else []
    live = inviting.live_addresses(meeting)
    live |= {one.facts.email.lower() for one in found if one.facts}
    read = pasting.read(given["pasted"], given["language"], given["stakeholder"], live)
    return [*found, *read]


def _to_list(call: Call) -> Callable[[Any], tuple[Any, ...]]:
    return lambda _done: ("participation:invitations", call.meeting.slug)


def _written(
    request: Any,
    name: str,
    call: Call,
    rows: list[Invitation],
    verb: Callable[..., int],
    again: bool = False,
) -> HttpResponse:
    """The very mails before they are written; "see" shows them again with the officer's word."""
    people = {str(row.uid): row for row in rows}
    named = [(uid, row.name or row.email) for uid, row in people.items()]
    form = forms.Chosen(posted(request), people=named, initial={"people": list(people)})

    def act() -> int:
        chosen = [people[uid] for uid in form.cleaned_data["people"]]
        note = form.cleaned_data["note"]
        return verb(meeting=call.meeting, invitations=chosen, note=note, **who(request))

    note = form.cleaned_data["note"] if form.is_bound and form.is_valid() else {}
    shown = [letters.invitation(row, call, note, again=again) for row in rows[:SHOWN]]
    context = {"meeting": call.meeting, "letters": shown, "of": len(rows)}
    if request.POST.get("see"):
        context |= {"form": form, "refusal": None}
        return render(request, f"participation/{name}.html", context)
    return acted(request, name, form, act, _to_list(call), **context)
