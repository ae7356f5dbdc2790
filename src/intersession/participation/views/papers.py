"""A personal paper, opened by who may see it: each look is in the ledger, none stays in a cache."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from intersession.access.guard import Refusal, needs
from intersession.access.policy import May
from intersession.documents.downloads import never_shown
from intersession.participation.actions import personal_papers
from intersession.participation.models import PersonalPaper
from intersession.participation.views._page import who
from intersession.participation.views._registrations import call_at, row_at


@needs(May.READ_PERSONAL_PAPERS)
@require_GET
def registrations_papers(request: Any, slug: str, uid: UUID, paper: UUID) -> HttpResponse:
    row = row_at(call_at(request, slug), uid)
    found = get_object_or_404(row.papers.filter(deleted_at=None), uid=paper)
    try:
        return shown(found, who(request))
    except Refusal as said:
        words = {"title": _("This paper cannot be opened"), "sentence": str(said), "safe": ""}
        words |= {"todo": "", "link_url": f"/participation/{slug}/registrations/{uid}/"}
        words |= {"link_label": _("The registration")}
        return render(request, "ui/message.html", words, status=409)


def shown(paper: PersonalPaper, by: dict[str, Any]) -> HttpResponse:
    """A download of the type that was found in its content; nothing of it runs or is kept here."""
    content = personal_papers.open_paper(paper=paper, **by)
    answer = HttpResponse(content, content_type=paper.content_type)
    name = f"{paper.kind}.{paper.name.rpartition('.')[2]}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return never_shown(answer)
