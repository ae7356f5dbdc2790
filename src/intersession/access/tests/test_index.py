"""The table of who may do what, and the guard that obeys it."""

from typing import Any

import pytest

from intersession.access import actions
from intersession.access.guard import Actor
from intersession.access.models import User
from intersession.access.policy import MAY_NAMES, ROLE_NAMES, TABLE, May, Role, Scope
from intersession.access.tests.conftest import AT
from intersession.ledger.models import Entry


def test_everybody_reads_the_whole_table(client: Any, db: None) -> None:
    page = client.get("/access/").content.decode()
    for name in MAY_NAMES.values():
        assert str(name) in page


def test_each_column_is_headed_by_its_role(client: Any, db: None) -> None:
    page = client.get("/access/").content.decode()
    for role, name in ROLE_NAMES.items():
        assert (f'<th scope="col">{name}</th>' in page) == (role is not Role.PUBLIC)


def test_what_is_printed_is_what_is_obeyed(client: Any, db: None) -> None:
    page = client.get("/access/").content.decode()
    rows = page.split('<th scope="row">')[1:]
    marks = {Scope.ANY: "Yes", Scope.OWN: "Of one’s own Entity"}
    for may, row in zip(May, rows, strict=True):
        for scope, words in marks.items():
            assert row.count(f">{words}<") == list(TABLE[may].values()).count(scope), may


@pytest.mark.parametrize("may", list(May))
def test_every_permission_has_a_name_and_a_role(may: May) -> None:
    assert MAY_NAMES[may]
    assert TABLE[may]
    assert Role.PUBLIC not in TABLE[may]


def test_a_role_of_ones_own_entity_reaches_no_other() -> None:
    actor = Actor(roles=frozenset({Role.FOCAL_POINT}), entity=1, user=1)
    assert actor.may(May.PREFER, entity=1)
    assert not actor.may(May.PREFER, entity=2)
    assert not actor.may(May.PREFER)


def test_a_role_withheld_may_nothing() -> None:
    actor = Actor(user=1, withheld=frozenset({Role.ADMINISTRATION}))
    assert not any(actor.may(may) for may in May)


def test_a_role_is_given_from_a_day_and_ends_on_another(delegate: User) -> None:
    by = Actor(name="C. Officer", roles=frozenset({Role.ADMINISTRATION}))
    day = AT.date()
    held = actions.give_role(user=delegate, role=Role.AUDITOR, since=day, by=by, at=AT)
    with pytest.raises(actions.RoleAlreadyHeld, match="delegate@example.org holds this role"):
        actions.give_role(user=delegate, role=Role.AUDITOR, since=day, by=by, at=AT)
    actions.end_role(appointment=held, until=day.replace(day=20), by=by, at=AT)
    with pytest.raises(actions.RoleNotHeld):
        actions.end_role(appointment=held, until=day.replace(day=20), by=by, at=AT)
    assert [e.values["role"] for e in Entry.objects.all()] == ["auditor", "auditor"]
