"""The outbox: what will leave, what has left, and what waits for a person."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from intersession.access.guard import Refusal, needs
from intersession.access.once import once
from intersession.access.policy import May
from intersession.outbox import actions, forms
from intersession.outbox.models import Mail
from intersession.outbox.queries import mails as queries
from intersession.outbox.queries.mails import Asked, every
from intersession.outbox.sheets import list_sheet
from intersession.ui import sheets


@needs(May.READ_OUTBOX)
@require_GET
def index(request: Any) -> HttpResponse:
    asked = _asked(request.GET)
    page = queries.mails(asked, request.GET.get("page"))
    if form := sheets.asked(request):
        return sheets.answer(list_sheet(every(page)), form)
    context = {
        "counts": queries.counts(asked),
        "page": page,
        "asked": asked,
        "form": forms.Narrow(request.GET),
        "campaigns": queries.campaigns_to_choose(),
        "outage": queries.outage(),
    }
    return render(request, "outbox/index.html", context)


@needs(May.MANAGE_OUTBOX)
@once
def several(request: Any) -> HttpResponse:
    """Hold or release what a filter of the list shows: first the number, then the act."""
    given = request.POST if request.method == "POST" else request.GET
    asked, act = _asked(given), "release" if given.get("act") == "release" else "hold"
    form, refusal = forms.Several(request.POST or None), None
    if form.is_valid():
        try:
            messages.success(request, _all_of_them(request, act, asked, form.cleaned_data))
            return redirect(f"{reverse('outbox:index')}?{_query(asked)}")
        except Refusal as said:
            refusal = said
    found = queries.several(asked, act)
    context = {"asked": asked, "act": act, "found": found, "refusal": refusal}
    context["form"] = forms.Several(initial={"expected": found.number})
    status = 422 if refusal or form.errors else 200
    return render(request, "outbox/several.html", context, status=status)


def _all_of_them(request: Any, act: str, asked: Asked, given: dict[str, Any]) -> str:
    who = {"by": request.actor, "at": request.now}
    if act == "hold":
        n = actions.hold_several(asked=asked, **given, **who)
        return ngettext("%(n)s mail is held.", "%(n)s mails are held.", n) % {"n": n}
    n = actions.release_several(asked=asked, expected=given["expected"], **who)
    words = ngettext("%(n)s mail will leave.", "%(n)s mails will leave.", n)
    return words % {"n": n}


def _asked(given: Any) -> Asked:
    """What does not exist is not asked for."""
    form = forms.Narrow(given)
    form.is_valid()
    found = form.cleaned_data
    return Asked(
        state=found.get("state", ""),
        campaign=str(found.get("campaign") or ""),
        language=found.get("language", ""),
        text=found.get("q", ""),
    )


def _query(asked: Asked) -> str:
    """The list as it was narrowed down, without the state: that has changed."""
    given = {"campaign": asked.campaign, "language": asked.language, "q": asked.text}
    return urlencode({name: value for name, value in given.items() if value})


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


@needs(May.MANAGE_OUTBOX)
@require_POST
@once
def schedule(request: Any, uid: Any) -> HttpResponse:
    form = forms.Schedule(request.POST)
    if not form.is_valid():
        return _detail(request, get_object_or_404(Mail, uid=uid), schedule=form)
    return _acted(request, uid, actions.schedule, _("The hour was set."), **form.cleaned_data)


def _acted(
    request: Any, uid: Any, act: Callable[..., Mail], said: str, **values: Any
) -> HttpResponse:
    mail = get_object_or_404(Mail, uid=uid)
    try:
        act(mail=mail, **values, by=request.actor, at=request.now)
    except Refusal as refusal:
        return _detail(request, mail, refusal)
    messages.success(request, said)
    return redirect("outbox:detail", uid=uid)


def _detail(
    request: Any, mail: Mail, refusal: Refusal | None = None, schedule: Any = None
) -> HttpResponse:
    context = {
        "page": queries.mail_page(mail),
        "hold": forms.Hold(),
        "schedule": schedule or forms.Schedule(initial={"send_after": mail.send_after}),
        "refusal": refusal,
    }
    status = 422 if refusal or schedule else 200
    return render(request, "outbox/detail.html", context, status=status)
