"""The personal link of a registration: signed, and shut by a new one."""

from uuid import UUID

from django.core import signing

from intersession.participation.models import Registration

_signer = signing.Signer(salt="participation.registration")


def token_of(registration: Registration) -> str:
    return _signer.sign(f"{registration.uid.hex}.{registration.link_number}")


def read_token(token: str) -> Registration | None:
    """Whose link it is; None where it is none of ours, or a newer one was sent. One query."""
    try:
        name, _dot, number = _signer.unsign(token).partition(".")
        uid = UUID(name)
    except (signing.BadSignature, ValueError):
        return None
    rows = Registration.objects.select_related("meeting__programme", "entity", "delegation")
    row = rows.filter(uid=uid).first()
    return row if row is not None and str(row.link_number) == number else None
