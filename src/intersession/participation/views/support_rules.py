"""By what support is given: the rates of travel of a meeting, the dated criteria."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from intersession.access.guard import needs
from intersession.access.once import once
from intersession.access.policy import May
from intersession.participation.actions import support_costs as costs
from intersession.participation.actions import support_criteria as verbs
from intersession.participation.calling import first_day
from intersession.participation.forms.support import (
    CriterionForm,
    RatesForm,
    criterion_kept,
    rates_kept,
)
from intersession.participation.models import SupportCriterion, TravelRates
from intersession.participation.queries.support_request import criteria_lines
from intersession.participation.support_words import criterion_words
from intersession.participation.views._page import acted, meeting_at, posted, who


@needs(May.MANAGE_SUPPORT)
@once
def support_rates(request: Any, slug: str) -> HttpResponse:
    meeting = meeting_at(request, slug)
    kept = rates_kept(TravelRates.objects.filter(meeting=meeting).first())
    form = RatesForm(posted(request), initial=kept)

    def act() -> object:
        told = {"facts": form.facts(), "seen": form.cleaned_data["seen"], **who(request)}
        return costs.set_travel_rates(meeting=meeting, **told)

    to = ("participation:support_estimate", slug)
    return acted(request, "support_rates", form, act, lambda done: to, meeting=meeting)


@needs(May.SEE_SUPPORT)
@require_GET
def support_criteria(request: Any, slug: str) -> HttpResponse:
    meeting = meeting_at(request, slug)
    context = {
        "meeting": meeting,
        "lines": criteria_lines(meeting),
        "first_day": first_day(meeting),
        "words": criterion_words,
        "may_manage": request.actor.may(May.MANAGE_SUPPORT),
    }
    return render(request, "participation/support_criteria.html", context)


@needs(May.MANAGE_SUPPORT)
@once
def support_criteria_add(request: Any, slug: str) -> HttpResponse:
    meeting = meeting_at(request, slug)
    form = CriterionForm(posted(request), initial={"since": request.today})

    def act() -> object:
        return verbs.add_criterion(facts=form.facts(), **who(request))

    to = ("participation:support_criteria", slug)
    return acted(request, "support_criteria_add", form, act, lambda done: to, meeting=meeting)


@needs(May.MANAGE_SUPPORT)
@once
def support_criteria_change(request: Any, slug: str, uid: UUID) -> HttpResponse:
    meeting = meeting_at(request, slug)
    row = get_object_or_404(SupportCriterion, uid=uid)
    form = CriterionForm(posted(request), initial=criterion_kept(row))

    def act() -> object:
        told = {"facts": form.facts(), "seen": form.cleaned_data["seen"], **who(request)}
        return verbs.change_criterion(criterion=row, **told)

    to = ("participation:support_criteria", slug)
    return acted(request, "support_criteria_change", form, act, lambda done: to, meeting=meeting)
