"""The room of a meeting: what it should be, the list that is proposed, what persons decide."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from intersession.access.guard import Refusal, needs
from intersession.access.once import once
from intersession.access.policy import May
from intersession.meetings.models import Meeting
from intersession.methods import sortition
from intersession.participation.actions import room_lists as lists
from intersession.participation.actions import room_rules as verbs
from intersession.participation.forms.room import (
    OverruleForm,
    RoomRulesForm,
    TargetForm,
    rules_kept,
    target_kept,
)
from intersession.participation.models import RoomRules, Seat, Target
from intersession.participation.queries.candidates import named
from intersession.participation.queries.room import room_page
from intersession.participation.repairs import clash_of, repair_in
from intersession.participation.room_facts import rules_as, targets_as
from intersession.participation.room_words import RoomWords
from intersession.participation.sheets_of_room import room_sheet
from intersession.participation.trying import tried
from intersession.participation.views._page import acted, meeting_at, posted, who
from intersession.ui import sheets

Change = tuple[RoomRules, tuple[Target, ...]]


@needs(May.SEE_ROOM)
@require_GET
def room(request: Any, slug: str) -> HttpResponse:
    return room_again(request, meeting_at(request, slug))


def room_again(request: Any, meeting: Meeting, *, clash: Any = None, refusal: Any = None) -> Any:
    page = room_page(meeting)
    may = {
        "may_manage": request.actor.may(May.MANAGE_PARTICIPATION),
        "may_overrule": request.actor.may(May.OVERRULE_ROOM),
        "may_see_support": request.actor.may(May.SEE_SUPPORT),
        "may_read_runs": request.actor.may(May.READ_RUNS),
        "may_hold_draw": request.actor.may(May.HOLD_DRAW),
    }
    words = RoomWords(named=page.named, rules=page.rules) if page.named and page.rules else None
    if words and (form := sheets.asked(request)):
        return sheets.answer(room_sheet(page, words, meeting.slug), form)
    context = {"meeting": meeting, "page": page, "words": words, "clash": clash, **may}
    context["refusal"] = refusal
    status = 422 if clash or refusal else 200
    return render(request, "participation/room.html", context, status=status)


@needs(May.MANAGE_PARTICIPATION)
@once
def room_rules(request: Any, slug: str) -> HttpResponse:
    meeting = meeting_at(request, slug)
    kept = rules_kept(RoomRules.objects.filter(meeting=meeting).first())
    form = RoomRulesForm(posted(request), initial=kept, regions=named().regions)

    def act() -> object:
        seen = form.cleaned_data["seen"]
        facts = form.facts()
        return verbs.set_room_rules(meeting=meeting, facts=facts, seen=seen, **who(request))

    def change() -> Change:
        return rules_as(meeting, form.facts()), targets_as(meeting, None)

    if _only_looks(request, form):
        return _tried(request, "room_rules", form, change, meeting=meeting)
    return acted(request, "room_rules", form, act, _back(meeting), meeting=meeting)


@needs(May.MANAGE_PARTICIPATION)
@once
def room_targets_add(request: Any, slug: str) -> HttpResponse:
    meeting = meeting_at(request, slug)
    form = TargetForm(posted(request), named=named())

    def act() -> object:
        return verbs.add_target(meeting=meeting, facts=form.facts(), **who(request))

    def change() -> Change:
        return _rules_of(meeting), targets_as(meeting, form.facts())

    if _only_looks(request, form):
        return _tried(request, "room_targets_add", form, change, meeting=meeting)
    return acted(request, "room_targets_add", form, act, _back(meeting), meeting=meeting)


@needs(May.MANAGE_PARTICIPATION)
@once
def room_targets_change(request: Any, slug: str, uid: UUID) -> HttpResponse:
    meeting = meeting_at(request, slug)
    target = get_object_or_404(Target, meeting=meeting, uid=uid)
    form = TargetForm(posted(request), initial=target_kept(target), named=named())

    def act() -> object:
        seen = form.cleaned_data["seen"]
        facts = form.facts()
        return verbs.change_target(target=target, facts=facts, seen=seen, **who(request))

    def change() -> Change:
        return _rules_of(meeting), targets_as(meeting, form.facts(), target)

    context = {"meeting": meeting, "target": target}
    if _only_looks(request, form):
        return _tried(request, "room_targets_change", form, change, **context)
    return acted(request, "room_targets_change", form, act, _back(meeting), **context)


@needs(May.MANAGE_PARTICIPATION)
@require_POST
@once
def room_targets_remove(request: Any, slug: str, uid: UUID) -> HttpResponse:
    meeting = meeting_at(request, slug)
    target = get_object_or_404(Target, meeting=meeting, uid=uid)
    verbs.remove_target(target=target, **who(request))
    return redirect(_to(meeting))


@needs(May.MANAGE_PARTICIPATION)
@require_POST
@once
def room_targets_move(request: Any, slug: str, uid: UUID) -> HttpResponse:
    meeting = meeting_at(request, slug)
    target = get_object_or_404(Target, meeting=meeting, uid=uid)
    up = request.POST.get("to") == "up"
    verbs.move_target(target=target, up=up, **who(request))
    return redirect(_to(meeting))


@needs(May.MANAGE_PARTICIPATION)
@require_POST
@once
def room_propose(request: Any, slug: str) -> HttpResponse:
    meeting = meeting_at(request, slug)
    try:
        lists.propose_list(meeting=meeting, **who(request))
    except sortition.Infeasible as said:
        return room_again(request, meeting, clash=clash_of(meeting, said))
    except Refusal as said:
        return room_again(request, meeting, refusal=said)
    return redirect(_to(meeting))


@needs(May.MANAGE_PARTICIPATION)
@require_POST
@once
def room_repair(request: Any, slug: str) -> HttpResponse:
    """A repair that the page offered; a list is proposed at once, unless a draw is prepared."""
    meeting = meeting_at(request, slug)
    try:
        repair = repair_in(request.POST.get("repair", ""))
        verbs.repair_room(meeting=meeting, repair=repair, **who(request))
        if request.POST.get("then") == "draw":
            return redirect("participation:room_draw_prepare", meeting.slug)
        lists.propose_list(meeting=meeting, **who(request))
    except sortition.Infeasible as said:
        return room_again(request, meeting, clash=clash_of(meeting, said))
    except Refusal as said:
        return room_again(request, meeting, refusal=said)
    return redirect(_to(meeting))


@needs(May.OVERRULE_ROOM)
@once
def room_seats_overrule(request: Any, slug: str, uid: UUID) -> HttpResponse:
    meeting = meeting_at(request, slug)
    rows = Seat.objects.select_related("registration__entity", "on")
    seat = get_object_or_404(rows, on__meeting=meeting, uid=uid)
    form = OverruleForm(posted(request), initial={"seen": seat.state})

    def act() -> object:
        given = form.cleaned_data
        return lists.overrule_seat(
            seat=seat,
            reason=given["reason"],
            always=given["always"],
            seen=given["seen"],
            **who(request),
        )

    context = {"meeting": meeting, "seat": seat}
    return acted(request, "room_seats_overrule", form, act, _back(meeting), **context)


def _only_looks(request: Any, form: Any) -> bool:
    """Whether somebody wants to read what a change would do, and wrote it rightly."""
    return request.POST.get("do") == "see" and form.is_valid()


def _tried(
    request: Any, name: str, form: Any, change: Callable[[], Change], **context: Any
) -> HttpResponse:
    """The form again with what it would do; nothing is kept."""
    context |= {"form": form, "refusal": None}
    try:
        found = tried(context["meeting"], *change())
        context |= {"tried": found, "words": RoomWords(named=named(), rules=found.rules)}
    except Refusal as said:
        context["refusal"] = said
    status = 422 if context["refusal"] else 200
    return render(request, f"participation/{name}.html", context, status=status)


def _rules_of(meeting: Meeting) -> RoomRules:
    rules = RoomRules.objects.filter(meeting=meeting).first()
    if rules is None:
        raise lists.NoRulesYet()
    return rules


def _to(meeting: Meeting) -> str:
    return reverse("participation:room", args=[meeting.slug])


def _back(meeting: Meeting) -> Any:
    return lambda done: (_to(meeting),)
