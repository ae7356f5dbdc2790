"""The list of questions, the call list, positions; a request that is repeated acts once."""

from datetime import timedelta
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from intersession.consultations.models import Preference, Proposal, Question, Suggestion
from intersession.consultations.tests.conftest import OPENS, SIX, Cast, members, read

LIST = "/consultations/"


def asked(browser: Any, place: str = LIST) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(place).status_code == 200
    return len(queries)


def test_without_a_question_the_page_says_so(cast: Cast, browse: Any) -> None:
    assert "No question has been put to the membership yet." in read(browse("public").get(LIST))


def test_it_tells_state_meeting_and_turnout(ask: Any, say: Any, browse: Any) -> None:
    ask()
    say("first", "A")
    text = read(browse("public").get(LIST))
    assert "Question topics 20 October 2011 Open 1 of 2" in text


def test_drafts_are_left_out_for_those_who_do_not_manage_them(
    ask: Any, draft: Any, browse: Any
) -> None:
    ask(slug="one")
    draft(slug="two")
    for name in ("public", "first", "watcher", "auditor"):
        text = read(browse(name).get(LIST))
        assert "Question one" in text
        assert "Question two" not in text
    assert "Question two 20 October 2011 Draft –" in read(browse("chair").get(LIST))


def test_one_question_and_three_cost_the_same_queries(ask: Any, say: Any, browse: Any) -> None:
    question = ask(slug="one")
    say("first", "A", question=question)
    browser = browse("officer")
    one = asked(browser)
    for slug in ("two", "three"):
        say("first", "A", question=ask(slug=slug))
    assert asked(browser) == one <= 12


def test_the_page_of_a_question_asks_no_more_for_sixty_members(
    ask: Any, key: Any, say: Any, browse: Any, cast: Cast
) -> None:
    browsers = [browse(name) for name in ("public", "first", "watcher", "officer", "chair")]
    counts = []
    for slug, many in (("few", 3), ("many", 60)):
        rows = members((f"{slug}-{n}" for n in range(many)), region=slug.upper())
        question = ask(slug=slug)
        for entity in rows:
            key(entity, "A", question=question)
        say("first", "A", question=question)
        counts.append([asked(browser, f"/consultations/{slug}/") for browser in browsers])
    assert counts[0] == counts[1]
    assert max(counts[1]) <= 12


# The call list


def test_the_call_list_names_those_who_are_missing_with_their_telephone(
    ask: Any, say: Any, browse: Any, cast: Cast
) -> None:
    ask()
    browser = browse("officer")
    text = read(browser.get("/consultations/topics/missing/"))
    assert "2 of 2 Members have not answered" in text
    assert "Marenia +41 22 555 01 01 English" in text
    assert "Watchland" not in text  # an observer is called by nobody
    say("first", "A")
    say("other", "B")
    assert "Every Member has answered." in read(browser.get("/consultations/topics/missing/"))


def test_for_an_open_question_it_names_those_who_said_nothing(
    ask: Any, browse: Any, cast: Cast
) -> None:
    question = ask(kind="open", slug="planning", sets="nothing")
    Suggestion.objects.create(
        question=question, entity=cast.arvoria, by="x", words="y", language="en", at=SIX
    )
    text = read(browse("chair").get("/consultations/planning/missing/"))
    assert "1 of 2 Members have not answered" in text
    assert "Arvoria" not in text


def test_a_held_answer_is_not_an_answer_that_is_missing(ask: Any, say: Any, browse: Any) -> None:
    ask()
    say("first", "A")
    say("second", "B")
    text = read(browse("officer").get("/consultations/topics/missing/"))
    assert "1 of 2 Members have not answered" in text
    assert "Marenia" not in text


def test_positions_tell_the_answer_that_stands(ask: Any, say: Any, browse: Any) -> None:
    ask()
    say("first", "A")
    say("first", "BC", reason="Why.")
    text = read(browse("chair").get("/consultations/topics/positions/"))
    assert "Marenia B, C Why. Online 20 October 2011, 10:30 Geneva" in text
    assert "Arvoria has not answered" in text


# Once


def once(browser: Any, place: str, form: dict[str, Any]) -> list[int]:
    return [
        browser.post(place, form, headers={"Idempotency-Key": "k-1"}).status_code for _ in range(3)
    ]


def test_an_answer_sent_three_times_with_one_key_is_one_answer(ask: Any, browse: Any) -> None:
    ask()
    assert once(browse("first"), "/consultations/topics/prefer/", {"approved": "A"}) == [302] * 3
    assert Preference.objects.count() == 1


def test_the_key_of_the_form_does_the_same(ask: Any, browse: Any) -> None:
    ask()
    browser = browse("first")
    for _twice in range(2):
        browser.post("/consultations/topics/prefer/", {"approved": "A", "once": "form-1"})
    assert Preference.objects.count() == 1


def test_another_key_is_another_answer(ask: Any, browse: Any) -> None:
    ask()
    browser = browse("first")
    for key in ("1", "2"):
        browser.post("/consultations/topics/prefer/", {"approved": "A", "once": key})
    assert Preference.objects.count() == 2


def test_a_refused_request_may_be_sent_again_with_its_key(ask: Any, browse: Any) -> None:
    ask()
    browser = browse("first")
    refused = {"approved": "X", "once": "form-1"}
    assert browser.post("/consultations/topics/prefer/", refused).status_code == 422
    mended = {"approved": "A", "once": "form-1"}
    assert browser.post("/consultations/topics/prefer/", mended).status_code == 302
    assert Preference.objects.count() == 1


def test_proposals_suggestions_grids_and_closings_act_once_too(
    ask: Any, browse: Any, cast: Cast
) -> None:
    ask()
    ask(kind="open", slug="planning", sets="nothing")
    form = {"programme": cast.year.pk, "kind": "topic", "title_en": "Once"}
    assert once(browse("first"), "/consultations/proposals/add/", form) == [302] * 3
    assert Proposal.objects.filter(title__en="Once").count() == 1
    once(browse("first"), "/consultations/planning/suggest/", {"words": "Once."})
    assert Suggestion.objects.count() == 1
    grid = {"channel": "floor", "received_at": "2011-10-20T10:30"}
    grid |= {f"approved-{cast.arvoria.pk}": "A"}
    once(browse("officer"), "/consultations/topics/grid/", grid)
    assert Preference.objects.count() == 1
    assert once(browse("officer"), "/consultations/topics/close/", {}) == [302] * 3
    assert Question.objects.get(slug="topics").closed_at


def test_a_question_that_is_not_there_is_a_404_everywhere(cast: Cast, browse: Any) -> None:
    browser = browse("officer")
    for place in ("", "grid/", "brief/", "recount/", "positions/", "conclude/"):
        assert browser.get(f"/consultations/nowhere/{place}").status_code == 404
    assert OPENS + timedelta(days=1) < SIX
