"""Lists in parts, content known again, and nothing that the pages would not show."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from intersession.access.guard import SYSTEM
from intersession.access.policy import Role
from intersession.api import openapi
from intersession.api.setting_out import COMES
from intersession.api.tests.test_refusals import address
from intersession.consultations.models import Preference, Question
from intersession.documents.actions import store_file
from intersession.documents.models import Document
from intersession.membership.models import Entity

READING = [
    pytest.param(path, told["get"], id=told["get"]["operationId"])
    for path, told in openapi.document()["paths"].items()
    if "get" in told and "page" in {one["name"] for one in told["get"]["parameters"]}
    # What belongs to one thing, or to a call, is counted where that is made.
    if "{uid}" not in path and not COMES & set(path.split("/"))
]


def test_the_document_is_at_both_addresses_and_says_3_1(client: Any, topics: Any) -> None:
    told = client.get("/api/").json()
    assert told == client.get("/api/openapi.json").json()
    assert told["openapi"] == "3.1.0"
    assert client.head("/api/").status_code == 200


def test_members_of_a_day_come_with_names_in_all_languages(ask: Any, topics: Any) -> None:
    found = ask("GET", "/api/entities/?status=member&limit=250").json()
    assert (found["total"], len(found["items"])) == (132, 132)
    agurem = next(row for row in found["items"] if row["slug"] == "agurem")
    assert set(agurem["name"]) == {"en", "fr", "es"}
    assert "AFRICAN" in agurem["groups"] and agurem["since"] == "1998-05-25"
    later = ask("GET", "/api/entities/?status=member&on=2011-12-06&limit=1").json()
    assert later["total"] == 146
    ldc = ask("GET", "/api/entities/?status=member&group=LDC").json()
    assert 0 < ldc["total"] < 132
    assert all("LDC" in row["groups"] for row in ldc["items"])


def test_the_link_header_leads_through_the_whole_list_once(ask: Any, topics: Any) -> None:
    path, seen = "/api/entities/?status=member&limit=50", []
    while path:
        answer = ask("GET", path)
        seen += [row["slug"] for row in answer.json()["items"]]
        links = dict(reversed(link.split("; ")) for link in answer["Link"].split(", "))
        path = links.get('rel="next"', "").strip("<>")
    assert len(seen) == len(set(seen)) == 132
    beyond = ask("GET", "/api/entities/?status=member&limit=50&page=9").json()
    assert (beyond["items"], beyond["pages"]) == ([], 3)


def test_what_is_known_already_is_not_sent_again(ask: Any, topics: Any) -> None:
    first = ask("GET", "/api/entity/marenia/")
    for tag in (first["ETag"], f"W/{first['ETag']}", f'"other", {first["ETag"]}', "*"):
        again = ask("GET", "/api/entity/marenia/", If_None_Match=tag)
        assert (again.status_code, again.content) == (304, b"")
    Entity.objects.filter(slug="marenia").update(capital="Port Maren")
    changed = ask("GET", "/api/entity/marenia/", If_None_Match=first["ETag"])
    assert changed.status_code == 200 and changed["ETag"] != first["ETag"]


def test_nobody_keeps_for_others_what_a_token_read(ask: Any, make: Any) -> None:
    assert ask("GET", "/api/entity/marenia/")["Cache-Control"] == "no-cache"
    own = ask("GET", "/api/entity/marenia/", make(Role.FOCAL_POINT, "marenia").secret)
    assert own["Cache-Control"] == "private, no-cache"
    assert own["Vary"].startswith("Authorization")
    assert "Set-Cookie" not in own.headers


def test_a_telephone_is_told_to_those_who_may_read_contacts(ask: Any, make: Any) -> None:
    path = "/api/entity/marenia/"
    assert ask("GET", path).json()["phone"] is None
    assert ask("GET", path, make(Role.FOCAL_POINT, "agurem").secret).json()["phone"] is None
    assert ask("GET", path, make(Role.FOCAL_POINT, "marenia").secret).json()["phone"]
    assert ask("GET", path, make(Role.ADMINISTRATION).secret).json()["phone"]


def test_an_open_question_tells_who_answered_by_region_and_never_what(ask: Any, make: Any) -> None:
    found = ask("GET", "/api/question/topics-2012/").json()
    assert (found["answered"], found["members"], found["figures"]) == (97, 132, None)
    assert [option["code"] for option in found["options"]] == ["A", "B", "C"]
    assert found["may_answer"] is False
    mine = make(Role.FOCAL_POINT, "marenia").secret
    assert ask("GET", "/api/question/topics-2012/", mine).json()["may_answer"] is True


def test_receipts_are_read_by_their_own_delegation(ask: Any, make: Any) -> None:
    row = Preference.objects.filter(question__slug="topics-2012", standing=True)
    row = row.filter(entity__slug="agurem") if row.filter(entity__slug="agurem") else row
    standing = row.select_related("entity")[0]
    token = make(Role.FOCAL_POINT, standing.entity.slug).secret
    own = ask("GET", "/api/question/topics-2012/answer/", token).json()
    assert standing.receipt in [version["receipt"] for version in own["versions"]]
    other = make(Role.FOCAL_POINT, "marenia").secret
    assert (
        standing.receipt
        not in ask("GET", "/api/question/topics-2012/answer/", other).content.decode()
    )


@pytest.mark.parametrize(
    "role, entity", [(None, ""), (Role.FOCAL_POINT, "agurem"), (Role.OBSERVER, "aguaserena")]
)
def test_no_operation_tells_a_position_a_receipt_or_a_contact_of_others(
    role: Role | None, entity: str, ask: Any, make: Any
) -> None:
    """Every reading operation, for the first things that lists name."""
    token = make(role, entity).secret if role else ""
    rows = Preference.objects.filter(question__slug="topics-2012").exclude(entity__slug=entity)
    secrets = set(rows.values_list("receipt", flat=True))
    secrets |= {reason for reason in rows.values_list("reason", flat=True) if reason}
    others = Entity.objects.exclude(slug=entity).exclude(phone="")
    secrets |= set(others.values_list("phone", flat=True))
    read = 0
    for path in _addresses(ask):
        answer = ask("GET", path, token)
        assert answer.status_code in {200, 401, 403, 404}, path
        text = json.dumps(json.loads(answer.content), ensure_ascii=False)
        assert not [secret for secret in secrets if secret in text], path
        read += answer.status_code == 200
    assert read > 60


def _addresses(ask: Any) -> list[str]:
    """Each reading operation with the first slugs of its list."""
    found = []
    for path, told in openapi.document()["paths"].items():
        if "get" not in told or "uid" in path:
            continue
        if "application/json" not in told["get"]["responses"]["200"]["content"]:
            continue  # a file
        many = {"entity": "entities", "question": "questions", "meeting": "meetings"}
        many |= {"document": "documents", "proposal": "proposals"}
        listed = many.get(path.split("/")[2])
        if "{slug}" in path and listed:
            rows = ask("GET", f"/api/{listed}/?limit=30").json()["items"]
            found += [path.replace("{slug}", row["slug"]) for row in rows]
        else:
            found.append(address(path))
    return found


def test_a_draft_is_there_for_those_who_draft(ask: Any, make: Any) -> None:
    Question.objects.filter(slug="topics-2012").update(opened_at=None)
    assert ask("GET", "/api/question/topics-2012/").status_code == 404
    slugs = [row["slug"] for row in ask("GET", "/api/questions/").json()["items"]]
    assert "topics-2012" not in slugs
    chair = make(Role.CHAIR).secret
    assert ask("GET", "/api/question/topics-2012/", chair).json()["state"] == "draft"


def test_a_document_of_restricted_distribution_is_there_for_those_who_may_read_it(
    ask: Any, make: Any
) -> None:
    Document.objects.filter(slug="ic-2011-7").update(distribution="restricted")
    assert ask("GET", "/api/document/ic-2011-7/").status_code == 404
    assert "IC/2011/7" not in ask("GET", "/api/documents/").content.decode()
    officer = make(Role.ADMINISTRATION).secret
    assert ask("GET", "/api/document/ic-2011-7/", officer).status_code == 200
    meeting = "/api/meeting/consultation-october-2011/"
    assert "IC/2011/7" not in ask("GET", meeting).content.decode()
    assert "IC/2011/7" in ask("GET", meeting, officer).content.decode()


def test_the_brief_waits_for_the_end_and_then_says_what_its_page_says(ask: Any, make: Any) -> None:
    chair = make(Role.CHAIR).secret
    early = ask("GET", "/api/question/topics-2012/brief/", chair)
    assert (early.status_code, early.json()["code"]) == (409, "not-closed-yet")
    brief = ask("GET", "/api/question/theme-2012/brief/", chair).json()
    assert brief["answered"] > 0 and brief["options"][0]["preferred"] is True


def test_entries_of_the_ledger_can_be_checked_from_what_is_told(ask: Any, make: Any) -> None:
    auditor = make(Role.AUDITOR).secret
    found = ask("GET", "/api/ledger/chain/main/?limit=50", auditor).json()["items"]
    for later, earlier in zip(found, found[1:], strict=False):
        assert later["previous"] == earlier["digest"]
    assert found[0]["digest"] == ask("GET", "/api/ledger/head/").json()["head"]


@pytest.mark.parametrize(("path", "told"), READING)
def test_a_list_asks_as_little_of_the_database_for_many_rows_as_for_one(
    path: str, told: Any, make: Any, counted: Any
) -> None:
    limited = "limit" in {one["name"] for one in told["parameters"]}
    counted(address(path), make(Role.ADMINISTRATION).secret, limited=limited)


def test_a_file_comes_as_a_download_to_those_who_may_read_its_document(
    ask: Any, make: Any, topics: Any, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    pdf = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
    who = {"by": SYSTEM, "at": topics.now}
    stored = store_file(upload=SimpleUploadedFile("note.pdf", pdf), **who)
    paper = Document.objects.get(slug="ic-2011-7")
    paper.versions.filter(language="en").update(file=stored, state="issued")
    found = ask("GET", "/api/document/ic-2011-7/").json()["versions"]
    path = next(one["file"] for one in found if one["language"] == "en")
    answer = ask("GET", path)
    assert b"".join(answer.streaming_content) == pdf
    answer.close()
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    Document.objects.filter(pk=paper.pk).update(distribution="members")
    assert ask("GET", path).status_code == 401
    assert ask("GET", path, make(Role.OBSERVER, "aguaserena").secret).status_code == 403
    member = make(Role.FOCAL_POINT, "marenia")
    opened = ask("GET", path, member.secret)
    opened.close()
    assert opened.status_code == 200
