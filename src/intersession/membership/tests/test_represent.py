"""Who acts for an Entity, and who may say so."""

from datetime import date, timedelta

import pytest

from intersession.access.models import Person, User
from intersession.access.policy import Role
from intersession.ledger.models import Entry
from intersession.membership import actions
from intersession.membership.actions.representations import (
    AccountClosed,
    ActsElsewhere,
    AlreadyActs,
    AlreadyEnded,
)
from intersession.membership.models import Representation
from intersession.membership.tests.conftest import DAY, WHO, appointed, page

pytestmark = pytest.mark.usefixtures("clock")
FORM = {
    "role": "focal_point",
    "email": "New@Arvoria.example",
    "function": "Third Secretary",
    "language": "fr",
    "since": "2011-10-20",
}
PAGE = "/membership/arvoria/represent/"


def acting(entity, day=DAY):
    rows = Representation.objects.in_force(day).filter(entity=entity)
    return {(row.user.email, row.role) for row in rows}


def test_the_head_of_mission_names_a_focal_point(arvoria, acts, sign_in):
    client = sign_in(acts(arvoria, "head_of_mission"))
    assert client.post(PAGE, FORM)["Location"] == "/membership/arvoria/"
    assert ("new@arvoria.example", "focal_point") in acting(arvoria)
    assert Person.objects.get(user__email="new@arvoria.example").function == "Third Secretary"
    assert User.objects.get(email="new@arvoria.example").language == "fr"


def test_the_head_of_mission_names_nobody_else(arvoria, acts, sign_in):
    client = sign_in(acts(arvoria, "head_of_mission"))
    answer = client.post(PAGE, FORM | {"role": "head_of_mission"})
    assert answer.status_code == 422 and len(acting(arvoria)) == 1


def test_a_focal_point_a_stranger_and_the_public_name_nobody(arvoria, belmark, acts, sign_in):
    client = sign_in(acts(belmark, "head_of_mission"))
    assert client.post(PAGE, FORM).status_code == 403
    client = sign_in(acts(arvoria, "focal_point"))
    assert client.post(PAGE, FORM).status_code == 403
    client.logout()
    assert client.post(PAGE, FORM)["Location"].startswith("/access/sign-in/")
    assert len(acting(arvoria)) == 1


def test_the_administration_names_any_role(officer, arvoria):
    for n, role in enumerate(("focal_point", "head_of_mission", "observer", "donor")):
        given = FORM | {"role": role, "email": f"p{n}@arvoria.example"}
        assert officer.post(PAGE, given).status_code == 302
    assert len(acting(arvoria)) == 4


def test_the_rights_are_handed_over_on_one_day(arvoria, acts, sign_in):
    old = acts(arvoria, "focal_point")
    client = sign_in(acts(arvoria, "head_of_mission"))
    given = FORM | {"in_place_of": Representation.objects.get(user=old).pk}
    assert client.post(PAGE, given).status_code == 302
    focal = {email for email, role in acting(arvoria) if role == "focal_point"}
    assert focal == {"new@arvoria.example"}
    before = {email for email, role in acting(arvoria, DAY - timedelta(1)) if role == "focal_point"}
    assert before == {old.email}


def test_hand_over_leaves_no_day_without_and_none_with_both(arvoria, acts, belmark):
    held = Representation.objects.get(user=acts(arvoria))
    new = actions.open_account(email="b@arvoria.example", function="Attaché", **WHO)
    actions.hand_over(representation=held, to=new, on=DAY, **WHO)
    assert acting(arvoria) == {("b@arvoria.example", "focal_point")}


def test_a_hand_over_that_is_refused_ends_nothing(arvoria, belmark, acts):
    held = Representation.objects.get(user=acts(arvoria))
    elsewhere = acts(belmark)
    with pytest.raises(ActsElsewhere):
        actions.hand_over(representation=held, to=elsewhere, on=DAY, **WHO)
    held.refresh_from_db()
    assert held.until is None


def test_one_mailbox_speaks_for_one_entity_and_once_in_a_role(arvoria, belmark, acts):
    user = acts(arvoria)
    give = {"user": user, "role": "focal_point", "since": DAY, **WHO}
    with pytest.raises(AlreadyActs, match="already acts for The Arvoria as Focal point"):
        actions.give_representation(entity=arvoria, **give)
    with pytest.raises(ActsElsewhere, match="another Entity"):
        actions.give_representation(entity=belmark, **give)
    actions.give_representation(entity=arvoria, **(give | {"role": "donor"}))


def test_a_mission_does_not_reach_into_the_accounts_of_others(arvoria, acts, sign_in):
    office = appointed("office@example.org", Role.ADMINISTRATION)
    client = sign_in(acts(arvoria, "head_of_mission"))
    answer = client.post(PAGE, FORM | {"email": "OFFICE@example.org"})
    assert answer.status_code == 422 and "already has an account" in page(answer)
    assert office.persons.count() == 1


def test_rights_end_on_a_day_and_only_once(officer, arvoria, acts):
    held = Representation.objects.get(user=acts(arvoria))
    address = f"/membership/arvoria/represent/{held.pk}/end/"
    assert held.user.email in page(officer.get(address))
    assert officer.post(address, {"on": "2011-10-20"}).status_code == 302
    assert acting(arvoria) == set()
    answer = officer.post(address, {"on": "2011-12-01"})
    assert answer.status_code == 422 and "no longer acts" in page(answer)
    with pytest.raises(AlreadyEnded):
        actions.end_representation(representation=held, on=DAY, **WHO)


def test_a_head_of_mission_ends_focal_points_only(arvoria, acts, sign_in):
    head = acts(arvoria, "head_of_mission")
    donor = Representation.objects.get(user=acts(arvoria, "donor"))
    focal = Representation.objects.get(user=acts(arvoria))
    client = sign_in(head)
    end = "/membership/arvoria/represent/{}/end/"
    answer = client.post(end.format(donor.pk), {"on": "2011-10-20"})
    assert answer.status_code == 422 and "may not name a Donor" in page(answer)
    assert client.post(end.format(focal.pk), {"on": "2011-10-20"}).status_code == 302


def test_what_was_given_for_the_day_it_ends_never_held(arvoria, acts):
    held = Representation.objects.get(user=acts(arvoria, since=date(2012, 1, 1)))
    actions.end_representation(representation=held, on=DAY, **WHO)
    assert not Representation.objects.exists()


def test_a_closed_account_cannot_act(arvoria, acts, belmark):
    user = acts(arvoria)
    User.objects.filter(pk=user.pk).update(is_active=False)
    with pytest.raises(AccountClosed):
        actions.open_account(email=user.email, function="A focal_point", **WHO)


def test_the_ledger_names_the_account_not_the_mail_address(arvoria, acts):
    user = acts(arvoria)
    (entry,) = Entry.objects.filter(verb="membership:representation:given")
    assert str(user.uid) in entry.data and user.email not in entry.data
