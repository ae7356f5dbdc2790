"""What did not change since a reader saw it is not sent again."""

import hashlib
from typing import Any

from django.http import HttpResponse
from django.utils.cache import get_conditional_response


def fresh(request: Any, response: HttpResponse, control: str = "private, no-cache") -> HttpResponse:
    """For readers who did not sign in: the page, or 304 where their browser has these octets. The
    tag is that of what was made just now, so it can never be of an older page."""
    if request.actor.signed_in or response.status_code != 200:
        return response
    tag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response["ETag"], response["Cache-Control"] = tag, control
    found = get_conditional_response(request, etag=tag, response=response)
    assert isinstance(found, HttpResponse)  # with a response given there is one
    return found
