"""The list: as of a day, filtered, counted, ordered, within a constant cost."""

import re
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from intersession.desk.models import Example
from intersession.membership import actions
from intersession.membership.tests.conftest import AT, WHO, page

pytestmark = pytest.mark.usefixtures("clock")


def names(answer):
    return re.findall(r'<th scope="row"><a href="[^"]*">(.*?)</a>', page(answer))


def test_the_list_costs_the_same_for_one_entity_or_three(client, add, africa):
    counts = []
    for n in range(3):
        entity = add(f"State {n}")
        actions.join_group(entity=entity, group=africa, since=date(2000, 1, 1), **WHO)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert len(names(client.get("/membership/"))) == n + 1
        counts.append(len(asked.captured_queries))
    assert len(set(counts)) == 1 and 0 < counts[0] <= 12


def test_the_headline_counts_the_members_of_the_day_of_the_clock(client, arvoria, add):
    add("Castia", since=date(2011, 12, 5))
    assert "1 Member on 20 October 2011" in page(client.get("/membership/"))
    assert "2 Members on 6 December 2011" in page(client.get("/membership/?on=2011-12-06"))


def test_a_narrower_list_says_of_how_many(client, arvoria, belmark, ldc):
    actions.join_group(entity=belmark, group=ldc, since=date(2000, 1, 1), **WHO)
    answer = client.get("/membership/?group=LDC")
    assert "1 of 2 Members on 20 October 2011" in page(answer)
    assert names(answer) == ["Belmark"]
    assert names(client.get("/membership/?group=LDC&on=1999-01-01")) == []


def test_status_and_kind_filter(client, arvoria, add):
    add("Castia", "observer_state")
    add("Dorn", "")
    assert names(client.get("/membership/")) == ["The Arvoria"]
    assert len(names(client.get("/membership/?status="))) == 3
    assert names(client.get("/membership/?status=observer_state")) == ["Castia"]
    assert names(client.get("/membership/?status=none")) == ["Dorn"]
    assert len(names(client.get("/membership/?status=any"))) == 2
    assert names(client.get("/membership/?status=&kind=ngo")) == []


def test_without_any_member_that_day_everything_is_listed(client, add):
    add("Castia", "observer_state")
    assert names(client.get("/membership/")) == ["Castia"]


@pytest.mark.parametrize("q", ["arvorie", "ARVÓRIA", "xar", "l'arv", "arv the"])
def test_a_name_is_found_in_any_language_by_code_and_without_accents(client, arvoria, belmark, q):
    assert names(client.get("/membership/", {"q": q})) == ["The Arvoria"]


def test_the_order_is_that_of_the_language_or_of_protocol(client, add):
    add("Avia", names={"en": "The Zavia", "fr": "Avia", "es": "Zavia"}, protocol_rank=2)
    add("Bruma", names={"en": "Bruma", "fr": "Zruma", "es": "Ñruma"}, protocol_rank=1)
    add("Cora", names={"en": "Ahora", "fr": "Cora", "es": "Nzora"})
    read = {order: names(client.get(f"/membership/?order={order}")) for order in ("", "fr", "es")}
    assert read[""] == ["Ahora", "Bruma", "The Zavia"]
    assert read["fr"] == ["The Zavia", "Ahora", "Bruma"]
    assert read["es"] == ["Ahora", "Bruma", "The Zavia"]
    assert names(client.get("/membership/?order=protocol")) == ["Bruma", "The Zavia", "Ahora"]


def test_the_page_orders_by_its_own_language(client, add):
    add("Zamora", names={"en": "Zamora", "fr": "la Bamorie"})
    add("Coro", names={"en": "Coro", "fr": "le Coro"})
    assert names(client.get("/membership/?lang=fr")) == ["la Bamorie", "le Coro"]
    assert names(client.get("/membership/?lang=en")) == ["Coro", "Zamora"]


def test_a_name_that_is_missing_in_the_language_is_said_to_be(client, belmark):
    assert 'lang="en">Belmark</span>' in page(client.get("/membership/?lang=es"))


@pytest.mark.parametrize(
    "asked",
    [
        "on=2011-02-30",
        "on=x",
        "status=king",
        "kind=planet",
        "order=xx",
        "group=a%20b",
        "q=" + "x" * 101,
        "on=99999-01-01",
        "on=0000-00-00",
    ],
)
def test_what_cannot_be_read_is_said_and_the_rest_is_shown(client, arvoria, asked):
    answer = client.get(f"/membership/?{asked}")
    assert answer.status_code == 200
    assert "Part of this address cannot be read" in page(answer)
    assert names(answer) == ["The Arvoria"]


def test_null_bytes_and_unknown_groups_do_not_break_it(client, arvoria):
    assert client.get("/membership/?q=%00&on=%00").status_code == 200
    assert "Nobody fits" in page(client.get("/membership/?group=NOSUCH"))


def test_an_empty_membership_says_what_comes_next(client):
    assert "No Entity is recorded yet" in page(client.get("/membership/"))


def test_htmx_gets_the_list_alone(client, arvoria):
    part = page(client.get("/membership/", headers={"HX-Request": "true"}))
    assert part.lstrip().startswith("<section") and "The Arvoria" in part
    assert "<html" not in part
    back = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert "<html" in page(client.get("/membership/", headers=back))
    assert "HX-Request" in client.get("/membership/")["Vary"]
    whole = page(client.get("/membership/"))
    assert 'hx-push-url="true"' in whole and 'method="get"' in whole


def test_the_public_sees_no_telephone_and_no_mail_address(client, arvoria, acts):
    user = acts(arvoria)
    for address in ("/membership/?status=", "/membership/csv/", "/membership/arvoria/"):
        read = page(client.get(address))
        assert "555" not in read and user.email not in read


def test_names_are_written_as_text_not_as_markup(client, add):
    add("X", names={"en": "<b>Bold & Co</b>"}, slug="bold")
    assert "&lt;b&gt;Bold &amp; Co" in page(client.get("/membership/"))


def test_only_the_administration_is_offered_to_add(client, officer, arvoria):
    assert "/membership/add/" in page(officer.get("/membership/"))
    client.logout()
    assert "/membership/add/" not in page(client.get("/membership/"))


def test_a_list_of_members_changes_from_one_day_to_the_next(client, add):
    castia = add("Castia", since=AT.date())
    actions.end_status(status=castia.statuses.get(), on=date(2011, 10, 21), **WHO)
    assert names(client.get("/membership/?status=member&on=2011-10-20")) == ["Castia"]
    assert names(client.get("/membership/?status=member&on=2011-10-21")) == []


def test_from_midnight_at_the_duty_station_it_is_the_next_day(client, arvoria, add):
    add("Castia", since=date(2011, 12, 5))
    Example.objects.update(now=datetime(2011, 12, 4, 23, 30, tzinfo=UTC))  # 00:30 in Geneva
    assert "2 Members on 5 December 2011" in page(client.get("/membership/"))
