"""The Administration opens and changes the call of a meeting."""

from datetime import timedelta

import pytest

from intersession.ledger.models import Entry
from intersession.meetings.rules import version_of
from intersession.participation import calling
from intersession.participation.actions import calls
from intersession.participation.models import Call, Delegation
from intersession.participation.tests.cast import (
    DEADLINE,
    WHO,
    browse,
    cast,
    facts,
    opened,
    shown,
)

pytestmark = pytest.mark.django_db
PAGE = "/participation/workshop/call/"
FORM = {
    "opens_at": "2012-02-01T09:00",
    "nominations_close_at": "2012-03-09T18:00",
    "registrations_close_at": "2012-04-13T18:00",
    "names": "4",
    "seats": "2",
    "credential": "on",
    "words_fr": "Venez nombreux.",
    "names_ngo": "2",
    "seats_ngo": "1",
}


def test_only_the_administration_opens_a_call():
    made = cast(called=False)
    for name in ("first", "chair"):
        assert browse(made, name).post(PAGE, FORM).status_code == 403
    assert browse(made, "public").post(PAGE, FORM).status_code == 302
    assert not Call.objects.exists()
    answer = browse(made, "officer").post(PAGE, FORM)
    assert answer["Location"] == "/participation/workshop/"
    call = Call.objects.get()
    assert call.nominations_close_at == DEADLINE
    assert call.limits == {"ngo": {"names": 2, "seats": 1}}
    assert (call.words, call.credential, call.photo) == ({"fr": "Venez nombreux."}, True, False)
    (entry,) = Entry.objects.filter(verb="participation:call:opened")
    assert "2012-03-09T17:00" in entry.data


def test_it_comes_back_as_it_was_written_and_is_changed():
    made = cast(called=False)
    browser = browse(made, "officer")
    browser.post(PAGE, FORM)
    text = shown(browser.get(PAGE))
    assert 'value="2012-03-09T18:00"' in text and "Venez nombreux." in text
    assert '<details class="tail" open>' in text
    browser.post(PAGE, FORM | {"names": "6", "photo": "on"})
    call = Call.objects.get()
    assert (call.names, call.photo) == (6, True)


def test_two_officers_do_not_overwrite_each_other():
    made = cast()
    browser = browse(made, "officer")
    seen = version_of(made.call, calling.NAMES)
    calls.change_call(call=made.call, facts=facts(names=9), **WHO)
    answer = browser.post(PAGE, FORM | {"seen": seen})
    assert answer.status_code == 422
    assert "Somebody else changed this" in shown(answer)
    assert Call.objects.get().names == 9


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"nominations_close_at": "2012-01-31T18:00"}, "close after the call opens"),
        ({"registrations_close_at": "2012-03-01T18:00"}, "do not close before nominations"),
        ({"registrations_close_at": "2012-05-13T18:00"}, "before the meeting ends"),
        ({"seats": "5"}, "5 seats, 4 names"),
        ({"seats_ngo": "3"}, "3 seats, 2 names"),
        ({"names": "0"}, "greater than or equal to 1"),
        ({"names": "61"}, "less than or equal to 60"),
        ({"names_ngo": "-1"}, "greater than or equal to 1"),
        ({"opens_at": "soon"}, "valid date"),
        ({"words_en": "x" * 2001}, "at most 2000"),
    ],
)
def test_numbers_and_hours_that_cannot_be_are_refused_in_words(given, sentence):
    made = cast(called=False)
    answer = browse(made, "officer").post(PAGE, FORM | given)
    assert answer.status_code == 422 and sentence in shown(answer)
    assert "Venez nombreux." in shown(answer)
    assert not Call.objects.exists()


def test_one_meeting_has_one_call_and_none_once_it_is_over():
    made = cast()
    with pytest.raises(calls.CallIsOpen):
        opened(made.meeting)
    with pytest.raises(Exception, match="is over"):
        calls.change_call(
            call=made.call, facts=facts(), by=WHO["by"], at=made.meeting.ends_at + timedelta(1)
        )


def test_limits_are_those_of_the_delegation_of_the_kind_or_of_all():
    call = Call(names=4, seats=2, limits={"ngo": {"names": 1}})
    assert calling.limits_of(call, "state") == calling.Limits(names=4, seats=2, by="call")
    assert calling.limits_of(call, "ngo") == calling.Limits(names=1, seats=1, by="kind")
    alone = Delegation(names=3)
    assert calling.limits_of(call, "ngo", alone) == calling.Limits(
        names=3, seats=2, by="delegation"
    )
    assert calling.limit_words(calling.limits_of(call, "ngo"), "ngo") == (
        "Up to 1 person may be put forward; 1 of them is in the room at one time. "
        "This is the limit for: Non-governmental organisation."
    )
