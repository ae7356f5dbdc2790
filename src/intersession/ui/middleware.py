"""`?lang=fr` on any address: this page and all that follow are in French."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

View = Callable[[HttpRequest], HttpResponse]


def chosen_language(get_response: View) -> View:
    """Stands before LocaleMiddleware, which reads the cookie. Unknown languages are ignored."""

    def answer(request: HttpRequest) -> HttpResponse:
        code = request.GET.get("lang", "")
        known = code in dict(settings.LANGUAGES)
        if known:
            request.COOKIES[settings.LANGUAGE_COOKIE_NAME] = code
        response = get_response(request)
        patch_vary_headers(response, ["Cookie"])
        if known:
            _keep(response, code)
        return response

    return answer


def _keep(response: HttpResponse, code: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=settings.LANGUAGE_COOKIE_AGE or 365 * 24 * 3600,
        path=settings.LANGUAGE_COOKIE_PATH,
        domain=settings.LANGUAGE_COOKIE_DOMAIN,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE or "Lax",
    )
