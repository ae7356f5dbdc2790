"""Which roles need more than a code by mail, and whether this session proved it."""

import time
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator

from intersession.access.policy import Role

# Who sees the positions of all Members, or every entry of the ledger.
ROLES_THAT_NEED_IT = frozenset({Role.ADMINISTRATION, Role.CHAIR, Role.AUDITOR})
FRESH = 30 * 60  # seconds after a sign-in in which one may change how one signs in


def proved(request: Any) -> bool:
    """This session was opened, or strengthened, with a passkey, TOTP or a recovery code."""
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records)


def fresh(request: Any) -> bool:
    """The last proof of who this is lies less than half an hour back."""
    records = get_authentication_records(request, request.user)
    return bool(records) and time.time() - records[-1]["at"] < FRESH


def note_proof(request: Any, factor: Authenticator) -> None:
    """Setting a factor up proves it: the key or the code was in hand."""
    record_authentication(request, request.user, "mfa", id=factor.pk, type=factor.type)


def has_one(user: Any) -> bool:
    types = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return Authenticator.objects.filter(user=user, type__in=types).exists()
