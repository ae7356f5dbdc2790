"""Proposals of themes and topics: list, page, making, co-sponsoring, lineage."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST

from intersession.access.guard import Refusal, needs, public, require
from intersession.access.once import once
from intersession.access.policy import May
from intersession.consultations import forms
from intersession.consultations.actions import proposals as actions
from intersession.consultations.models import Proposal
from intersession.consultations.queries import proposals as queries
from intersession.consultations.sheets import proposals_sheet
from intersession.consultations.views._page import page
from intersession.documents import queries as documents
from intersession.documents.rules import may_read
from intersession.membership.models import Entity
from intersession.programme.models import Programme
from intersession.ui import sheets


@public
@require_GET
def proposals(request: Any) -> HttpResponse:
    kind, year = request.GET.get("kind", ""), request.GET.get("year", "")
    rows = queries.proposals(kind, int(year) if year.isdecimal() and len(year) == 4 else None)
    if form := sheets.asked(request):
        return sheets.answer(proposals_sheet(rows), form)
    return page(request, "proposals", {"rows": rows, "kind": kind})


@public
@require_GET
def proposal(request: Any, slug: str) -> HttpResponse:
    return _page(request, _load(slug))


def _load(slug: str) -> Proposal:
    rows = Proposal.objects.select_related("programme", "proposer", "document")
    found: Proposal = get_object_or_404(rows.exclude(state=Proposal.State.DRAFT), slug=slug)
    return found


def _page(
    request: Any, row: Proposal, refusal: Refusal | None = None, form: Any = None
) -> HttpResponse:
    request.year = row.programme.year
    context = {"page": queries.proposal_page(row), "refusal": refusal}
    readable = row.document and may_read(request.actor, row.document)
    context["papers"] = documents.lines([row.document]) if readable else []
    context["sent"] = request.POST.get("words", "") if refusal else ""
    later = Programme.objects.filter(year__gte=row.programme.year).order_by("year")
    context["years"] = list(later) if _manages(request) else []
    context["form"] = form or forms.Words(initial={"title": row.title, "body": row.body})
    status = 422 if refusal or form else 200
    return page(request, "proposal", context, status)


def _manages(request: Any) -> bool:
    return bool(request.actor.may(May.MANAGE_PROPOSALS))


@needs(May.MAKE_PROPOSAL)
@once
def proposals_add(request: Any) -> HttpResponse:
    form = forms.Propose(request.POST or None)
    if form.is_valid():
        row = actions.make_proposal(
            programme=form.cleaned_data["programme"],
            kind=form.cleaned_data["kind"],
            words=_text(form),
            proposer=_own_entity(request, May.MAKE_PROPOSAL),
            fictional=request.example is not None,
            by=request.actor,
            at=request.now,
        )
        return redirect("consultations:proposal", row.slug)
    status = 422 if form.is_bound else 200
    return page(request, "proposals_add", {"form": form}, status)


def _text(form: Any) -> actions.Text:
    return actions.Text(title=form.cleaned_data["title"], body=form.cleaned_data["body"])


def _own_entity(request: Any, may: May) -> Entity | None:
    """The Entity the actor speaks for; None for the Administration."""
    if request.actor.entity is None:
        require(request.actor, may)
        return None
    require(request.actor, may, entity=request.actor.entity)
    return Entity.objects.get(pk=request.actor.entity)


def _act(request: Any, row: Proposal, verb: Any, **values: Any) -> HttpResponse:
    try:
        verb(proposal=row, by=request.actor, at=request.now, **values)
    except Refusal as refusal:
        return _page(request, row, refusal)
    return redirect("consultations:proposal", row.slug)


@needs(May.CO_SPONSOR)
@require_POST
@once
def proposal_co_sponsor(request: Any, slug: str) -> HttpResponse:
    entity = _own_entity(request, May.CO_SPONSOR)
    if entity is None:
        raise Http404
    return _act(request, _load(slug), actions.co_sponsor, entity=entity)


@needs(May.COMMENT_PROPOSAL)
@require_POST
@once
def proposal_comment(request: Any, slug: str) -> HttpResponse:
    return _act(
        request,
        _load(slug),
        actions.comment,
        words=request.POST.get("words", ""),
        language=get_language() or "en",
        entity=_own_entity(request, May.COMMENT_PROPOSAL),
    )


@needs(May.MANAGE_PROPOSALS)
@require_POST
@once
def proposal_amend(request: Any, slug: str) -> HttpResponse:
    row, form = _load(slug), forms.Words(request.POST)
    if not form.is_valid():
        return _page(request, row, form=form)
    return _act(request, row, actions.amend_proposal, words=_text(form))


@needs(May.MANAGE_PROPOSALS)
@require_POST
@once
def proposal_carry(request: Any, slug: str) -> HttpResponse:
    """Into another year, as the same kind or the other one."""
    year = request.POST.get("year", "")
    wanted = int(year) if year.isdecimal() and len(year) == 4 else 0
    programme = get_object_or_404(Programme, year=wanted)
    row = _load(slug)
    kind = request.POST.get("kind", row.kind)
    if kind not in Proposal.Kind.values:
        return _page(request, row, actions.NoSuchKind())
    return _act(request, row, actions.carry_over, programme=programme, kind=kind)


@needs(May.MANAGE_PROPOSALS)
@once
def proposals_carry(request: Any) -> HttpResponse:
    """All that was kept for a future programme comes back in a later year."""
    form = forms.Carry(request.POST or None)
    if form.is_valid():
        years = {"programme": form.cleaned_data["of"], "to": form.cleaned_data["to"]}
        actions.carry_over_unchosen(**years, by=request.actor, at=request.now)
        return redirect("consultations:proposals")
    return page(request, "proposals_carry", {"form": form}, 422 if form.is_bound else 200)


@needs(May.MANAGE_PROPOSALS)
@once
def proposals_merge(request: Any) -> HttpResponse:
    """Tick two or more proposals of a year and write the words of the one they become."""
    chosen = list(Proposal.objects.filter(slug__in=request.POST.getlist("proposal")))
    form = forms.Words(request.POST or None)
    refusal = None
    if form.is_valid():
        try:
            row = actions.merge_proposals(
                proposals=chosen, words=_text(form), by=request.actor, at=request.now
            )
            return redirect("consultations:proposal", row.slug)
        except Refusal as refused:
            refusal = refused
    standing = [row for row in queries.proposals() if row.state not in actions.CLOSED_STATES]
    context = {"rows": standing, "form": form, "refusal": refusal}
    context["chosen"] = {row.slug for row in chosen}
    status = 422 if form.is_bound else 200
    return page(request, "proposals_merge", context, status)
