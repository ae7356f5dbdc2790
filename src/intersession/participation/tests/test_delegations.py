"""Delegations for the Administration: all of a meeting, and each on behalf of its Entity."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from intersession.desk.needs import needs_of
from intersession.ledger.models import Entry
from intersession.outbox.kinds import kind_of
from intersession.participation.models import Delegation, Registration
from intersession.participation.tests.cast import (
    AT,
    DEADLINE,
    OFFICER,
    acts,
    browse,
    cast,
    clock,
    credential,
    entity,
    put_forward,
    sent,
    shown,
)

pytestmark = pytest.mark.django_db
PAGE = "/participation/workshop/delegations/"
FORM = {"role": "expert", "family_name": "Ruiz", "language": "en"}


def test_only_the_administration_sees_all_delegations():
    made = cast()
    for name in ("first", "chair"):
        for page in ("", "marenia/"):
            assert browse(made, name).get(PAGE + page).status_code == 403
    assert browse(made, "public").get(PAGE).status_code == 302
    assert browse(made, "officer").get(f"{PAGE}nowhere/").status_code == 404


def test_it_says_who_has_sent_who_writes_and_who_has_not_begun():
    made = cast()
    entity("newland")
    sent(made, "Ana Ruiz")
    put_forward(made, "Cal Dee", by="other")
    browser = browse(made, "officer")
    text = shown(browser.get(PAGE))
    assert "sent: 1" in text and "being written: 1" in text and "not begun: 1" in text
    assert "credential missing" in text and "1 of 4" in text and "nobody has an account" in text
    only = shown(browser.get(f"{PAGE}?state=drafting"))
    assert "Arvoria" in only and ">Marenia</a>" not in only
    assert browser.get(f"{PAGE}?state=x&kind=y").status_code == 200
    csv = shown(browser.get(f"{PAGE}?sheet=csv"))
    assert "Marenia,State,Member,sent" in csv and "Arvoria,State,Member,being written,,,4" in csv
    assert browser.get(f"{PAGE}?sheet=xlsx").content.startswith(b"PK")


def test_a_draft_is_nobody_elses_business_until_it_is_opened_on_behalf():
    made = cast()
    (row,) = put_forward(made, "Ana Ruiz")
    browser = browse(made, "officer")
    text = shown(browser.get(f"{PAGE}marenia/"))
    assert "Ana Ruiz" not in text and "is writing this delegation" in text
    assert "Ana" not in shown(browser.get(f"{PAGE}marenia/?sheet=csv"))
    assert browser.get(f"{PAGE}marenia/{row.uid}/change/").status_code == 404
    refused = browser.post(f"{PAGE}marenia/add/", FORM)
    assert refused.status_code == 422 and "writing this delegation itself" in shown(refused)
    assert browser.post(f"{PAGE}marenia/send/").status_code == 422
    browser.post(f"{PAGE}marenia/draft/")
    assert "Ana Ruiz" in shown(browser.get(f"{PAGE}marenia/"))
    assert Entry.objects.filter(verb="participation:delegation:draft-opened").count() == 1
    assert "writes in this delegation, too" in shown(
        browse(made, "first").get("/participation/workshop/delegation/")
    )


def test_the_administration_writes_and_sends_on_behalf():
    made = cast()
    browser = browse(made, "officer")
    assert browser.post(f"{PAGE}marenia/add/", FORM)["Location"] == f"{PAGE}marenia/"
    assert browser.post(f"{PAGE}marenia/send/").status_code == 302
    row = Delegation.objects.get()
    assert (row.state, row.on_behalf) == ("sent", True)
    assert "Ruiz" in shown(browse(made, "first").get("/participation/workshop/delegation/"))


def test_leave_and_numbers_of_its_own_are_given_without_seeing_the_draft():
    made = cast()
    clock(DEADLINE)
    browser = browse(made, "officer")
    given = {"names": "2", "seats": "", "late_leave": "on"}
    assert browser.post(f"{PAGE}marenia/allow/", given).status_code == 302
    row = Delegation.objects.get()
    assert (row.names, row.seats, row.late_leave, row.on_behalf) == (2, None, True, False)
    for bad in ({"names": "1", "seats": "2"}, {"names": "0"}, {"names": "99"}, {"seats": "x"}):
        answer = browser.post(f"{PAGE}marenia/allow/", bad)
        assert answer.status_code == 422, bad
    mission = browse(made, "first")
    added = mission.post("/participation/workshop/delegation/add/", FORM)
    assert added.status_code == 302
    assert "Ruiz" not in shown(browser.get(f"{PAGE}marenia/"))


def test_a_credential_is_checked_as_it_was_looked_at():
    made = cast()
    sent(made, "Ana Ruiz")
    address = f"{PAGE}marenia/check/"
    browser = browse(made, "officer")
    assert browser.post(address, {"good": "yes"}).status_code == 422
    row = credential(made)
    assert browser.post(address, {"good": "yes", "sha256": "0" * 64}).status_code == 422
    digest = row.credential.sha256
    assert browser.post(address, {"good": "yes", "sha256": digest}).status_code == 302
    text = shown(browser.get(PAGE))
    assert "credential checked" in text and "changed since" not in text
    put_forward(made, "Ben Oto")
    assert "changed since" in shown(browser.get(PAGE))
    assert b"".join(browser.get(f"{PAGE}marenia/credential/").streaming_content)
    credential(made)  # another one waits again
    assert "credential waits for a check" in shown(browser.get(PAGE))
    assert browser.post(f"{PAGE}arvoria/check/").status_code == 404


def test_what_needs_the_mission_and_the_administration():
    made = cast()

    def needs(actor) -> list[str]:
        return [f"{need.label}: {need.sentence}" for need in needs_of(actor, AT).items]

    (one,) = needs(made.by("first"))
    assert one.replace("\xa0", " ") == (
        "Put forward your people: Until 9 March 2012, 18:00 Geneva; nothing has been sent by your "
        "delegation yet."
    )
    put_forward(made, "Ana Ruiz")
    assert needs(made.by("first"))[0].startswith("Send your delegation")
    assert needs(made.by("chair")) == needs(OFFICER) == []
    sent(made)
    assert needs(made.by("first")) == []
    credential(made)
    (waits,) = needs(OFFICER)
    assert waits == "Check the credentials: 1 credential of a delegation waits for a check."


def test_reminders_reach_only_those_who_have_not_sent():
    made = cast()
    sent(made, "Ana Ruiz")
    kind = kind_of("nominations-remind")
    subject = kind.find("workshop", AT)
    found = kind.circles["missing"].of(subject, AT)
    assert [one.to for one in found.recipients] == ["other@arvoria.example"]
    assert kind.superfluous("workshop", made.users["other"].pk, AT) == ""
    assert kind.superfluous("workshop", made.users["first"].pk, AT)
    assert kind.superfluous("workshop", made.users["other"].pk, DEADLINE)
    assert "by 9 March 2012" in kind.wording(subject, AT)[1].replace("\xa0", " ")
    text = shown(browse(made, "officer").get(PAGE))
    assert "kind=nominations-remind" in text
    page = "/outbox/campaigns/add/?kind=nominations-remind&about=workshop"
    assert browse(made, "officer").get(page).status_code == 200
    asked = kind_of("nominations")
    everybody = asked.circles["called"].of(asked.find("workshop", AT), AT)
    assert len(everybody.recipients) == 3


def test_three_delegations_cost_the_queries_of_one():
    made = cast()
    browser = browse(made, "officer")
    sent(made, "Ana Ruiz")
    one = cost(browser)
    made.users["third"] = acts(entity("newland"), "third", "focal_point")
    sent(made, "Cal Dee", by="other")
    sent(made, "Eve Foo", by="third")
    assert cost(browser) == one
    assert Registration.objects.count() == 3


def cost(browser) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(PAGE).status_code == 200
    return len(queries)
