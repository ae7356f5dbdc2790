"""The page of results."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from intersession.access.guard import public
from intersession.search import following, queries, words


@public
@require_GET
def index(request: Any) -> HttpResponse:
    asked = words.read(request.GET.get("q", ""))
    complete = following.before_an_answer() if asked.words else True
    found = queries.find(
        asked=asked,
        actor=request.actor,
        language=get_language() or "en",
        kind=request.GET.get("kind", ""),
        page=request.GET.get("page", ""),
    )
    return render(
        request, "search/index.html", {"asked": asked, "found": found, "complete": complete}
    )
