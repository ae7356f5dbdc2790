"""A request that carries a key (`Idempotency-Key` or the form's `once`) acts once."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from intersession.access.models import IdempotencyKey


class _NotDone(Exception):
    """Undo the key of a request that was refused: it may be repeated."""

    def __init__(self, response: HttpResponse) -> None:
        self.response = response


def once(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The key, the act and its answer are written in one transaction."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        key = request.headers.get("Idempotency-Key") or request.POST.get("once", "")
        if request.method != "POST" or not key:
            return view(request, *args, **kwargs)
        names = {"key": key[:120], "who": _who(request), "path": request.path[:300]}
        try:
            with transaction.atomic():
                kept = IdempotencyKey.objects.create(**names)
                response = view(request, *args, **kwargs)
                _keep(kept, response)
                return response
        except _NotDone as refused:
            return refused.response
        except IntegrityError:
            kept = IdempotencyKey.objects.filter(**names).first()
            if kept is None:
                raise
            return _again(kept)

    return guarded


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


