"""Files that are made at the moment: sent as octets, always as a download."""

from django.http import HttpResponse

from intersession.api.receiving import CONTENT_TYPE
from intersession.documents.downloads import never_shown


def as_octets(response: HttpResponse) -> HttpResponse:
    """As its page gives it; its name tells what it is."""
    response["Content-Type"] = CONTENT_TYPE
    found: HttpResponse = never_shown(response)
    return found
