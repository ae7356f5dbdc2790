"""A form that acts and goes back to a list: one way for rooms and teams."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from intersession.access.guard import Refusal
from intersession.meetings.views._page import Act


def acted(
    request: Any, template: str, form: Any, act: Act, to: str, **context: Any
) -> HttpResponse:
    """Act on a form that is right and go to the address `to`; else the form again, saying why."""
    refusal = None
    if form.is_bound and form.is_valid():
        try:
            act()
            return redirect(to)
        except Refusal as said:
            refusal = said
    context = {"meeting": None, **context, "form": form, "refusal": refusal}
    status = 422 if form.is_bound else 200
    return render(request, f"meetings/{template}.html", context, status=status)
