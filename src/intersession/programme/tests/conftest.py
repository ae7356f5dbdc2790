"""A small cast: an officer of the Administration, a focal point, and two years."""

from datetime import UTC, datetime
from typing import Any

import pytest

from intersession.access.guard import Actor
from intersession.access.policy import Role
from intersession.documents.tests.conftest import signed_in
from intersession.programme import actions, panels
from intersession.programme.models import Issue, Programme

AT = datetime(2011, 4, 28, 9, 0, tzinfo=UTC)
OFFICER = Actor(roles=frozenset({Role.ADMINISTRATION}), name="Dialogue team", user=1)
CRISIS = {"en": "Managing migration in crisis situations", "fr": "Gérer la migration en crise"}


@pytest.fixture(autouse=True)
def nothing_from_above(monkeypatch: Any) -> None:
    """What other apps hang into a page is theirs to test, and to count."""
    monkeypatch.setattr(panels._place, "_makers", [])
    monkeypatch.setattr(panels, "_years", [])


@pytest.fixture
def start() -> Any:
    """Start a programme with a theme, or without."""

    def start(year: int = 2012, slots: int = 2, theme: dict[str, str] | None = None) -> Programme:
        return actions.start_programme(year=year, slots=slots, theme=theme, by=OFFICER, at=AT)

    return start


@pytest.fixture
def issues() -> list[Issue]:
    names = ["Migration and development", "Migration in emergencies", "Labour migration"]
    return [
        Issue.objects.create(code=f"issue-{n}", name={"en": name}, position=n)
        for n, name in enumerate(names)
    ]


@pytest.fixture
def officer(client: Any) -> Any:
    """A browser in which the Administration is signed in."""
    return signed_in(client, Role.ADMINISTRATION)


@pytest.fixture
def auditor(client: Any) -> Any:
    """A browser in which somebody is signed in who may read, and change nothing here."""
    return signed_in(client, Role.AUDITOR)
