"""Registrations as other registration systems exchange them: one column a field.

The heads are those that `imports` knows, so that what goes out comes in again.
"""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from intersession.membership.labels import KIND_NAMES
from intersession.participation.deciding import STATE_NAMES
from intersession.participation.models import Registration
from intersession.participation.wording import FIELDS, GENDERS, MODALITIES, ROLES, TITLES
from intersession.ui.sheets import Cell
from intersession.ui.text import text

HEADS: dict[str, Any] = {
    "uid": _("Key of the registration here"),
    "other_id": _("Number in the other system"),
    "title": FIELDS["title"],
    "given_name": FIELDS["given_name"],
    "family_name": FIELDS["family_name"],
    "badge_name": FIELDS["badge_name"],
    "function": FIELDS["function"],
    "code": _("Code of the Entity"),
    "entity": _("Entity"),
    "affiliation": FIELDS["affiliation"],
    "stakeholder": FIELDS["stakeholder"],
    "role": _("Role in the delegation"),
    "email": FIELDS["email"],
    "phone": FIELDS["phone"],
    "language": _("Language"),
    "from_capital": FIELDS["from_capital"],
    "gender": FIELDS["gender"],
    "modality": FIELDS["modality"],
    "support": FIELDS["support"],
    "named": _("May be named in the published list"),
    "state": _("State of the registration"),
}
# What each of these columns may say.
WORDS: dict[str, dict[str, Any]] = {
    "title": {code: name for code, name in TITLES.items() if code},
    "stakeholder": KIND_NAMES,
    "role": ROLES,
    "gender": {code: name for code, name in GENDERS.items() if code},
    "modality": MODALITIES,
    "state": STATE_NAMES,
}
_YES_NO = {True: _("yes"), False: _("no"), None: ""}
_MARKS = ("from_capital", "support", "named")


def value(row: Registration, code: str) -> Any:
    """Of a field of the list, as it stands in the dossier."""
    if code == "named":
        return row.consents.get("list", {}).get("said")
    return row.entity_id if code == "entity" else getattr(row, code)


def says_nothing(row: Registration) -> bool:
    """Nothing was ever said here of the published list: a list may fill that, and nothing else."""
    return "list" not in row.consents


def consent_stays(row: Registration, listed: bool | None) -> str:
    """In words, where a list says otherwise of the published list than was said here."""
    if listed is None or says_nothing(row) or listed == value(row, "named"):
        return ""
    stands = _YES_NO[value(row, "named")] or gettext("no")
    return gettext("%(said)s stays, as it was said here: a list does not change it") % {
        "said": stands
    }


def said(row: Registration, code: str) -> Cell:
    """As a cell, in the language in use."""
    if code in ("code", "entity"):
        entity = row.entity
        return "" if entity is None else entity.slug if code == "code" else text(entity.name)
    if code in _MARKS:
        return str(_YES_NO[value(row, code)])
    found = str(value(row, code))
    return str(WORDS[code].get(found, "")) if code in WORDS else found
