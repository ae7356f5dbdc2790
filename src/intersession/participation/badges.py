"""The code on a badge, what a badge says, and whether it says so still.

A code holds the uid of the registration and the number of the badge, signed; no name, no mail.
"""

import base64
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from intersession.meetings.rules import version_of
from intersession.membership.models import Entity
from intersession.participation.models import Registration

SALT = "participation.badge"
WHOSE, NUMBER, SIGNED = 26, 2, 12  # characters of each part: 40 together, in capitals and figures
LENGTH = WHOSE + NUMBER + SIGNED
DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
HIGHEST = len(DIGITS) ** NUMBER - 1  # the last number a badge can have
# What stands on it. Entity by its key: that it is called otherwise now is no reason to print anew.
SAID = ("badge_name", "function", "entity_id", "affiliation", "role", "stakeholder", "badge_number")
SHAPES: dict[str, str] = {
    Entity.Kind.STATE: "square",
    Entity.Kind.REGIONAL_ORGANISATION: "hexagon",
    Entity.Kind.IGO: "circle",
    Entity.Kind.NGO: "triangle",
    Entity.Kind.ACADEMIA: "diamond",
    Entity.Kind.MEDIA: "bar",
    Entity.Kind.PRIVATE_SECTOR: "corner",
    Entity.Kind.MIGRANTS: "cross",
    Entity.Kind.OTHER: "ring",
}


class Read(NamedTuple):
    """Whose badge, and which of theirs."""

    uid: UUID
    number: int


def code_of(uid: UUID, number: int) -> str:
    said = _letters(uid.bytes)[:WHOSE] + DIGITS[number // 32] + DIGITS[number % 32]
    return said + _signature(said, settings.SECRET_KEY)


def read_code(code: str) -> Read | None:
    """None when we did not sign it."""
    said, signed = code[: WHOSE + NUMBER], code[WHOSE + NUMBER :]
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    if len(code) != LENGTH or not code.isascii():
        return None
    if not any(constant_time_compare(signed, _signature(said, key)) for key in keys):
        return None
    whose = UUID(bytes=base64.b32decode(said[:WHOSE] + "======"))
    high, low = (DIGITS.index(one) for one in said[WHOSE:])
    return Read(whose, high * 32 + low)


def looks_like_code(words: str) -> bool:
    """As a scanner types it: no name is written so."""
    plain = words.strip().upper()
    return len(plain) == LENGTH and set(plain) <= set(DIGITS)


def _signature(said: str, key: str) -> str:
    made = salted_hmac(SALT, said, secret=key, algorithm="sha256").digest()
    return _letters(made)[:SIGNED]


def _letters(octets: bytes) -> str:
    return base64.b32encode(octets).decode()


def said_on(row: Registration) -> str:
    """Changes whenever what the badge says does."""
    return version_of(row, SAID)


def is_printed(row: Registration) -> bool:
    return row.badge_printed_at is not None


def is_changed(row: Registration) -> bool:
    """It says something else than the person's file does now."""
    return is_printed(row) and row.badge_said != said_on(row)


def kind_of(row: Any) -> str:
    return str(row.stakeholder or (row.entity.kind if row.entity else Entity.Kind.OTHER))
