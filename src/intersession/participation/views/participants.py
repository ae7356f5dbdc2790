"""The list of participants: the page and its papers; the Administration opens and issues it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from intersession.access.guard import Refusal, needs, public
from intersession.access.once import once
from intersession.access.policy import May
from intersession.documents.papers import Form, asked_language, download, in_language, made
from intersession.meetings.models import Meeting
from intersession.membership.models import Entity
from intersession.participation.actions import participants as actions
from intersession.participation.forms import participants as forms
from intersession.participation.list_papers import entered, list_paper
from intersession.participation.queries import participants as queries
from intersession.participation.sheets_of_participants import participants_sheet
from intersession.participation.views._page import meeting_at, who
from intersession.participation.wording import ROLES
from intersession.ui import sheets


@public
@require_GET
def participants(request: Any, slug: str) -> HttpResponse:
    """Whole for delegations; for the public once it is issued, and then who agreed."""
    meeting = meeting_at(request, slug)
    if form := sheets.asked(request):
        page = queries.list_page(meeting, request.actor, request.now)
        return sheets.answer(participants_sheet(page), form)
    return list_view(request, meeting)


@public
@require_GET
def participants_pdf(request: Any, slug: str) -> HttpResponse:
    return _paper(request, slug, "pdf")


@public
@require_GET
def participants_docx(request: Any, slug: str) -> HttpResponse:
    return _paper(request, slug, "docx")


@needs(May.MANAGE_PARTICIPATION)
@require_POST
@once
def participants_open(request: Any, slug: str) -> HttpResponse:
    """Opened to corrections; where it is open, until when."""
    meeting = meeting_at(request, slug)
    form = forms.Term(request.POST)
    if not form.is_valid():
        return list_view(request, meeting, form=form)
    given = {"meeting": meeting, "closes_at": form.cleaned_data["closes_at"]}
    if queries.list_of(meeting) is None:
        act = lambda: actions.open_participants(**given, **who(request))  # noqa: E731
        said = _("The list is open to corrections. People and delegations are told.")
    else:
        act = lambda: actions.set_participants_term(**given, **who(request))  # noqa: E731
        said = _("The hour is set.")
    return _acted(request, meeting, act, said, form)


@needs(May.MANAGE_PARTICIPATION)
@require_POST
@once
def participants_issue(request: Any, slug: str) -> HttpResponse:
    meeting = meeting_at(request, slug)
    seen = request.POST.get("seen", "")
    act = lambda: actions.issue_participants(  # noqa: E731
        meeting=meeting, seen=seen, **who(request)
    )
    return _acted(request, meeting, act, _("The list of participants is issued."))


@needs(May.MANAGE_DOCUMENTS)
@require_POST
@once
def participants_document(request: Any, slug: str) -> HttpResponse:
    """The issued list becomes a numbered document of the meeting: drafts in three languages."""
    meeting = meeting_at(request, slug)
    form = forms.AsDocument(request.POST)
    if not form.is_valid():
        return list_view(request, meeting, document=form)
    page = queries.list_page(meeting, request.actor, request.now)
    symbol = form.cleaned_data["symbol"]
    try:
        given = {"meeting": meeting, "entered": entered(page, symbol)}
        document = actions.register_participants(**given, **who(request))
    except Refusal as said:
        return list_view(request, meeting, refusal=said, document=form)
    return redirect("documents:detail", document.slug)


def _acted(request: Any, meeting: Meeting, act: Any, said: str, form: Any = None) -> HttpResponse:
    try:
        act()
    except Refusal as refusal:
        return list_view(request, meeting, refusal=refusal, form=form)
    messages.success(request, said)
    return redirect("participation:participants", meeting.slug)


def list_view(
    request: Any,
    meeting: Meeting,
    *,
    refusal: Refusal | None = None,
    form: Any = None,
    document: Any = None,
) -> HttpResponse:
    """The page, again with what was wrong."""
    page = queries.list_page(meeting, request.actor, request.now)
    office = request.actor.may(May.MANAGE_PARTICIPATION)
    context = {
        "meeting": meeting,
        "page": page,
        "refusal": refusal,
        "form": form or (_term(request, page) if office else None),
        "document": document or (forms.AsDocument() if office else None),
        "own": _own(request),
        "roles": {role: str(words) for role, words in ROLES.items()},
    }
    bad = refusal is not None or any(one is not None and one.errors for one in (form, document))
    status = 422 if bad else 200
    return render(request, "participation/participants.html", context, status=status)


def _term(request: Any, page: queries.ListPage) -> forms.Term:
    closes = page.row.closes_at if page.row else queries.default_close(page.meeting, request.now)
    return forms.Term(initial={"closes_at": closes})


def _own(request: Any) -> str:
    """The Entity for whose lines the reader may ask for corrections, by its address."""
    entity = request.actor.entity
    if not entity or not request.actor.may(May.CORRECT_PARTICIPANTS, entity=entity):
        return ""
    return Entity.objects.values_list("slug", flat=True).filter(pk=entity).first() or ""


def _paper(request: Any, slug: str, form: Form) -> HttpResponse:
    meeting = meeting_at(request, slug)
    with in_language(request):
        language = asked_language(request)
        page = queries.list_page(meeting, request.actor, request.now, language)
        if not page.whole and page.stage != queries.ISSUED:
            raise Http404
        return download(made(list_paper(page), form, f"participants-{slug}"))
