"""What a registration may become: the table of acts, whatever their order."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from intersession.participation import asking, deciding
from intersession.participation.fields import AT_ONCE, REOPENED
from intersession.participation.models import Call, Delegation, Registration, RegistrationQuestion
from intersession.participation.tests.registering import AT, CLOSES, DAY
from intersession.participation.wording import FIELDS

State = Registration.State
ACTS = some.sampled_from(sorted(deciding.ACTS))


def walked(acts, row=None):
    """Do each act that the state allows; what stood before and after each of them."""
    row = row or Registration(state=State.NOMINATED)
    for act in acts:
        if deciding.may(act, row.state):
            before = row.state
            row.state = deciding.becomes(act, row)
            if act == "send":
                row.submitted_at = AT
            yield act, before, row


def test_every_state_has_words_a_shape_and_a_way_on():
    assert set(deciding.STATE_NAMES) == set(deciding.SHAPES) == set(State)
    assert all(deciding.acts_of(state) for state in State)
    assert set(deciding.OF_THE_OFFICE) | {"keep", "send", "correct"} == set(deciding.ACTS)
    assert set(deciding.SEVERAL) <= set(deciding.OF_THE_OFFICE)


@given(some.lists(ACTS, max_size=30))
def test_no_order_of_acts_leads_out_of_the_table(acts):
    for _act, _before, row in walked(acts):
        assert row.state in set(State)
        assert deciding.acts_of(row.state)


@given(some.lists(ACTS, max_size=30))
def test_nobody_is_confirmed_who_was_not_approved_right_before(acts):
    for act, before, row in walked(acts):
        if row.state == State.CONFIRMED and before != State.CONFIRMED:
            assert (act, before) == ("confirm", State.APPROVED)


@given(some.lists(ACTS, max_size=30))
def test_nobody_is_approved_who_sent_nothing(acts):
    for _act, _before, row in walked(acts):
        if row.state in (*deciding.KEEPS, State.SUBMITTED, State.CHECKED, State.RETURNED):
            assert row.submitted_at is not None


@given(some.lists(ACTS, max_size=30))
def test_what_the_person_does_after_the_approval_never_takes_it_away(acts):
    for act, before, row in walked(acts):
        if before in deciding.KEEPS and act in ("keep", "send", "correct"):
            assert row.state == before


@given(some.lists(ACTS, max_size=30))
def test_from_a_cancellation_only_taking_up_again_leads_on(acts):
    for act, before, _row in walked(acts):
        assert (before == State.CANCELLED) == (act == "restore")


@pytest.mark.parametrize("leave", [False, True])
@pytest.mark.parametrize("of_delegation", [False, True])
@pytest.mark.parametrize("sent", [None, AT])
@pytest.mark.parametrize("late", [False, True])
def test_the_deadline_binds_who_has_sent_nothing_and_has_no_leave(leave, of_delegation, sent, late):
    row = Registration(late_leave=leave, submitted_at=sent)
    row.delegation = Delegation(late_leave=of_delegation)
    at: datetime = CLOSES if late else CLOSES - DAY
    may = deciding.in_time(row, Call(registrations_close_at=CLOSES), at)
    assert may == (not late or leave or of_delegation or sent is not None)


def test_each_field_of_a_dossier_either_waits_or_stands_at_once():
    assert set(REOPENED) & set(AT_ONCE) == set()
    assert set(FIELDS) == {*REOPENED, *AT_ONCE} - {"consents"}


def chain(length):
    """Each asked only where the one before was answered with yes."""
    made = []
    for n in range(length):
        before = made[-1] if made else None
        condition = {"question": str(before.uid), "is": "yes"} if before else {}
        made.append(RegistrationQuestion(pk=n + 1, position=n, kind="yes_no", condition=condition))
    return made


@given(some.lists(some.sampled_from(["yes", "no", ""]), min_size=5, max_size=5))
def test_questions_are_asked_as_far_as_all_before_were_answered_so(said):
    questions = chain(5)
    answers = {str(one.uid): word for one, word in zip(questions, said, strict=True)}
    asked = asking.put(questions, answers)
    far = next((n for n, word in enumerate(said) if word != "yes"), 4) + 1
    assert asked == questions[:far]


def test_a_question_is_needed_from_a_kind_or_from_all_and_only_where_it_is_asked():
    first, second = chain(2)
    second.required_for = ["ngo"]
    yes = {str(first.uid): "yes"}
    assert asking.lacking([first, second], yes, set(), "ngo") == [second]
    assert asking.lacking([first, second], yes, set(), "state") == []
    assert asking.lacking([first, second], {}, set(), "ngo") == []
    first.required_for = ["*"]
    assert asking.lacking([first, second], {}, set(), "state") == [first]
