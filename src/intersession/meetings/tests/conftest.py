"""A small cast: an officer, a year, and meetings of it."""

from datetime import UTC, date, datetime
from functools import partial
from typing import Any

import pytest

from intersession.access.guard import Actor
from intersession.access.policy import Role
from intersession.documents.actions import add_document
from intersession.documents.models import Document
from intersession.documents.tests.conftest import signed_in
from intersession.meetings import actions, panels
from intersession.meetings.models import AgendaItem, AgendaVersion, Meeting
from intersession.programme.actions import start_programme
from intersession.programme.models import Programme

AT = datetime(2011, 9, 28, 9, 0, tzinfo=UTC)
OFFICER = Actor(roles=frozenset({Role.ADMINISTRATION}), name="Dialogue team", user=1)
WHO = {"by": OFFICER, "at": AT}
# 10:00 to 13:00 in Geneva, where clocks still show summer time on that day.
TEN = datetime(2011, 10, 20, 8, 0, tzinfo=UTC)
ONE = datetime(2011, 10, 20, 11, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def nothing_from_above(monkeypatch: Any) -> None:
    """What other apps hang into a page is theirs to test, and to count."""
    monkeypatch.setattr(panels._place, "_makers", [])


@pytest.fixture
def year() -> Programme:
    return start_programme(year=2012, theme={"en": "Crisis"}, **WHO)


def facts(**given: Any) -> actions.Facts:
    plain = {
        "kind": "consultation",
        "title": {"en": "Topics for 2012"},
        "place": {"en": "Geneva", "fr": "Genève"},
        "starts_at": TEN,
        "ends_at": ONE,
    }
    return actions.Facts(**{**plain, **given})


@pytest.fixture
def hold(year: Programme) -> Any:
    """Add a meeting."""

    def hold(slug: str = "", **given: Any) -> Meeting:
        return actions.add_meeting(programme=year, facts=facts(**given), slug=slug, **WHO)

    return hold


def item(meeting: Meeting, name: str = "Opening", **given: Any) -> AgendaItem:
    """One more item of the draft."""
    given = {"title": {"en": name}, **given}
    return actions.add_item(meeting=meeting, facts=actions.ItemFacts(**given), **WHO)


def publish(meeting: Meeting) -> AgendaVersion:
    return actions.publish_agenda(meeting=meeting, **WHO)


@pytest.fixture
def paper() -> Any:
    def paper(symbol: str = "IC/2011/7", **given: Any) -> Document:
        wanted = {"kind": "discussion_note", "title": {"en": "Note"}, "dated": date(2011, 9, 28)}
        return add_document(symbol=symbol, **{**wanted, **given}, **WHO)

    return paper


@pytest.fixture
def sign_in(client: Any) -> Any:
    """A browser in which somebody of this role is signed in."""
    return partial(signed_in, client)
