"""Passkeys, as allauth knows them. Loaded by the pages that ask for one, not by the server: what
reads keys takes a tenth of a second to load."""

from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm, LoginWebAuthnForm
from allauth.mfa.webauthn.internal.auth import begin_authentication, begin_registration
from allauth.mfa.webauthn.internal.flows import (
    add_authenticator,
    perform_passwordless_login,
    remove_authenticator,
)

__all__ = [
    "AddWebAuthnForm",
    "AuthenticateWebAuthnForm",
    "LoginWebAuthnForm",
    "add_authenticator",
    "begin_authentication",
    "begin_registration",
    "perform_passwordless_login",
    "remove_authenticator",
]
