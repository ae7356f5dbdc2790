"""One delegation, for its Entity and for the Administration on its behalf: the same pages under
two addresses."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from intersession.access.guard import Refusal, require
from intersession.access.policy import May
from intersession.documents.downloads import sent
from intersession.membership.models import Entity
from intersession.participation.actions import delegations as actions
from intersession.participation.actions import nominees
from intersession.participation.forms import delegations as forms
from intersession.participation.models import Call, Delegation, Registration
from intersession.participation.queries import delegations as queries
from intersession.participation.sheets import people_sheet
from intersession.participation.views._page import acted, call_at, posted, who
from intersession.ui import sheets


@dataclass(frozen=True, kw_only=True)
class Place:
    """`office`: the Administration looks at it, at /delegations/<entity>/."""

    call: Call
    entity: Entity
    row: Delegation | None
    office: bool

    @property
    def meeting(self) -> Any:
        return self.call.meeting

    def to(self, page: str = "", *args: Any) -> tuple[Any, ...]:
        """Name and arguments of an address of this delegation."""
        first = "delegations" if self.office else "delegation"
        slugs = [self.meeting.slug, *([self.entity.slug] if self.office else [])]
        return (f"participation:{first}{page and '_' + page}", *slugs, *args)

    def whose(self) -> dict[str, Any]:
        return {"meeting": self.meeting, "entity": self.entity}


def own_place(request: Any, slug: str) -> Place:
    """Of the Entity for which somebody acts."""
    actor = request.actor
    if actor.entity is None:
        raise PermissionDenied
    require(actor, May.NOMINATE, entity=actor.entity)
    entity = Entity.objects.get(pk=actor.entity)
    return _place(request, slug, entity, office=False)


def office_place(request: Any, slug: str, entity: str) -> Place:
    require(request.actor, May.MANAGE_PARTICIPATION)
    return _place(request, slug, get_object_or_404(Entity, slug=entity), office=True)


def _place(request: Any, slug: str, entity: Entity, *, office: bool) -> Place:
    call = call_at(request, slug)
    row = queries.delegation_at(call.meeting, entity)
    return Place(call=call, entity=entity, row=row, office=office)


def shown(request: Any, place: Place) -> HttpResponse:
    page = _page_of(request, place)
    if form := sheets.asked(request):
        return sheets.answer(people_sheet(page, place.meeting), form)
    return _page(request, place, page)


def added(request: Any, place: Place) -> HttpResponse:
    initial = {"language": place.entity.language, "from_capital": ""}
    form = forms.OfNominee(posted(request), initial=initial)

    def act() -> Registration:
        return nominees.add_nominee(**place.whose(), facts=form.facts(), **who(request))

    context = _context(request, place)
    return acted(request, "delegation_add", form, act, lambda _row: place.to(), **context)


def changed(request: Any, place: Place, uid: UUID) -> HttpResponse:
    row = _nominee(request, place, uid)
    form = forms.OfNominee(posted(request), initial=forms.kept_nominee(row))

    def act() -> Registration:
        seen = form.cleaned_data["seen"]
        return nominees.change_nominee(nominee=row, facts=form.facts(), seen=seen, **who(request))

    context = _context(request, place) | {"nominee": row}
    return acted(request, "delegation_change", form, act, lambda _row: place.to(), **context)


def moved(request: Any, place: Place, uid: UUID) -> HttpResponse:
    """Back to the row, so that a key pressed again moves it on."""
    row, up = _nominee(request, place, uid), request.POST.get("to") == "up"

    def act() -> None:
        nominees.move_nominee(nominee=row, up=up, **who(request))

    return at_once(request, place, act, anchor=f"#n{row.uid.hex}")


def removed(request: Any, place: Place, uid: UUID) -> HttpResponse:
    row = _nominee(request, place, uid)
    return at_once(request, place, lambda: nominees.remove_nominee(nominee=row, **who(request)))


def worded(request: Any, place: Place) -> HttpResponse:
    form = forms.Rotation(request.POST)

    def act() -> None:
        given = form.cleaned_data
        actions.word_rotation(
            **place.whose(), words=given["words"], seen=given["seen"], **who(request)
        )

    return at_once(request, place, act, rotation=form)


def filed(request: Any, place: Place) -> HttpResponse:
    form = forms.Credential(request.POST, request.FILES)

    def act() -> None:
        upload = form.cleaned_data["upload"]
        actions.file_credential(**place.whose(), upload=upload, **who(request))

    return at_once(request, place, act, credential=form)


def downloaded(request: Any, place: Place) -> HttpResponse:
    page = _page_of(request, place)
    if place.row is None or place.row.credential is None or page.hidden:
        raise Http404
    return sent(place.row.credential)


def sent_off(request: Any, place: Place) -> HttpResponse:
    return at_once(request, place, lambda: actions.send_delegation(**place.whose(), **who(request)))


def at_once(
    request: Any, place: Place, act: Callable[[], Any], *, anchor: str = "", **given: Any
) -> HttpResponse:
    """One form of the page; that page again, saying why, where it is refused. `given`: forms that
    were filled in, by their name on the page."""
    refusal = None
    if all(form.is_valid() for form in given.values()):
        try:
            act()
            answer = redirect(*place.to())
            answer["Location"] += anchor
            return answer
        except Refusal as said:
            refusal = said
    return _page(request, place, _page_of(request, place), refusal=refusal, status=422, **given)


def _nominee(request: Any, place: Place, uid: UUID) -> Registration:
    row = queries.nominee_at(place.row, uid)
    if row is None or _page_of(request, place).hidden:
        raise Http404
    return row


def _page_of(request: Any, place: Place) -> queries.DelegationPage:
    return queries.delegation_page(place.call, place.entity, place.row, request.actor, request.now)


def _page(
    request: Any,
    place: Place,
    page: queries.DelegationPage,
    *,
    refusal: Refusal | None = None,
    status: int = 200,
    **given: Any,
) -> HttpResponse:
    row = place.row
    written = {"words": row.rotation, "seen": row.rotation} if row else {}
    context = {
        "rotation": forms.Rotation(initial=written),
        "credential": forms.Credential(),
        "allow": forms.Allow(initial=forms.kept_allowed(row)),
        "rights": queries.own_rights(request.actor, place.entity, request.now),
        **given,
    }
    context["form"] = next(iter(given.values()), None)
    context |= _context(request, place) | {"page": page, "refusal": refusal}
    return render(request, "participation/delegation.html", context, status=status)


def _context(request: Any, place: Place) -> dict[str, Any]:
    return {
        "place": place,
        "meeting": place.meeting,
        "call": place.call,
        "entity": place.entity,
        "row": place.row,
    }
