"""Write to many: choose, write, look at anybody's mail, queue, hold, release, withdraw."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from intersession.access.guard import Refusal, needs
from intersession.access.once import once
from intersession.access.policy import May
from intersession.outbox import actions, forms
from intersession.outbox.kinds import Kind, Subject
from intersession.outbox.models import Campaign
from intersession.outbox.queries import campaigns as queries
from intersession.outbox.queries.mails import Asked
from intersession.outbox.sheets import campaigns_sheet
from intersession.ui import sheets


@needs(May.READ_OUTBOX)
@require_GET
def campaigns(request: Any) -> HttpResponse:
    if form := sheets.asked(request):
        return sheets.answer(campaigns_sheet(queries.campaigns(sheets.MOST)), form)
    return render(request, "outbox/campaigns.html", {"lines": queries.campaigns()})


@needs(May.WRITE_CAMPAIGN)
@once
def campaigns_add(request: Any) -> HttpResponse:
    """First what it is about, then what it says; `?kind=remind&about=topics-2012` leads on."""
    kind, about = _chosen(request.GET)
    known = queries.matter(kind, about, request.now)
    if known is None:
        context = {"offers": queries.offers(request.now), "asked": bool(kind)}
        return render(request, "outbox/campaigns_add.html", {**context, "known": None})
    return _written(request, known, None)


@needs(May.READ_OUTBOX)
@require_GET
def campaign(request: Any, uid: Any) -> HttpResponse:
    return _page(request, get_object_or_404(Campaign, uid=uid))


@needs(May.WRITE_CAMPAIGN)
@once
def campaign_change(request: Any, uid: Any) -> HttpResponse:
    row = get_object_or_404(Campaign, uid=uid)
    known = queries.matter(row.kind, row.about, request.now)
    if known is None or row.queued_at or row.state != Campaign.State.DRAFT:
        return redirect("outbox:campaign", uid)
    return _written(request, known, row)


@needs(May.READ_OUTBOX)
@require_GET
def campaign_preview(request: Any, uid: Any) -> HttpResponse:
    row = get_object_or_404(Campaign, uid=uid)
    found = queries.preview(row, request.GET.get("to", ""), request.now)
    if found is None:
        raise Http404
    context = {"campaign": row, "shown": found[0], "readers": found[1]}
    return render(request, "outbox/campaign_preview.html", context)


@needs(May.WRITE_CAMPAIGN)
@require_POST
@once
def campaign_queue(request: Any, uid: Any) -> HttpResponse:
    return _acted(
        request,
        uid,
        lambda row, **who: actions.queue_campaign(campaign=row, **who),
        lambda n: ngettext("%(n)s mail is queued.", "%(n)s mails are queued.", n),
    )


@needs(May.MANAGE_OUTBOX)
@require_POST
@once
def campaign_hold(request: Any, uid: Any) -> HttpResponse:
    form = forms.Hold(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    return _acted(
        request,
        uid,
        lambda row, **who: actions.hold_several(asked=_of(row), reason=reason, **who),
        lambda n: ngettext("%(n)s mail is held.", "%(n)s mails are held.", n),
    )


@needs(May.MANAGE_OUTBOX)
@require_POST
@once
def campaign_release(request: Any, uid: Any) -> HttpResponse:
    return _acted(
        request,
        uid,
        lambda row, **who: actions.release_several(asked=_of(row), **who),
        lambda n: ngettext("%(n)s mail will leave.", "%(n)s mails will leave.", n),
    )


@needs(May.MANAGE_OUTBOX)
@require_POST
@once
def campaign_schedule(request: Any, uid: Any) -> HttpResponse:
    form = forms.Schedule(request.POST)
    if not form.is_valid():
        return _page(request, get_object_or_404(Campaign, uid=uid), schedule=form)
    return _acted(
        request,
        uid,
        lambda row, **who: actions.schedule_campaign(campaign=row, **form.cleaned_data, **who),
        lambda n: ngettext("%(n)s mail has a new hour.", "%(n)s mails have a new hour.", n),
    )


@needs(May.WRITE_CAMPAIGN)
@require_POST
@once
def campaign_withdraw(request: Any, uid: Any) -> HttpResponse:
    return _acted(
        request,
        uid,
        lambda row, **who: actions.withdraw_campaign(campaign=row, **who),
        lambda n: ngettext("%(n)s mail was withdrawn.", "%(n)s mails were withdrawn.", n),
    )


def _of(row: Campaign) -> Asked:
    return Asked(campaign=str(row.uid))


def _chosen(given: Any) -> tuple[str, str]:
    """Kind and matter, as two words or as the one value of the list to choose from."""
    kind, about = given.get("kind", ""), given.get("about", "")
    whole, colon, rest = given.get("matter", "").partition(":")
    return (whole, rest) if colon else (kind, about)


def _acted(
    request: Any, uid: Any, act: Callable[..., int], said: Callable[[int], str]
) -> HttpResponse:
    row = get_object_or_404(Campaign, uid=uid)
    try:
        number = act(row, by=request.actor, at=request.now)
    except Refusal as refusal:
        return _page(request, row, refusal)
    messages.success(request, said(number) % {"n": number})
    return redirect("outbox:campaign", uid)


def _page(
    request: Any, row: Campaign, refusal: Refusal | None = None, schedule: Any = None
) -> HttpResponse:
    row.refresh_from_db()
    page = queries.campaign_page(row, request.now)
    context = {
        "page": page,
        "hold": forms.Hold(),
        "schedule": schedule or forms.Schedule(initial={"send_after": page.leaves_at}),
        "refusal": refusal,
    }
    status = 422 if refusal or schedule else 200
    return render(request, "outbox/campaign.html", context, status=status)


def _written(request: Any, known: tuple[Kind, Subject], row: Campaign | None) -> HttpResponse:
    """The form of a campaign, new or again; a draft that is kept leads to its page."""
    kind, subject = known
    circles = queries.circles(kind, subject, request.now)
    form = forms.Campaign(
        request.POST or None,
        initial=_initial(request, known, row),
        circles=[(one.code, one.name) for one in circles],
    )
    refusal = None
    if form.is_valid():
        try:
            kept = _keep(request, known, row, form)
            messages.success(request, _("The draft is kept. Nobody has been written to yet."))
            return redirect("outbox:campaign", kept.uid)
        except Refusal as said:
            refusal = said
    template = "campaign_change" if row else "campaigns_add"
    context = {"known": kind, "subject": subject, "circles": circles, "form": form}
    context |= {"refusal": refusal, "campaign": row}
    status = 422 if refusal or form.errors else 200
    return render(request, f"outbox/{template}.html", context, status=status)


def _initial(request: Any, known: tuple[Kind, Subject], row: Campaign | None) -> dict[str, Any]:
    if row is None:
        kind, subject = known
        words = queries.ready_wording(kind, subject, request.now)
        return {**words, "purpose": kind.purpose, "audience": next(iter(kind.circles))}
    names = ("audience", "purpose", "subject", "body", "send_after", "office_hours")
    kept = {name: getattr(row, name) for name in names}
    return {**kept, "version": queries.rules.campaign_version(row)}


def _keep(request: Any, known: tuple[Kind, Subject], row: Campaign | None, form: Any) -> Campaign:
    who = {"by": request.actor, "at": request.now}
    if row:
        version = form.cleaned_data["version"]
        return actions.change_campaign(campaign=row, plan=form.plan(), version=version, **who)
    kind, subject = known
    return actions.write_campaign(kind=kind.code, about=subject.key, plan=form.plan(), **who)
