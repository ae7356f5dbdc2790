"""Open questions: answers in words, support, the Administration's reply."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from intersession.access.guard import Refusal, needs, require
from intersession.access.once import once
from intersession.access.policy import May
from intersession.consultations import rules
from intersession.consultations.actions import suggestions as actions
from intersession.consultations.models import Suggestion
from intersession.consultations.views._page import load, show
from intersession.membership.models import Entity


@needs(May.SUGGEST)
@require_POST
@once
def suggest(request: Any, slug: str) -> HttpResponse:
    question = load(request, slug)
    words = request.POST.get("words", "")
    try:
        actions.suggest(
            question=question,
            entity=_speaking_for(request),
            words=words,
            language=get_language() or "en",
            channel="floor" if request.actor.entity is None else "online",
            by=request.actor,
            at=request.now,
        )
    except Refusal as refusal:
        sent = {"words": words, "entity": request.POST.get("entity", "")}
        return show(request, question, refusal=refusal, sent=sent, status=422)
    return redirect("consultations:detail", question.slug)


def _speaking_for(request: Any) -> Entity:
    """One's own Entity, or for the Administration the one that spoke from the floor."""
    if request.actor.entity is None:
        require(request.actor, May.SUGGEST)
        found = Entity.objects.filter(slug=request.POST.get("entity", "")).first()
        if found is None:
            raise rules.SpeaksForNobody()
        return found
    require(request.actor, May.SUGGEST, entity=request.actor.entity)
    return Entity.objects.get(pk=request.actor.entity)


def _suggestion(slug: str, uid: str) -> Suggestion:
    rows = Suggestion.objects.select_related("question")
    found: Suggestion = get_object_or_404(rows, question__slug=slug, uid=uid)
    return found


@needs(May.SUPPORT_SUGGESTION)
@require_POST
@once
def support(request: Any, slug: str, uid: str) -> HttpResponse:
    question = load(request, slug)
    row = _suggestion(slug, uid)
    require(request.actor, May.SUPPORT_SUGGESTION, entity=request.actor.entity)
    entity = Entity.objects.get(pk=request.actor.entity)
    try:
        actions.support(suggestion=row, entity=entity, by=request.actor, at=request.now)
    except Refusal as refusal:
        return show(request, question, refusal=refusal, status=422)
    return redirect("consultations:detail", slug)


@needs(May.ANSWER_SUGGESTION)
@require_POST
@once
def reply(request: Any, slug: str, uid: str) -> HttpResponse:
    question = load(request, slug)
    row = _suggestion(slug, uid)
    given = {code: request.POST.get(f"reply_{code}", "") for code, _o in settings.LANGUAGES}
    words = {code: said for code, said in given.items() if said.strip()}
    try:
        actions.answer_suggestion(suggestion=row, reply=words, by=request.actor, at=request.now)
    except Refusal as refusal:
        return show(request, question, refusal=refusal, status=422)
    return redirect("consultations:detail", slug)
