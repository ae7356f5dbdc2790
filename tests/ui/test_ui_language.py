import pytest
from django.http import HttpResponse
from django.middleware.locale import LocaleMiddleware
from django.test import RequestFactory
from django.utils.translation import get_language

from intersession.ui.middleware import chosen_language

urlpatterns: list = []  # the middleware looks for language prefixes: this house has none


@pytest.fixture
def visit(settings):
    settings.ROOT_URLCONF = __name__
    answer = chosen_language(LocaleMiddleware(lambda request: HttpResponse(get_language())))

    def go(path: str, **cookies: str) -> HttpResponse:
        request = RequestFactory().get(path)
        request.COOKIES.update(cookies)
        return answer(request)

    return go


def test_the_page_that_is_asked_for_in_french_is_already_in_french(visit):
    assert visit("/?lang=fr").content == b"fr"


def test_the_choice_is_kept_for_a_year(visit):
    cookie = visit("/documents/?lang=es&page=2").cookies["django_language"]
    assert cookie.value == "es" and cookie["max-age"] == 365 * 24 * 3600
    assert cookie["samesite"] == "Lax" and cookie["path"] == "/"
    assert visit("/", django_language="es").content == b"es"


def test_behind_tls_the_cookie_travels_only_encrypted(visit, settings):
    settings.SESSION_COOKIE_SECURE = True
    assert visit("/?lang=fr").cookies["django_language"]["secure"]
    settings.SESSION_COOKIE_SECURE = False
    assert not visit("/?lang=fr").cookies["django_language"]["secure"]


@pytest.mark.parametrize("asked", ["xx", "", "FR", "fr-ch", "../en", "de"])
def test_a_language_the_house_does_not_speak_is_ignored(visit, asked):
    response = visit(f"/?lang={asked}", django_language="es")
    assert response.content == b"es" and not response.cookies


def test_a_cache_between_keeps_the_languages_apart(visit):
    assert "Cookie" in visit("/")["Vary"]


def test_a_language_added_in_the_settings_is_a_choice_at_once(visit, settings):
    settings.LANGUAGES = [*settings.LANGUAGES, ("ar", "العربية")]
    assert visit("/?lang=ar").content == b"ar"
