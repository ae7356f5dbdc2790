"""A request that carries a key (`Idempotency-Key` or the form's `once`) acts once."""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpResponse, HttpResponseRedirect

from intersession.access.models import IdempotencyKey

NOT_SAID = {"csrfmiddlewaretoken", "once"}


class _NotDone(Exception):
    """Undo the key of a request that was refused: it may be repeated."""

    def __init__(self, response: HttpResponse) -> None:
        self.response = response


def once(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The key, the act and its answer are written in one transaction.

    A repeated request gets the same redirect, or the same status without a body. It is the same
    when key, person, address and what was sent are: a form that the browser's Back button brought
    up again and that says something else now is another request, and nothing of it is lost.
    Requests without a key act each time.
    """

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        key = _key(request)
        if request.method != "POST" or not key:
            return view(request, *args, **kwargs)
        names = {"key": key, "who": _who(request), "path": request.path[:300]}
        try:
            with transaction.atomic():
                kept = IdempotencyKey.objects.create(**names)
                response = view(request, *args, **kwargs)
                _keep(kept, response)
                return response
        except _NotDone as refused:
            return refused.response
        except IntegrityError:
            found = IdempotencyKey.objects.filter(**names).first()
            if found is None:  # it was the act that broke a rule of the database, not the key
                raise
            return _again(found)

    return guarded


def forget(*, before: datetime) -> int:
    """Remove keys of requests that nobody repeats any more; how many went."""
    return IdempotencyKey.objects.filter(created_at__lt=before).delete()[0]


def _key(request: Any) -> str:
    given = request.headers.get("Idempotency-Key") or request.POST.get("once", "")
    key = str(given).replace("\0", "").strip()
    return hashlib.sha256(json.dumps([key, *_sent(request)]).encode()).hexdigest() if key else ""


def _sent(request: Any) -> list[Any]:
    """What was sent, without the token and the key of the form."""
    fields = [pair for pair in sorted(request.POST.lists()) if pair[0] not in NOT_SAID]
    files = [(name, file.name, file.size) for name, file in sorted(request.FILES.items())]
    return [fields, files]


def _who(request: Any) -> str:
    actor = request.actor
    return f"user:{actor.user}" if actor.signed_in else request.META.get("REMOTE_ADDR", "")


def _keep(kept: IdempotencyKey, response: HttpResponse) -> None:
    if response.status_code >= 400:
        raise _NotDone(response)
    kept.status, kept.location = response.status_code, response.get("Location", "")[:500]
    kept.save(update_fields=["status", "location"])


def _again(kept: IdempotencyKey) -> HttpResponse:
    if kept.location:
        return HttpResponseRedirect(kept.location, status=kept.status)
    return HttpResponse(status=kept.status)
