"""What programs change: through the same actions, once, and over nobody's work."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from intersession.access.once import forget
from intersession.access.policy import May, Role
from intersession.api.models import KeptAnswer
from intersession.consultations.models import Preference, ProposalComment, Question
from intersession.ledger.record import verify
from intersession.meetings.models import Meeting
from intersession.membership.models import Entity
from intersession.outbox.models import Mail

QUESTION = "/api/question/topics-2012/"


@pytest.fixture
def mission(make: Any) -> str:
    return str(make(Role.FOCAL_POINT, "marenia").secret)


@pytest.fixture
def officer(make: Any) -> str:
    return str(make(Role.ADMINISTRATION).secret)


@pytest.fixture
def chair(make: Any) -> str:
    return str(make(Role.CHAIR).secret)


def versions(entity: str = "marenia") -> list[tuple[int, list[str], bool]]:
    rows = Preference.objects.filter(question__slug="topics-2012", entity__slug=entity)
    return list(rows.order_by("version").values_list("version", "approved", "standing"))


def test_a_mission_answers_and_reads_its_receipt(ask: Any, mission: str) -> None:
    answer = ask("POST", f"{QUESTION}prefer/", mission, {"approved": ["C", "A"]})
    assert answer.status_code == 200, answer.content
    last = answer.json()["versions"][-1]
    assert (last["approved"], last["standing"]) == (["A", "C"], True)
    row = Preference.objects.get(receipt=last["receipt"])
    assert (row.entity.slug, row.channel, row.person_id is not None) == ("marenia", "online", True)
    assert "by token “Grid”" in row.by
    assert verify() == []


@pytest.mark.parametrize(
    "body, code",
    [
        ({"approved": []}, "nothing-named"),
        ({"approved": ["A"], "none": True}, "none-and-some"),
        ({"approved": ["Q"]}, "unknown-options"),
        ({"approved": ["A", "B", "C"]}, "too-many-options"),
        ({"approved": ["A"], "version": 7}, "changed-meanwhile"),
    ],
)
def test_an_answer_that_breaks_a_rule_is_refused_with_the_name_of_the_rule(
    body: Any, code: str, ask: Any, mission: str
) -> None:
    before = versions()
    answer = ask("POST", f"{QUESTION}prefer/?lang=fr", mission, body)
    assert (answer.status_code, answer.json()["code"]) == (409, code)
    assert answer.json()["type"] == "/api/docs/#refused"
    assert versions() == before


def test_the_version_that_was_read_is_the_one_that_is_replaced(ask: Any, mission: str) -> None:
    version = ask("GET", f"{QUESTION}answer/", mission).json()["version"]
    first = {"approved": ["A"], "version": version}
    assert ask("POST", f"{QUESTION}prefer/", mission, first).status_code == 200
    late = ask("POST", f"{QUESTION}prefer/", mission, {"approved": ["B"], "version": version})
    assert late.json()["code"] == "changed-meanwhile"
    assert [row[1] for row in versions() if row[2]] == [["A"]]


def test_if_match_keeps_a_change_from_what_was_not_read(ask: Any, mission: str) -> None:
    tag = ask("GET", f"{QUESTION}answer/", mission)["ETag"]
    path = f"{QUESTION}prefer/"
    assert ask("POST", path, mission, {"approved": ["A"]}, If_Match=tag).status_code == 200
    late = ask("POST", path, mission, {"approved": ["B"]}, If_Match=tag)
    assert (late.status_code, late.json()["code"]) == (412, "changed-meanwhile")
    assert ask("POST", path, mission, {"approved": ["B"]}, If_Match="*").status_code == 200


def test_the_same_request_with_the_same_key_acts_once_and_is_answered_the_same(
    ask: Any, mission: str
) -> None:
    send = {"approved": ["B"]}
    first, again = (
        ask("POST", f"{QUESTION}prefer/", mission, send, Idempotency_Key="one") for _ in range(2)
    )
    assert first.status_code == again.status_code == 200
    assert first.json() == again.json()
    assert [row[1] for row in versions()].count(["B"]) == 1
    other = ask("POST", f"{QUESTION}prefer/", mission, {"approved": ["A"]}, Idempotency_Key="one")
    assert other.json()["versions"][-1]["approved"] == ["A"], "other words are another request"


def test_a_refused_request_may_be_sent_again_with_its_key(ask: Any, mission: str) -> None:
    path, key = f"{QUESTION}prefer/", {"Idempotency_Key": "two"}
    assert ask("POST", path, mission, {"approved": ["Q"]}, **key).status_code == 409
    assert ask("POST", path, mission, {"approved": ["Q"]}, **key).status_code == 409
    assert ask("POST", path, mission, {"approved": ["A"]}, **key).status_code == 200


def test_answers_are_forgotten_with_their_keys(ask: Any, mission: str) -> None:
    ask("POST", f"{QUESTION}prefer/", mission, {"approved": ["B"]}, Idempotency_Key="one")
    assert KeptAnswer.objects.count() == 1
    forget(before=datetime.now(UTC) + timedelta(minutes=1))
    assert KeptAnswer.objects.count() == 0


def test_a_key_is_that_of_one_person(ask: Any, mission: str, make: Any) -> None:
    path = "/api/proposal/families-and-migration-2012/comment/"
    body = {"words": "We support it.", "language": "en"}
    other = make(Role.FOCAL_POINT, "agurem").secret
    for token in (mission, other, mission):
        assert ask("POST", path, token, body, Idempotency_Key="k").status_code == 200
    assert ProposalComment.objects.filter(words="We support it.").count() == 2


def test_the_office_keys_in_what_came_by_telephone(ask: Any, officer: str) -> None:
    missing = ask("GET", f"{QUESTION}missing/", officer).json()["items"][0]["entity"]
    body = {"entity": missing, "approved": ["B"], "channel": "phone", "said_by": "Counsellor"}
    body["received_at"] = "2011-10-20T10:00:00+02:00"
    answer = ask("POST", f"{QUESTION}keyed/", officer, body)
    assert answer.status_code == 200, answer.content
    assert (answer.json()["channel"], answer.json()["standing"]) == ("phone", True)
    assert versions(missing)[-1][1] == ["B"]
    assert missing not in ask("GET", f"{QUESTION}missing/", officer).content.decode()


@pytest.mark.parametrize(
    "changed, code",
    [
        ({"entity": "atlantis"}, "not-on-the-register"),
        ({"received_at": "2011-10-20T23:00:00Z"}, "received-in-the-future"),
        ({"received_at": "2011-01-20T23:00:00Z"}, "received-before-opening"),
        ({"received_at": "9999-12-31T23:59:59-12:00"}, "hour-out-of-reach"),
        ({"version": 3}, "changed-while-keying"),
    ],
)
def test_what_cannot_have_come_in_is_refused(
    changed: Any, code: str, ask: Any, officer: str
) -> None:
    body = {"entity": "marenia", "approved": ["B"], "channel": "floor", **changed}
    body.setdefault("received_at", "2011-10-20T08:00:00Z")
    answer = ask("POST", f"{QUESTION}keyed/", officer, body)
    assert (answer.status_code, answer.json()["code"]) == (409, code)


def test_a_question_goes_from_draft_to_conclusion(
    ask: Any, officer: str, chair: str, mission: str
) -> None:
    body = {
        "meeting": "consultation-october-2011",
        "programme": 2012,
        "slug": "venue",
        "title": {"en": "Where to meet"},
        "kind": "yes_no",
        "closes_at": "2011-10-20T18:00:00+02:00",
    }
    made = ask("POST", "/api/questions/add/", officer, body)
    assert (made.status_code, made.json()["state"]) == (201, "draft")
    assert ask("POST", "/api/questions/add/", officer, body).json()["code"] == "address-taken"
    seen = ask("POST", "/api/question/venue/visibility/", chair, {"seen_by": "public"})
    assert seen.json()["positions_seen_by"] == "public"
    assert ask("POST", "/api/question/venue/opening/", officer, {}).json()["state"] == "open"
    assert ask("POST", "/api/question/venue/prefer/", mission, {"approved": ["yes"]}).json()
    assert ask("POST", "/api/question/venue/close/", chair, {}).json()["state"] == "closed"
    assert ask("GET", "/api/question/venue/positions/").json()["total"] == 132
    package = {"words": {"en": "Agreed."}, "items": [{"code": "yes", "fate": "chosen"}]}
    package["items"].append({"code": "no", "fate": "closed"})
    done = ask("POST", "/api/question/venue/conclude/", chair, package)
    assert done.status_code == 200, done.content
    assert done.json()["conclusion"]["words"] == {"en": "Agreed."}
    assert verify() == []


def test_an_entity_is_added_changed_and_given_its_status(ask: Any, officer: str) -> None:
    facts = {"kind": "ngo", "name": {"en": "Harbour Watch"}, "phone": "+41 22 555 00 00"}
    made = ask("POST", "/api/entities/add/", officer, facts)
    assert (made.status_code, made.json()["slug"]) == (201, "harbour-watch")
    path = "/api/entity/harbour-watch/"
    tag = ask("GET", path, officer)["ETag"]
    facts["capital"] = "Geneva"
    assert ask("POST", f"{path}change/", officer, facts, If_Match=tag).status_code == 200
    assert ask("POST", f"{path}change/", officer, facts, If_Match=tag).status_code == 412
    status = {"kind": "partner", "since": "2011-01-01"}
    assert ask("POST", f"{path}status/", officer, status).json()["statuses"][0]["what"] == "partner"
    twice = ask("POST", f"{path}status/", officer, status)
    assert (twice.status_code, twice.json()["code"]) == (409, "status-overlaps")
    ended = ask("POST", f"{path}status/end/", officer, {**status, "on": "2012-01-01"})
    assert ended.json()["statuses"][0]["until"] == "2012-01-01"
    unknown = {"group": "MARTIANS", "since": "2011-01-01"}
    assert ask("POST", f"{path}group/", officer, unknown).json()["code"] == "not-known"


def test_an_entity_that_breaks_a_rule_halfway_leaves_nothing(ask: Any, officer: str) -> None:
    facts = {"kind": "state", "name": {"en": "Copy"}, "iso3": "XAG"}
    answer = ask("POST", "/api/entities/add/", officer, facts, Idempotency_Key="copy")
    assert (answer.status_code, answer.json()["code"]) == (409, "code-taken")
    assert not Entity.objects.filter(slug="copy").exists()


def test_a_mission_speaks_for_itself_only(ask: Any, mission: str) -> None:
    answer = ask("POST", "/api/entity/agurem/declare/", mission, {"labels": ["origin"]})
    assert (answer.status_code, answer.json()["code"]) == (403, "not-allowed")
    own = ask("POST", "/api/entity/marenia/declare/", mission, {"labels": ["origin"]})
    assert own.status_code == 200 and "origin" not in own.content.decode()
    assert ask("GET", "/api/entity/agurem/declared/", mission).status_code == 403


def test_a_mission_declares_on_one_topic_and_reads_its_own(ask: Any, mission: str) -> None:
    told = ask("GET", "/api/entity/marenia/declared/", mission).json()
    topic = told[1]["topic"]
    path = "/api/entity/marenia/declare/"
    sent = {"labels": ["transit", "origin"], "topic": topic}
    assert ask("POST", path, mission, sent).status_code == 200
    after = ask("GET", "/api/entity/marenia/declared/", mission).json()
    assert after[0] == told[0], "migration in general is another matter"
    assert (after[1]["topic"], after[1]["labels"]) == (topic, ["origin", "transit"])
    unknown = ask("POST", path, mission, {**sent, "topic": "weather"})
    assert unknown.json()["code"] == "not-known"


def test_a_whole_membership_is_loaded_into_an_empty_one_only(ask: Any, officer: str) -> None:
    states = ask("POST", "/api/entities/load/", officer, {})
    assert states.json()["code"] == "not-in-an-example"
    row = {"slug": "copy", "kind": "state", "name": {"en": "Copy"}}
    rows = ask("POST", "/api/entities/load/rows/", officer, {"entities": [row]})
    assert rows.json()["code"] == "membership-not-empty"


def test_proposals_are_made_commented_and_carried(ask: Any, mission: str, officer: str) -> None:
    body = {"programme": 2012, "kind": "topic", "title": {"fr": "Les villes"}}
    made = ask("POST", "/api/proposals/add/", mission, body).json()
    slug = made["proposal"]["slug"]
    assert (made["proposal"]["proposer"], slug) == ("marenia", "les-villes-2012")
    own = ask("POST", f"/api/proposal/{slug}/co-sponsor/", mission, {})
    assert own.json()["code"] == "own-proposal"
    words = {"title": {"en": "Cities", "fr": "Les villes"}}
    amended = ask("POST", f"/api/proposal/{slug}/amend/", officer, words).json()
    assert amended["came_from"] == [{"slug": slug, "how": "amended"}]


def test_a_meeting_is_added_and_given_an_agenda(ask: Any, officer: str) -> None:
    body = {
        "programme": 2012,
        "kind": "workshop",
        "title": {"en": "Technical meeting"},
        "place": {"en": "Geneva"},
        "time_zone": "Europe/Zurich",
        "starts_at": "2012-02-01T09:00:00Z",
        "ends_at": "2012-02-01T12:00:00Z",
    }
    made = ask("POST", "/api/meetings/add/", officer, body)
    assert made.status_code == 201, made.content
    path = f"/api/meeting/{made.json()['meeting']['slug']}/"
    item = ask("POST", f"{path}agenda/", officer, {"title": {"en": "Opening"}}).json()
    assert (item["published"], item["items"][0]["title"]) == (0, {"en": "Opening"})
    shown = ask("POST", f"{path}agenda/publish/", officer, {}).json()
    assert shown["agenda"][0]["title"] == {"en": "Opening"}
    outside = {"title": {"en": "Dinner"}, "starts_at": "2012-02-01T19:00:00Z"}
    assert ask("POST", f"{path}agenda/", officer, outside).json()["code"] == "outside-the-meeting"
    moved = ask("POST", f"{path}state/", officer, {"to": "announced"}).json()
    assert moved["meeting"]["state"] == "announced"
    listed = ask("POST", f"{path}documents/", officer, {"document": "ic-2011-7"}).json()
    assert listed["documents"][0]["symbol"] == "IC/2011/7"
    silent = ask("POST", f"{path}cancel/", officer, {"reason": "  "})
    assert silent.json()["code"] == "no-reason"
    gone = ask("POST", f"{path}cancel/", officer, {"reason": "The room is flooded"}).json()
    assert gone["meeting"]["cancelled_at"]
    back = ask("POST", f"{path}restore/", officer, {"reason": "It is dry"}).json()
    assert back["meeting"]["cancelled_at"] is None
    assert ask("POST", f"{path}restore/", officer, {"reason": "x"}).json()["code"] == (
        "not-cancelled"
    )


def test_figures_of_a_meeting_stay_until_others_are_sent(ask: Any, officer: str) -> None:
    row = Meeting.objects.order_by("pk")[0]
    path = f"/api/meeting/{row.slug}/"
    facts = {"kind": row.kind, "title": row.title, "place": row.place, "time_zone": row.time_zone}
    facts |= {"starts_at": row.starts_at.isoformat(), "ends_at": row.ends_at.isoformat()}
    figures = [{"name": "States", "value": 70}, {"name": "best", "value": "a:\nb"}]
    for sent in ({"figures": figures}, {}):
        found = ask("POST", f"{path}change/", officer, {**facts, **sent}).json()["figures"]
        assert found == [{"name": "States", "value": 70}, {"name": "best", "value": "a: b"}]
    wrong = {**facts, "figures": [{"name": "a: b", "value": 1}]}
    assert ask("POST", f"{path}change/", officer, wrong).json()["code"] == "not-a-line"
    emptied = ask("POST", f"{path}change/", officer, {**facts, "figures": []})
    assert emptied.json()["figures"] == []


def test_a_year_is_started_and_given_its_theme(ask: Any, officer: str) -> None:
    assert ask("POST", "/api/programmes/add/", officer, {"year": 2014}).status_code == 201
    theme = {"theme": {"en": "Cities"}}
    assert ask("POST", "/api/programme/2014/theme/", officer, theme).json()["theme"] == {
        "en": "Cities"
    }
    twice = ask("POST", "/api/programmes/add/", officer, {"year": 2014})
    assert twice.status_code == 409
    codes = [one["code"] for one in ask("GET", "/api/issues/?limit=2").json()["items"]]
    facts = {"mandates": [{"symbol": "MC/INF/302", "title": {"en": "A mandate"}}], "issues": codes}
    path = "/api/programme/2014/change/"
    made = ask("POST", path, officer, facts).json()
    assert (made["mandates"], made["issues"]) == (facts["mandates"], sorted(codes))
    barred = {"mandates": [{"symbol": "MC", "title": {"en": "one | two"}}]}
    assert ask("POST", path, officer, barred).json()["code"] == "not-a-line"
    assert ask("POST", path, officer, {"issues": ["weather"]}).json()["code"] == "not-known"


def test_a_mail_is_held_changed_and_released(ask: Any, officer: str) -> None:
    mail = Mail.objects.order_by("pk")[0]
    Mail.objects.filter(pk=mail.pk).update(state="queued")
    path = f"/api/mail/{mail.uid}/"
    held = ask("POST", f"{path}hold/", officer, {"reason": "wait"}).json()
    assert held["mail"]["state"] == "held"
    words = {"subject": "New words", "body": "Text", "version": held["version"]}
    assert ask("POST", f"{path}edit/", officer, words).json()["mail"]["subject"] == "New words"
    stale = ask("POST", f"{path}edit/", officer, words)
    assert (stale.status_code, stale.json()["code"]) == (409, "mail-changed-meanwhile")
    assert ask("POST", f"{path}release/", officer, {}).json()["mail"]["state"] == "queued"


def test_a_token_writes_no_further_than_its_scopes(ask: Any, make: Any) -> None:
    narrow = make(Role.ADMINISTRATION, scopes=[May.MANAGE_ENTITIES]).secret
    assert ask("POST", f"{QUESTION}close/", narrow, {}).status_code == 403
    assert Question.objects.get(slug="topics-2012").closed_at is None
    facts = {"kind": "ngo", "name": {"en": "Harbour Watch"}}
    assert ask("POST", "/api/entities/add/", narrow, facts).status_code == 201
