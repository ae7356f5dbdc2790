"""What the pages with a form share: act on what is right, or show it again and say why."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from intersession.access.guard import Refusal


def posted(request: Any) -> Any:
    return request.POST if request.method == "POST" else None


def who(request: Any) -> dict[str, Any]:
    return {"by": request.actor, "at": request.now}


def form_page(
    request: Any, name: str, form: Any, act: Callable[[], Any], **context: Any
) -> HttpResponse:
    """`act` returns where to go: the arguments of `redirect`."""
    refusal = None
    if form.is_bound and form.is_valid():
        try:
            return redirect(*act())
        except Refusal as said:
            refusal = said
    return show(request, name, form, refusal, **context)


def show(
    request: Any, name: str, form: Any, refusal: Refusal | None = None, **context: Any
) -> HttpResponse:
    context |= {"form": form, "refusal": refusal}
    status = 422 if form.is_bound else 200
    return render(request, f"documents/{name}.html", context, status=status)
