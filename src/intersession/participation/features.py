"""By what a room is balanced: features of a person, their values, and what a page calls them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intersession.membership.labels import KIND_NAMES
from intersession.participation.models import Registration
from intersession.ui.text import text

YES, NO = "yes", "no"
REGION, STAKEHOLDER, GENDER = "region", "stakeholder", "gender"
ORIGIN, TRANSIT, DESTINATION = "origin", "transit", "destination"
CAPITAL, LDC, DEVELOPING, FIRST_TIME = "capital", "ldc", "developing", "first_time"

# In the order in which a page offers them. The values of a region are codes of regional groups.
FEATURE_NAMES: dict[str, Any] = {
    REGION: _("Regional group"),
    ORIGIN: _("Country of origin"),
    TRANSIT: _("Country of transit"),
    DESTINATION: _("Country of destination"),
    STAKEHOLDER: _("Kind of stakeholder"),
    GENDER: _("Gender, as declared"),
    CAPITAL: _("From capital"),
    LDC: _("Least developed country"),
    DEVELOPING: _("Developing country"),
    FIRST_TIME: _("First time at a workshop"),
}
VALUE_NAMES: dict[str, dict[str, Any]] = {
    STAKEHOLDER: KIND_NAMES,
    GENDER: {
        Registration.Gender.WOMAN: pgettext_lazy("counted", "Women"),
        Registration.Gender.MAN: pgettext_lazy("counted", "Men"),
    },
    CAPITAL: {YES: _("From capital"), NO: _("Posted at the place")},
}
# What is either so or not is named by its feature alone.
PLAIN = frozenset({ORIGIN, TRANSIT, DESTINATION, LDC, DEVELOPING, FIRST_TIME})

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Named:
    """`regions`: names of the regional groups by code, in three languages."""

    regions: Mapping[str, Mapping[str, str]]

    def value(self, feature: str, value: str) -> str:
        if feature in PLAIN and value == YES:
            return str(FEATURE_NAMES[feature])
        if feature == REGION:
            return text(self.regions.get(value, {})) or value
        return str(VALUE_NAMES.get(feature, {}).get(value, value))

    def pairs(self, values: Pairs) -> str:
        """“Women, African Group”."""
        return ", ".join(self.value(feature, value) for feature, value in values)

    def choices(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """For a form: features with their values, each as `feature:value`."""
        plain = [(f"{name}:{YES}", str(FEATURE_NAMES[name])) for name in sorted(PLAIN, key=_place)]
        groups = [(str(_("Situation of the country or the person")), plain)]
        for feature in (REGION, *VALUE_NAMES):
            values = self.regions if feature == REGION else VALUE_NAMES[feature]
            named = [(f"{feature}:{value}", self.value(feature, value)) for value in values]
            groups.append((str(FEATURE_NAMES[feature]), named))
        return groups


def _place(feature: str) -> int:
    return list(FEATURE_NAMES).index(feature)
