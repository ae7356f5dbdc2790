"""The page of one speaker, by the link in a mail: no account, and looking at it changes nothing."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from intersession.access import personal
from intersession.access.guard import Refusal, public
from intersession.access.once import once
from intersession.access.personal import Personal
from intersession.documents.downloads import sent
from intersession.documents.uploads import takes_files
from intersession.meetings import actions, forms, speaking
from intersession.meetings.models import Part, Speaker
from intersession.meetings.queries import speaker_page as queries


def _opened(request: Any, token: str) -> Personal | None:
    found = speaking.opened(token, request.now)
    if found is None:
        return None
    meeting = found.speaker.meeting
    return Personal(
        row=found.speaker,
        language=found.speaker.language,
        year=meeting.programme.year,
        shut=_SHUT[found.shut] if found.shut else (),
        link=(f"/meetings/{meeting.slug}/", gettext_lazy("The page of the meeting")),
    )


_RENEWED = (
    gettext_lazy("A newer link was sent"),
    gettext_lazy("This link leads nowhere any more."),
    gettext_lazy("Open the one in the latest mail, or write to the Administration."),
)
_CLOSED = (
    gettext_lazy("This page is closed"),
    format_lazy(
        gettext_lazy("It was open until {days} days after the meeting."), days=speaking.OPEN_DAYS
    ),
    gettext_lazy("What you sent is kept. Write to the Administration to have it changed."),
)
_SHUT = {"renewed": _RENEWED, "closed": _CLOSED}
by_link = personal.by_link("speaker_page", _opened)


def may_send(request: Any, token: str, uid: UUID) -> bool:
    """Asked before the first octet of a file is kept: a link in force, and a part of theirs."""
    found = speaking.opened(token, request.now)
    if found is None or found.shut:
        return False
    held = Part.objects.filter(speaker=found.speaker, uid=uid)
    return bool(held.filter(state__in=(Part.State.INVITED, Part.State.CONFIRMED)).exists())


@public
@by_link
@require_http_methods(["GET", "HEAD", "POST"])
@once
def speaker(request: Any, speaker: Speaker) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = forms.About(data, initial=forms.kept_about(speaker))

    def act() -> None:
        given = {name: form.cleaned_data[name] for name in ("biography", "recording", "seen")}
        actions.write_about(speaker=speaker, **given, **_who(request, speaker))

    return _page(request, speaker, form, act)


@public
@by_link
@require_POST
@once
def speaker_answer(request: Any, speaker: Speaker, uid: UUID) -> HttpResponse:
    part = get_object_or_404(queries.own_parts(speaker), uid=uid)
    confirm = request.POST.get("answer") == "confirm"
    form = forms.Decline(request.POST, prefix=_prefix(part.uid), confirm=confirm)

    def act() -> None:
        why = form.cleaned_data["why"]
        actions.answer_part(part=part, confirm=confirm, why=why, **_who(request, speaker))

    return _page(request, speaker, form, act, declined=None if confirm else part.uid)


@takes_files(may_send)
@public
@by_link
@require_http_methods(["GET", "HEAD", "POST"])
@once
def speaker_parts(request: Any, speaker: Speaker, uid: UUID) -> HttpResponse:
    """Title, abstract and files of one part."""
    part = get_object_or_404(queries.own_parts(speaker), uid=uid)
    sent_in = (request.POST, request.FILES) if request.method == "POST" else ()
    form = forms.Words(*sent_in, initial=forms.kept_words(part))
    refusal = None
    if form.is_bound and form.is_valid():
        try:
            _keep(part, form.cleaned_data, _who(request, speaker))
            return redirect("meetings:speaker_parts", request.token, uid)
        except Refusal as said:
            refusal = said
    return _part_page(request, speaker, part, form, refusal)


@public
@by_link
@require_GET
def speaker_files(request: Any, speaker: Speaker, uid: UUID) -> FileResponse:
    row = queries.own_file(speaker, uid)
    if row is None:
        raise Http404
    return sent(row.file)


@public
@by_link
@require_POST
@once
def speaker_files_withdraw(request: Any, speaker: Speaker, uid: UUID) -> HttpResponse:
    return _of_file(request, speaker, uid, actions.withdraw_file)


@public
@by_link
@require_POST
@once
def speaker_files_publish(request: Any, speaker: Speaker, uid: UUID) -> HttpResponse:
    """Whether it may be published: yes, or no longer."""
    public = request.POST.get("public") == "yes"
    return _of_file(request, speaker, uid, actions.agree_to_file, public=public)


def _of_file(request: Any, speaker: Speaker, uid: UUID, verb: Any, **given: Any) -> HttpResponse:
    """Then the page of its part again."""
    row = queries.own_file(speaker, uid)
    if row is None:
        raise Http404
    try:
        verb(file=row, **given, **_who(request, speaker))
    except Refusal as said:
        form = forms.Words(initial=forms.kept_words(row.part))
        return _part_page(request, speaker, row.part, form, said)
    return redirect("meetings:speaker_parts", request.token, row.part.uid)


@transaction.atomic
def _keep(part: Part, given: dict[str, Any], who: dict[str, Any]) -> None:
    """Words and file together: where the file is refused, the form stands there as it was."""
    words = {name: given[name] for name in ("title", "abstract", "seen")}
    actions.write_part(part=part, **words, **who)
    if given["upload"]:
        file = {"kind": given["kind"], "language": given["file_language"]}
        file |= {"upload": given["upload"], "public": given["public"]}
        actions.add_file(part=part, **file, **who)


def _page(
    request: Any, speaker: Speaker, form: Any, act: Callable[[], Any], declined: Any = None
) -> HttpResponse:
    refusal = None
    if form.is_bound and form.is_valid():
        try:
            act()
            return redirect("meetings:speaker", request.token)
        except Refusal as said:
            refusal = said
    page = queries.own_page(speaker, request.now)
    about = form if isinstance(form, forms.About) else None
    context = {
        "speaker": speaker,
        "page": page,
        "form": about or forms.About(initial=forms.kept_about(speaker)),
        "decline": {part.line.uid: _decline(part, form, declined) for part in page.parts},
        "declined": str(declined or ""),
        "token": request.token,
        "refusal": refusal,
    }
    return render(request, "meetings/speaker.html", context, status=422 if form.is_bound else 200)


def _decline(part: Any, form: Any, declined: Any) -> Any:
    """The form of each part; what was written in the one that was sent stands there still."""
    own = part.line.uid
    return form if str(declined) == own else forms.Decline(prefix=_prefix(own))


def _prefix(uid: Any) -> str:
    """Of the fields of one part, several of which stand on a page."""
    return f"p{str(uid)[:8]}"


def _part_page(
    request: Any, speaker: Speaker, part: Part, form: Any, refusal: Refusal | None
) -> HttpResponse:
    page = queries.own_page(speaker, request.now)
    own = next((one for one in page.parts if one.line.uid == str(part.uid)), None)
    if own is None:
        raise Http404
    context = {"speaker": speaker, "page": page, "own": own, "form": form, "refusal": refusal}
    context |= {"token": request.token}
    status = 422 if form.is_bound or refusal else 200
    return render(request, "meetings/speaker_parts.html", context, status=status)


def _who(request: Any, speaker: Speaker) -> dict[str, Any]:
    return {"by": speaking.themselves(speaker), "at": request.now}
