"""The table of permissions, signing in and out, and saying who acts."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.models import Login
from allauth.account.stages import LoginStage, LoginStageController
from allauth.core.internal import ratelimit
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from intersession.access import actions, forms, queries
from intersession.access import sign_in as entrance
from intersession.access.guard import PERSON, Refusal, public, signed_in
from intersession.access.sheets import table_sheet
from intersession.ui import sheets


@public
@require_GET
def index(request: Any) -> HttpResponse:
    context = {"roles": queries.roles(), "areas": queries.permissions()}
    if form := sheets.asked(request):
        return sheets.answer(table_sheet(**context), form)
    return render(request, "access/index.html", context)


@public
@never_cache
def sign_in(request: Any) -> HttpResponse:
    """One page for known and unknown addresses alike."""
    if request.actor.signed_in:
        return redirect(_next(request))
    if request.example:
        return render(request, "access/sign_in.html", {"form": None, "next": ""})
    form = forms.Address(request.POST or None)
    if not form.is_valid():
        return _sign_in_page(request, form)
    try:
        entrance.start(request, form)
    except entrance.MailNotSent:
        form.add_error(None, _("The mail could not be sent. Try again in some minutes."))
        return _sign_in_page(request, form)
    return redirect(_address("/access/sign-in/code/", request))


@public
@never_cache
def sign_in_code(request: Any) -> HttpResponse:
    stage = LoginStageController.enter(request, "login_by_code")
    process = entrance.process_of(stage) if stage else None
    if process is None:
        messages.warning(request, _("The time of the code is over. Ask for a new one."))
        return redirect(_address("/access/sign-in/", request))
    if not _within_limit(request, "confirm_login_code"):
        return _too_many(request)
    form = forms.Code(request.POST or None, code=process.code)
    if form.is_valid():
        return process.finish(_next(request))  # type: ignore[no-any-return]
    if form.errors and not process.record_invalid_attempt():
        messages.warning(request, _("That was one attempt too many. Ask for a new code."))
        return redirect(_address("/access/sign-in/", request))
    context = {"form": form, "email": process.state.get("email"), "next": _next(request)}
    return render(request, "access/sign_in_code.html", context, status=_status(form))


@public
@never_cache
def sign_in_passkey(request: Any) -> HttpResponse:
    """GET: the question for the key, as JSON. POST: the key's answer."""
    from intersession.access import passkeys  # noqa: PLC0415  see the module

    if request.example or request.actor.signed_in:
        return redirect("access:sign_in")
    if not _within_limit(request, "webauthn_login", app="allauth.mfa"):
        return _too_many(request)
    if request.method != "POST":
        return JsonResponse({"request_options": passkeys.begin_authentication(user=None)})
    form = passkeys.LoginWebAuthnForm(request.POST)
    key = form.cleaned_data["credential"] if form.is_valid() else None
    if key is None or not key.user.is_active:
        messages.warning(request, _("This passkey is not known here. Use the code by mail."))
        return redirect("access:sign_in")
    login = Login(user=key.user, redirect_url=_next(request))
    return passkeys.perform_passwordless_login(request, key, login)  # type: ignore[no-any-return]


@public
@never_cache
def sign_in_totp(request: Any) -> HttpResponse:
    """The second step: six figures, a recovery code, or a key."""
    from intersession.access import passkeys  # noqa: PLC0415  see the module

    stage = LoginStageController.enter(request, "mfa_authenticate")
    if stage is None:
        return redirect("access:sign_in")
    user = stage.login.user
    by_key = "credential" in request.POST
    key = passkeys.AuthenticateWebAuthnForm(data=request.POST if by_key else None, user=user)
    code = forms.SecondCode(data=None if by_key else request.POST or None, user=user)
    given = key if by_key else code
    if given.is_valid():
        return _second_step_done(stage, given)
    options = {"request_options": passkeys.begin_authentication(user)}
    context = {"form": code, "options": options, "keys": _has_keys(options), "failed": key.errors}
    return render(request, "access/sign_in_totp.html", context, status=_status(given))


@signed_in
@require_POST
def sign_out(request: Any) -> HttpResponse:
    get_adapter().logout(request)
    messages.success(request, _("You are signed out."))
    response = redirect("/")
    # Texts that the browser kept for a form do not stay behind on a shared computer.
    response["Clear-Site-Data"] = '"storage"'
    return response


@signed_in
@never_cache
def who(request: Any) -> HttpResponse:
    """A mailbox may be shared: who acts now? The ledger says so from here on."""
    form = forms.Who(request.user, request.POST or None)
    if not form.is_valid():
        context = {"form": form, "next": _next(request), "email": request.user.email}
        return render(request, "access/who.html", context, status=_status(form))
    try:
        person = actions.name_person(user=request.user, **form.cleaned_data, at=request.now)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return render(request, "access/who.html", {"form": form, "next": "/"}, status=422)
    request.session[PERSON] = person.pk
    return redirect(_next(request))


def _second_step_done(stage: LoginStage, form: Any) -> HttpResponse:
    form.save()
    return stage.exit()  # type: ignore[no-any-return]


def _has_keys(options: dict[str, Any]) -> bool:
    return bool(options["request_options"]["publicKey"].get("allowCredentials"))


def _sign_in_page(request: Any, form: Any) -> HttpResponse:
    context = {"form": form, "next": _next(request)}
    return render(request, "access/sign_in.html", context, status=_status(form))


def _status(form: Any) -> int:
    """429 when the limit is the reason, so that programs wait too."""
    found = {error.code for errors in form.errors.as_data().values() for error in errors}
    return 429 if "too_many_login_attempts" in found else 422 if form.errors else 200


def _within_limit(request: Any, action: str, app: str = "allauth.account") -> bool:
    return bool(ratelimit.consume(request, app=app, action=action))


def _too_many(request: Any) -> HttpResponse:
    words = {
        "title": _("Too many attempts"),
        "sentence": _("From your address there were more attempts to sign in than we allow."),
        "safe": _("Nothing has been changed."),
        "todo": _("Wait a quarter of an hour, then try again."),
    }
    return render(request, "ui/message.html", words, status=429)


def _next(request: Any) -> str:
    """Where to go afterwards: an address of ours, or the first page."""
    asked = request.POST.get("next") or request.GET.get("next") or "/"
    hosts = {request.get_host()}
    safe = url_has_allowed_host_and_scheme(asked, hosts, require_https=request.is_secure())
    return str(asked) if safe and not asked.startswith("/access/who/") else "/"


def _address(path: str, request: Any) -> str:
    following = _next(request)
    return path if following == "/" else f"{path}?{urlencode({'next': following})}"
