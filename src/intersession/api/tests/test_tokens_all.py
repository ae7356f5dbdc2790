"""The Administration sees the tokens of everybody, never a secret, and ends one at once."""

import csv
from io import StringIO
from typing import Any

import pytest

from intersession.access.models import Person
from intersession.access.policy import Role
from intersession.api.models import ApiToken
from intersession.api.tests.conftest import somebody
from intersession.conftest import Browser
from intersession.ledger.models import Entry
from intersession.outbox.models import Mail

PAGE = "/api/tokens/all/"


def browser(role: Role, entity: str = "") -> Browser:
    found = Browser()
    found.force_login(somebody(role, entity))
    return found


def test_it_shows_whose_it_is_how_far_it_reaches_and_when_it_was_used(
    make: Any, ask: Any, topics: Any
) -> None:
    made = make(Role.FOCAL_POINT, "marenia", name="Mission calendar")
    ask("GET", "/api/me/", made.secret)
    page = browser(Role.ADMINISTRATION).get(PAGE).content.decode()
    for told in ("Mission calendar", made.token.person.name, made.token.person.user.email):
        assert told in page
    assert "20 October 2011" in page.replace("\xa0", " ")  # the day of its use
    assert "Express the preference of an Entity" in page
    assert made.secret not in page and made.token.digest not in page
    sheet = browser(Role.ADMINISTRATION).get(f"{PAGE}?sheet=csv").content.decode("utf-8-sig")
    head, line = csv.reader(StringIO(sheet))
    assert len(head) == len(line) and line[0] == "Mission calendar"
    assert made.secret not in sheet and made.token.digest not in sheet


@pytest.mark.parametrize(
    ("role", "entity"),
    [(Role.CHAIR, ""), (Role.AUDITOR, ""), (Role.FOCAL_POINT, "marenia")],
)
def test_nobody_else_sees_or_revokes_them(make: Any, role: Role, entity: str) -> None:
    made = make(Role.ADMINISTRATION)
    revoke = f"{PAGE}{made.token.uid}/revoke/"
    assert browser(role, entity).get(PAGE).status_code == 403
    assert browser(role, entity).post(revoke).status_code == 403
    assert Browser().get(PAGE).status_code == 302
    assert ApiToken.objects.get(pk=made.token.pk).revoked_at is None


def test_a_token_that_the_office_revokes_stops_at_once_and_its_owner_is_told(
    make: Any, ask: Any
) -> None:
    made = make(Role.FOCAL_POINT, "marenia", name="Mission calendar")
    owner = made.token.person.user
    type(owner).objects.filter(pk=owner.pk).update(language="fr")
    assert ask("GET", "/api/me/", made.secret).status_code == 200
    officer = browser(Role.ADMINISTRATION)
    answer = officer.post(f"{PAGE}{made.token.uid}/revoke/", follow=True)
    assert "is revoked" in answer.content.decode()
    assert ask("GET", "/api/me/", made.secret).json()["code"] == "token-not-valid"
    entry = Entry.objects.filter(verb="api:token:revoked").latest("pk")
    assert entry.values == {"begins": made.token.start, "of": str(made.token.person)}
    mail = Mail.objects.get(about=f"api.apitoken:{made.token.uid}")
    assert (mail.to, mail.language, mail.purpose) == (owner.email, "fr", "action_required")
    assert "Mission calendar" in mail.body and made.secret not in mail.body
    again = officer.post(f"{PAGE}{made.token.uid}/revoke/", follow=True)
    assert "was revoked before" in again.content.decode()
    assert Mail.objects.filter(about__startswith="api.").count() == 1


def test_ones_own_token_is_revoked_without_a_mail(make: Any) -> None:
    made = make(Role.ADMINISTRATION)
    browser(Role.ADMINISTRATION).post(f"/api/tokens/{made.token.uid}/revoke/")
    assert ApiToken.objects.get(pk=made.token.pk).revoked_at
    assert not Mail.objects.filter(about__startswith="api.").exists()


def test_those_that_hold_no_longer_are_shown_when_asked_for(make: Any, topics: Any) -> None:
    gone, past, left = (make(Role.ADMINISTRATION, name=name) for name in ("Gone", "Past", "Left"))
    there = make(Role.FOCAL_POINT, "marenia", name="There")
    ApiToken.objects.filter(pk=gone.token.pk).update(revoked_at=topics.now)
    ApiToken.objects.filter(pk=past.token.pk).update(until=topics.now.date())
    officer = browser(Role.ADMINISTRATION)
    page = officer.get(PAGE).content.decode()
    assert "There" in page and "Left" in page
    assert ">Gone<" not in page and ">Past<" not in page
    page = officer.get(f"{PAGE}?all=1").content.decode()
    assert all(f">{name}<" in page for name in ("Gone", "Past", "Left", "There"))
    Person.objects.filter(pk=there.token.person_id).update(active=False)
    assert ">There<" not in officer.get(PAGE).content.decode()
    assert left.token.name == "Left"


def test_three_tokens_ask_as_little_as_one(
    make: Any, topics: Any, django_assert_num_queries: Any
) -> None:
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    officer = browser(Role.ADMINISTRATION)
    make(Role.FOCAL_POINT, "marenia")
    officer.get(PAGE)
    with CaptureQueriesContext(connection) as one:
        officer.get(PAGE)
    make(Role.CHAIR), make(Role.ADMINISTRATION)
    with django_assert_num_queries(len(one)):
        officer.get(PAGE)
