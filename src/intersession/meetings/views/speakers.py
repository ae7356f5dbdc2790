"""Speakers for the Administration: the list, one of them, inviting, reminding, the link again."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from intersession.access.guard import Refusal, needs
from intersession.access.once import once
from intersession.access.policy import May
from intersession.meetings import actions, forms, invitations, speaking
from intersession.meetings.models import Meeting, Speaker
from intersession.meetings.queries import speakers as queries
from intersession.meetings.sheets import speakers_sheet
from intersession.meetings.views._page import meeting_at, posted, who
from intersession.ui import sheets


@needs(May.MANAGE_MEETINGS)
@require_GET
def speakers(request: Any, slug: str) -> HttpResponse:
    meeting = meeting_at(request, slug)
    found = queries.speaker_list(meeting, request.GET.get("state", ""), request.now)
    if form := sheets.asked(request):
        return sheets.answer(speakers_sheet(found, meeting), form)
    return render(request, "meetings/speakers.html", {"meeting": meeting, "found": found})


@needs(May.MANAGE_MEETINGS)
@once
def speakers_add(request: Any, slug: str) -> HttpResponse:
    meeting = meeting_at(request, slug)
    form = forms.OfSpeaker(posted(request))

    def act() -> Speaker:
        return actions.add_speaker(meeting=meeting, facts=form.facts(), **who(request))

    return acted(request, "speakers_add", form, act, to_speaker, meeting=meeting)


@needs(May.MANAGE_MEETINGS)
@once
def speakers_change(request: Any, slug: str, uid: UUID) -> HttpResponse:
    meeting = meeting_at(request, slug)
    speaker = get_object_or_404(meeting.speakers.select_related("meeting", "entity"), uid=uid)
    form = forms.OfSpeaker(posted(request), initial=forms.kept_speaker(speaker))

    def act() -> Speaker:
        seen = form.cleaned_data["seen"]
        return actions.change_speaker(
            speaker=speaker, facts=form.facts(), seen=seen, **who(request)
        )

    context = {"meeting": meeting, "speaker": speaker}
    return acted(request, "speakers_change", form, act, to_speaker, **context)


@needs(May.MANAGE_MEETINGS)
@once
def speakers_parts(request: Any, slug: str, uid: UUID) -> HttpResponse:
    """One speaker: parts, files, the link; and a form for one more part."""
    meeting = meeting_at(request, slug)
    speaker = get_object_or_404(meeting.speakers.select_related("meeting", "entity"), uid=uid)
    form = forms.PartInItem(posted(request), meeting=meeting)

    def act() -> Speaker:
        item = meeting.agenda.get(uid=form.cleaned_data["item"])
        actions.add_part(item=item, speaker=speaker, facts=form.facts(), **who(request))
        return speaker

    return acted(request, "speakers_parts", form, act, to_speaker, **of_speaker(meeting, uid))


@needs(May.MANAGE_MEETINGS)
@require_POST
@once
def speakers_link(request: Any, slug: str, uid: UUID) -> HttpResponse:
    meeting = meeting_at(request, slug)
    speaker = get_object_or_404(meeting.speakers.select_related("meeting", "entity"), uid=uid)
    link = forms.Link(request.POST)

    def act() -> Speaker:
        renew = link.is_valid() and link.cleaned_data["renew"]
        return actions.send_link(speaker=speaker, renew=renew, **who(request))

    return at_once(request, meeting, speaker, act)


@needs(May.MANAGE_MEETINGS)
@once
def speakers_invite(request: Any, slug: str) -> HttpResponse:
    meeting = meeting_at(request, slug)
    asked = invitations.to_invite(meeting)
    context = {"unreached": invitations.without_address(meeting)}
    letters = invitations.invitation
    verb = actions.invite_speakers
    return _written(request, "speakers_invite", meeting, asked, letters, verb, **context)


@needs(May.MANAGE_MEETINGS)
@once
def speakers_remind(request: Any, slug: str) -> HttpResponse:
    meeting = meeting_at(request, slug)
    asked = invitations.to_remind(meeting, request.now)
    letters = invitations.reminder
    return _written(request, "speakers_remind", meeting, asked, letters, actions.remind_speakers)


def _written(
    request: Any,
    name: str,
    meeting: Meeting,
    asked: list[invitations.Asked],
    letter: Callable[..., invitations.Letter],
    verb: Callable[..., int],
    **context: Any,
) -> HttpResponse:
    """Each one's mail before it is written; "see" shows them again, with the officer's own word."""
    people = {str(one.uid): one for one in asked}
    named = [(uid, one.speaker.name) for uid, one in people.items()]
    form = forms.Chosen(posted(request), people=named, initial={"speakers": list(people)})

    def act() -> int:
        chosen = [people[uid].speaker for uid in form.cleaned_data["speakers"]]
        note = form.cleaned_data["note"]
        return verb(meeting=meeting, speakers=chosen, note=note, **who(request))

    seen = request.POST.get("see")
    note = form.cleaned_data["note"] if form.is_bound and form.is_valid() else {}
    context |= {"meeting": meeting, "letters": [letter(one, note) for one in asked]}
    if seen:
        context |= {"form": form, "refusal": None}
        return render(request, f"meetings/{name}.html", context)
    return acted(
        request, name, form, act, lambda _n: ("meetings:speakers", meeting.slug), **context
    )


def acted(
    request: Any,
    name: str,
    form: Any,
    act: Callable[[], Any],
    to: Callable[[Any], tuple[Any, ...]],
    **context: Any,
) -> HttpResponse:
    """Act on a form that is right and go where `to` says of what was done; else the form again."""
    refusal = None
    if form.is_bound and form.is_valid():
        try:
            return redirect(*to(act()))
        except Refusal as said:
            refusal = said
    context |= {"form": form, "refusal": refusal}
    status = 422 if form.is_bound else 200
    return render(request, f"meetings/{name}.html", context, status=status)


def to_speaker(speaker: Speaker) -> tuple[Any, ...]:
    return ("meetings:speakers_parts", speaker.meeting.slug, speaker.uid)


def of_speaker(meeting: Meeting, uid: UUID) -> dict[str, Any]:
    """What the page of one speaker shows."""
    row = queries.speaker_of(meeting, uid)
    assert row is not None
    return {
        "meeting": meeting,
        "speaker": row,
        "line": queries.speaker_line(row),
        "link": forms.Link(),
        "last_day": speaking.last_day(meeting),
    }


def at_once(
    request: Any, meeting: Meeting, speaker: Speaker, act: Callable[[], Any]
) -> HttpResponse:
    """One button on the page of a speaker; that page again, saying why, where it is refused."""
    try:
        act()
        return redirect(*to_speaker(speaker))
    except Refusal as said:
        form = forms.PartInItem(meeting=meeting)
        context = {**of_speaker(meeting, speaker.uid), "form": form, "refusal": said}
        return render(request, "meetings/speakers_parts.html", context, status=422)
