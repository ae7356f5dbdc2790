"""One's own account: keys, recovery codes, language, and where one is signed in."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.flows import generate_recovery_codes
from allauth.mfa.totp.internal.flows import activate_totp, deactivate_totp
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from markupsafe import Markup

from intersession.access import actions, forms, queries, second_factor
from intersession.access.guard import signed_in

Type = Authenticator.Type
View = Callable[..., HttpResponse]


def freshly_signed_in(view: View) -> View:
    """Keys are changed only soon after signing in, and not in the example, which has no keys."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.example or not second_factor.fresh(request):
            return redirect("access:account")
        return view(request, *args, **kwargs)

    return guarded


@signed_in
@never_cache
@require_GET
def account(request: Any) -> HttpResponse:
    found = queries.account(request.user, request.session.session_key)
    context = {
        "account": found,
        "language": forms.Language(initial={"language": found.language}),
        "fresh": second_factor.fresh(request),
        "withheld": [str(name) for name in _names(request.actor.withheld)],
        "needs_second": bool(request.actor.withheld),
        "has_second": bool(found.passkeys or found.totp),
    }
    return render(request, "access/account.html", context)


@signed_in
@require_POST
def account_language(request: Any) -> HttpResponse:
    form = forms.Language(request.POST)
    if not form.is_valid():
        return redirect("access:account")
    language = form.cleaned_data["language"]
    actions.choose_language(user=request.user, language=language)
    response = redirect("access:account")
    response["Location"] += f"?lang={language}"
    return response


@signed_in
@freshly_signed_in
@never_cache
def account_totp(request: Any) -> HttpResponse:
    if Authenticator.objects.filter(user=request.user, type=Type.TOTP).exists():
        return redirect("access:account")
    form = forms.NewTotp(data=request.POST or None, user=request.user)
    if form.is_valid():
        factor, _codes = activate_totp(request, form)
        return _added(request, factor)
    adapter = get_adapter()
    picture = adapter.build_totp_svg(adapter.build_totp_url(request.user, form.secret))
    context = {"form": form, "secret": form.secret, "qr": _inline(picture)}
    return render(request, "access/account_totp.html", context, status=422 if form.errors else 200)


@signed_in
@freshly_signed_in
@require_POST
def account_totp_remove(request: Any) -> HttpResponse:
    factor = get_object_or_404(Authenticator, user=request.user, type=Type.TOTP)
    deactivate_totp(request, factor)
    return _removed(request, Type.TOTP)


@signed_in
@freshly_signed_in
@never_cache
def account_passkey(request: Any) -> HttpResponse:
    """The key is asked in the browser; its answer is posted as `credential`."""
    from intersession.access import passkeys  # noqa: PLC0415  see the module

    form = passkeys.AddWebAuthnForm(data=request.POST or None, user=request.user)
    if form.is_valid():
        given = form.cleaned_data
        factor, _codes = passkeys.add_authenticator(
            request, given["name"][:60], given["credential"]
        )
        return _added(request, factor)
    options = {"creation_options": passkeys.begin_registration(request.user, passwordless=True)}
    context = {"form": forms.KeyName(), "options": options, "failed": bool(form.errors)}
    status = 422 if form.errors else 200
    return render(request, "access/account_passkey.html", context, status=status)


@signed_in
@freshly_signed_in
@require_POST
def account_passkey_remove(request: Any, pk: int) -> HttpResponse:
    from intersession.access import passkeys  # noqa: PLC0415  see the module

    factor = get_object_or_404(Authenticator, pk=pk, user=request.user, type=Type.WEBAUTHN)
    passkeys.remove_authenticator(request, factor)
    return _removed(request, Type.WEBAUTHN)


@signed_in
@freshly_signed_in
@never_cache
def account_recovery(request: Any) -> HttpResponse:
    """GET shows the codes that are left; POST makes new ones, and the old ones end."""
    if not second_factor.has_one(request.user):
        return redirect("access:account")
    if request.method == "POST":
        generate_recovery_codes(request)
        _note(request, Type.RECOVERY_CODES, added=True)
        return redirect("access:account_recovery")
    found = Authenticator.objects.filter(user=request.user, type=Type.RECOVERY_CODES).first()
    codes = found.wrap().get_unused_codes() if found else []
    return render(request, "access/account_recovery.html", {"codes": codes})


@signed_in
@require_POST
def account_session_end(request: Any, pk: int) -> HttpResponse:
    get_object_or_404(UserSession, pk=pk, user=request.user).end()
    messages.success(request, _("That browser is signed out."))
    return redirect("access:account")


def _added(request: Any, factor: Authenticator) -> HttpResponse:
    second_factor.note_proof(request, factor)
    _note(request, factor.type, added=True)
    messages.success(request, _("Added. Keep the recovery codes where you keep keys."))
    return redirect("access:account_recovery")


def _removed(request: Any, kind: str) -> HttpResponse:
    _note(request, kind, added=False)
    messages.success(request, _("Removed."))
    return redirect("access:account")


def _note(request: Any, kind: str, added: bool) -> None:
    actions.note_factor(
        user=request.user, kind=str(kind), added=added, by=request.actor, at=request.now
    )


def _names(roles: frozenset[Any]) -> list[Any]:
    return [queries.ROLE_NAMES[role] for role in sorted(roles)]


def _inline(svg: str) -> Markup:
    """The picture itself; an address with data in it would be refused by our own policy."""
    return Markup(svg[svg.index("<svg") :])  # noqa: S704  made by our own process
