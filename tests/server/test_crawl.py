"""With the visibility that a question has unless the Chair widens it, nobody outside the
Administration and the Chair can find the position of a Member: not while the question is open, not
after closing, not after the conclusion."""

import io
import json
import re
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pytest

from tests.harness.server import Server, on_postgres, running
from tests.harness.visitor import Answer, Visitor, links
from tests.server.members import CODE, kept, rows

QUESTION = "/consultations/topics-2012/"
REASON = "Our quiet reason: the vermilion heron crosses at noon"
READERS = (("public", ""), ("focal_point", "agurem"), ("observer", "aguaserena"))
# Known by their pattern even where no page leads to them.
KNOWN = (
    *("/api/", "/api/docs/", "/api/tokens/"),
    *(QUESTION + name for name in ("positions/", "grid/", "keyed/", "missing/", "waiting/")),
    *(QUESTION + name for name in ("brief/", "brief/pdf/", "brief/docx/", "recount/", "conclude/")),
    *("/consultations/theme-2012/" + name for name in ("positions/", "recount/", "brief/")),
    "/ledger/",
    "/ledger/head/",
    "/ledger/verify/",
    "/ledger/chain/main/",
    "/ledger/chain/topics-2012/",
    "/ledger/chain/question:topics-2012/",
    "/ledger/runs/",
    "/outbox/",
    "/membership/csv/",
    "/membership/pdf/",
    "/consultations/theme-2012/outcome/docx/",
    "/consultations/notes/",
    "/consultations/notes/add/",
    "/consultations/discussion/consultation-october-2011/",
    "/meetings/calendar/",
    "/meetings/consultation-october-2011/calendar/",
    "/desk/example/?all",
    "/consultations/no-such-question/",
    "/membership/no-such-state/",
)
# Signing in or out, another language of the same page or paper, other orders of the same list.
LEFT_OUT = re.compile(
    r"/static/|/desk/example/sign-in/|/access/sign-out/|[?&](lang(uage)?|sort|order)="
)
OF_OFFICE = ("positions/", "grid/", "keyed/", "missing/", "brief/", "brief/pdf/", "conclude/")
BLOCK = re.compile(r"<(?:tr|li|p|article|section|div|h\d|dt|dd|option|label)\b")
TAG = re.compile(r"<[^>]+>")
# The letter of an option, and not the article of a sentence.
LETTER = re.compile(r"(?<![\w’'.])[ABC](?![\w’'.]| [a-z])")
ENTITY = re.compile(r"/membership/[a-z0-9-]+/$")
MAIL = re.compile(r"[^\s<>\"]*@[^\s<>\"]*")
PHONE = re.compile(r"\+[\d ()./-]+")


@dataclass(kw_only=True)
class Secrets:
    """What must not be shown to a reader; the reader's own are taken out before looking."""

    receipts: set[str]
    phones: set[str]
    mails: set[str]
    members: set[str]
    own: set[str] = field(default_factory=set)

    def found_in(self, page: str) -> list[str]:
        plain = page.replace("\N{NO-BREAK SPACE}", " ").replace("&nbsp;", " ")
        blocks = [block for block in BLOCK.split(plain) if self._is_position(block)]
        return self.words_in(plain) + blocks

    def words_in(self, text: str) -> list[str]:
        """Mails are looked for among what has an @, telephones among what has a +."""
        shown = [word for word in (REASON, *self.receipts) if word in text]
        for words, shape in ((self.mails, MAIL), (self.phones, PHONE)):
            alike = "\n".join(shape.findall(text))
            shown += [word for word in words if word in alike]
        return [word for word in shown if word not in self.own]

    def _is_position(self, block: str) -> bool:
        """A Member and the letter of an option in one row, item or paragraph."""
        text = " ".join(TAG.sub(" ", f"<{block}").split())
        if not LETTER.search(text):
            return False
        return any(name in text for name in self.members - self.own)


@pytest.fixture(scope="module")
def server():
    with running() as started:
        yield started


def person(server: Server, role: str, entity: str = "") -> Visitor:
    visitor = Visitor(server.url)
    visitor.sign_in(server.links[role, entity])
    return visitor


def send(visitor: Visitor, path: str, fields: dict, page: str = "") -> Answer:
    """Open a page, send one of its forms, expect that it was done."""
    once = visitor.get(page or path).hidden("once")
    sent = visitor.post(path, {**fields, "once": once})
    assert sent.status in {200, 302}, (path, sent.status, sent.text)
    return sent


def secrets_of(server: Server) -> Secrets:
    """Receipts of the question whose figures stay with the office; those of the other one stand in
    a recount file that its Chair opened to the membership, without any name."""
    answers = [row.receipt for row in kept(server.database_url, "topics-2012")]
    entities = rows(server.database_url, "SELECT name, phone, kind FROM membership_entity")
    mails = rows(server.database_url, "SELECT email FROM access_user")
    return Secrets(
        receipts=set(answers),
        phones={phone for _name, phone, _kind in entities if phone},
        mails={row[0] for row in mails},
        members={in_english(name) for name, _phone, kind in entities if kind == "state"},
    )


def in_english(name: Any) -> str:
    """SQLite gives JSON as text, PostgreSQL as what it means."""
    return (json.loads(name) if isinstance(name, str) else name)["en"]


def own_of(server: Server, entity: str) -> set[str]:
    """Contacts and name of the reader's own Entity."""
    if not entity:
        return set()
    phone = rows(
        server.database_url, f"SELECT phone FROM membership_entity WHERE slug = '{entity}'"
    )
    return {entity.title(), f"mission@{entity}.example", phone[0][0]}


def crawl(
    server: Server, role: str, entity: str, entities: int
) -> tuple[dict[str, list[str]], Counter]:
    """Every page that the reader can reach or guess, but no more than `entities` of the pages of
    single Entities: what leaks, by address; statuses."""
    reader, secrets = person(server, role, entity), secrets_of(server)
    secrets.own = own_of(server, entity)
    secrets.receipts -= set(CODE.findall(reader.get(QUESTION).text))
    waiting, seen = ["/", *KNOWN], set()
    leaks: dict[str, list[str]] = {}
    statuses: Counter = Counter()
    while waiting:
        path = waiting.pop()
        one_of_many = bool(ENTITY.match(path))
        if path in seen or LEFT_OUT.search(path) or (one_of_many and entities == 0):
            continue
        entities -= one_of_many
        seen.add(path)
        answer = reader.get(path)
        statuses[answer.status] += 1
        text = answer.body.decode("utf-8", errors="replace")
        if found := secrets.found_in(text):
            leaks[path] = found
        if answer.location:
            waiting.append(answer.location.partition("#")[0])
        if "text/html" in answer.headers.get("Content-Type", ""):
            waiting += links(text, path)
    reader.close()
    return leaks, statuses


@pytest.fixture(scope="module")
def answered(server: Server) -> Server:
    """One Member gives a reason that nobody would write twice; another answers by telephone."""
    send(
        person(server, "focal_point", "marenia"),
        f"{QUESTION}prefer/",
        {"approved": ["A", "C"], "reason": REASON},
        page=QUESTION,
    )
    officer = person(server, "administration")
    entity = rows(server.database_url, "SELECT id FROM membership_entity WHERE slug = 'akpandu'")
    fields = {"entity": entity[0][0], "approved": ["B"], "channel": "phone"}
    moment = {"received_at": "2011-10-20T10:00", "said_by": "Counsellor"}
    send(officer, f"{QUESTION}keyed/", {**fields, **moment})
    return server


@pytest.fixture(scope="module")
def closed(answered: Server) -> Server:
    send(person(answered, "administration"), f"{QUESTION}close/", {"because": ""}, page=QUESTION)
    return answered


@pytest.fixture(scope="module")
def concluded(closed: Server) -> Server:
    """Figures and file stay with the Administration and the Chair, as they do by default."""
    chair = person(closed, "chair")
    page = chair.get(f"{QUESTION}conclude/")
    fields = {"once": page.hidden("once"), "figures_seen_by": "administration"}
    for number, code in enumerate("ABC", start=1):
        fate = {"fate": "chosen" if number < 3 else "kept", "slot": number if number < 3 else ""}
        fields |= {f"{name}_{code}": value for name, value in fate.items()}
    fields |= {f"words_{code}": "The two topics are agreed." for code in ("en", "fr", "es")}
    sent = chair.post(f"{QUESTION}conclude/", fields)
    assert sent.status == 302, sent.text
    return closed


def token_of(server: Server, role: str, entity: str) -> str:
    """Made on its page, for all that the person may do; "" for somebody who has none."""
    if role == "public":
        return ""
    browser = person(server, role, entity)
    page = browser.get("/api/tokens/")
    rights = re.findall(r'name="scopes" value="([^"]+)"', page.text)
    sent = browser.post("/api/tokens/", {"name": "Crawl", "until": "2012-01-01", "scopes": rights})
    made = re.search(r"<code>(isn_[\w-]+)</code>", sent.text)
    assert made is not None, sent.text
    return made[1]


def positions_in(value: Any, own: str) -> list[Any]:
    """Objects that tell what somebody else named, wherever they lie."""
    if isinstance(value, list):
        return [found for part in value for found in positions_in(part, own)]
    if not isinstance(value, dict):
        return []
    told = "approved" in value and value.get("entity", own) != own
    return [value] * told + positions_in(list(value.values()), own)


@pytest.mark.parametrize("role, entity", READERS)
@pytest.mark.parametrize("stage", ["answered", "closed", "concluded"])
def test_no_operation_gives_a_position_a_receipt_or_a_contact_of_others(
    stage, role, entity, request
):
    server = request.getfixturevalue(stage)
    reader, secrets = Visitor(server.url), secrets_of(server)
    token = token_of(server, role, entity)
    shown = {"Authorization": f"Bearer {token}"} if token else {}
    secrets.own = own_of(server, entity)
    own = json.loads(reader.get("/api/question/topics-2012/answer/", **shown).text).get(
        "versions", []
    )
    secrets.receipts -= {version["receipt"] for version in own}
    statuses: Counter = Counter()
    for path in operations(reader):
        answer = reader.get(path, **shown)
        statuses[answer.status] += 1
        told, value = told_by(answer)
        assert not secrets.words_in(told), path
        assert not positions_in(value, entity), path
    # 409: what is not concluded has no outcome yet.
    assert statuses[200] > 30 and set(statuses) <= {200, 401, 403, 404, 409}


def told_by(answer: Answer) -> tuple[str, Any]:
    """The words of an answer, and its JSON; of a DOCX file the words in all its parts."""
    if "json" in answer.headers["Content-Type"]:
        value = json.loads(answer.text)
        return json.dumps(value, ensure_ascii=False), value
    if not answer.body.startswith(b"PK"):
        return answer.text, None
    with zipfile.ZipFile(io.BytesIO(answer.body)) as parts:
        xml = [parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml")]
    return TAG.sub("", "\n".join(xml)), None


def operations(reader: Visitor) -> list[str]:
    """Reading operations for each thing that the lists name, of Entities the first ten."""
    lists = {"entity": "entities", "question": "questions", "meeting": "meetings"}
    lists |= {"document": "documents", "proposal": "proposals"}

    @cache
    def listed(of: str) -> list[str]:
        answer = json.loads(reader.get(f"/api/{lists[of]}/?limit=10").text)
        return [row["slug"] for row in answer.get("items", [])]

    found = []
    for path, told in json.loads(reader.get("/api/").text)["paths"].items():
        of = path.split("/")[2]
        if "get" not in told or "{uid}" in path:
            continue
        slugs = (listed(of) if of in lists else []) if "{slug}" in path else [""]
        others = path.replace("{year}", "2012").replace("{key}", "main")
        if "form" in {one["name"] for one in told["get"]["parameters"]}:
            others += "?form=docx"  # a PDF does not show its words
        found += [others.replace("{slug}", slug) for slug in slugs]
    return found


def test_those_who_may_see_it_see_the_reason_so_that_the_search_can_find_something(answered):
    page = person(answered, "chair").get(f"{QUESTION}positions/").text
    secrets = secrets_of(answered)
    found = secrets.found_in(page)
    assert REASON in found
    assert len([block for block in found if "Marenia" in block]) == 1
    assert CODE.search(person(answered, "focal_point", "marenia").get(QUESTION).text)


@pytest.mark.parametrize("role, entity", READERS)
@pytest.mark.parametrize("stage", ["answered", "closed", "concluded"])
def test_no_page_shows_a_position_a_receipt_or_a_contact_of_others(stage, role, entity, request):
    server = request.getfixturevalue(stage)
    every_entity = stage == "concluded" and not on_postgres()
    leaks, statuses = crawl(server, role, entity, 999 if every_entity else 5)
    print(f"{stage}, {role}: {statuses.total()} pages, {dict(statuses)}")
    assert not leaks
    assert statuses[200] > (200 if every_entity else 40)
    assert set(statuses) <= {200, 302, 403, 404, 405, 422}
    assert statuses[404] == 2, "besides the two made up, a link leads nowhere"


@pytest.mark.parametrize("role, entity", READERS)
def test_pages_of_the_office_stay_shut_after_the_conclusion(concluded, role, entity):
    reader = person(concluded, role, entity)
    for name in (*OF_OFFICE, "recount/"):
        answer = reader.get(QUESTION + name)
        led_to_sign_in = answer.status == 302 and answer.location.startswith("/access/sign-in/")
        assert answer.status == 403 or (role == "public" and led_to_sign_in), (name, answer.status)
