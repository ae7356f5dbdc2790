"""The list for spreadsheets: as filtered, quoted, and no formula in it."""

import csv
from io import StringIO

import pytest

from intersession.membership.models import Entity

pytestmark = pytest.mark.usefixtures("clock")


def rows(answer):
    return list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"), newline="")))


def test_the_table_holds_what_the_page_shows(client, arvoria, add):
    add("Castia", "observer_state")
    answer = client.get("/membership/csv/")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert 'filename="membership-2011-10-20.csv"' in answer["Content-Disposition"]
    assert answer.content.startswith(b"\xef\xbb\xbf")
    (row,) = rows(answer)
    assert (row["slug"], row["name_fr"], row["iso3"]) == ("arvoria", "l’Arvorie", "XAR")
    assert (row["status"], row["since"], row["region"]) == ("member", "1990-01-01", "")
    assert [r["slug"] for r in rows(client.get("/membership/csv/?status="))] == [
        "arvoria",
        "castia",
    ]


@pytest.mark.parametrize("name", ["=1+1", "+41", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_a_cell_that_would_run_as_a_formula_is_text(client, add, name):
    entity = add("X")
    Entity.objects.filter(pk=entity.pk).update(name={"en": "X", "fr": name})
    (row,) = rows(client.get("/membership/csv/"))
    assert row["name_fr"] == f"'{name}"


def test_quotes_commas_and_lines_survive(client, add):
    name = 'A "quoted", name\nin two lines'
    add("X", names={"en": "X", "es": name}, slug="x")
    (row,) = rows(client.get("/membership/csv/"))
    assert row["name_es"] == name


def test_a_filter_that_cannot_be_read_is_refused_in_words(client, arvoria):
    for asked, said in (
        ("group=zz", "There is no such group."),
        ("on=yesterday", "The date is not one."),
        ("status=zz", "There is no such status."),
    ):
        answer = client.get(f"/membership/csv/?{asked}")
        assert answer.status_code == 422 and said in answer.content.decode()
        assert said in client.get(f"/membership/?{asked}").content.decode()
