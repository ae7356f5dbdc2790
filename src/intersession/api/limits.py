"""How often somebody may ask. Counted in the cache that all workers share.

A worker takes some requests at once from the common purse and gives them out itself, so that most
requests write nothing. What it took and never gave out counts as used: the limit may come a little
early, never late.
"""

import threading
import time
from dataclasses import dataclass
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse

WINDOW = 60  # seconds
A_HANDFUL = 10


@dataclass(kw_only=True)
class _Purse:
    """What this worker still has to give in the window that began at `since`."""

    since: int
    left: int = 0  # in the hand
    used: int = 0  # taken from the common purse by everybody, as last seen


@dataclass(frozen=True, kw_only=True)
class Share:
    """What is left of it after this request, and in how many seconds it begins anew."""

    name: str
    quota: int
    left: int
    seconds: int

    @property
    def spent(self) -> bool:
        return self.left < 0

    def tell(self, response: HttpResponse) -> None:
        response["RateLimit-Policy"] = f'"{self.name}";q={self.quota};w={WINDOW}'
        response["RateLimit"] = f'"{self.name}";r={max(self.left, 0)};t={self.seconds}'
        if self.spent:
            response["Retry-After"] = str(self.seconds)


_purses: dict[str, _Purse] = {}
_lock = threading.Lock()


def take(request: Any) -> Share:
    """One request of the token, or of the address where there is none that holds."""
    token = request.token
    name = "token" if token else "address"
    quota = settings.API_LIMITS[name]
    who = f"{token.pk}" if token else _address(request)
    now = int(time.time())
    since = now - now % WINDOW
    left = _one_of(f"api:{name}:{who}", since, quota)
    return Share(name=name, quota=quota, left=left, seconds=since + WINDOW - now)


def _address(request: Any) -> str:
    """Where it came from; all whose address nobody can tell share one purse."""
    try:
        return str(get_adapter().get_client_ip(request))
    except PermissionDenied:
        return "unknown"


def _one_of(key: str, since: int, quota: int) -> int:
    """How many are left after this one; less than nothing when there was none."""
    with _lock:
        purse = _purses.get(key)
        if purse is None or purse.since != since:
            forget(since)
            purse = _purses[key] = _Purse(since=since)
        if purse.left == 0 and purse.used < quota:
            _fill(purse, key, quota)
        if purse.left == 0:
            return -1
        purse.left -= 1
        return max(quota - purse.used, 0) + purse.left


def _fill(purse: _Purse, key: str, quota: int) -> None:
    with transaction.atomic():
        counter = f"{key}:{purse.since}"
        used = int(cache.get(counter, 0))
        purse.left = min(A_HANDFUL, max(quota - used, 0))
        purse.used = used + purse.left
        if purse.left:
            cache.set(counter, purse.used, WINDOW + 5)


def forget(since: int = 0) -> None:
    """Purses of windows other than this one; of all where none is named."""
    for key in [key for key, purse in _purses.items() if purse.since != since]:
        del _purses[key]
