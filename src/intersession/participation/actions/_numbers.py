"""How many an Entity may put forward, and how many of them sit at one time."""

from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Refusal
from intersession.participation.calling import MOST_NAMES


class SeatsBeyondNames(Refusal):
    message = _("An Entity has at most as many seats as names: %(seats)s seats, %(names)s names.")


class NamesOutOfBounds(Refusal):
    message = _("An Entity puts forward between 1 and %(most)s people.")


def check_numbers(names: int, seats: int) -> None:
    if not 1 <= names <= MOST_NAMES:
        raise NamesOutOfBounds(most=MOST_NAMES)
    if seats > names:
        raise SeatsBeyondNames(seats=seats, names=names)
