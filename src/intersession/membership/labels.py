"""What kinds, statuses and labels are called on a page."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from intersession.membership.models import Entity, Group, MembershipStatus, Profile

KIND_NAMES: dict[str, Any] = {
    Entity.Kind.STATE: _("State"),
    Entity.Kind.REGIONAL_ORGANISATION: _("Regional organisation"),
    Entity.Kind.IGO: _("Intergovernmental organisation"),
    Entity.Kind.NGO: _("Non-governmental organisation"),
    Entity.Kind.ACADEMIA: _("Academia"),
    Entity.Kind.MEDIA: _("Media"),
    Entity.Kind.PRIVATE_SECTOR: _("Private sector"),
    Entity.Kind.MIGRANTS: _("Migrants’ organisation"),
    Entity.Kind.OTHER: _("Other"),
}
STATUS_NAMES: dict[str, Any] = {
    MembershipStatus.Kind.MEMBER: _("Member"),
    MembershipStatus.Kind.OBSERVER_STATE: _("Observer State"),
    MembershipStatus.Kind.OBSERVER_ORGANISATION: _("Observer organisation"),
    MembershipStatus.Kind.PARTNER: _("Partner"),
}
GROUP_KIND_NAMES: dict[str, Any] = {
    Group.Kind.REGION: _("Regions"),
    Group.Kind.UN_REGIONAL_GROUP: _("Regional groups of the United Nations"),
    Group.Kind.DEVELOPMENT: _("Situation of development"),
    Group.Kind.INCOME: _("Income"),
    Group.Kind.OTHER: _("Other groups"),
}
LABEL_NAMES: dict[str, Any] = {
    Profile.Label.ORIGIN: _("Country of origin"),
    Profile.Label.TRANSIT: _("Country of transit"),
    Profile.Label.DESTINATION: _("Country of destination"),
}


def counted_words(status: str, n: int) -> str:
    """How many of one status: "132 Members", "1 partner"; "" means of any or none."""
    words = {
        "": ngettext("%(n)s Entity", "%(n)s Entities", n),
        "any": ngettext("%(n)s Entity with a status", "%(n)s Entities with a status", n),
        "none": ngettext("%(n)s Entity without a status", "%(n)s Entities without a status", n),
        "member": ngettext("%(n)s Member", "%(n)s Members", n),
        "observer_state": ngettext("%(n)s observer State", "%(n)s observer States", n),
        "observer_organisation": ngettext(
            "%(n)s observer organisation", "%(n)s observer organisations", n
        ),
        "partner": ngettext("%(n)s partner", "%(n)s partners", n),
    }
    return words[status] % {"n": n}
