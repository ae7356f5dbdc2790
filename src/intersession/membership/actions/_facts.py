"""What holds for an Entity on its own, whether one is added or a whole membership."""

from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Refusal
from intersession.membership.models import Entity
from intersession.membership.rules import RESERVED_SLUGS
from intersession.ui.dates import zones


class NameMissing(Refusal):
    message = _("An Entity needs a name in at least one language.")


class AddressTaken(Refusal):
    message = _("The address “%(slug)s” belongs to another page. Choose another one.")


class NoSuchTimeZone(Refusal):
    message = _("“%(time_zone)s” is no time zone. Write it as Europe/Zurich.")


class NoSuchPlace(Refusal):
    message = _(
        "A capital lies from −90 to 90 degrees north and from −180 to 180 degrees east; write both "
        "figures, or neither."
    )


def check_facts(entity: Entity) -> None:
    if not any(said.strip() for said in entity.name.values()):
        raise NameMissing
    if not entity.slug or entity.slug in RESERVED_SLUGS:
        raise AddressTaken(slug=entity.slug)
    if entity.time_zone and entity.time_zone not in zones():
        raise NoSuchTimeZone(time_zone=entity.time_zone)
    if not lies_somewhere(entity.latitude, entity.longitude):
        raise NoSuchPlace


def lies_somewhere(latitude: float | None, longitude: float | None) -> bool:
    """Both figures within their bounds, or neither is known."""
    if latitude is None or longitude is None:
        return latitude is longitude
    return -90 <= latitude <= 90 and -180 <= longitude <= 180
