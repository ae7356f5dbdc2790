"""How often something may be tried for which no account is needed, as signing in is limited."""

from typing import Any

from allauth.core.internal import ratelimit

# By the action; per address of the network, and per what is tried.
LIMITS = {
    "speaker_page": "300/10m/ip,90/10m/key",
    "invitation_page": "300/10m/ip,90/10m/key",
    "registration_page": "600/10m/ip,90/10m/key",  # a delegation shares one address of the network
}


def within_limit(request: Any, action: str, key: str) -> bool:
    """Counts this one; looking at a page is not counted."""
    given = {"app": "intersession", "action": action, "config": LIMITS, "key": key}
    return ratelimit.consume(request, **given) is not None
