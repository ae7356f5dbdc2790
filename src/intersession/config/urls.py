"""The first word of an address names the app; the home page and sign-in stand beside them."""

from django.conf import settings
from django.urls import include, path

from intersession.desk import errors
from intersession.desk.views import index

urlpatterns = [
    path("", index, name="home"),
    *(path(f"{app}/", include(f"intersession.{app}.urls")) for app in settings.DOMAIN),
]
handler400 = errors.bad_request
handler403 = errors.not_for_you
handler404 = errors.not_found
handler500 = errors.broken
