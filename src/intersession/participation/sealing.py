"""Personal papers rest encrypted under a key of their own: PAPERS_KEY, or one made from SECRET_KEY.

What was shut under a former key, or before PAPERS_KEY was given, is still opened.
"""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

__all__ = ["InvalidToken", "opens", "seal", "unseal"]
SALT, PURPOSE = b"intersession.participation.papers", b"personal papers at rest"


def seal(content: bytes) -> bytes:
    """The octets as they are kept: Fernet without its base64."""
    return base64.urlsafe_b64decode(_box().encrypt(content))


def unseal(sealed: bytes | memoryview) -> bytes:
    """Raises InvalidToken where none of the keys fits, or an octet was changed."""
    return _box().decrypt(base64.urlsafe_b64encode(bytes(sealed)))


def opens(sealed: bytes | memoryview) -> bool:
    try:
        unseal(sealed)
    except InvalidToken:
        return False
    return True


def _box() -> MultiFernet:
    own = [settings.PAPERS_KEY] if settings.PAPERS_KEY else []
    keys = [*own, *settings.PAPERS_KEY_FALLBACKS, settings.SECRET_KEY]
    keys += settings.SECRET_KEY_FALLBACKS
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_made(key))) for key in keys])


def _made(key: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=SALT, info=PURPOSE).derive(key.encode())
