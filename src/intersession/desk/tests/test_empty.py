"""Loading into an empty database, and into one that is not."""

import pytest
from django.db import transaction

from intersession.access.models import User
from intersession.consultations.models import Preference
from intersession.desk.example.load import NotEmpty, UnknownStage, load
from intersession.desk.models import Example
from intersession.ledger.models import Entry

pytestmark = pytest.mark.django_db


def answers() -> list[tuple[str, list[str], str]]:
    load("themes")
    rows = Preference.objects.order_by("received_at", "entity__slug")
    found = list(rows.values_list("entity__slug", "approved", "channel"))
    transaction.set_rollback(True)
    return found


def test_the_invented_answers_are_the_same_at_every_loading() -> None:
    """So that pictures and tests agree; receipts and addresses differ."""
    with transaction.atomic():
        first = answers()
    with transaction.atomic():
        second = answers()
    assert first == second
    assert len(first) == 64


def test_one_account_is_enough_to_refuse_it() -> None:
    User.objects.create_user("officer@example.org")
    with pytest.raises(NotEmpty):
        load("topics")
    assert not Example.objects.exists()


def test_a_stage_that_is_not_there_yet_is_refused_with_those_that_are() -> None:
    with pytest.raises(UnknownStage, match="“feedback”.*themes, topics"):
        load("feedback")
    assert not Entry.objects.exists()
