"""Answers: written once, known again by an ETag, and the same for a request that is repeated."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpResponse, HttpResponseBase
from django.urls import resolve, reverse
from django.utils.http import parse_etags

from intersession.access.models import IdempotencyKey
from intersession.api.models import KeptAnswer
from intersession.api.problem import Problem
from intersession.api.reading import MOST
from intersession.api.receiving import Received
from intersession.consultations.models import Question
from intersession.documents.models import Document
from intersession.meetings.models import Meeting
from intersession.membership.models import Entity
from intersession.programme.models import Programme

__all__ = ["MOST", "read", "written"]
View = Callable[..., Any]
# The table of what an operation reads, by its name.
LOCKED: dict[str, Any] = {
    "document": Document,
    "entity": Entity,
    "meeting": Meeting,
    "meeting_agenda_draft": Meeting,
    "meeting_teams": Meeting,
    "programme": Programme,
    "question": Question,
    "question_answer": Question,
}
JSON = "application/json"


def read(operation: Any, view: View, request: Any, given: dict[str, Any]) -> HttpResponseBase:
    """200 with an ETag, or 304 where the caller has it already. Files are passed through."""
    found = view(request, **given)
    if isinstance(found, HttpResponseBase):
        return found
    body = operation.adapter.dump_json(found)
    tag = tag_of(body)
    held = parse_etags(request.headers.get("If-None-Match", ""))
    known = any(_same(one, tag) for one in held)
    response = HttpResponse(b"" if known else body, status=304 if known else 200)
    response["Content-Type"] = JSON
    response["ETag"] = tag
    response["Cache-Control"] = "private, no-cache" if request.token else "no-cache"
    links = found.links(request) if hasattr(found, "links") else ""
    if links:
        response["Link"] = links
    return response


def tag_of(body: bytes) -> str:
    return f'"{hashlib.sha256(body).hexdigest()[:24]}"'


def _same(one: str, tag: str) -> bool:
    """Compressed on the way, a tag comes back as a weak one; it still names the same content."""
    return one in ("*", tag, f"W/{tag}")


def written(operation: Any, view: View, request: Any, given: dict[str, Any]) -> HttpResponse:
    """The act, its key and its answer, in one transaction: all of it or nothing."""
    key = _key(request, given) if operation.kept else ""
    if not key:
        with transaction.atomic():
            return _act(operation, view, request, given)
    names = {"key": key, "who": f"user:{request.actor.user}", "path": request.path[:300]}
    try:
        with transaction.atomic():
            kept = IdempotencyKey.objects.create(**names)
            response = _act(operation, view, request, given)
            kept.status = response.status_code
            kept.save(update_fields=["status"])
            KeptAnswer.objects.create(key=kept, body=response.content.decode())
            return response
    except IntegrityError:
        found = KeptAnswer.objects.filter(**{f"key__{n}": v for n, v in names.items()}).first()
        if found is None:  # it was the act that broke a rule of the database, not the key
            raise
        return _answer(found.body.encode(), found.key.status)


def _act(operation: Any, view: View, request: Any, given: dict[str, Any]) -> HttpResponse:
    _check_version(operation, request, given)
    found = view(request, **given)
    return _answer(operation.adapter.dump_json(found), operation.status)


def _answer(body: bytes, status: int) -> HttpResponse:
    response = HttpResponse(body, status=status, content_type=JSON)
    response["Cache-Control"] = "no-store"
    return response


def _check_version(operation: Any, request: Any, given: dict[str, Any]) -> None:
    """If-Match names the ETag of what is about to change, as the caller read it."""
    held = parse_etags(request.headers.get("If-Match", ""))
    if not held or not operation.of:
        return
    path = {name: given[name] for name in ("slug", "year") if name in given}
    # Whoever else is about to change it waits, and finds another version then.
    LOCKED[operation.of].objects.select_for_update().filter(**path).first()
    reader = resolve(reverse(f"api:{operation.of}", kwargs=path)).func
    found = reader.__wrapped__(request, **path)
    tag = tag_of(reader.operation.adapter.dump_json(found))
    if not any(_same(one, tag) for one in held):
        raise Problem("changed-meanwhile")


def _key(request: Any, given: dict[str, Any]) -> str:
    """Of the key and of what was sent: with other words, or another file, it is another request."""
    key = request.headers.get("Idempotency-Key", "").strip()
    if not key:
        return ""
    body = given["body"]
    said = [body.digest if isinstance(body, Received) else _digest(request.body)]
    if "asked" in given:
        said.append(given["asked"].model_dump_json())
    return _digest(json.dumps([key, *said]).encode())


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
