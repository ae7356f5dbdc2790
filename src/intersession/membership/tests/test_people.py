"""Who acts for whom: by Members in the order of a language, for the Administration only."""

import csv
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from intersession.conftest import Browser
from intersession.membership import actions
from intersession.membership.tests.conftest import WHO


@pytest.fixture
def named(arvoria: Any, belmark: Any) -> None:
    for entity, name, role in (
        (belmark, "Sukarno", "focal_point"),
        (arvoria, "Jean DUPONT", "focal_point"),
        (arvoria, "María de la FUENTE", "head_of_mission"),
    ):
        actions.name_representative(
            entity=entity,
            role=role,
            since=date(2011, 1, 1),
            email=f"{name.split()[0].lower()}@x.example",
            name=name,
            function="Counsellor",
            **WHO,
        )


@pytest.mark.parametrize(
    ("order", "names"),
    [
        ("en", ["María de la FUENTE", "Jean DUPONT", "Sukarno"]),
        ("fr", ["María de la FUENTE", "Jean DUPONT", "Sukarno"]),
    ],
)
def test_the_list_by_members(order: str, names: list[str], named: None, officer: Any) -> None:
    answer = officer.get(f"/membership/people/?order={order}&sheet=csv")
    head, *rows = csv.reader(StringIO(answer.content.decode("utf-8-sig"), newline=""))
    assert [row[3] for row in rows] == names
    assert head[:4] == ["Entity", "Code of the Entity", "Status", "Name of the person"]
    page = officer.get(f"/membership/people/?order={order}").content.decode()
    assert page.index("María") < page.index("Jean") < page.index("Sukarno")


def test_others_may_not(named: None, client: Any, acts: Any, arvoria: Any) -> None:
    focal_point = Browser()
    focal_point.force_login(acts(arvoria))
    for address in ("people", "labels", "labels/pdf", "labels/docx"):
        assert client.get(f"/membership/{address}/").status_code == 302
        assert focal_point.get(f"/membership/{address}/").status_code == 403


def test_one_entity_and_two_cost_the_same(named: None, officer: Any, add: Any) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            officer.get("/membership/people/")
        return len(asked)

    officer.get("/membership/people/")
    before = queries()
    add("Castia")
    add("Dorland")
    assert queries() == before
