"""The example at its first stage."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from intersession.consultations.models import Proposal, Question
from intersession.desk.models import Example
from intersession.desk.tests.loading import loaded
from intersession.ledger.record import verify
from intersession.membership.queries import register_on
from intersession.programme.models import Programme


@pytest.fixture(scope="module")
def at_themes(django_db_setup: None, django_db_blocker: Any) -> Iterator[Example]:
    """28 April 2011, 10:30: the question of the theme is open."""
    with loaded("themes", django_db_blocker) as example:
        yield example


@pytest.fixture
def themes(at_themes: Example, db: None) -> Example:
    return at_themes


def test_the_theme_is_open_and_nothing_is_agreed(themes: Example) -> None:
    question = Question.objects.get()
    assert (question.slug, question.state_at(themes.now)) == ("theme-2012", "open")
    assert Programme.objects.get(year=2012).theme == {}
    assert set(Proposal.objects.values_list("state", flat=True)) == {"circulated"}


def test_its_register_is_that_of_28_april(themes: Example) -> None:
    frozen = Question.objects.get().register.filter(counted=True)
    members = {row.entity for row in register_on(date(2011, 4, 28)) if row.counted}
    assert set(frozen.values_list("entity", flat=True)) == members
    assert Question.objects.get().preferences.filter(standing=True).count() == 64


def test_its_ledger_is_sound(themes: Example) -> None:
    assert verify() == []
