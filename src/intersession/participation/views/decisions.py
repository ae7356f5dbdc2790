"""What the Administration decides on the page of one registration."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from intersession.access.guard import Refusal, needs
from intersession.access.once import once
from intersession.access.policy import May
from intersession.participation import deciding
from intersession.participation.actions import decisions as actions
from intersession.participation.forms import registrations as forms
from intersession.participation.models import Call, Registration
from intersession.participation.views._page import who
from intersession.participation.views._registrations import call_at, row_at
from intersession.participation.views.registrations import dossier_page


class NotUnderstood(Refusal):
    """What was sent does not come from a form of ours, or is too long."""

    def __init__(self, form: Any) -> None:
        self.message = " ".join(str(error) for found in form.errors.values() for error in found)
        super().__init__()


@needs(May.MANAGE_PARTICIPATION)
@require_POST
@once
def registrations_decide(request: Any, slug: str, uid: UUID) -> HttpResponse:
    call = call_at(request, slug)
    row, form = row_at(call, uid), forms.Decision(request.POST)

    def act() -> str:
        given = sound(form)
        actions.decide(registration=row, **given, **who(request))
        return str(deciding.ACTS[given["act"]].done)

    return acted(request, call, row, act, form)


@needs(May.MANAGE_PARTICIPATION)
@require_POST
@once
def registrations_fields(request: Any, slug: str, uid: UUID) -> HttpResponse:
    """A change after the approval: yes, or back to the person."""
    call = call_at(request, slug)
    row, form = row_at(call, uid), forms.FieldAnswer(request.POST)

    def act() -> str:
        given = sound(form)
        yes = given.pop("say") == "yes"
        actions.settle_field(registration=row, yes=yes, **given, **who(request))
        return _("The change is accepted.") if yes else _("The field goes back to the person.")

    return acted(request, call, row, act)


@needs(May.MANAGE_PARTICIPATION)
@require_POST
@once
def registrations_leave(request: Any, slug: str, uid: UUID) -> HttpResponse:
    """To send it after the deadline; or no longer."""
    call = call_at(request, slug)
    row, leave = row_at(call, uid), request.POST.get("leave") == "yes"

    def act() -> str:
        actions.give_leave(registration=row, leave=leave, **who(request))
        return _("It may be sent after the deadline.") if leave else _("The deadline binds again.")

    return acted(request, call, row, act)


@needs(May.MANAGE_PARTICIPATION)
@require_POST
@once
def registrations_link(request: Any, slug: str, uid: UUID) -> HttpResponse:
    call = call_at(request, slug)
    row, link = row_at(call, uid), forms.Link(request.POST)

    def act() -> str:
        renew = link.is_valid() and link.cleaned_data["renew"]
        actions.send_registration_link(registration=row, renew=renew, **who(request))
        return _("The link is in the outbox.")

    return acted(request, call, row, act)


def sound(form: Any) -> dict[str, Any]:
    if not form.is_valid():
        raise NotUnderstood(form)
    return dict(form.cleaned_data)


def acted(
    request: Any, call: Call, row: Registration, act: Callable[[], str], form: Any = None
) -> HttpResponse:
    """Then the page of the registration again; saying why, where it was refused."""
    try:
        messages.success(request, act())
        return redirect("participation:registrations", call.meeting.slug, row.uid)
    except Refusal as said:
        row = row_at(call, row.uid)
        return dossier_page(request, call, row, said, form)
