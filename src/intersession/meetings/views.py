"""Pages of meetings: load, one action or one query, one template."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from intersession.access.guard import Actor, Refusal, needs, public
from intersession.access.once import once
from intersession.access.policy import May
from intersession.documents.papers import Form, download, in_language, made
from intersession.meetings import actions, forms, queries
from intersession.meetings.calendar_file import answer, calendar_of, entries_of
from intersession.meetings.campaigns import drafted
from intersession.meetings.models import Meeting
from intersession.meetings.panels import panels_of
from intersession.meetings.papers import agenda_paper
from intersession.meetings.sheets import list_sheet
from intersession.ui import sheets
from intersession.ui.text import text

Act = Callable[[], object]


@public
@require_GET
def index(request: Any) -> HttpResponse:
    meetings = queries.meeting_list(request.now)
    if form := sheets.asked(request):
        return sheets.answer(list_sheet(meetings), form)
    return render(request, "meetings/index.html", {"meetings": meetings})


@public
@require_GET
def detail(request: Any, slug: str) -> HttpResponse:
    meeting = _meeting(request, slug)
    context = {
        "page": queries.meeting_page(meeting, request.actor),
        "panels": panels_of(meeting, request.actor, request.now),
        "notice": drafted(meeting) if request.actor.may(May.WRITE_CAMPAIGN) else None,
    }
    return render(request, "meetings/detail.html", context)


@public
@require_GET
def calendar(request: Any, slug: str | None = None, year: int | None = None) -> HttpResponse:
    """One meeting; or those of a year or all of them, to which others may subscribe."""
    meetings = queries.for_calendar(slug, year)
    if (slug or year) and not meetings:
        raise Http404
    name = _("Meetings of the dialogue")
    if year:
        name = _("Meetings of the programme %(year)s") % {"year": year}
    elif slug:
        name = text(meetings[0].title)
    entries = entries_of(
        meetings,
        request.now,
        lambda m: request.build_absolute_uri(reverse("meetings:detail", args=[m.slug])),
    )
    file = slug or (f"meetings-{year}" if year else "meetings")
    return answer(request, calendar_of(entries, name=name), file=file)


@needs(May.MANAGE_MEETINGS)
@once
def add(request: Any) -> HttpResponse:
    form = forms.Add(_posted(request), initial=forms.start())

    def act() -> Meeting:
        given = form.cleaned_data
        return actions.add_meeting(
            programme=given["programme"], facts=form.facts(), slug=given["slug"], **_who(request)
        )

    return _form_page(request, "add", form, act)


@needs(May.MANAGE_MEETINGS)
@once
def change(request: Any, slug: str) -> HttpResponse:
    meeting = _meeting(request, slug)
    form = forms.Change(_posted(request), initial=forms.kept(meeting))

    def act() -> Meeting:
        seen = form.cleaned_data["seen"]
        return actions.change_meeting(
            meeting=meeting, facts=form.facts(), seen=seen, **_who(request)
        )

    return _form_page(request, "change", form, act, meeting=meeting)


@needs(May.MANAGE_MEETINGS)
@once
def state(request: Any, slug: str) -> HttpResponse:
    meeting = _meeting(request, slug)
    form = forms.State(_posted(request))

    def act() -> Meeting:
        return actions.move(meeting=meeting, **form.cleaned_data, **_who(request))

    moves = queries.moves(meeting)
    return _form_page(request, "state", form, act, meeting=meeting, moves=moves)


@needs(May.MANAGE_MEETINGS)
@require_POST
@once
def cancel(request: Any, slug: str) -> HttpResponse:
    return _cancelled(request, slug, actions.cancel_meeting)


@needs(May.MANAGE_MEETINGS)
@require_POST
@once
def restore(request: Any, slug: str) -> HttpResponse:
    return _cancelled(request, slug, actions.restore_meeting)


def _cancelled(request: Any, slug: str, verb: Callable[..., Meeting]) -> HttpResponse:
    meeting = _meeting(request, slug)
    form = forms.Cancel(request.POST)

    def act() -> Meeting:
        return verb(meeting=meeting, **form.cleaned_data, **_who(request))

    moves = queries.moves(meeting)
    return _form_page(request, "state", form, act, meeting=meeting, moves=moves)


@needs(May.MANAGE_MEETINGS)
@once
def agenda(request: Any, slug: str) -> HttpResponse:
    meeting = _meeting(request, slug)
    form = forms.Item(_posted(request), meeting=meeting)

    def act() -> object:
        given = {name: form.cleaned_data[name] for name in ("title", "detail", "starts_at")}
        return actions.add_item(meeting=meeting, **given, **_who(request))

    return _page_of_parts(request, "agenda", form, act, meeting)


@public
@require_GET
def agenda_pdf(request: Any, slug: str) -> HttpResponse:
    return _agenda_paper(request, slug, "pdf")


@public
@require_GET
def agenda_docx(request: Any, slug: str) -> HttpResponse:
    return _agenda_paper(request, slug, "docx")


def _agenda_paper(request: Any, slug: str, form: Form) -> HttpResponse:
    """It goes from hand to hand: whoever asks, it lists what everybody may read."""
    meeting = _meeting(request, slug)
    with in_language(request):
        paper = agenda_paper(queries.meeting_page(meeting, Actor()))
        return download(made(paper, form, f"agenda-{slug}"))


@needs(May.MANAGE_MEETINGS)
@require_POST
@once
def agenda_remove(request: Any, slug: str) -> HttpResponse:
    meeting = _meeting(request, slug)
    number = request.POST.get("number", "")
    if not (number.isdecimal() and len(number) < 6):
        raise Http404
    form = forms.Item(meeting=meeting)

    def act() -> None:
        actions.remove_item(meeting=meeting, number=int(number), **_who(request))

    return _page_of_parts(request, "agenda", form, act, meeting, at_once=True)


@needs(May.MANAGE_MEETINGS)
@once
def documents(request: Any, slug: str) -> HttpResponse:
    meeting = _meeting(request, slug)
    form = forms.Paper(_posted(request))

    def act() -> object:
        paper = form.cleaned_data["document"]
        return actions.attach_document(meeting=meeting, document=paper, **_who(request))

    return _page_of_parts(request, "documents", form, act, meeting)


@needs(May.MANAGE_MEETINGS)
@require_POST
@once
def documents_remove(request: Any, slug: str) -> HttpResponse:
    meeting = _meeting(request, slug)
    asked = forms.Paper(request.POST)
    if not asked.is_valid():
        raise Http404

    def act() -> None:
        paper = asked.cleaned_data["document"]
        actions.detach_document(meeting=meeting, document=paper, **_who(request))

    return _page_of_parts(request, "documents", forms.Paper(), act, meeting, at_once=True)


def _meeting(request: Any, slug: str) -> Meeting:
    """The meeting; the year line of the page is that of its programme."""
    meeting = get_object_or_404(Meeting.objects.select_related("programme"), slug=slug)
    request.year = meeting.programme.year
    return meeting


def _posted(request: Any) -> Any:
    return request.POST if request.method == "POST" else None


def _who(request: Any) -> dict[str, Any]:
    return {"by": request.actor, "at": request.now}


def _form_page(
    request: Any, name: str, form: Any, act: Callable[[], Meeting], **context: Any
) -> HttpResponse:
    """Act on a form that is right and go to the meeting; else the form again, saying why."""
    refusal = None
    if form.is_bound and form.is_valid():
        try:
            return redirect("meetings:detail", act().slug)
        except Refusal as said:
            refusal = said
    context = {"meeting": None, **context, "form": form, "refusal": refusal}
    status = 422 if form.is_bound else 200
    return render(request, f"meetings/{name}.html", context, status=status)


def _page_of_parts(
    request: Any, name: str, form: Any, act: Act, meeting: Meeting, *, at_once: bool = False
) -> HttpResponse:
    """The agenda or the documents: what is listed, and a form for one more."""
    refusal = None
    if at_once or (form.is_bound and form.is_valid()):
        try:
            act()
            return redirect(f"meetings:{name}", meeting.slug)
        except Refusal as said:
            refusal = said
    page = queries.meeting_page(meeting, request.actor)
    context = {"meeting": meeting, "page": page, "form": form, "refusal": refusal}
    status = 422 if at_once or form.is_bound else 200
    return render(request, f"meetings/{name}.html", context, status=status)
