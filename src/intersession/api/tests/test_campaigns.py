"""Mail to many through the API: seen before it is queued, held and withdrawn as on its pages."""

from typing import Any

import pytest

from intersession.access.policy import Role
from intersession.ledger.record import verify
from intersession.outbox.models import Campaign, Mail
from intersession.outbox.queries.campaigns import MOST_SHOWN

REMIND = {"kind": "remind", "about": "topics-2012"}


@pytest.fixture
def officer(make: Any) -> str:
    return str(make(Role.ADMINISTRATION).secret)


@pytest.fixture
def plan(ask: Any, officer: str) -> dict[str, Any]:
    """The ready words of a reminder."""
    ready = ask("GET", "/api/campaigns/ready/?kind=remind&about=topics-2012", officer).json()
    given = {name: ready[name] for name in ("subject", "body", "purpose")}
    return {**given, "audience": ready["circles"][0]["audience"]}


@pytest.fixture
def draft(ask: Any, officer: str, plan: dict[str, Any]) -> dict[str, Any]:
    made = ask("POST", "/api/campaigns/add/", officer, {**REMIND, **plan})
    assert made.status_code == 201, made.content
    found: dict[str, Any] = made.json()
    return found


def at(draft: dict[str, Any], word: str = "") -> str:
    return f"/api/campaign/{draft['campaign']['uid']}/{word}"


def test_what_can_be_written_about_is_listed_with_its_circles(ask: Any, officer: str) -> None:
    kinds = {one["kind"]: one for one in ask("GET", "/api/campaigns/matters/", officer).json()}
    assert {"about": "topics-2012"}.items() <= kinds["remind"]["matters"][0].items()
    assert list(kinds["remind"]["audiences"]) == ["missing"]
    nothing = ask("GET", "/api/campaigns/ready/?kind=remind&about=nothing", officer)
    assert (nothing.status_code, nothing.json()["code"]) == (409, "nothing-of-that-kind")


def test_a_draft_says_whom_it_would_reach_and_writes_to_nobody(
    ask: Any, officer: str, draft: dict[str, Any], counted: Any
) -> None:
    reach, before = draft["reach"], Mail.objects.count()
    missing = ask("GET", "/api/question/topics-2012/missing/", officer).json()["total"]
    assert reach["entities"] + len(reach["nobody"]) == missing
    assert sum(reach["languages"].values()) == reach["people"] and reach["have_it"] == 0
    readers = ask("GET", at(draft, "recipients/?limit=250"), officer).json()
    assert readers["total"] == reach["people"]
    french = next(one for one in readers["items"] if one["language"] == "fr")
    seen = ask("GET", at(draft, f"preview/?to={french['to']}"), officer).json()
    assert seen["reader"] == french and "Rappel" in seen["subject"]
    assert Mail.objects.count() == before
    counted(at(draft, "recipients/"), officer)


def test_a_draft_is_changed_over_nobodys_work_and_queued_once(
    ask: Any, officer: str, draft: dict[str, Any], plan: dict[str, Any]
) -> None:
    words = {**plan, "subject": {**plan["subject"], "en": "Kindly answer"}}
    first = {**words, "version": draft["version"]}
    changed = ask("POST", at(draft, "change/"), officer, first)
    assert changed.json()["subject"]["en"] == "Kindly answer"
    late = ask("POST", at(draft, "change/"), officer, first)
    assert (late.status_code, late.json()["code"]) == (409, "campaign-changed-meanwhile")
    queued = ask("POST", at(draft, "queue/"), officer, {}).json()
    assert queued["mails"] == {"queued": draft["reach"]["people"]} and queued["reach"] is None
    again = ask("POST", at(draft, "queue/"), officer, {})
    assert (again.status_code, again.json()["code"]) == (409, "campaign-was-queued")
    mails = ask("GET", f"/api/mails/?campaign={draft['campaign']['uid']}&language=fr", officer)
    assert mails.json()["total"] == draft["reach"]["languages"]["fr"]
    assert verify() == []


def test_what_waits_is_held_released_put_off_and_withdrawn(
    ask: Any, officer: str, draft: dict[str, Any]
) -> None:
    people = draft["reach"]["people"]
    ask("POST", at(draft, "queue/"), officer, {})
    one = {"campaign": draft["campaign"]["uid"], "language": "fr"}
    french = draft["reach"]["languages"]["fr"]
    wrong = ask("POST", "/api/mails/hold/", officer, {**one, "expected": french + 1})
    assert (wrong.status_code, wrong.json()["code"]) == (409, "others-meanwhile")
    held = ask("POST", "/api/mails/hold/", officer, {**one, "expected": french, "reason": "wait"})
    assert held.json() == {"mails": french}
    held = ask("GET", at(draft), officer).json()
    assert held["mails"] == {"queued": people - french, "held": french}
    hour = {"send_after": "2011-10-21T09:00:00+02:00"}
    put_off = ask("POST", at(draft, "schedule/"), officer, hour)
    assert put_off.json()["send_after"] == "2011-10-21T07:00:00Z"
    released = ask("POST", "/api/mails/release/", officer, {**one, "expected": french})
    assert released.json() == {"mails": french}
    mail = Mail.objects.filter(campaign__uid=one["campaign"]).order_by("pk")[0]
    early = {"send_after": "2011-10-20T23:30:00Z", "office_hours": True}
    moved = ask("POST", f"/api/mail/{mail.uid}/schedule/", officer, early).json()
    assert moved["mail"]["when"].startswith("2011-10-21T0")
    assert ask("POST", at(draft, "hold/"), officer, {}).json()["mails"] == {"held": people}
    assert ask("POST", at(draft, "release/"), officer, {}).json()["mails"] == {"queued": people}
    gone = ask("POST", at(draft, "withdraw/"), officer, {}).json()
    assert (gone["campaign"]["state"], gone["mails"]) == ("withdrawn", {"withdrawn": people})
    listed = ask("GET", "/api/campaigns/?limit=1", officer).json()["items"][0]
    assert (listed["uid"], listed["state"]) == (draft["campaign"]["uid"], "withdrawn")


def test_a_text_that_is_missing_in_a_language_is_refused_and_nothing_leaves(
    ask: Any, officer: str, plan: dict[str, Any]
) -> None:
    only = {name: {"en": plan[name]["en"]} for name in ("subject", "body")}
    made = ask("POST", "/api/campaigns/add/", officer, {**REMIND, **plan, **only}).json()
    refused = ask("POST", at(made, "queue/"), officer, {})
    assert (refused.status_code, refused.json()["code"]) == (409, "no-text-in")
    assert not Mail.objects.filter(campaign__uid=made["campaign"]["uid"]).exists()
    wrong = ask("POST", "/api/campaigns/add/", officer, {**REMIND, **plan, "audience": "all"})
    assert (wrong.status_code, wrong.json()["code"]) == (409, "no-such-circle")
    unknown = ask("POST", "/api/campaigns/add/", officer, {**REMIND, **plan, "to": "all"})
    assert (unknown.status_code, unknown.json()["code"]) == (422, "wrong-fields")
    assert Campaign.objects.count() == 1


def test_all_that_were_written_are_listed_beyond_what_the_page_shows(
    ask: Any, officer: str, topics: Any
) -> None:
    written = {"title": {}, "subject": {}, "body": {}, "by": "Somebody", "written_at": topics.now}
    before = Campaign.objects.count()
    Campaign.objects.bulk_create(Campaign(**REMIND, **written) for _number in range(MOST_SHOWN + 1))
    found = ask("GET", "/api/campaigns/?limit=250", officer).json()
    assert found["total"] == len(found["items"]) == before + MOST_SHOWN + 1
