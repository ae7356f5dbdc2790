"""The second step of a sign-in. Loaded by the first who signs in: allauth's stage brings along what
reads passkeys."""

from allauth.mfa.stages import AuthenticateStage
from django.http import HttpResponse
from django.shortcuts import redirect


class SecondFactor(AuthenticateStage):  # type: ignore[misc]
    """allauth's stage, at our address."""

    urlname = "access:sign_in_totp"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        if not self._should_handle(self.request):
            return None, True
        self.state["authentication_required"] = True
        return redirect(self.urlname), True
