"""Answers: expressing one, keying them in, who is missing, what waits, positions."""

from dataclasses import replace
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST

from intersession.access.guard import Refusal, needs, public, require
from intersession.access.once import once
from intersession.access.policy import May
from intersession.consultations import forms, labels, rules
from intersession.consultations.actions import preferences as actions
from intersession.consultations.models import Preference, Question
from intersession.consultations.queries import answers as queries
from intersession.consultations.queries.questions import own_answer, sees_positions
from intersession.consultations.sheets import call_sheet, positions_sheet
from intersession.consultations.views._page import load, page, show
from intersession.documents import actions as documents
from intersession.membership.models import Entity
from intersession.ui import sheets


@needs(May.PREFER)
@require_POST
@once
def prefer(request: Any, slug: str) -> HttpResponse:
    """Send the answer of one's delegation; the receipt stands on the page of the question."""
    question = load(request, slug)
    require(request.actor, May.PREFER, entity=request.actor.entity)
    approved = request.POST.getlist("approved")
    sent = {"approved": approved, "reason": request.POST.get("reason", "")}
    try:
        given = _read(request, approved)
        actions.prefer(
            question=question, approved=approved, by=request.actor, at=request.now, **given
        )
    except actions.ChangedMeanwhile as refusal:
        return _changed(request, question, sent, refusal)
    except Refusal as refusal:
        return show(request, question, refusal=refusal, sent=sent, status=422)
    response = redirect("consultations:detail", question.slug)
    response["Location"] += "#receipt"
    return response


def _read(request: Any, approved: list[str]) -> dict[str, Any]:
    """The reason, and the version the form was filled from; a refusal where the form is unclear."""
    form = forms.Prefer(request.POST)
    if request.POST.get("entity", request.actor.entity_slug) != request.actor.entity_slug:
        raise rules.NotYourEntity(entity=request.POST["entity"])
    if not form.is_valid():
        raise rules.ReasonTooLong(most=600) if "reason" in form.errors else rules.Unreadable()
    rules.check_said(approved, form.cleaned_data["none"])
    return {name: form.cleaned_data[name] for name in ("reason", "version")}


def _changed(
    request: Any, question: Question, sent: dict[str, Any], refusal: Refusal
) -> HttpResponse:
    """Both versions and two repairs; nothing was sent."""
    own = own_answer(question, request.actor)
    if not own.versions:  # the form spoke of a version that never was
        return show(request, question, refusal=refusal, sent=sent, status=409)
    context = {"question": question, "own": own, "options": list(question.options.all())}
    return page(request, "prefer", {**context, "sent": sent}, 409)


@needs(May.PREFER_ON_BEHALF)
@once
def grid(request: Any, slug: str) -> HttpResponse:
    """Key in many answers: one row per Entity, one column per option."""
    question = load(request, slug)
    rows = queries.grid(question, get_language() or "en")
    head = _head(request, question)
    if head.is_valid():
        request.session[REPORT] = {**_key_rows(request, question, rows, head), "of": slug}
        return redirect("consultations:grid", slug)
    if head.is_bound:
        rows = [_as_sent(request, row) for row in rows]
    report = request.session.pop(REPORT, None) if request.method == "GET" else None
    report = report if report and report["of"] == slug else None
    if report:
        head = forms.GridHead(initial=report["head"])
        rows = _as_refused(rows, report["refused"])
    context = {"question": question, "rows": rows, "head": head, "report": report}
    context["options"] = queries.live_options(question)
    context["state"] = question.state_at(request.now)
    return page(request, "grid", context, 422 if head.is_bound else 200)


def _head(request: Any, question: Question) -> forms.GridHead:
    """An hour that cannot be is refused here, once, and not row by row."""
    initial = {"channel": "floor", "received_at": request.now}
    head = forms.GridHead(request.POST or None, initial=initial)
    if head.is_valid():
        try:
            rules.check_received(question, head.cleaned_data["received_at"], request.now)
        except Refusal as refusal:
            head.add_error("received_at", str(refusal))
    return head


def _as_sent(request: Any, row: queries.GridRow) -> queries.GridRow:
    """What was ticked stays ticked when the head of the form has to be mended."""
    return replace(
        row,
        approved=request.POST.getlist(f"approved-{row.entity}"),
        none=bool(request.POST.get(f"none-{row.entity}")),
        channel=request.POST.get(f"channel-{row.entity}", ""),
        was=request.POST.get(f"was-{row.entity}", row.was),
    )


REPORT = "keyed_in"  # key in the session: what became of the rows, until the grid is shown again


def _key_rows(request: Any, question: Question, rows: Any, head: Any) -> dict[str, Any]:
    """Each changed row is an act of its own: one refusal does not undo the others."""
    first = {name: request.POST[name] for name in head.fields}
    report: dict[str, Any] = {"keyed": [], "held": [], "late": [], "refused": [], "head": first}
    entities = Entity.objects.in_bulk([row.entity for row in rows])
    for row in rows:
        ticked = _ticked(request, row)
        if not ticked.changed:
            continue
        try:
            kept = _key_row(request, question, entities[row.entity], ticked, head.cleaned_data)
        except Refusal as refusal:
            again = {**ticked._asdict(), "entity": row.entity, "name": row.name}
            report["refused"].append({**again, "why": str(_said_to_office(refusal))})
        else:
            key = {"held": "held", "late": "late"}.get(kept.state, "keyed")
            report[key].append((row.name, kept.receipt))
    return report


def _key_row(
    request: Any, question: Question, entity: Entity, ticked: "_Ticked", head: dict[str, Any]
) -> Preference:
    rules.check_said(ticked.approved, ticked.none)
    return actions.key_in(
        question=question,
        entity=entity,
        approved=ticked.approved,
        keyed=actions.Keyed(
            channel=ticked.channel or head["channel"], received_at=head["received_at"]
        ),
        version=ticked.version,
        by=request.actor,
        at=request.now,
    )


def _said_to_office(refusal: Refusal) -> Refusal:
    """The Administration keys in for others."""
    if isinstance(refusal, actions.ChangedMeanwhile):
        return actions.ChangedWhileKeying()
    return refusal


def _as_refused(rows: list[queries.GridRow], refused: list[dict[str, Any]]) -> list[Any]:
    """What was refused is ticked again, to be mended and not typed a second time."""
    again = {one["entity"]: one for one in refused}
    names = ("approved", "none", "channel")
    return [
        replace(row, **{name: again[row.entity][name] for name in names})
        if row.entity in again
        else row
        for row in rows
    ]


class _Ticked(NamedTuple):
    """One row as it was sent. `version` is the last one when the grid was filled, if it says so;
    `channel` is empty where that of the head holds."""

    approved: list[str]
    none: bool
    channel: str
    changed: bool
    version: int | None


def _ticked(request: Any, row: queries.GridRow) -> _Ticked:
    """A row is changed when something is ticked that differs from what the grid showed."""
    approved = sorted(set(request.POST.getlist(f"approved-{row.entity}")))
    none = bool(request.POST.get(f"none-{row.entity}"))
    channel = request.POST.get(f"channel-{row.entity}", "")
    shown = request.POST.get(f"was-{row.entity}", row.was)
    version = shown.partition(":")[0]
    given = f"was-{row.entity}" in request.POST and version.isdecimal() and len(version) < 10
    return _Ticked(
        approved=approved,
        none=none,
        channel=channel if channel in dict(labels.KEYED) else "",
        changed=(bool(approved) or none) and queries.was(version, approved) != shown,
        version=int(version) if given else None,
    )


@needs(May.PREFER_ON_BEHALF)
@once
def keyed(request: Any, slug: str) -> HttpResponse:
    """One answer received by another channel, with who said so and the scan."""
    question = load(request, slug)
    if kept := question.preferences.filter(receipt=request.GET.get("kept", "")).first():
        return page(request, "_keyed", {"question": question, "row": kept})
    form = _keyed_form(request, question)
    refusal = None
    if form.is_valid():
        try:
            row = _key_one(request, question, form.cleaned_data)
            return redirect(f"{request.path}?kept={row.receipt}")
        except Refusal as refused:
            refusal = _said_to_office(refused)
    context = {"question": question, "form": form, "refusal": refusal}
    return page(request, "keyed", context, 422 if form.is_bound else 200)


def _keyed_form(request: Any, question: Question) -> forms.KeyedOne:
    return forms.KeyedOne(
        request.POST or None,
        request.FILES or None,
        options=queries.live_options(question),
        entities=queries.registered(question),
        initial={
            "received_at": request.now,
            "entity": request.GET.get("entity"),
            "seen": queries.last_seen(question),
        },
    )


@transaction.atomic
def _key_one(request: Any, question: Question, given: dict[str, Any]) -> Preference:
    """The scan is kept with the answer, or neither."""
    who = {"by": request.actor, "at": request.now}
    scan = documents.store_file(upload=given["scan"], **who) if given["scan"] else None
    return actions.key_in(
        question=question,
        entity=given["entity"],
        approved=given["approved"],
        keyed=actions.Keyed(
            channel=given["channel"],
            received_at=given["received_at"],
            said_by=given["said_by"],
            scan=scan,
        ),
        version=queries.version_seen(question, given["entity"], given["seen"]),
        **who,
    )


@needs(May.SEE_MISSING)
@require_GET
def missing(request: Any, slug: str) -> HttpResponse:
    question = load(request, slug)
    rows = queries.missing(question, request.today, get_language() or "en")
    if form := sheets.asked(request):
        return sheets.answer(call_sheet(question, rows), form)
    context = {
        "question": question,
        "rows": rows,
        "members": question.register.filter(counted=True).count(),
    }
    return page(request, "missing", context)


@needs(May.SEE_WAITING)
@require_GET
def waiting(request: Any, slug: str) -> HttpResponse:
    """Answers that are held or late: those of one's own Entity, or all for the Administration."""
    question = load(request, slug)
    return _waiting(request, question, None)


def _waiting(request: Any, question: Question, refusal: Refusal | None) -> HttpResponse:
    found = queries.waiting(question)
    if not request.actor.may(May.READ_POSITIONS):
        mine = request.actor.entity
        found = queries.Waiting(
            held=[pair for pair in found.held if pair[0].entity_id == mine],
            late=[row for row in found.late if row.entity_id == mine],
        )
    context = {"question": question, "waiting": found, "refusal": refusal}
    return page(request, "waiting", context, 422 if refusal else 200)


@needs(May.SETTLE_PREFERENCE)
@require_POST
@once
def settle(request: Any, slug: str) -> HttpResponse:
    question = load(request, slug)
    form = forms.Settle(request.POST)
    if not form.is_valid():
        return _waiting(request, question, rules.SayWhichStands())
    given = form.cleaned_data
    row = get_object_or_404(question.preferences, receipt=given["receipt"])
    require(request.actor, May.SETTLE_PREFERENCE, entity=row.entity_id)
    try:
        actions.settle(
            preference=row,
            stands=given["stands"],
            note_verbale=given["note_verbale"],
            by=request.actor,
            at=request.now,
        )
    except Refusal as refusal:
        return _waiting(request, question, refusal)
    return redirect("consultations:waiting", question.slug)


@needs(May.ACCEPT_LATE)
@require_POST
@once
def accept(request: Any, slug: str) -> HttpResponse:
    question = load(request, slug)
    row = get_object_or_404(question.preferences, receipt=request.POST.get("receipt", ""))
    try:
        actions.accept_late(preference=row, by=request.actor, at=request.now)
    except Refusal as refusal:
        return _waiting(request, question, refusal)
    return redirect("consultations:waiting", question.slug)


@public
@require_GET
def positions(request: Any, slug: str) -> HttpResponse:
    question = load(request, slug)
    if not sees_positions(question, request.actor):
        raise PermissionDenied
    rows = queries.positions(question, get_language() or "en")
    if form := sheets.asked(request):
        return sheets.answer(positions_sheet(question, rows, labels.CHANNEL_NAMES), form)
    context = {"question": question, "rows": rows, "options": list(question.options.all())}
    return page(request, "positions", context)
