"""Which documents are listed for a meeting."""

from typing import Any

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from intersession.access.guard import needs
from intersession.access.once import once
from intersession.access.policy import May
from intersession.meetings import actions, forms
from intersession.meetings.views._page import meeting_at, page_of_parts, posted, who


@needs(May.MANAGE_MEETINGS)
@once
def documents(request: Any, slug: str) -> HttpResponse:
    meeting = meeting_at(request, slug)
    form = forms.Paper(posted(request))

    def act() -> object:
        paper = form.cleaned_data["document"]
        return actions.attach_document(meeting=meeting, document=paper, **who(request))

    return page_of_parts(request, "documents", form, act, meeting)


@needs(May.MANAGE_MEETINGS)
@require_POST
@once
def documents_remove(request: Any, slug: str) -> HttpResponse:
    meeting = meeting_at(request, slug)
    asked = forms.Paper(request.POST)
    if not asked.is_valid():
        raise Http404

    def act() -> None:
        paper = asked.cleaned_data["document"]
        actions.detach_document(meeting=meeting, document=paper, **who(request))

    return page_of_parts(request, "documents", forms.Paper(), act, meeting, at_once=True)
