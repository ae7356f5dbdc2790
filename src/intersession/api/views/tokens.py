"""The pages on which people make, see and revoke their tokens, and the office all of them."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from intersession.access import second_factor
from intersession.access.guard import Refusal, needs, signed_in
from intersession.access.policy import May
from intersession.api import actions, forms, queries
from intersession.api.models import ApiToken
from intersession.api.sheets import tokens_sheet
from intersession.ui import sheets


@signed_in
@never_cache
def tokens(request: Any) -> HttpResponse:
    """The secret is shown in the answer to the form and nowhere else; sent again, the form makes
    another token."""
    form = forms.NewToken(_posted(request), actor=request.actor, today=request.now.date())
    refusal, made = None, None
    if form.is_bound and form.is_valid():
        try:
            made = actions.make_token(
                **form.cleaned_data, strong=_strong(request), by=request.actor, at=request.now
            )
            form = forms.NewToken(actor=request.actor, today=request.now.date())
        except Refusal as said:
            refusal = said
    context = {
        "form": form,
        "refusal": refusal,
        "made": made,
        "areas": queries.areas(request.actor),
    }
    context["tokens"] = queries.tokens_of(request.actor, request.now)
    return render(request, "api/tokens.html", context, status=422 if form.is_bound else 200)


def _posted(request: Any) -> Any:
    return request.POST if request.method == "POST" else None


def _strong(request: Any) -> bool:
    """In the example nobody has a key: its people sign in by links."""
    return bool(request.example) or second_factor.proved(request)


@signed_in
@require_POST
def tokens_revoke(request: Any, uid: uuid.UUID) -> HttpResponse:
    _revoke(request, get_object_or_404(ApiToken, uid=uid, person=request.actor.person))
    return redirect("api:tokens")


@needs(May.MANAGE_TOKENS)
@never_cache
@require_GET
def tokens_all(request: Any) -> HttpResponse:
    """Of everybody; with `all` those that hold no longer, too."""
    every = "all" in request.GET
    page = queries.tokens_of_all(request.now, every=every, page=request.GET.get("page"))
    if form := sheets.asked(request):
        return sheets.answer(tokens_sheet(queries.every_token(page, request.now)), form)
    return render(
        request, "api/tokens_all.html", {"page": page, "every": every, "names": queries.STATE_NAMES}
    )


@needs(May.MANAGE_TOKENS)
@require_POST
def tokens_all_revoke(request: Any, uid: uuid.UUID) -> HttpResponse:
    _revoke(request, get_object_or_404(ApiToken.objects.select_related("person"), uid=uid))
    return redirect("api:tokens_all")


def _revoke(request: Any, token: ApiToken) -> None:
    try:
        actions.revoke_token(token=token, by=request.actor, at=request.now)
    except Refusal as said:
        messages.warning(request, str(said))
    else:
        messages.success(request, _("The token is revoked: its next request is refused."))
