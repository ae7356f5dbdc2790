"""Teams of interpreters of a meeting: who they are, when they work, what they may be asked."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from intersession.access.guard import needs
from intersession.access.once import once
from intersession.access.policy import May
from intersession.meetings import actions, forms, queries
from intersession.meetings.sheets import teams_sheet
from intersession.meetings.views._acts import acted
from intersession.meetings.views._page import meeting_at, posted, who
from intersession.ui import sheets


@needs(May.MANAGE_MEETINGS)
@require_GET
def teams(request: Any, slug: str) -> HttpResponse:
    meeting = meeting_at(request, slug)
    page = queries.teams_page(meeting)
    if form := sheets.asked(request):
        return sheets.answer(teams_sheet(page, slug), form)
    return render(request, "meetings/teams.html", {"meeting": meeting, "page": page})


@needs(May.MANAGE_MEETINGS)
@once
def teams_add(request: Any, slug: str) -> HttpResponse:
    meeting = meeting_at(request, slug)
    first = {"languages": ["en", "fr", "es"], "language": "en"}
    form = forms.TeamForm(posted(request), initial=first)

    def act() -> object:
        return actions.add_team(meeting=meeting, facts=form.facts(), **who(request))

    return acted(request, "teams_add", form, act, _teams(slug), meeting=meeting)


@needs(May.MANAGE_MEETINGS)
@once
def teams_change(request: Any, slug: str, uid: UUID) -> HttpResponse:
    meeting = meeting_at(request, slug)
    team = get_object_or_404(meeting.teams, uid=uid)
    form = forms.TeamForm(posted(request), initial=forms.team_kept(team))

    def act() -> object:
        seen = form.cleaned_data["seen"]
        return actions.change_team(team=team, facts=form.facts(), seen=seen, **who(request))

    return acted(request, "teams_change", form, act, _teams(slug), meeting=meeting, team=team)


@needs(May.MANAGE_MEETINGS)
@once
def teams_remove(request: Any, slug: str, uid: UUID) -> HttpResponse:
    """First what would be without a team, then the removal."""
    meeting = meeting_at(request, slug)
    team = get_object_or_404(meeting.teams, uid=uid)
    form = forms.Sure(posted(request))

    def act() -> object:
        return actions.remove_team(team=team, **who(request))

    freed = queries.freed_by(team)
    context = {"meeting": meeting, "team": team, "freed": freed}
    return acted(request, "teams_remove", form, act, _teams(slug), **context)


@needs(May.MANAGE_MEETINGS)
@once
def teams_assign(request: Any, slug: str) -> HttpResponse:
    meeting = meeting_at(request, slug)
    form = forms.Assign(posted(request), meeting=meeting)

    def act() -> object:
        return actions.assign_team(meeting=meeting, **form.asked(), **who(request))

    page = queries.teams_page(meeting)
    return acted(request, "teams_assign", form, act, _teams(slug), meeting=meeting, page=page)


@needs(May.MANAGE_MEETINGS)
@once
def interpretation(request: Any, slug: str) -> HttpResponse:
    meeting = meeting_at(request, slug)
    form = forms.LimitsForm(posted(request), initial=forms.limits_kept(meeting))

    def act() -> object:
        return actions.set_interpretation(meeting=meeting, limits=form.limits(), **who(request))

    return acted(request, "interpretation", form, act, _teams(slug), meeting=meeting)


def _teams(slug: str) -> str:
    return reverse("meetings:teams", args=[slug])
