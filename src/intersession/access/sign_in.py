"""What allauth asks of its host: which stages a sign-in has, how its mails read, how secrets rest.

Only the e-mailed code, passkeys, TOTP and recovery codes are used. allauth's own pages are not
routed: no sign-up, no password, no change of address.
"""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.stages import LoginStage
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from intersession.access import actions
from intersession.access.guard import PERSON
from intersession.access.models import User

log = logging.getLogger("intersession.access")
MAILS = {"account/email/login_code": "code", "account/email/unknown_account": "unknown"}


class MailNotSent(Exception):
    """The mail server did not take the mail with the code."""


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": _lazy("This code is not right, or no longer valid."),
        "too_many_login_attempts": _lazy("Too many attempts. Wait a quarter of an hour."),
        "rate_limited": _lazy("Too many attempts. Wait a quarter of an hour."),
    }

    def get_login_stages(self) -> list[str]:
        return [
            "allauth.account.stages.LoginByCodeStage",
            "intersession.access.stages.SecondFactor",
        ]

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Our own pages say what happened, in our own words."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """At once, not through the outbox: somebody waits for it."""
        write = {"code": _code_mail, "unknown": _unknown_mail}[MAILS[template_prefix]]
        account = User.objects.filter(email__iexact=email).first()
        with override(account.language if account else get_language() or "en"):
            subject, body = write(context)
        headers = {"Auto-Submitted": "auto-generated"}
        try:
            EmailMessage(subject, body, to=[email], headers=headers).send()
        except OSError as reason:  # smtplib's errors are among them
            log.error("the mail with a code was not sent: %s", reason)
            raise MailNotSent from reason

    def post_login(self, request: Any, user: Any, **kwargs: Any) -> HttpResponse:
        """A shared mailbox is asked each time who acts."""
        response = super().post_login(request, user, **kwargs)
        request.session.pop(PERSON, None)
        actions.note_sign_in(user=user, method=_method(request), at=request.now)
        return response  # type: ignore[no-any-return]


class Factors(DefaultMFAAdapter):  # type: ignore[misc]
    """TOTP secrets and recovery seeds rest encrypted under a key made from SECRET_KEY."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _lazy("This code is not right, or was used already."),
    }

    def build_totp_svg(self, url: str) -> str:
        """With a white ground, for telephones cannot read it on a dark page."""
        import qrcode  # noqa: PLC0415  for the page of one key, not for every server
        from qrcode.image.svg import SvgPathFillImage  # noqa: PLC0415

        picture = qrcode.make(url, image_factory=SvgPathFillImage)
        return str(picture.to_string(encoding="unicode"))

    def encrypt(self, text: str) -> str:
        from intersession.access import sealed  # noqa: PLC0415  30 ms, for few visitors

        return sealed.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        from intersession.access import sealed  # noqa: PLC0415  see encrypt

        try:
            return sealed.decrypt(encrypted_text)
        except sealed.InvalidToken:
            log.error("a second factor cannot be read: was SECRET_KEY changed?")
            return ""


def start(request: Any, form: Any) -> None:
    """Send the code; to an address without an account, a mail that says so. The page is the same,
    and as both talk to the mail server once, so is the time it takes."""
    email = form.cleaned_data["email"]
    LoginCodeVerificationProcess.initiate(request=request, user=form._user, email=email)
    if form._user is None:
        Accounts(request).send_mail("account/email/unknown_account", email, {})


def process_of(stage: LoginStage) -> LoginCodeVerificationProcess | None:
    """The code that is being waited for; None when its time is over."""
    return LoginCodeVerificationProcess.resume(stage)  # type: ignore[no-any-return]


def _method(request: Any) -> str:
    """ "code", "code+totp", "webauthn" …"""
    records = get_authentication_records(request, request.user)
    return "+".join(record.get("type", record["method"]) for record in records)


def _code_mail(context: dict[str, Any]) -> tuple[str, str]:
    values = {"code": context["code"], "minutes": settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60}
    subject = _("[Action required] Your code to sign in, valid for %(minutes)d minutes")
    body = _(
        "Write this code on the page where you asked for it, within %(minutes)d minutes:\n\n"
        "%(code)s\n\n"
        "The code works once, and only in that browser. Nobody of the Administration will ever "
        "ask you for it.\n\n"
        "If you did not ask to sign in, you need do nothing."
    )
    return subject % values, body % values + "\n"


def _unknown_mail(context: dict[str, Any]) -> tuple[str, str]:
    body = _(
        "Somebody, probably you, asked to sign in with this address. "
        "There is no account for it.\n\n"
        "If you act for an Entity, try the address the Administration writes to, often the "
        "mission’s shared mailbox, or ask the Administration to add this one.\n\n"
        "If you did not ask, you need do nothing."
    )
    return _("[For information] There is no account for this address"), body + "\n"
