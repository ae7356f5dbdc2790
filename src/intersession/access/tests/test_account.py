"""One's own account."""

from typing import Any

from django.test import Client

from intersession.access.models import User


def test_the_language_is_kept_for_pages_and_mail(client: Any, delegate: User, sign_in: Any) -> None:
    sign_in(delegate)
    answer = client.post("/access/account/language/", {"language": "es"})
    assert answer["Location"] == "/access/account/?lang=es"
    delegate.refresh_from_db()
    assert delegate.language == "es"


def test_a_language_that_is_not_spoken_here_changes_nothing(
    client: Any, delegate: User, sign_in: Any
) -> None:
    sign_in(delegate)
    client.post("/access/account/language/", {"language": "xx"})
    delegate.refresh_from_db()
    assert delegate.language == "en"


def test_another_browser_is_seen_and_signed_out(
    client: Any, delegate: User, sign_in: Any, mails: Any
) -> None:
    sign_in(delegate)
    other = Client(HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Firefox/140.0")
    other.post("/access/sign-in/", {"email": delegate.email})
    code = next(line for line in mails[-1].body.splitlines() if len(line) == 9 and "-" in line)
    other.post("/access/sign-in/code/", {"code": code})
    page = client.get("/access/account/").content.decode()
    assert "Firefox, Windows" in page
    pk = page.split("/access/account/session/")[1].split("/")[0]
    client.post(f"/access/account/session/{pk}/end/")
    assert other.get("/access/account/").status_code == 302
    assert client.get("/access/account/").status_code == 200


def test_nobody_signs_somebody_else_out(
    client: Any, delegate: User, officer: User, sign_in: Any
) -> None:
    sign_in(officer)
    from allauth.usersessions.models import UserSession  # noqa: PLC0415  needs the apps loaded

    pk = UserSession.objects.get(user=officer).pk
    stranger = Client()
    stranger.force_login(delegate)
    assert stranger.post(f"/access/account/session/{pk}/end/").status_code == 404
