"""What of a line may be corrected, and how a correction differs from what stands."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intersession.meetings.rules import version_of
from intersession.participation.models import Correction, Registration
from intersession.participation.wording import FIELDS, TITLES

# The wording of an Entity is asked for in a note: it is that of all its delegates.
CORRECTED = ("title", "given_name", "family_name", "badge_name", "function")
STATE_NAMES: dict[str, Any] = {
    Correction.State.OPEN: _("waits for the Administration"),
    Correction.State.MADE: pgettext_lazy("of a correction", "made"),
    Correction.State.REFUSED: pgettext_lazy("of a correction", "not made"),
}
SHAPES = {
    Correction.State.OPEN: "open",
    Correction.State.MADE: "done",
    Correction.State.REFUSED: "no",
}
CHANNELS: dict[str, Any] = {
    Correction.Channel.LINK: _("the person"),
    Correction.Channel.FOCAL_POINT: _("the delegation"),
    Correction.Channel.OFFICE: _("the Administration"),
}


def differing(row: Registration, asked: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Only what is otherwise; a badge always says something."""
    found = {}
    for name in CORRECTED:
        said = " ".join(asked.get(name, getattr(row, name)).split())
        if name == "badge_name" and not said:
            continue
        if said != getattr(row, name):
            found[name] = {"was": getattr(row, name), "asked": said}
    return found


def nameless(row: Registration, fields: Mapping[str, Mapping[str, str]]) -> bool:
    """A name as in the passport that was there would be gone."""
    before = bool(row.given_name or row.family_name)
    names = ("given_name", "family_name")
    after = any(fields.get(name, {"asked": getattr(row, name)})["asked"] for name in names)
    return before and not after


def version(row: Registration) -> str:
    return version_of(row, CORRECTED)


def changes(row: Correction) -> list[tuple[Any, str, str]]:
    """What each field is called, as it was and as it is asked."""
    return [
        (FIELDS[name], _said(name, one["was"]), _said(name, one["asked"]))
        for name, one in row.fields.items()
    ]


def _said(name: str, value: str) -> str:
    return str(TITLES.get(value, value)) if name == "title" else value
