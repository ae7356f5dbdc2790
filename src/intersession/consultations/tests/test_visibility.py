"""Who learns what: with the default nobody but the Administration and the Chair sees a position."""

import re
from typing import Any

import pytest

from intersession.consultations.models import Preference, Question
from intersession.consultations.tests.conftest import (
    LATER,
    SIX,
    Cast,
    conclude,
    join,
    members,
    read,
)

OUTSIDERS = ("public", "stranger", "watcher", "other", "donor", "auditor")
REASON = "Our reason, which is nobody’s business"
PAGES = (
    "/",
    "/consultations/",
    "/consultations/topics/",
    "/consultations/topics/positions/",
    "/consultations/topics/grid/",
    "/consultations/topics/keyed/",
    "/consultations/topics/missing/",
    "/consultations/topics/positions/?sheet=csv",
    "/consultations/topics/missing/?sheet=csv",
    "/consultations/?sheet=csv",
    "/consultations/topics/waiting/",
    "/consultations/topics/brief/",
    "/consultations/topics/brief/pdf/",
    "/consultations/topics/brief/docx/",
    "/consultations/topics/conclude/",
    "/consultations/topics/recount/",
    "/consultations/topics/recount/program/",
    "/consultations/proposals/",
    "/meetings/",
    "/meetings/october/",
    "/meetings/october/calendar/",
    "/membership/",
    "/membership/marenia/",
    "/membership/arvoria/",
    "/programme/",
    "/programme/2012/",
    "/ledger/",
    "/ledger/head/",
    "/ledger/chain/main/",
    "/ledger/chain/question:topics/",
    "/ledger/runs/",
    "/outbox/",
    "/documents/",
    "/access/",
)


@pytest.fixture
def asked(ask: Any, say: Any, key: Any, cast: Cast) -> Any:
    """Members enough that figures may be shown; Marenia's answer has a reason nobody else has."""

    def asked(seen_by: str = "administration") -> Question:
        many = members((f"land-{n}" for n in range(8)), region="AFRICAN")
        join([cast.marenia], "AFRICAN")
        question: Question = ask(seen_by=seen_by, slug="topics")
        for number, entity in enumerate(many):
            key(entity, "ABC"[number % 3])
        say("first", "BC", reason=REASON)
        return question

    return asked


def tells(page: Any, row: Preference) -> bool:
    """Whether a page tells the answer of this Member, or lets it be found in the record."""
    text = page.content.decode("utf-8", "replace")
    plain = read(page) if page.get("Content-Type", "").startswith("text/html") else text
    told = (REASON, row.receipt, row.salt, "B and C", "B, C", '["B","C"]')
    return any(part in plain or part in text for part in told)


def leaks(
    browse: Any, names: tuple[str, ...], pages: tuple[str, ...] = PAGES
) -> list[tuple[str, str]]:
    row = Preference.objects.get(entity__slug="marenia")
    found = []
    for name in names:
        browser = browse(name)
        found += [(name, page) for page in pages if tells(browser.get(page), row)]
    return found


@pytest.mark.once  # beside both databases a real server is crawled (tests/server/test_crawl.py)
@pytest.mark.parametrize("stage", ["open", "closed", "concluded"])
def test_by_default_no_outsider_finds_the_position_of_a_member_on_any_page(
    asked: Any, browse: Any, close: Any, cast: Cast, tell: Any, stage: str
) -> None:
    question = asked()
    if stage != "open":
        tell(LATER)
        close(question)
    if stage == "concluded":
        conclude(question, cast)
    crawling = ("public", "watcher", "other", "donor", "auditor")
    assert leaks(browse, crawling) == []


def test_the_search_for_leaks_would_find_one(asked: Any, browse: Any) -> None:
    asked()
    own, positions = "/consultations/topics/", "/consultations/topics/positions/"
    sheet = f"{positions}?sheet=csv"
    found = leaks(browse, ("first", "officer"), ("/", own, positions, sheet))
    assert found == [("first", own), ("officer", positions), ("officer", sheet)]
    assert leaks(browse, ("chair",), (positions,)) == [("chair", positions)]


CLOSED_DOORS = ("positions", "grid", "keyed", "missing", "brief", "brief/pdf", "brief/docx")


@pytest.mark.parametrize("name", OUTSIDERS[1:])
def test_pages_with_positions_are_not_open_to_outsiders(
    asked: Any, browse: Any, close: Any, tell: Any, name: str
) -> None:
    question = asked()
    browser = browse(name)
    for closed in (False, True):
        if closed:
            tell(LATER)
            close(question)
        for door in (*CLOSED_DOORS, "recount", "conclude"):
            assert browser.get(f"/consultations/topics/{door}/").status_code == 403, door


def test_the_public_is_refused_or_led_to_the_sign_in(asked: Any, browse: Any) -> None:
    asked()
    for door in (*CLOSED_DOORS, "recount", "conclude", "waiting"):
        answer = browse("public").get(f"/consultations/topics/{door}/")
        assert answer.status_code in (302, 403), door
        assert "/access/sign-in/" in answer.get("Location", "/access/sign-in/")


def test_while_it_is_open_one_sees_who_has_answered_by_region_and_not_what(
    asked: Any, browse: Any
) -> None:
    asked()
    page = read(browse("public").get("/consultations/topics/"))
    assert "9 of 10 Members" in page
    assert "what each answered is not shown here" in page


# As the Chair decided


def sees_positions(browse: Any, name: str) -> bool:
    answer = browse(name).get("/consultations/topics/positions/")
    assert answer.status_code in (200, 403)
    return bool(answer.status_code == 200 and REASON in read(answer))


@pytest.mark.parametrize(
    ("seen_by", "who"),
    [
        ("administration", {"officer", "chair"}),
        ("membership", {"officer", "chair", "first", "second", "other", "ambassador"}),
        (
            "public",
            {"officer", "chair", "first", "second", "other", "ambassador", "watcher", "auditor"}
            | {"donor", "public", "stranger"},
        ),
    ],
)
def test_after_closing_those_see_positions_whom_the_chair_named(
    asked: Any, browse: Any, close: Any, cast: Cast, seen_by: str, who: set[str]
) -> None:
    question = asked(seen_by)
    everyone = (*cast.users, "public")
    assert {name for name in everyone if sees_positions(browse, name)} == {"officer", "chair"}
    close(question)
    assert {name for name in everyone if sees_positions(browse, name)} == who


def test_a_focal_point_of_an_observer_is_not_of_the_membership(
    asked: Any, browse: Any, close: Any, cast: Cast
) -> None:
    cast.watchland.representations.update(role="focal_point")
    close(asked("membership"))
    assert not sees_positions(browse, "watcher")


def test_the_form_says_who_will_see_the_answer(asked: Any, browse: Any) -> None:
    asked("membership")
    page = read(browse("other").get("/consultations/topics/"))
    assert "After closing, the membership sees each answer." in page


# Figures and the recount file


def sees_figures(browse: Any, name: str) -> bool:
    browser = browse(name)
    shown = "A 3, B 4, C 3." in read(browser.get("/consultations/topics/"))
    file = browser.get("/consultations/topics/recount/").status_code
    assert file == (200 if shown or name in ("officer", "chair") else 403), name
    return shown


@pytest.mark.parametrize(
    ("figures", "who"),
    [
        ("administration", {"officer", "chair"}),
        ("membership", {"officer", "chair", "first", "other"}),
        ("public", {"officer", "chair", "first", "other", "watcher", "public", "stranger"}),
    ],
)
def test_figures_and_file_are_open_to_those_whom_the_chair_named(
    asked: Any, browse: Any, close: Any, cast: Cast, figures: str, who: set[str]
) -> None:
    question = asked()
    close(question)
    asking = ("officer", "chair", "first", "other", "watcher", "public", "stranger")
    assert not any(sees_figures(browse, name) for name in asking)
    conclude(question, cast, figures_seen_by=figures)
    assert {name for name in asking if sees_figures(browse, name)} == who


def test_the_file_names_nobody_unless_positions_are_public(
    asked: Any, browse: Any, close: Any
) -> None:
    close(asked())
    file = browse("chair").get("/consultations/topics/recount/").content.decode()
    assert Preference.objects.get(entity__slug="marenia").receipt in file
    assert not re.search("marenia|land-|AFRICAN|" + REASON[:10], file)


def test_where_they_are_public_it_does(asked: Any, browse: Any, close: Any) -> None:
    close(asked("public"))
    file = browse("chair").get("/consultations/topics/recount/").content.decode()
    assert '"entity":"marenia"' in file
    assert '"groups":["AFRICAN"]' in file


def test_figures_of_fewer_than_five_are_not_shown(
    ask: Any, say: Any, close: Any, cast: Cast, browse: Any
) -> None:
    question = ask()
    say("first", "AB")
    close(question)
    conclude(question, cast, figures_seen_by="public")
    page = read(browse("public").get("/consultations/topics/"))
    assert "I conclude." in page
    assert "A 1" not in page


def test_the_conclusion_speaks_of_those_that_answered(
    asked: Any, browse: Any, close: Any, cast: Cast
) -> None:
    question = asked()
    close(question)
    conclude(question, cast, figures_seen_by="public")
    page = read(browse("public").get("/consultations/topics/"))
    assert "Of the 9 that answered, out of 10 Members: A 3, B 4, C 3." in page


# Groups under five


def lines(browse: Any) -> dict[str, tuple[int, int]]:
    """What the page says of the regions: name -> (answered, Members)."""
    page = browse("public").get("/consultations/topics/").content.decode().replace("&nbsp;", " ")
    rows = re.findall(r'<tr><th scope="row">(.*?)</th><td class="r">(\d+).*?(\d+)</td>', page)
    return {re.sub("<.*?>", "", name): (int(some), int(most)) for name, some, most in rows}


def regions(ask: Any, key: Any, sizes: dict[str, int]) -> None:
    made = {name: members((f"{name}-{n}".lower() for n in range(size)), region=name)
            for name, size in sizes.items()}  # fmt: skip
    ask()
    for rows in made.values():
        key(rows[0], "A")


def test_a_region_under_five_is_put_together_with_others(
    cast: Cast, ask: Any, key: Any, browse: Any
) -> None:
    regions(ask, key, {"ONE": 8, "TWO": 6, "THREE": 3})
    # With Marenia and Arvoria, which belong to no region, THREE makes five.
    assert lines(browse) == {"ONE": (1, 8), "TWO": (1, 6), "Other regions": (1, 5)}


@pytest.mark.parametrize(
    "sizes",
    [
        {"ONE": 8, "TWO": 6, "THREE": 1},
        {"ONE": 8, "TWO": 5, "THREE": 4},
        {"ONE": 20, "TWO": 1},
        {"ONE": 3, "TWO": 3, "THREE": 3, "FOUR": 9},
        {"ONE": 5, "TWO": 5},
        {"ONE": 1},
    ],
)
def test_no_group_under_five_can_be_worked_out_by_subtraction(
    cast: Cast, ask: Any, key: Any, browse: Any, sizes: dict[str, int]
) -> None:
    regions(ask, key, sizes)
    shown = lines(browse)
    members_in_all = sum(sizes.values()) + 2
    rest = members_in_all - sum(most for _some, most in shown.values())
    assert all(most >= 5 for _some, most in shown.values())
    assert rest == 0 or rest >= 5 or (not shown and members_in_all < 5)


def test_the_program_that_recounts_is_open_to_everybody(asked: Any, browse: Any) -> None:
    asked()
    answer = browse("public").get("/consultations/topics/recount/program/")
    assert answer.status_code == 200
    assert answer.content.startswith(b"#!") or b"import" in answer.content
    assert SIX < LATER
