"""A focal point hands over the rights: to whom, from when, and whether the old one keeps them."""

from datetime import timedelta

import pytest

from intersession.ledger.models import Entry
from intersession.membership.models import Representation
from intersession.outbox.models import Mail
from intersession.participation.tests.cast import AT, acts, browse, cast, shown

pytestmark = pytest.mark.django_db
PAGE = "/participation/workshop/delegation/hand-over/"
DAY = AT.date()


def form(made, of="first", **given):
    held = Representation.objects.get(user=made.users[of])
    plain = {"held": held.pk, "email": "new@marenia.example", "function": "Attaché"}
    return {**plain, "language": "fr", "on": DAY.isoformat(), "keep": "no", **given}


def focal(made, day=DAY):
    rows = Representation.objects.in_force(day).filter(entity=made.marenia, role="focal_point")
    return {row.user.email for row in rows}


def test_a_focal_point_hands_over_at_once_and_loses_the_rights():
    made = cast()
    answer = browse(made, "first").post(PAGE, form(made))
    assert answer["Location"] == "/"
    assert focal(made) == {"new@marenia.example"}
    assert browse(made, "first").get(PAGE).status_code == 403
    told = set(Mail.objects.values_list("to", flat=True))
    assert told == {"new@marenia.example", "first@marenia.example", "ambassador@marenia.example"}
    assert "no longer acts then" in Mail.objects.get(to="first@marenia.example").body
    assert Mail.objects.get(to="new@marenia.example").language == "fr"
    (entry,) = Entry.objects.filter(verb="participation:focal-point:handed-over")
    assert "marenia.example" not in entry.data and '"kept":false' in entry.data.replace(" ", "")


def test_both_act_where_the_old_one_keeps_the_rights():
    made = cast()
    browse(made, "first").post(PAGE, form(made, keep="yes"))
    assert focal(made) == {"new@marenia.example", "first@marenia.example"}
    assert "keeps the same rights" in Mail.objects.get(to="first@marenia.example").body


def test_from_a_day_on_there_is_no_day_without_and_none_with_both():
    made = cast()
    on = DAY + timedelta(days=10)
    browse(made, "first").post(PAGE, form(made, on=on.isoformat()))
    assert focal(made) == focal(made, on - timedelta(1)) == {"first@marenia.example"}
    assert focal(made, on) == {"new@marenia.example"}


def test_the_head_of_mission_hands_over_for_a_focal_point():
    made = cast()
    assert "first@marenia.example" in shown(browse(made, "ambassador").get(PAGE))
    assert browse(made, "ambassador").post(PAGE, form(made)).status_code == 302
    assert focal(made) == {"new@marenia.example"}


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"on": (DAY - timedelta(1)).isoformat()}, "Choose today or a later day"),
        ({"on": "2014-01-01"}, "Choose today or a later day"),
        ({"email": "first@marenia.example"}, "is the account that hands over"),
        ({"email": "FIRST@marenia.example"}, "is the account that hands over"),
        ({"email": "other@arvoria.example"}, "already has an account"),
        ({"email": "officer@org.example"}, "already has an account"),
        ({"function": ""}, "This field is required"),
        ({"held": "999999"}, "not one of the available choices"),
        ({"keep": "perhaps"}, "not one of the available choices"),
    ],
)
def test_what_cannot_be_is_refused_and_the_rights_stay(given, sentence):
    made = cast()
    answer = browse(made, "first").post(PAGE, form(made, **given))
    assert answer.status_code == 422 and sentence in shown(answer)
    assert focal(made) == {"first@marenia.example"} and not Mail.objects.exists()


def test_rights_of_another_are_not_ones_own_to_give():
    made = cast()
    made.users["second"] = acts(made.marenia, "second", "focal_point")
    answer = browse(made, "second").post(PAGE, form(made, of="first"))
    assert answer.status_code == 422
    for name in ("ambassador",):  # the right of a head of mission is not handed over here
        answer = browse(made, "second").post(PAGE, form(made, of=name))
        assert answer.status_code == 422
    assert "first@marenia.example" in focal(made)


def test_rights_that_end_are_not_prolonged_by_handing_them_over():
    made = cast()
    Representation.objects.filter(user=made.users["first"]).update(until=DAY + timedelta(days=30))
    answer = browse(made, "first").post(PAGE, form(made))
    assert answer.status_code == 422 and "Your own rights end on" in shown(answer)
    assert browse(made, "ambassador").post(PAGE, form(made)).status_code == 302


def test_strangers_and_the_public_hand_over_nothing():
    made = cast()
    given = form(made)
    assert browse(made, "other").post(PAGE, given).status_code == 422
    assert browse(made, "chair").post(PAGE, given).status_code == 403
    assert browse(made, "officer").post(PAGE, given).status_code == 403
    assert browse(made, "public").post(PAGE, given).status_code == 302
    assert focal(made) == {"first@marenia.example"}
