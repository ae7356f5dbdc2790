"""The rights of a focal point pass to somebody else, in a minute."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.access.policy import May, Role
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.membership import actions as membership
from intersession.membership.models import Representation
from intersession.participation import letters
from intersession.ui.dates import day, duty_day

LONGEST = timedelta(days=366)  # ahead


class NotYoursToGive(Refusal):
    message = _("You may hand over your own rights as focal point only.")


class RightsEnd(Refusal):
    message = _(
        "Your own rights end on %(day)s, so you cannot hand them on. The head of mission or the "
        "Administration names a focal point."
    )


class DayOutOfBounds(Refusal):
    message = _("Choose today or a later day, at most a year ahead.")


class ToYourself(Refusal):
    message = _("%(email)s is the account that hands over. Name another one.")


@transaction.atomic
def hand_over_rights(
    *,
    held: Representation,
    email: str,
    function: str,
    name: str = "",
    language: str = "en",
    on: date,
    keep: bool,
    by: Actor,
    at: datetime,
) -> Representation:
    """`held` names the focal point's own right; with `keep` both act from `on`, else the new one
    alone. A focal point gives this one right and no other; membership keeps its own rules of
    whose account may be named."""
    entity, user = held.entity, held.user
    names = by.may(May.NAME_FOCAL_POINT, entity=entity.pk)
    own = by.user == user.pk and by.may(May.NOMINATE, entity=entity.pk)
    if held.role != Role.FOCAL_POINT or not (own or names):
        raise NotYoursToGive
    if held.until is not None and not names:
        raise RightsEnd(day=day(held.until))
    if not duty_day(at) <= on <= duty_day(at) + LONGEST:
        raise DayOutOfBounds
    if email.strip().lower() == user.email:
        raise ToYourself(email=user.email)
    # The right was asked above: for membership this is an act of the house, in the same name.
    trusted = by if names else replace(by, roles=frozenset())
    account: dict[str, Any] = {"email": email, "function": function, "name": name}
    row = membership.name_representative(
        entity=entity,
        role=Role.FOCAL_POINT,
        since=on,
        in_place_of=None if keep else held,
        **account,
        language=language,
        by=trusted,
        at=at,
    )
    told: dict[str, Any] = {
        "from": str(user.uid),
        "to": str(row.user.uid),
        "on": on.isoformat(),
        "kept": keep,
    }
    record(Verb.RIGHTS_HANDED_OVER, by=by, at=at, subject=entity, **told)
    letters.tell_handed_over(row, user, keep=keep, by=by, at=at)
    return row
