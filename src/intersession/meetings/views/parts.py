"""A part in an item: changed, answered for, given to somebody else, taken off."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from intersession.access.guard import needs
from intersession.access.once import once
from intersession.access.policy import May
from intersession.meetings import actions, forms, invitations
from intersession.meetings.models import Meeting, Part, Speaker
from intersession.meetings.views._page import meeting_at, posted, who
from intersession.meetings.views.speakers import acted, at_once, to_speaker


@needs(May.MANAGE_MEETINGS)
@once
def parts_change(request: Any, slug: str, uid: UUID) -> HttpResponse:
    meeting, part = part_at(request, slug, uid)
    form = forms.OfPart(posted(request), initial=forms.kept_part(part))

    def act() -> Speaker:
        return actions.change_part(part=part, facts=form.facts(), **who(request)).speaker

    context = {"meeting": meeting, "part": part, "words": invitations.part_words(part)}
    return acted(request, "parts_change", form, act, to_speaker, **context)


@needs(May.MANAGE_MEETINGS)
@once
def parts_answer(request: Any, slug: str, uid: UUID) -> HttpResponse:
    """An officer says how the speaker answered, and by which channel."""
    meeting, part = part_at(request, slug, uid)
    form = forms.Answer(posted(request))

    def act() -> Speaker:
        return actions.answer_part(part=part, **form.given(), **who(request)).speaker

    context = {"meeting": meeting, "part": part, "words": invitations.part_words(part)}
    return acted(request, "parts_answer", form, act, to_speaker, **context)


@needs(May.MANAGE_MEETINGS)
@once
def parts_replace(request: Any, slug: str, uid: UUID) -> HttpResponse:
    """One page: somebody else, then what would change, then it is done."""
    meeting, part = part_at(request, slug, uid)
    form = forms.Replace(posted(request), part=part)

    def act() -> Speaker:
        return actions.replace_speaker(part=part, **form.wanted(), **who(request)).speaker

    context = {"meeting": meeting, "part": part, "words": invitations.part_words(part)}
    if request.method == "POST" and not request.POST.get("sure") and form.is_valid():
        context |= {"form": form, "refusal": None, "preview": _preview(part, form.wanted())}
        return render(request, "meetings/parts_replace.html", context)
    return acted(request, "parts_replace", form, act, to_speaker, **context)


@needs(May.MANAGE_MEETINGS)
@require_POST
@once
def parts_remove(request: Any, slug: str, uid: UUID) -> HttpResponse:
    meeting, part = part_at(request, slug, uid)

    def act() -> None:
        actions.remove_part(part=part, **who(request))

    return at_once(request, meeting, part.speaker, act)


def part_at(request: Any, slug: str, uid: UUID) -> tuple[Meeting, Part]:
    meeting = meeting_at(request, slug)
    rows = Part.objects.select_related("item__meeting", "speaker__meeting", "speaker__entity")
    return meeting, get_object_or_404(rows, item__meeting=meeting, uid=uid)


def _preview(part: Part, wanted: dict[str, Any]) -> dict[str, Any]:
    """Who comes in, and the mail that would be written; nothing is kept of a new person yet."""
    facts = wanted["facts"]
    new = wanted["speaker"]
    if new is None:
        new = Speaker(meeting=part.item.meeting, **{n: getattr(facts, n) for n in vars(facts)})
    same = ("item", "role", "position", "minutes", "remote")
    taken = Part(speaker=new, **{name: getattr(part, name) for name in same})
    asked = invitations.Asked(speaker=new, parts=[taken])
    letter = None if wanted["channel"] else invitations.invitation(asked, {})
    return {"name": new.name, "letter": letter}
