"""The page of one invitation, by the link in a mail: no account, and looking changes nothing."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET, require_POST

from intersession.access.guard import Refusal, public
from intersession.access.limits import within_limit
from intersession.access.once import once
from intersession.meetings.queries.meetings import meeting_line
from intersession.participation import delegating, inviting
from intersession.participation.actions import invitations as actions
from intersession.participation.forms import invitations as forms
from intersession.participation.models import Invitation, Registration
from intersession.ui.languages import get_language

View = Callable[..., Any]


def by_link(view: View) -> View:
    """Gives the invitation instead of the token; a link that was shut says so. Nothing of the
    page is kept or found by others."""

    @wraps(view)
    def guarded(request: Any, token: str) -> Any:
        found = inviting.opened(token, request.now)
        if found is None:
            raise Http404
        row = found.invitation
        with override(_language(request, row)):
            if found.shut:
                answer = _shut(request, found)
            elif not within_limit(request, "invitation_page", str(row.uid)):
                answer = _too_often(request)
            else:
                request.year, request.opened = row.meeting.programme.year, found
                answer = view(request, row)
            answer.headers.setdefault("Content-Language", get_language())
        answer["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        answer["Referrer-Policy"] = "same-origin"
        answer["Cache-Control"] = "private, no-store"
        return answer

    return guarded


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


def _language(request: Any, row: Invitation) -> str:
    """That of the mail, until another one is chosen in this browser."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in dict(settings.LANGUAGES) else row.language


def _shut(request: Any, found: inviting.Opened) -> HttpResponse:
    sentences = {
        "renewed": (_("A newer link was sent"), _("This link leads nowhere any more.")),
        "withdrawn": (_("This invitation was withdrawn"), _("It cannot be answered any more.")),
        "closed": (_("This page is closed"), _("The meeting is over, or it was cancelled.")),
    }
    title, sentence = sentences[found.shut]
    slug = found.invitation.meeting.slug
    words = {"title": title, "sentence": sentence, "safe": ""}
    words["todo"] = _("Open the latest mail, or write to the Administration.")
    words |= {"link_url": f"/meetings/{slug}/", "link_label": _("The page of the meeting")}
    return render(request, "ui/message.html", words, status=410)


def _too_often(request: Any) -> HttpResponse:
    words = {
        "title": _("Too many attempts"),
        "sentence": _("More was sent from here within ten minutes than we allow."),
        "safe": _("Nothing has been changed."),
        "todo": _("Wait ten minutes, then try again."),
    }
    return render(request, "ui/message.html", words, status=429)
