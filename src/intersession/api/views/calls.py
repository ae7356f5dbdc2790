"""Operations of the call of a meeting."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from intersession.access.policy import May
from intersession.api.operation import PUBLIC, reads, writes
from intersession.api.shapes import Listed, Paged, part
from intersession.api.shapes import calls as shapes
from intersession.api.views._comers import call_at
from intersession.api.views._rows import meeting_of, who
from intersession.participation.actions import calls as actions
from intersession.participation.queries import calls as queries

Full = shapes.CallFull


@reads(
    _("Meetings that call for people, those to come first"),
    access=PUBLIC,
    gives=Listed[shapes.CallRow],
    asks=Paged,
)
def calls(request: Any, asked: Paged) -> Listed[shapes.CallRow]:
    found = queries.call_list(request.actor, request.now)
    return part([*found.running, *found.closed], asked, shapes.call_row)


@reads(_("The call of a meeting: hours, numbers, papers"), access=PUBLIC, gives=Full)
def meeting_call(request: Any, slug: str) -> Full:
    return _full(request, slug)


@writes(
    _("Open the call of a meeting"),
    access=May.MANAGE_PARTICIPATION,
    takes=shapes.CallBody,
    gives=Full,
    status=201,
)
def meeting_call_open(request: Any, slug: str, body: shapes.CallBody) -> Full:
    facts = actions.CallFacts(**body.facts())
    actions.open_call(meeting=meeting_of(slug), facts=facts, **who(request))
    return _full(request, slug)


@writes(
    _("Change the call of a meeting"),
    access=May.MANAGE_PARTICIPATION,
    takes=shapes.CallChange,
    gives=Full,
)
def meeting_call_change(request: Any, slug: str, body: shapes.CallChange) -> Full:
    call, facts = call_at(slug), actions.CallFacts(**body.facts())
    actions.change_call(call=call, facts=facts, seen=body.seen, **who(request))
    return _full(request, slug)


def _full(request: Any, slug: str) -> Full:
    """Of a call that is not open yet nobody else is told."""
    call = call_at(slug)
    if not queries.shown_to(call, request.actor, request.now):
        raise Http404
    return shapes.call_full(queries.call_page(call, request.actor, request.now))
