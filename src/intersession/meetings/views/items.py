"""One item of the draft: added, changed, cancelled and held after all, removed."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from intersession.access.guard import Refusal, needs
from intersession.access.once import once
from intersession.access.policy import May
from intersession.meetings import actions, forms, queries
from intersession.meetings.models import AgendaItem, Meeting
from intersession.meetings.views._draft import item_at, to_draft
from intersession.meetings.views._page import meeting_at, posted, who


@needs(May.MANAGE_MEETINGS)
@once
def agenda_add(request: Any, slug: str) -> HttpResponse:
    meeting = meeting_at(request, slug)
    form = forms.Item(posted(request), meeting=meeting)

    def act() -> AgendaItem:
        about = {"facts": form.facts(), "documents": form.documents()}
        return actions.add_item(meeting=meeting, **about, **who(request))

    return _item_page(request, "agenda_add", form, act, meeting)


@needs(May.MANAGE_MEETINGS)
@once
def agenda_change(request: Any, slug: str, uid: UUID) -> HttpResponse:
    meeting = meeting_at(request, slug)
    item = item_at(meeting, uid)
    form = forms.Item(posted(request), meeting=meeting, item=item)

    def act() -> AgendaItem:
        about = {"facts": form.facts(), "documents": form.documents(), "seen": form.seen_now()}
        return actions.change_item(item=item, **about, **who(request))

    return _item_page(request, "agenda_change", form, act, meeting, item)


@needs(May.MANAGE_MEETINGS)
@require_POST
@once
def agenda_cancel(request: Any, slug: str, uid: UUID) -> HttpResponse:
    return _with_reason(request, slug, uid, actions.cancel_item)


@needs(May.MANAGE_MEETINGS)
@require_POST
@once
def agenda_restore(request: Any, slug: str, uid: UUID) -> HttpResponse:
    return _with_reason(request, slug, uid, actions.restore_item)


@needs(May.MANAGE_MEETINGS)
@require_POST
@once
def agenda_remove(request: Any, slug: str, uid: UUID) -> HttpResponse:
    meeting = meeting_at(request, slug)
    item = item_at(meeting, uid)
    try:
        actions.remove_item(item=item, **who(request))
    except Refusal as said:
        return _shown(request, meeting, item, refusal=said)
    return to_draft(meeting)


def _with_reason(
    request: Any, slug: str, uid: UUID, verb: Callable[..., AgendaItem]
) -> HttpResponse:
    meeting = meeting_at(request, slug)
    item = item_at(meeting, uid)
    why = forms.Why(request.POST)
    if not why.is_valid():
        return _shown(request, meeting, item, why=why)
    try:
        return to_draft(meeting, verb(item=item, **why.cleaned_data, **who(request)))
    except Refusal as said:
        return _shown(request, meeting, item, refusal=said, why=why)


def _shown(request: Any, meeting: Meeting, item: AgendaItem, **more: Any) -> HttpResponse:
    """The form of the item again, with what was refused beside it."""
    context = {"meeting": meeting, "item": item, "form": forms.Item(meeting=meeting, item=item)}
    context |= {"why": forms.Why(), "refusal": None, "versions": None, **more}
    return render(request, "meetings/agenda_change.html", context, status=422)


def _item_page(
    request: Any,
    name: str,
    form: forms.Item,
    act: Callable[[], AgendaItem],
    meeting: Meeting,
    item: AgendaItem | None = None,
) -> HttpResponse:
    """Add or change, then to its place in the draft; else the form again, saying why."""
    refusal, versions = None, None
    if form.is_bound and form.is_valid():
        try:
            return to_draft(meeting, act(), added=item is None)
        except actions.ItemChangedMeanwhile as said:
            refusal = said
            item = item_at(meeting, item.uid) if item else None
            versions = queries.two_versions(item, form.facts(), form.documents())
        except Refusal as said:
            refusal = said
    context = {"meeting": meeting, "form": form, "refusal": refusal, "versions": versions}
    context |= {"item": item, "why": forms.Why()}
    status = 422 if form.is_bound else 200
    return render(request, f"meetings/{name}.html", context, status=status)
