"""For who is signed in: one's own registration, and those that an organisation's contact begins."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from intersession.access.guard import Refusal, signed_in
from intersession.access.once import once
from intersession.participation import registering
from intersession.participation.actions.dossiers import start_registration
from intersession.participation.forms.registrations import SomebodyNew
from intersession.participation.queries import register as queries
from intersession.participation.views._page import posted, who
from intersession.participation.views._registrations import call_at


@signed_in
@once
def register(request: Any, slug: str) -> HttpResponse:
    """One's own is opened at once; others get their link by mail and write themselves."""
    call = call_at(request, slug)
    page = queries.register_page(call, request.actor, request.now)
    mine = bool(request.POST.get("mine"))
    form = SomebodyNew(None if mine else posted(request), initial={"language": page.language})
    refusal = None
    if mine or (form.is_bound and form.is_valid()):
        try:
            return _begun(request, page, None if mine else form.cleaned_data)
        except Refusal as said:
            refusal = said
    context = {"meeting": call.meeting, "call": call, "page": page, "form": form}
    status = 422 if request.method == "POST" else 200
    context |= {"refusal": refusal}
    return render(request, "participation/register.html", context, status=status)


def _begun(request: Any, page: queries.Page, given: dict[str, Any] | None) -> HttpResponse:
    begins = queries.begins_own(page) if given is None else queries.begins_other(page, given)
    if begins is None:
        raise PermissionDenied
    own = begins.user is not None
    row = start_registration(meeting=page.meeting, begins=begins, tell=not own, **who(request))
    if own:
        return redirect("participation:registration", registering.token_of(row))
    messages.success(request, _("The link to the registration is in the outbox."))
    return redirect("participation:register", page.meeting.slug)
