"""The time zone of a reader who is elsewhere: asked for by `?zone=`, kept in a cookie."""

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpResponse

from intersession.meetings import rules
from intersession.meetings.models import Meeting

COOKIE = "zone"
YEAR = 365 * 24 * 3600
LONGEST = 60  # letters of a name
# From west to east, one for each way in which clocks go; every other name may be asked for, too.
OFFERED = (
    *("Pacific/Honolulu", "America/Anchorage", "America/Los_Angeles", "America/Denver"),
    *("America/Mexico_City", "America/Chicago", "America/Bogota", "America/Lima"),
    *("America/New_York", "America/Caracas", "America/Halifax", "America/Santiago"),
    *("America/Sao_Paulo", "America/Argentina/Buenos_Aires", "Atlantic/Cape_Verde"),
    *("Africa/Dakar", "Europe/London", "Africa/Lagos", "Europe/Paris", "Europe/Zurich"),
    *("Africa/Cairo", "Africa/Johannesburg", "Europe/Athens", "Africa/Nairobi"),
    *("Europe/Istanbul", "Europe/Moscow", "Asia/Tehran", "Asia/Dubai", "Asia/Kabul"),
    *("Asia/Karachi", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Dhaka", "Asia/Yangon"),
    *("Asia/Bangkok", "Asia/Manila", "Asia/Shanghai", "Asia/Tokyo", "Australia/Adelaide"),
    *("Australia/Sydney", "Pacific/Noumea", "Pacific/Auckland", "Pacific/Apia"),
)


@dataclass(frozen=True, kw_only=True)
class Theirs:
    """`name` is "" where nothing was chosen; `unknown`: a zone was asked for that is none."""

    name: str
    unknown: bool

    @property
    def zone(self) -> ZoneInfo | None:
        return rules.zone_of(self.name) if self.name else None

    @property
    def label(self) -> str:
        return label(self.name)

    @property
    def offered(self) -> list[tuple[str, str]]:
        names = OFFERED if not self.name or self.name in OFFERED else (self.name, *OFFERED)
        return [(name, label(name)) for name in names]


def label(name: str) -> str:
    """ "Buenos Aires" for America/Argentina/Buenos_Aires."""
    return name.rpartition("/")[2].replace("_", " ")


def theirs(request: Any, meeting: Meeting) -> Theirs | None:
    """None where everybody is in the room."""
    if meeting.modality == Meeting.Modality.IN_PERSON:
        return None
    asked = request.GET.get("zone")
    name = request.COOKIES.get(COOKIE, "") if asked is None else asked.strip()
    known = bool(name) and len(name) <= LONGEST and rules.zone_of(name) is not None
    return Theirs(name=name if known else "", unknown=bool(asked) and not known)


def kept(request: Any, response: HttpResponse, found: Theirs | None) -> HttpResponse:
    """What was chosen, or that nothing is any more, until it is changed."""
    if found is None or "zone" not in request.GET or found.unknown:
        return response
    if not found.name:
        response.delete_cookie(COOKIE, samesite="Lax")
        return response
    given = {"secure": settings.SESSION_COOKIE_SECURE, "httponly": True, "samesite": "Lax"}
    response.set_cookie(COOKIE, found.name, max_age=YEAR, **given)
    return response
