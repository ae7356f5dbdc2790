"""The draw of a room: prepared, found, drawn; what everybody may read of it."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from intersession.access.guard import Refusal, needs, public, signed_in
from intersession.access.once import once
from intersession.access.policy import May
from intersession.documents.downloads import never_shown, sent
from intersession.meetings.models import Meeting
from intersession.meetings.rules import place_of
from intersession.participation import draw_words
from intersession.participation.actions import draws as verbs
from intersession.participation.actions import holding
from intersession.participation.forms.draws import PrepareForm, SeedForm, SetAsideForm
from intersession.participation.models import Draw
from intersession.participation.queries import draws as queries
from intersession.participation.repairs import Clash, clash_of
from intersession.participation.sheets_of_draw import chances_sheet
from intersession.participation.views._page import acted, meeting_at, posted, who
from intersession.ui import sheets


@public
@require_GET
def room_draw(request: Any, slug: str) -> HttpResponse:
    """Who holds draws and who sees the room find it before there is one."""
    return _page(request, meeting_at(request, slug))


def _page(request: Any, meeting: Meeting, refusal: Any = None) -> HttpResponse:
    page = queries.draw_page(meeting, request.actor)
    if page.draw is None and not page.earlier and not request.actor.may(May.SEE_ROOM):
        raise Http404
    row, actor = page.draw, request.actor
    context = {
        "meeting": meeting,
        "page": page,
        "words": draw_words,
        "rules": draw_words.RulesInWords(frozen=page.frozen) if page.frozen else None,
        "may_hold": actor.may(May.HOLD_DRAW),
        "may_open": actor.may(May.OPEN_CHANCES),
        "may_see_room": actor.may(May.SEE_ROOM),
        "may_read_runs": actor.may(May.READ_RUNS),
        "reads_chances": bool(row) and queries.may_read_chances(actor, row, request.now.date()),
        "reads_file": queries.may_read_file(actor),
        "job": page.job,
        "refusal": refusal,
    }
    return render(request, "participation/room_draw.html", context, status=422 if refusal else 200)


@needs(May.HOLD_DRAW)
@once
def room_draw_prepare(request: Any, slug: str) -> HttpResponse:
    """What would be fixed stands beside the form, and what is in the way."""
    meeting = meeting_at(request, slug)
    form = PrepareForm(posted(request), initial={"seed_from": Draw.SeedFrom.DICE})
    page = queries.preparing(meeting)

    def act() -> object:
        seen = form.cleaned_data["seen"]
        facts = form.facts(place_of(meeting))
        return verbs.prepare_draw(meeting=meeting, facts=facts, seen=seen, **who(request))

    rules = draw_words.RulesInWords(frozen=page.frozen) if page.frozen else None
    clash = _clash(meeting, page)
    context = {"meeting": meeting, "page": page, "rules": rules, "clash": clash}
    return acted(request, "room_draw_prepare", form, act, _back(meeting), **context)


def _clash(meeting: Meeting, page: queries.Preparing) -> Clash | None:
    if page.conflict is None:
        return None
    if not page.conflict.conflict:
        return Clash(text=_("No room meets the conditions. Propose a list to read why."), ways=())
    return clash_of(meeting, page.conflict, then="draw")


@needs(May.HOLD_DRAW)
@require_POST
@once
def room_draw_find(request: Any, slug: str) -> HttpResponse:
    """Once more, where the job failed or was cancelled."""
    meeting = meeting_at(request, slug)
    return _done(request, meeting, verbs.find_lottery)


@needs(May.OPEN_CHANCES)
@require_POST
@once
def room_draw_readers(request: Any, slug: str) -> HttpResponse:
    """Who may read the chances: the Administration, or the membership."""
    meeting = meeting_at(request, slug)
    to = request.POST.get("to", "")
    if to not in Draw.ChancesTo.values:
        raise Http404
    return _done(request, meeting, verbs.open_chances, to=to)


def _done(request: Any, meeting: Meeting, verb: Any, **given: Any) -> HttpResponse:
    try:
        verb(draw=_standing(meeting), **given, **who(request))
    except Refusal as said:
        return _page(request, meeting, said)
    return redirect("participation:room_draw", meeting.slug)


@needs(May.HOLD_DRAW)
@once
def room_draw_seed(request: Any, slug: str) -> HttpResponse:
    meeting = meeting_at(request, slug)
    draw = _standing(meeting)
    form = SeedForm(posted(request), dice=draw.seed_from == Draw.SeedFrom.DICE)

    def act() -> object:
        given = form.cleaned_data
        told = {"seed": given["seed"], "witnesses": given["witnesses"], **who(request)}
        return holding.hold_draw(draw=draw, **told)

    context = {"meeting": meeting, "draw": draw, "words": draw_words}
    return acted(request, "room_draw_seed", form, act, _back(meeting), **context)


@needs(May.HOLD_DRAW)
@once
def room_draw_set_aside(request: Any, slug: str) -> HttpResponse:
    meeting = meeting_at(request, slug)
    draw = _standing(meeting)
    form = SetAsideForm(posted(request))

    def act() -> object:
        return verbs.set_draw_aside(draw=draw, why=form.cleaned_data["why"], **who(request))

    context = {"meeting": meeting, "draw": draw, "words": draw_words}
    return acted(request, "room_draw_set_aside", form, act, _back(meeting), **context)


@signed_in
@require_GET
def room_draw_chances(request: Any, slug: str) -> HttpResponse:
    meeting = meeting_at(request, slug)
    draw = _standing(meeting)
    if not queries.may_read_chances(request.actor, draw, request.now.date()):
        raise PermissionDenied
    found = queries.chances_of(draw, request.actor)
    if form := sheets.asked(request):
        return sheets.answer(chances_sheet(found, meeting.slug), form)
    context = {"meeting": meeting, "found": found, "words": draw_words}
    return render(request, "participation/room_draw_chances.html", context)


@signed_in
@require_GET
def room_draw_file(request: Any, slug: str, uid: UUID) -> HttpResponse:
    """With which anybody draws the room again."""
    draw = _read(request, slug, uid)
    if draw.file is None:
        raise Http404
    return sent(draw.file)


@signed_in
@require_GET
def room_draw_inputs(request: Any, slug: str, uid: UUID) -> HttpResponse:
    """The very text whose SHA-256 was published before the seed was known."""
    draw = _read(request, slug, uid)
    answer = HttpResponse(draw.inputs.encode(), content_type="application/json")
    name = f"draw-{slug}-{draw.number}-inputs.json"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return never_shown(answer)  # type: ignore[no-any-return]


def _read(request: Any, slug: str, uid: UUID) -> Draw:
    rows = Draw.objects.select_related("file").filter(meeting=meeting_at(request, slug))
    draw: Draw = get_object_or_404(rows, uid=uid)
    if not queries.may_read_file(request.actor):
        raise PermissionDenied
    return draw


def _standing(meeting: Meeting) -> Draw:
    """The draw that stands, else the last that was set aside: the action says so."""
    rows = Draw.objects.filter(meeting=meeting).order_by("-number")
    draw = rows.exclude(state=Draw.State.SET_ASIDE).first() or rows.first()
    if draw is None:
        raise Http404
    draw.meeting = meeting
    return draw


def _back(meeting: Meeting) -> Any:
    return lambda done: (reverse("participation:room_draw", args=[meeting.slug]),)
