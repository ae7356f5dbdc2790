"""The brief: its figures are those of a count by hand, on the page and in both papers."""

import random
import re
from collections.abc import Iterable
from itertools import chain, combinations, product
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from intersession.consultations import papers
from intersession.consultations.actions import questions
from intersession.consultations.models import Question
from intersession.consultations.queries.brief import brief
from intersession.consultations.queries.draft import draft_conclusion
from intersession.consultations.tests.conftest import NOW, SIX, Cast, members, read

PAGE = "/consultations/topics/brief/"
Ballot = frozenset[str]


# A count by hand: slow, and with nothing in common with the method.


def winners(ballots: Iterable[Ballot], seats: int) -> set[tuple[str, ...]]:
    votes = {code: sum(code in ballot for ballot in ballots) for code in "ABC"}
    totals = {s: sum(votes[code] for code in s) for s in combinations("ABC", seats)}
    return {s for s, total in totals.items() if total == max(totals.values())}


def every_answer(cap: int) -> list[Ballot]:
    sets = chain.from_iterable(combinations("ABC", size) for size in range(cap + 1))
    return [frozenset(s) for s in sets]


def changes(ballots: list[Ballot], seats: int, cap: int, may_change: list[int]) -> int | None:
    """The fewest of the voters `may_change` whose other answers let another set tie or win."""
    now = winners(ballots, seats)
    for many in range(1, len(may_change) + 1):
        for who in combinations(may_change, many):
            for others in product(every_answer(cap), repeat=many):
                changed = list(ballots)
                for voter, answer in zip(who, others, strict=True):
                    changed[voter] = answer
                if winners(changed, seats) - now:
                    return many
    return None


def by_hand(ballots: list[Ballot], silent: int, seats: int, cap: int) -> dict[str, Any]:
    said = [ballot for ballot in ballots if ballot]
    found = winners(said, seats)
    everyone = said + [frozenset()] * (silent + len(ballots) - len(said))
    level = len(found) > 1
    return {
        "scores": {code: sum(code in ballot for ballot in said) for code in "ABC"},
        "winners": sorted(map(list, found)),
        "answered": len(said),
        "voters": len(everyone),
        "margin": 0 if level else changes(said, seats, cap, list(range(len(said)))),
        "silent_margin": 0
        if level
        else changes(everyone, seats, cap, list(range(len(said), len(everyone)))),
    }


@pytest.mark.parametrize("seed", range(8))
def test_its_figures_are_those_of_a_count_by_hand(
    seed: int, ask: Any, key: Any, close: Any, cast: Cast
) -> None:
    chance = random.Random(seed)
    many = [cast.marenia, cast.arvoria, *members(f"land-{n}" for n in range(4))]
    seats, cap = chance.choice([(1, 1), (1, 2), (2, 2), (2, 3)])
    question = ask(seats=seats, cap=cap)
    ballots = []
    for entity in chance.sample(many, chance.randint(1, 5)):
        key(entity, "ABC"[: chance.randint(1, cap)])  # replaced below
        ballot = chance.choice(every_answer(cap))
        key(entity, "".join(sorted(ballot)))
        ballots.append(ballot)
    values = brief(close(question)).values
    expected = by_hand(ballots, len(many) - len(ballots), seats, cap)
    assert {name: values[name] for name in expected} == expected
    covered = sum(bool(ballot & set(values["chosen"])) for ballot in ballots)
    assert values["covered"] == [covered, expected["answered"]]
    assert values["chosen"] in expected["winners"]


@pytest.fixture
def counted(ask: Any, key: Any, close: Any, cast: Cast) -> Question:
    """A 6, B 4, C 2 of eight that named something; one without preference, one silent."""
    africa = members((f"south-{n}" for n in range(4)), region="AFRICAN")
    west = members((f"west-{n}" for n in range(4)), region="WESTERN")
    question = ask(cap=2, ties="IC/2011/7")
    for entity, named in zip([*africa, *west], ["AB", "AB", "A", "AC", "A", "B", "BC", "A"],
                             strict=True):  # fmt: skip
        key(entity, named)
    key(cast.marenia, "")
    closed: Question = close(question)
    return closed


def test_the_page_says_it_in_sentences(counted: Question, browse: Any) -> None:
    page = read(browse("chair").get(PAGE))
    assert "Question topics: the brief" in page
    assert "A. Moving to safety (6), B. Protecting migrants (4)." in page
    assert "8 of 10 Members answered. 1 said “no preference”." in page
    assert "1 delegation would have to change its answer" in page
    assert (
        "2 of the 2 Members that named no option, all answering against it, would suffice." in page
    )
    assert "8 of 8 of those that answered named at least one" in page
    assert "AFRICAN 4 of 4 4" in page
    assert f"Digest {counted.digest}" in page


def test_level_packages_are_said_to_be_level(
    ask: Any, say: Any, key: Any, close: Any, browse: Any, cast: Cast
) -> None:
    question = ask(seats=1, ties="seed 1")
    say("first", "A")
    key(cast.arvoria, "B")
    close(question)
    page = read(browse("chair").get(PAGE))
    assert "2 packages are level under the agreed rule." in page
    assert "The tie-break declared before opening gives" in page
    assert "Several packages are level: the declared tie-break decided." in page


def test_a_draft_conclusion_stands_ready_in_each_language(counted: Question, browse: Any) -> None:
    drafts = draft_conclusion(brief(counted))
    assert set(drafts) == {"en", "fr", "es"}
    assert "“Moving to safety” and “Protecting migrants”" in drafts["en"].replace("\u00a0", " ")
    assert "2012" in drafts["en"]
    assert len(set(drafts.values())) == 3
    page = read(browse("chair").get(PAGE))
    assert "“Beyond the emergency” is kept for a future programme." in page


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_the_brief_is_a_paper_of_one_page(counted: Question, browse: Any, language: str) -> None:
    browser = browse("chair")
    browser.get(f"/?lang={language}")
    pdf = browser.get(f"{PAGE}pdf/")
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf["Content-Disposition"] == 'attachment; filename="brief-topics.pdf"'
    assert pdf.content.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf.content)) in (0, 1)  # 0: compressed
    docx = browser.get(f"{PAGE}docx/")
    assert docx.content.startswith(b"PK")


@pytest.mark.parametrize("name", ["first", "ambassador", "watcher", "auditor", "stranger"])
def test_the_brief_is_private(counted: Question, browse: Any, name: str) -> None:
    for page in ("", "pdf/", "docx/"):
        assert browse(name).get(PAGE + page).status_code == 403


def test_there_is_none_before_closing(ask: Any, browse: Any) -> None:
    ask()
    browser = browse("chair")
    answer = browser.get(PAGE)
    assert answer.status_code == 422
    assert "This question is still open. Close it first." in read(answer)
    assert browser.get(f"{PAGE}pdf/").status_code == 403


def test_yes_and_no_have_a_brief_too(
    ask: Any, say: Any, key: Any, close: Any, cast: Cast, browse: Any
) -> None:
    question = ask(kind="yes_no", slug="more")
    say("first", ["yes"])
    key(cast.arvoria, ["no"])
    close(question)
    page = read(browse("chair").get("/consultations/more/brief/"))
    assert "2 packages are level" in page
    assert question.closes_at == SIX


def test_who_named_only_what_was_withdrawn_is_told_apart_from_the_silent(
    ask: Any, say: Any, key: Any, close: Any, browse: Any, cast: Cast
) -> None:
    question = ask()
    say("first", "AB")
    key(cast.arvoria, "C")
    say("watcher", "C")
    withdrawn = {"option": question.options.get(code="C"), "because": "By its proposer"}
    questions.withdraw_option(question=question, **withdrawn, by=cast.by("officer"), at=NOW)
    close(question)
    page = read(browse("chair").get("/consultations/topics/brief/"))
    assert "1 of 2 Members answered." in page
    assert "1 named only what was withdrawn; the count has it among the silent." in page
    paper = papers.brief_paper(brief(Question.objects.get()))
    assert "1 named only what was withdrawn" in paper.blocks[0].words


def asked_of_the_database(browser: Any, page: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(page).status_code == 200
    return len(asked)


def test_ten_answers_and_sixty_cost_the_same_queries(
    ask: Any, key: Any, close: Any, browse: Any, cast: Cast
) -> None:
    browser = browse("officer")
    counts = []
    for slug, many in (("few", 10), ("many", 60)):
        rows = members((f"{slug}-{n}" for n in range(many)), region=slug.upper())
        question = ask(slug=slug)
        for number, entity in enumerate(rows):
            key(entity, "ABC"[number % 3], question=question)
        close(question)
        pages = ("", "brief/", "positions/", "grid/", "missing/", "waiting/")
        counts.append([asked_of_the_database(browser, f"/consultations/{slug}/{p}") for p in pages])
    assert counts[0] == counts[1]
    assert max(counts[1]) <= 12
