"""The first page of everyone; one's own calendar; in an example its people and its clock."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe

from intersession.access.guard import Refusal, needs, public, signed_in
from intersession.access.once import once
from intersession.access.policy import ROLE_NAMES, May
from intersession.desk import acting, actions, clockwork
from intersession.desk import feed as feeds
from intersession.desk.example import links
from intersession.desk.models import CalendarAddress
from intersession.desk.needs import needs_of
from intersession.documents.queries import latest
from intersession.meetings.calendar_file import answer, calendar_of
from intersession.meetings.queries import years
from intersession.ui.wording import moment_field


@public
@require_GET
def index(request: Any) -> HttpResponse:
    context = {
        "needs": needs_of(request.actor, request.now),
        "documents": latest(request.actor, 3),
        "acting": request.actor,
    }
    return render(request, "desk/index.html", context)


@signed_in
@never_cache
@require_GET
def calendar(request: Any) -> HttpResponse:
    return _calendar(request)


@signed_in
@never_cache
def calendar_open(request: Any) -> HttpResponse:
    """The address is shown in this answer and never again. Asked twice, the second one holds."""
    if request.method != "POST":  # the same page in another language
        return redirect("desk:calendar")
    token = actions.open_calendar(user=request.user, by=request.actor, at=request.now)
    return _calendar(request, request.build_absolute_uri(reverse("desk:feed", args=[token])))


@signed_in
@require_POST
@once
def calendar_close(request: Any) -> HttpResponse:
    try:
        actions.close_calendar(user=request.user, by=request.actor, at=request.now)
    except Refusal as refusal:
        return _calendar(request, refusal=refusal)
    return redirect("desk:calendar")


def _calendar(request: Any, address: str = "", refusal: Refusal | None = None) -> HttpResponse:
    context = {
        "kept": CalendarAddress.objects.filter(user=request.user).first(),
        "address": address,
        "years": years(),
        "refusal": refusal,
    }
    return render(request, "desk/calendar.html", context, status=422 if refusal else 200)


@public
@require_safe
def feed(request: Any, token: str) -> HttpResponse:
    """For calendar programs: no cookie is asked for or given; the address alone opens it."""
    account = feeds.account_of(token)
    if feeds.too_often(request, token, account):
        return HttpResponse(status=429, headers={"Retry-After": "3600"})
    if account is None:
        raise Http404
    with override(account.language):
        entries = feeds.entries(account, request.now, request.build_absolute_uri)
        content = calendar_of(entries, name=_("My dates in the dialogue"))
    feeds.note_reading(account, request.now)
    return answer(request, content, file="dialogue", private=True)


@public
@require_GET
def example(request: Any) -> HttpResponse:
    """Sign in as one of the example's people; does not exist outside an example."""
    if request.example is None:
        raise Http404
    return _example(request)


def _example(request: Any, refusal: Refusal | None = None) -> HttpResponse:
    found = links.people(request.example)
    context = {
        "cast": links.cast(found),
        "people": found,
        "all": "all" in request.GET,
        "role_words": ROLE_NAMES,
        "refusal": refusal,
    }
    return render(request, "desk/example.html", context, status=422 if refusal else 200)


@public
@require_GET
def example_sign_in(request: Any, token: str) -> HttpResponse:
    """Only the accounts that came with the example, only in an example."""
    user = links.user_of(request.example, token) if request.example else None
    if user is None:
        raise Http404
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    person = user.persons.order_by("pk").first()
    if person is not None:
        request.session[acting.PERSON] = person.pk
    return redirect("outbox:mailbox" if request.GET.get("to") == "mailbox" else "home")


@needs(May.MOVE_CLOCK)
@require_POST
@once
def example_clock(request: Any) -> HttpResponse:
    """Forward only: what has happened stays happened."""
    if request.example is None:
        raise Http404
    try:
        actions.move_clock(to=_asked(request), by=request.actor, at=request.now)
    except Refusal as refusal:
        return _example(request, refusal)
    clockwork.tick()
    return redirect("desk:example")


STEPS = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(days=7)}


def _asked(request: Any) -> Any:
    step = STEPS.get(request.POST.get("step", ""))
    if step:
        return request.now + step
    try:
        return moment_field("").clean(request.POST.get("to", ""))
    except ValidationError as error:
        raise actions.NoHour() from error
