"""The personal page of a registration, by the link in a mail: no account is needed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from intersession.access.guard import Refusal, public
from intersession.access.once import once
from intersession.documents.downloads import never_shown
from intersession.documents.uploads import takes_files
from intersession.participation import deciding, paper_contents, registering
from intersession.participation.actions import dossiers, personal_papers
from intersession.participation.actions._dossiers import ChangedMeanwhile
from intersession.participation.at_the_door import DAY
from intersession.participation.fields import version
from intersession.participation.forms.dossier import Dossier
from intersession.participation.models import Call, PersonalPaper, Registration
from intersession.participation.queries import dossier as queries
from intersession.participation.queries.attendance import own_attendance
from intersession.participation.queries.held import held
from intersession.participation.queries.room import own_seat
from intersession.participation.queries.support_request import own_support
from intersession.participation.views._registrations import by_link, themselves
from intersession.participation.views.own_support import shown as shown_support
from intersession.participation.views.papers import shown


def may_send(request: Any, token: str, **_named: Any) -> bool:
    """Asked before the first octet of a file is kept: a link in force."""
    found = registering.read_token(token)
    return found is not None and found.state in deciding.LIVE


@takes_files(may_send)
@public
@by_link
@require_http_methods(["GET", "HEAD", "POST"])
def registration(request: Any, row: Registration) -> HttpResponse:
    """What is right is kept even where another field is wrong; nothing that was written is lost."""
    call = get_object_or_404(Call, meeting=row.meeting_id)
    questions = list(call.questions.all())
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = Dossier(*sent, row=row, call=call, questions=questions)
    refusal = None
    if form.is_bound:
        _look_at_files(form)
        if form.is_valid():
            try:
                return _whole(request, row, form)
            except Refusal as said:
                refusal = said
        form, row = _part(request, row, form, refusal), Registration.objects.get(pk=row.pk)
    return _page(request, row, call, questions, form, refusal)


@public
@by_link
@require_GET
def registration_data(request: Any, row: Registration) -> HttpResponse:
    """All that is held, to take along."""
    dossiers.take_data(registration=row, **themselves(request, row))
    answer = JsonResponse(
        held(row), encoder=DjangoJSONEncoder, json_dumps_params={"ensure_ascii": False, "indent": 1}
    )
    answer["Content-Disposition"] = f'attachment; filename="registration-{row.meeting.slug}.json"'
    return never_shown(answer)


@public
@by_link
@require_POST
@once
def registration_cancel(request: Any, row: Registration) -> HttpResponse:
    why = request.POST.get("why", "").strip()[:500]

    def act() -> None:
        given = {"registration": row, "why": why}
        dossiers.withdraw_registration(**given, **themselves(request, row))

    return _at_once(request, row, act)


@public
@by_link
@require_POST
@once
def registration_deletion(request: Any, row: Registration) -> HttpResponse:
    def act() -> None:
        dossiers.ask_deletion(registration=row, **themselves(request, row))
        messages.success(
            request, _("Your request has arrived. The Administration answers by mail.")
        )

    return _at_once(request, row, act)


@public
@by_link
@require_GET
def registration_papers(request: Any, row: Registration, uid: UUID) -> HttpResponse:
    """One's own paper, as it came."""
    return shown(_paper(row, uid), themselves(request, row))


@public
@by_link
@require_POST
@once
def registration_papers_delete(request: Any, row: Registration, uid: UUID) -> HttpResponse:
    paper = _paper(row, uid)

    def act() -> None:
        personal_papers.delete_paper(paper=paper, **themselves(request, row))
        messages.success(request, _("The paper is deleted."))

    return _at_once(request, row, act)


def _paper(row: Registration, uid: UUID) -> PersonalPaper:
    paper: PersonalPaper = get_object_or_404(row.papers.filter(deleted_at=None), uid=uid)
    return paper


def _look_at_files(form: Dossier) -> None:
    """A file that cannot be taken is a wrong field like any other."""
    form.full_clean()
    for name, kind, _question, upload in form.uploads():
        try:
            paper_contents.read(upload, kind)
            upload.seek(0)
        except Refusal as said:
            form.add_error(name, str(said))


@once
def _whole(request: Any, row: Registration, form: Dossier) -> HttpResponse:
    """Fields and papers together, or neither."""
    opened = row.state in deciding.KEEPS
    given = {"given": form.right(), "send": form.sending, "seen": form.cleaned_data["seen"]}
    with transaction.atomic():
        if not opened:  # what is sent must have its papers
            _papers(request, row, form)
        written = dossiers.write_registration(registration=row, **given, **themselves(request, row))
        if opened:
            _papers(request, row, form)
    messages.success(request, _said(written, form.sending or opened))
    return redirect("participation:registration", registering.token_of(written))


def _said(row: Registration, sent: bool) -> str:
    if not sent:
        return _("What you wrote is kept. The registration is not sent yet.")
    if row.state in deciding.KEEPS:
        return _("Your changes have arrived. Your place stays as it is meanwhile.")
    return _("Your registration has arrived.")


def _part(request: Any, row: Registration, form: Dossier, refusal: Refusal | None) -> Dossier:
    """Keep what is right, and show the rest as it was written."""
    row.refresh_from_db()
    if deciding.may("keep", row.state) and not isinstance(refusal, ChangedMeanwhile):
        given = {"given": form.right(), "send": False}
        try:
            dossiers.write_registration(registration=row, **given, **themselves(request, row))
        except Refusal:
            pass  # the page says already why
    for name in _papers(request, row, form, one_by_one=True):
        form.files.pop(name, None)
    row.refresh_from_db()
    form.data = form.data.copy()
    form.data["seen"] = version(row)
    return form


def _papers(
    request: Any, row: Registration, form: Dossier, *, one_by_one: bool = False
) -> list[str]:
    """The names of fields whose file is kept now."""
    done = []
    for name, kind, question, upload in form.uploads():
        given = {"kind": kind, "question": question, "upload": upload}
        try:
            personal_papers.add_paper(registration=row, **given, **themselves(request, row))
            done.append(name)
        except Refusal:
            if not one_by_one:
                raise
    return done


def _at_once(request: Any, row: Registration, act: Any) -> HttpResponse:
    """One button; the page again, saying why, where it is refused."""
    try:
        act()
        return redirect("participation:registration", request.token)
    except Refusal as said:
        call = Call.objects.filter(meeting=row.meeting_id).first()
        if call is None:
            raise Http404 from said
        questions = list(call.questions.all())
        form = Dossier(row=row, call=call, questions=questions)
        return _page(request, row, call, questions, form, said, status=422)


def _page(
    request: Any,
    row: Registration,
    call: Call,
    questions: list[Any],
    form: Dossier,
    refusal: Refusal | None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "row": row,
        "page": queries.own(row, call, questions, request.now),
        "form": form,
        "refusal": refusal,
        "kept": form.is_bound and deciding.may("keep", row.state),
        "consents": queries.consents(row),
        "there": own_attendance(row) if request.now >= row.meeting.starts_at - DAY else [],
        "token": request.token,
        "seat": own_seat(row),
        "why": "",
        **shown_support(own_support(row)),
    }
    status = 422 if form.is_bound else status
    return render(request, "participation/registration.html", context, status=status)
