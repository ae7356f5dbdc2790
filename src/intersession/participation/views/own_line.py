"""The own line in the list of participants, by the link in a mail."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from intersession.access.guard import Refusal, public
from intersession.access.once import once
from intersession.participation.actions import corrections as actions
from intersession.participation.actions import dossiers
from intersession.participation.forms import participants as forms
from intersession.participation.models import Correction, Registration
from intersession.participation.queries.corrections import own_line
from intersession.participation.views._page import posted
from intersession.participation.views._registrations import by_link, themselves


@public
@by_link
@require_http_methods(["GET", "HEAD", "POST"])
@once
def registration_list(request: Any, row: Registration) -> HttpResponse:
    """A correction, or whether the published list may name them; two forms on one page."""
    named = request.POST.get("do") in ("name", "do_not_name")
    form = forms.Correct(None if named else posted(request), initial=forms.kept_line(row))
    refusal = None
    if named or (form.is_bound and form.is_valid()):
        try:
            messages.success(request, _named(request, row) if named else _asked(request, row, form))
            return redirect("participation:registration_list", request.token)
        except Refusal as said:
            refusal = said
    context = {"row": row, "own": own_line(row, request.now), "form": form, "refusal": refusal}
    context |= {"token": request.token}
    status = 422 if form.is_bound or refusal else 200
    return render(request, "participation/registration_list.html", context, status=status)


def _asked(request: Any, row: Registration, form: forms.Correct) -> str:
    given = {"asked": form.asked(), "note": form.cleaned_data["note"]}
    channel = Correction.Channel.LINK
    actions.ask_correction(registration=row, channel=channel, **given, **themselves(request, row))
    return _("Your correction has arrived. The Administration answers by mail.")


def _named(request: Any, row: Registration) -> str:
    yes = request.POST["do"] == "name"
    given = {"given": {"consents": {"list": yes}}, "send": False}
    dossiers.write_registration(registration=row, **given, **themselves(request, row))
    return _("The published list names you.") if yes else _("The published list does not name you.")
