"""Who may do what; signing in and out; saying who acts; one's own account."""

from intersession.access.views.account import (
    account,
    account_language,
    account_passkey,
    account_passkey_remove,
    account_recovery,
    account_session_end,
    account_totp,
    account_totp_remove,
)
from intersession.access.views.entrance import (
    index,
    sign_in,
    sign_in_code,
    sign_in_passkey,
    sign_in_totp,
    sign_out,
    who,
)

__all__ = [
    "account",
    "account_language",
    "account_passkey",
    "account_passkey_remove",
    "account_recovery",
    "account_session_end",
    "account_totp",
    "account_totp_remove",
    "index",
    "sign_in",
    "sign_in_code",
    "sign_in_passkey",
    "sign_in_totp",
    "sign_out",
    "who",
]
