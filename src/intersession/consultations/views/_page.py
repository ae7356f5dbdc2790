"""What the views of one question share: loading it and showing its page again after a refusal."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from intersession.access.guard import Actor, Refusal
from intersession.access.policy import May
from intersession.consultations import labels
from intersession.consultations.models import Question
from intersession.consultations.queries import questions, suggestions

WORDS = {
    "rule_names": labels.RULE_NAMES,
    "seen_names": labels.SEEN_NAMES,
    "channel_names": labels.CHANNEL_NAMES,
    "keyed_channels": labels.KEYED,
}


NOTHING_SENT: dict[str, Any] = {"approved": [], "reason": "", "words": "", "entity": ""}


def page(request: Any, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A template of consultations with the words for rules, channels and visibility."""
    name = f"consultations/{template}.html"
    symbol = getattr(request, "symbol", None)
    return render(request, name, {**WORDS, "symbol": symbol, **context}, status=status)


def load(request: Any, slug: str) -> Question:
    """The question, unless it is a draft that the reader may not see."""
    found = questions.of_slug(slug)
    if found is None or not questions.is_visible(found, request.actor):
        raise Http404
    request.year = found.programme.year
    request.symbol = questions.symbol_of(questions.paper_of(found), found.meeting.place)
    return found


def show(
    request: Any,
    question: Question,
    *,
    refusal: Refusal | None = None,
    sent: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Its page again after a refusal; `sent` is what the reader wrote, so that nothing is lost."""
    return whole(request, question.slug, refusal=refusal, sent=sent, status=status)


def whole(
    request: Any,
    slug: str,
    *,
    refusal: Refusal | None = None,
    sent: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a question, with the others put at the same meeting."""
    rows = questions.of_same_meeting(slug, request.actor)
    question = next((row for row in rows if row.slug == slug), None)
    if question is None or not questions.is_visible(question, request.actor):
        raise Http404
    request.year = question.year
    request.symbol = questions.symbol_of(question.paper, question.place)
    siblings = [row for row in rows if row.opened_at]
    context = {
        "page": questions.question_page(question, request.actor, request.now, siblings),
        **_in_words(question, request.actor),
        "refusal": refusal,
        "sent": {**NOTHING_SENT, **sent} if sent else None,
    }
    return page(request, "detail", context, status)


def _in_words(question: Question, actor: Actor) -> dict[str, Any]:
    """What an open question shows besides, and for whom the Administration may key in."""
    if question.kind != Question.Kind.OPEN:
        return {"suggestions": [], "speakers": []}
    keys_in = actor.entity is None and actor.may(May.ANSWER_SUGGESTION)
    return {
        "suggestions": suggestions.suggestions(question, actor),
        "speakers": suggestions.speakers(question) if keys_in else [],
    }
