"""What a list from another system may not change of a dossier: a ticket, a seat and a delegation
stand against it. One look for all its rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Refusal
from intersession.meetings.models import Meeting
from intersession.participation import supporting
from intersession.participation.actions._support import not_locked
from intersession.participation.models import ProposedList, Registration, Seat, SupportRequest


class SupportStands(Refusal):
    message = _(
        "A seat or support was offered to %(name)s, so a list does not say that none is asked for. "
        "Decide on the page of the request."
    )


class OfDelegation(Refusal):
    message = _("%(name)s stands in a delegation, so a list does not change the Entity.")


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Of a meeting: how far each request for support has come, and who holds a seat."""

    requests: Mapping[int, str]
    seated: frozenset[int]

    @classmethod
    def of(cls, meeting: Meeting | int) -> "Standing":
        asked = SupportRequest.objects.filter(registration__meeting=meeting)
        seats = Seat.objects.filter(on__meeting=meeting)
        seats = seats.filter(state__in=(Seat.State.OFFERED, Seat.State.ACCEPTED))
        seats = seats.exclude(on__state=ProposedList.State.SET_ASIDE)
        return cls(
            requests=dict(asked.values_list("registration", "state")),
            seated=frozenset(seats.values_list("registration", flat=True)),
        )

    def allow(self, row: Registration, facts: Mapping[str, Any]) -> None:
        """`facts`: what would be otherwise."""
        state = self.requests.get(row.pk, "")
        if state in supporting.LOCKED:
            not_locked(row, facts)
        held = state in supporting.HELD or row.pk in self.seated
        if facts.get("support") is False and held:
            raise SupportStands(name=row.badge_name)
        if "entity" in facts and row.delegation_id is not None:
            raise OfDelegation(name=row.badge_name)
