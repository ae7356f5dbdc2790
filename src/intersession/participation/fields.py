"""The fields of a dossier: which stand at once, which wait for a yes, what a form saw of them."""

from typing import Any

from intersession.meetings.rules import version_of
from intersession.participation.models import Registration

# What the person writes, in the order of the page.
AT_ONCE = (
    *("language", "phone", "languages", "gender", "needs", "diet", "accessibility"),
    "consents",
)
# After the approval these wait for a yes.
REOPENED = (
    *("title", "given_name", "family_name", "badge_name", "function", "affiliation"),
    *("stakeholder", "email", "from_capital", "modality", "support"),
)
SEEN = (*REOPENED, *AT_ONCE, "answers", "opened", "state", "link_number")


def version(row: Registration) -> str:
    return version_of(row, SEEN)


def opened_field(row: Registration, field: str) -> dict[str, Any] | None:
    return next((one for one in row.opened if one["field"] == field), None)
