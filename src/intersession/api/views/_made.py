"""Files that are made at the moment: sent as octets, always as a download."""

from django.http import HttpResponse

from intersession.api.receiving import CONTENT_TYPE


def as_octets(response: HttpResponse) -> HttpResponse:
    """As its page gives it; its name tells what it is."""
    response["Content-Type"] = CONTENT_TYPE
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
