"""Badges: who has one, printing, a lost one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from intersession.access.policy import Role
from intersession.ledger.models import Entry
from intersession.participation.models import Registration
from intersession.participation.tests import registering
from intersession.participation.tests.door_cast import code, confirmed, opened

pytestmark = pytest.mark.django_db
PAGE = "/participation/workshop-2012-1/badges/"


@pytest.fixture
def call():
    made = registering.calls()
    opened()
    return made


@pytest.fixture
def desk(client, call):
    return registering.signed_in(client)


def printed(desk, **given):
    return desk.post(f"{PAGE}print/", {"language": "en", **given})


def states(desk):
    rows = desk.get(f"{PAGE}?sheet=csv").content.decode("utf-8-sig").splitlines()[1:]
    return [(row.split(",")[0], row.split(",")[-2]) for row in rows]


def test_badges_are_printed_by_the_administration_alone(client, call):
    assert client.get(PAGE).status_code == 302
    registering.signed_in(client, Role.CHAIR)
    assert client.get(PAGE).status_code == 403
    assert client.post(f"{PAGE}print/").status_code == 403


def test_the_page_asks_as_often_for_three_badges_as_for_one(desk, call):
    assert "Nobody is confirmed yet" in registering.shown(desk.get(PAGE))
    confirmed(call, "Ana RUIZ")
    with CaptureQueriesContext(connection) as one:
        desk.get(PAGE)
    confirmed(call, "Li WEI", "Bo ROSS")
    with CaptureQueriesContext(connection) as three:
        page = registering.shown(desk.get(PAGE))
    assert len(one) == len(three)
    assert "Print what is needed: 3" in page


def test_new_and_changed_badges_are_printed_and_the_others_are_not(desk, call):
    registering.sent(call, "Not YET")
    ana, _li = confirmed(call, "Ana RUIZ", "Li WEI")
    first = printed(desk, which="new")
    assert first.content.startswith(b"%PDF") and b"pdfuaid" in first.content
    assert 'filename="badges-workshop-2012-1-en.pdf"' in first["Content-Disposition"]
    assert states(desk) == [("Ana RUIZ", "printed"), ("Li WEI", "printed")]
    refused = printed(desk, which="new")
    assert refused.status_code == 422 and "no badge to print" in registering.shown(refused)
    Registration.objects.filter(pk=ana.pk).update(phone="1")
    assert states(desk)[0] == ("Ana RUIZ", "printed")
    Registration.objects.filter(pk=ana.pk).update(function="Minister")
    assert states(desk)[0] == ("Ana RUIZ", "changed since it was printed")
    assert printed(desk, which="new", language="all").status_code == 200
    told = Entry.objects.filter(verb="participation:badges:printed").order_by("number")
    assert [one.values for one in told] == [{"badges": 2}, {"badges": 1}]


def test_one_badge_is_printed_alone_and_only_of_who_is_confirmed(desk, call):
    ana, _li = confirmed(call, "Ana RUIZ", "Li WEI")
    assert printed(desk, uid=str(ana.uid)).status_code == 200
    assert [word for _name, word in states(desk)] == ["printed", "not printed yet"]
    waits = registering.sent(call, "Not YET")
    refused = printed(desk, uid=str(waits.uid))
    assert "Not YET is not confirmed" in registering.shown(refused)
    assert printed(desk, uid="no").status_code == 422


def test_a_lost_badge_is_void_and_a_new_one_is_to_be_printed(desk, call):
    (ana,) = confirmed(call, "Ana RUIZ")
    printed(desk, which="all")
    before = code(ana)
    answer = desk.post(f"{PAGE}{ana.uid}/renew/", follow=True)
    assert "opens no door any more" in registering.shown(answer)
    assert code(ana) != before and states(desk) == [("Ana RUIZ", "not printed yet")]
    assert Entry.objects.get(verb="participation:badge:renewed").values == {"number": 2}


@pytest.mark.parametrize(
    "name", ["x" * 200, "Ab " * 66, "محمد الأمين", "#*$<&_\\[", "É" * 30 + "-" * 20]
)
def test_whatever_the_name_is_a_badge_is_made_of_it(desk, call, name):
    confirmed(
        call, name, given_name="A", function="Deputy " * 28, affiliation="z" * 200, role="head"
    )
    assert printed(desk, which="all", language="all").content.startswith(b"%PDF")
