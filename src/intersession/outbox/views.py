"""The outbox: what will leave, what has left, and what waits for a person."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from intersession.access.guard import Refusal, needs
from intersession.access.once import once
from intersession.access.policy import May
from intersession.outbox import actions, forms, queries
from intersession.outbox.models import Mail
from intersession.outbox.sheets import list_sheet
from intersession.ui import sheets


@needs(May.READ_OUTBOX)
@require_GET
def index(request: Any) -> HttpResponse:
    state, asked = request.GET.get("state", ""), request.GET.get("q", "")
    page = queries.mails(state, asked, request.GET.get("page"))
    if form := sheets.asked(request):
        return sheets.answer(list_sheet(queries.every(page)), form)
    context = {
        "counts": queries.counts(),
        "page": page,
        "state": state,
        "asked": asked,
    }
    return render(request, "outbox/index.html", context)


@needs(May.READ_OUTBOX)
@require_GET
def detail(request: Any, uid: Any) -> HttpResponse:
    return _detail(request, get_object_or_404(Mail, uid=uid))


@needs(May.MANAGE_OUTBOX)
@once
def edit(request: Any, uid: Any) -> HttpResponse:
    mail = get_object_or_404(Mail, uid=uid)
    page = queries.mail_page(mail)
    kept = {"subject": mail.subject, "body": mail.body, "version": page.version}
    form = forms.Edit(request.POST or None, initial=kept)
    refusal = None
    if form.is_valid():
        try:
            actions.edit(mail=mail, **form.cleaned_data, by=request.actor, at=request.now)
        except Refusal as found:
            refusal = found
        else:
            messages.success(request, _("The mail was changed."))
            return redirect("outbox:detail", uid=uid)
    context = {"page": page, "form": form, "refusal": refusal}
    status = 422 if refusal or form.errors else 200
    return render(request, "outbox/edit.html", context, status=status)


@needs(May.MANAGE_OUTBOX)
@require_POST
@once
def hold(request: Any, uid: Any) -> HttpResponse:
    form = forms.Hold(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    return _acted(request, uid, actions.hold, _("The mail is held."), reason=reason)


@needs(May.MANAGE_OUTBOX)
@require_POST
@once
def release(request: Any, uid: Any) -> HttpResponse:
    return _acted(request, uid, actions.release, _("The mail will leave with the next round."))


def _acted(
    request: Any, uid: Any, act: Callable[..., Mail], said: str, **values: str
) -> HttpResponse:
    mail = get_object_or_404(Mail, uid=uid)
    try:
        act(mail=mail, **values, by=request.actor, at=request.now)
    except Refusal as refusal:
        return _detail(request, mail, refusal)
    messages.success(request, said)
    return redirect("outbox:detail", uid=uid)


def _detail(request: Any, mail: Mail, refusal: Refusal | None = None) -> HttpResponse:
    context = {"page": queries.mail_page(mail), "hold": forms.Hold(), "refusal": refusal}
    return render(request, "outbox/detail.html", context, status=422 if refusal else 200)
