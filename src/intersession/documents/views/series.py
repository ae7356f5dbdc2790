"""Series of symbols: the list, and the forms that add and change one."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from intersession.access.guard import needs
from intersession.access.once import once
from intersession.access.policy import May
from intersession.documents import actions, forms
from intersession.documents.actions.series import SeriesFacts
from intersession.documents.models import Series
from intersession.documents.queries.numbers import series_lines
from intersession.documents.sheets import series_sheet
from intersession.documents.views._page import form_page, posted, who
from intersession.ui import sheets


@needs(May.MANAGE_DOCUMENTS)
@require_GET
def series(request: Any) -> HttpResponse:
    lines = series_lines(request.today)
    if form := sheets.asked(request):
        return sheets.answer(series_sheet(lines), form)
    return render(request, "documents/series.html", {"lines": lines})


@needs(May.MANAGE_DOCUMENTS)
@once
def series_add(request: Any) -> HttpResponse:
    form = forms.SeriesForm(posted(request))

    def act() -> tuple[str]:
        actions.add_series(facts=_facts(form), **who(request))
        return ("documents:series",)

    return form_page(request, "series_add", form, act)


@needs(May.MANAGE_DOCUMENTS)
@once
def series_change(request: Any, uid: uuid.UUID) -> HttpResponse:
    found = get_object_or_404(Series, uid=uid)
    form = forms.SeriesForm(posted(request), initial=forms.kept(found, forms.SeriesForm.order))

    def act() -> tuple[str]:
        actions.change_series(series=found, facts=_facts(form), **who(request))
        return ("documents:series",)

    return form_page(request, "series_change", form, act, series=found)


def _facts(form: Any) -> SeriesFacts:
    return SeriesFacts(**{name: form.cleaned_data[name] for name in forms.SeriesForm.order})
