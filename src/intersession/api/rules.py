"""What a token may be made for, and whether it still holds."""

import hashlib
from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.access.policy import May
from intersession.api.models import ApiToken

LONGEST = timedelta(days=366)
MOST_TOKENS = 20  # in force, of one person
READING = frozenset(
    may
    for may in May
    if may.rpartition(":")[2] in {"read", "read-own", "missing", "waiting", "export"}
)

# There is no operation for these: a token could do nothing with them, today. Personal papers are
# opened by a person in a browser, and never by a program.
NOTHING_TO_DO = frozenset(
    {
        May.READ_PERSONAL_PAPERS,
        May.HOLD_DRAW,
        May.SEE_CHANCES,
        May.SEE_SUPPORT,
        May.MANAGE_SUPPORT,
        May.CHECK_IN,
        May.READ_PARTICIPANTS,
        May.CORRECT_PARTICIPANTS,
        May.MOVE_CLOCK,
        May.MANAGE_TOKENS,
        May.READ_RUNS,
        May.SEE_OBJECTIONS,
    }
)


class NoName(Refusal):
    message = _("Give the token a name by which you know it again.")


class NotThatLong(Refusal):
    message = _("A token holds for a year at most, and at least until tomorrow.")


class NobodyActs(Refusal):
    message = _("Say first who acts through this mailbox: a token acts as one person.")


class MoreThanYouMay(Refusal):
    message = _("A token can do no more than the person who makes it may do today.")


class TooManyTokens(Refusal):
    message = _("You have %(most)s tokens in force. Revoke one that is no longer used.")


class RevokedBefore(Refusal):
    message = _("This token was revoked before.")


class NotKnown(Refusal):
    message = _("“%(name)s” is not known here.")


class NotAnAddress(Refusal):
    message = _("“%(email)s” is not a mail address.")


class CannotMean(Refusal):
    message = _("%(label)s: %(why)s")


class FileTaken(Refusal):
    message = _("The file %(uid)s belongs to something else already. Send it once more.")


class OneOrTheOther(Refusal):
    message = _("Name somebody of the meeting, or somebody new: one of the two.")


class NothingNew(Refusal):
    message = _("Choose the new file, or say where it is published.")


class NotALine(Refusal):
    message = _(
        "“%(words)s” cannot stand in a line: it is empty, or holds the mark that ends one there."
    )


class NotPublishedThere(Refusal):
    message = _("“%(url)s” is not an address on the web.")


def digest_of(secret: str) -> str:
    """A plain digest is enough: nobody guesses 192 bits."""
    return hashlib.sha256(secret.encode()).hexdigest()


def holdable(actor: Actor) -> list[May]:
    """What somebody may do today, in some scope: what a token of theirs may be given."""
    return [may for may in May if actor.may_somewhere(may) and may not in NOTHING_TO_DO]


def check(actor: Actor, *, name: str, scopes: Collection[str], until: date, today: date) -> None:
    if actor.person is None:
        raise NobodyActs()
    if not name.strip():
        raise NoName()
    if not today < until <= today + LONGEST:
        raise NotThatLong()
    if not set(scopes) <= set(holdable(actor)):
        raise MoreThanYouMay()


def holds(token: ApiToken, at: datetime) -> bool:
    """Not revoked, not past its day, and its person still acts through an active account."""
    person: Any = token.person
    stands = token.revoked_at is None and at.date() < token.until
    return bool(stands and person.active and person.user.is_active)
