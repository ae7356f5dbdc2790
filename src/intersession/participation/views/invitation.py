"""The page of one invitation, by the link in a mail: no account, and looking changes nothing."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from intersession.access import personal
from intersession.access.guard import Refusal, public
from intersession.access.once import once
from intersession.access.personal import Personal
from intersession.meetings.queries.meetings import meeting_line
from intersession.participation import delegating, inviting
from intersession.participation.actions import invitations as actions
from intersession.participation.forms import invitations as forms
from intersession.participation.models import Invitation, Registration
from intersession.ui.languages import get_language


def _opened(request: Any, token: str) -> Personal | None:
    found = inviting.opened(token, request.now)
    if found is None:
        return None
    request.opened, meeting = found, found.invitation.meeting
    return Personal(
        row=found.invitation,
        language=found.invitation.language,
        year=meeting.programme.year,
        shut=(*_SHUT[found.shut], _TODO) if found.shut else (),
        link=(f"/meetings/{meeting.slug}/", _("The page of the meeting")),
    )


_SHUT: dict[str, tuple[Any, ...]] = {
    "renewed": (_("A newer link was sent"), _("This link leads nowhere any more.")),
    "withdrawn": (_("This invitation was withdrawn"), _("It cannot be answered any more.")),
    "closed": (_("This page is closed"), _("The meeting is over, or it was cancelled.")),
}
_TODO = _("Open the latest mail, or write to the Administration.")
by_link = personal.by_link("invitation_page", _opened)


@public
@by_link
@require_GET
def invitation(request: Any, row: Invitation) -> HttpResponse:
    return _page(request, row)


@public
@by_link
@require_POST
@once
def invitation_answer(request: Any, row: Invitation) -> HttpResponse:
    accept = request.POST.get("answer") == "accept"
    form = forms.Decline(request.POST)
    if not accept and not form.is_valid():
        return _page(request, row, decline=form)
    why = "" if accept else form.cleaned_data["why"]
    try:
        actions.answer_invitation(invitation=row, accept=accept, why=why, **_who(request, row))
    except Refusal as said:
        return _page(request, row, refusal=said)
    return redirect("participation:invitation", inviting.token_of(row))


@public
@by_link
@require_POST
@once
def invitation_pass_on(request: Any, row: Invitation) -> HttpResponse:
    form = forms.PassOn(request.POST)
    if not form.is_valid():
        return _page(request, row, pass_on=form)
    try:
        actions.pass_on_invitation(invitation=row, facts=form.facts(), **_who(request, row))
    except Refusal as said:
        return _page(request, row, pass_on=form, refusal=said)
    return redirect("participation:invitation", inviting.token_of(row))


def _page(
    request: Any,
    row: Invitation,
    *,
    decline: Any = None,
    pass_on: Any = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    call = request.opened.call
    closed = call is None or request.now >= call.registrations_close_at
    language = get_language() if get_language() in dict(settings.LANGUAGES) else row.language
    context = {
        "invitation": row,
        "line": meeting_line(row.meeting),
        "call": call,
        "token": inviting.token_of(row),
        "may_answer": row.state in inviting.ANSWERED and not closed,
        "closed": closed,
        "file": _file(row),
        "delegation": inviting.puts_forward(row, request.now),
        "passed_to": Invitation.objects.filter(passed_by=row).first(),
        "decline": decline or forms.Decline(),
        "pass_on": pass_on or forms.PassOn(initial={"language": language}),
        "refusal": refusal,
    }
    bad = decline is not None or pass_on is not None or refusal is not None
    return render(request, "participation/invitation.html", context, status=422 if bad else 200)


def _file(row: Invitation) -> str:
    """The address of the file of whoever accepted."""
    files = Registration.objects.filter(invitation=row)
    found = files.exclude(state=Registration.State.CANCELLED).first()
    return delegating.address_of(found) if found else ""


def _who(request: Any, row: Invitation) -> dict[str, Any]:
    return {"by": inviting.themselves(row), "at": request.now}
