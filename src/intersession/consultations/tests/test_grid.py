"""The keyboard grid: forty answers at once, only changed rows are kept, nothing is lost."""

import re
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from intersession.consultations.actions import questions
from intersession.consultations.models import Preference
from intersession.consultations.tests.conftest import NOW, Cast, members, read, states

PAGE = "/consultations/topics/grid/"
HEAD = {"channel": "floor", "received_at": "2011-10-20T10:30"}


def filled(page: Any) -> dict[str, Any]:
    """The form as the browser would send it back, untouched."""
    html = page.content.decode()
    sent: dict[str, Any] = dict(HEAD)
    for name, value in re.findall(r'<input type="hidden" name="(was-\d+)" value="(.*?)">', html):
        sent[name] = value
    for name, value, rest in re.findall(r'name="(approved-\d+)" value="(\w+)"([^>]*)>', html):
        if "checked" in rest:
            sent.setdefault(name, []).append(value)
    for name, rest in re.findall(r'name="(none-\d+)" value="1"([^>]*)>', html):
        if "checked" in rest:
            sent[name] = "1"
    return sent


def ticks(entity: Any, *codes: str) -> dict[str, Any]:
    return {f"approved-{entity.pk}": list(codes)}


def test_it_has_a_row_for_each_entity_in_the_order_of_names(ask: Any, browse: Any) -> None:
    ask()
    page = browse("officer").get(PAGE)
    rows = re.findall(r'<tr><th scope="row">(\w+)', page.content.decode())
    assert rows == ["Arvoria", "Marenia", "Watchland"]
    assert "Watchland (apart)" in read(page)
    assert page.content.decode().count('type="checkbox"') == 3 * 4


def test_the_rows_that_were_ticked_are_kept(ask: Any, browse: Any, cast: Cast) -> None:
    ask()
    browser = browse("officer")
    form = {**filled(browser.get(PAGE)), **ticks(cast.marenia, "A", "B")}
    form |= {f"none-{cast.watchland.pk}": "1", f"channel-{cast.watchland.pk}": "e-mail"}
    answer = browser.post(PAGE, form)
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    rows = Preference.objects.order_by("entity__slug")
    kept = list(rows.values_list("entity__slug", "approved", "channel", "received_at"))
    assert kept == [
        ("marenia", ["A", "B"], "floor", NOW),
        ("watchland", [], "e-mail", NOW),
    ]
    page = read(browser.get(PAGE))
    assert "2 answers kept" in page
    assert f"Marenia {rows[0].receipt}" in page
    assert "answers kept" not in read(browser.get(PAGE))  # said once


def test_a_grid_sent_back_untouched_keeps_nothing(
    ask: Any, browse: Any, key: Any, cast: Cast
) -> None:
    question = ask()
    key(cast.marenia, "AC")
    key(cast.arvoria, "")
    browser = browse("officer")
    form = filled(browser.get(PAGE))
    assert form[f"approved-{cast.marenia.pk}"] == ["A", "C"]
    assert form[f"none-{cast.arvoria.pk}"] == "1"
    browser.post(PAGE, form)
    assert [version for _slug, version, *_ in states(question)] == [1, 1]
    assert "No row was changed; nothing was kept." in read(browser.get(PAGE))


def test_a_changed_row_adds_a_version(ask: Any, browse: Any, key: Any, cast: Cast) -> None:
    question = ask()
    key(cast.marenia, "AC")
    browser = browse("officer")
    browser.post(PAGE, {**filled(browser.get(PAGE)), **ticks(cast.marenia, "A", "B", "C")})
    assert states(question) == [
        ("marenia", 1, "accepted", False),
        ("marenia", 2, "accepted", True),
    ]


def test_an_untouched_row_does_not_undo_what_the_mission_said_meanwhile(
    ask: Any, browse: Any, key: Any, say: Any, cast: Cast
) -> None:
    question = ask()
    key(cast.marenia, "A")
    browser = browse("officer")
    form = filled(browser.get(PAGE))
    say("first", "B")
    browser.post(PAGE, {**form, **ticks(cast.arvoria, "C")})
    assert states(question) == [
        ("arvoria", 1, "accepted", True),
        ("marenia", 1, "accepted", False),
        ("marenia", 2, "accepted", True),
    ]


def test_a_row_changed_on_both_sides_is_refused_and_named(
    ask: Any, browse: Any, key: Any, say: Any, cast: Cast
) -> None:
    question = ask()
    key(cast.marenia, "A")
    browser = browse("officer")
    form = filled(browser.get(PAGE))
    say("first", "B")
    browser.post(PAGE, {**form, **ticks(cast.marenia, "C")})
    assert len(states(question)) == 2
    page = read(browser.get(PAGE))
    assert "Not kept Marenia: The answer changed while you were keying in." in page


def test_a_caller_without_versions_wins_as_last(
    ask: Any, browse: Any, key: Any, cast: Cast
) -> None:
    question = ask()
    key(cast.marenia, "A")
    browse("officer").post(PAGE, {**HEAD, **ticks(cast.marenia, "B")})
    assert states(question)[1] == ("marenia", 2, "accepted", True)


def test_one_refusal_does_not_undo_the_others(ask: Any, browse: Any, cast: Cast) -> None:
    ask(cap=1)
    browser = browse("officer")
    form = {**HEAD, **ticks(cast.marenia, "A", "B"), **ticks(cast.arvoria, "C")}
    browser.post(PAGE, form)
    assert [row.entity for row in Preference.objects.all()] == [cast.arvoria]
    assert "Not kept Marenia: At most 1 may be named; 2 were." in read(browser.get(PAGE))


def test_what_was_refused_comes_back_as_it_was_sent(ask: Any, browse: Any, cast: Cast) -> None:
    ask(cap=1)
    browser = browse("officer")
    form = {"channel": "phone", "received_at": "2011-10-20T09:15", **ticks(cast.marenia, "A", "B")}
    form |= {f"channel-{cast.marenia.pk}": "e-mail", f"none-{cast.arvoria.pk}": "1"}
    browser.post(PAGE, {**form, **ticks(cast.arvoria, "C")})
    page = browser.get(PAGE)
    again = filled(page)
    assert again[f"approved-{cast.marenia.pk}"] == ["A", "B"]
    assert (again[f"approved-{cast.arvoria.pk}"], again[f"none-{cast.arvoria.pk}"]) == (["C"], "1")
    html = page.content.decode()
    assert html.count('value="e-mail" selected') == 1
    assert 'value="phone" selected' in html and 'value="2011-10-20T09:15"' in html
    assert "checked" not in browser.get(PAGE).content.decode()  # told once


def test_a_refused_row_may_be_sent_again_once_mended(
    ask: Any, browse: Any, say: Any, cast: Cast
) -> None:
    ask()
    browser = browse("officer")
    form = filled(browser.get(PAGE))
    say("first", "B")
    browser.post(PAGE, {**form, **ticks(cast.marenia, "C")})
    again = filled(browser.get(PAGE))
    assert again[f"approved-{cast.marenia.pk}"] == ["C"]
    browser.post(PAGE, again)
    assert [row.approved for row in Preference.objects.order_by("version")] == [["B"], ["C"]]


def test_nothing_was_received_before_the_question_was_opened(
    ask: Any, browse: Any, cast: Cast
) -> None:
    ask()
    early = {"channel": "floor", "received_at": "2011-09-28T08:59", **ticks(cast.marenia, "A")}
    answer = browse("officer").post(PAGE, early)
    assert answer.status_code == 422
    assert "opened on 28 September 2011, 09:00 Geneva; an answer cannot have come" in read(answer)
    assert not Preference.objects.exists()


def test_what_is_held_is_said_so(ask: Any, browse: Any, say: Any, cast: Cast) -> None:
    ask()
    say("first", "A")
    browser = browse("officer")
    browser.post(PAGE, {**filled(browser.get(PAGE)), **ticks(cast.marenia, "B")})
    assert "1 answer held : Marenia" in read(browser.get(PAGE))


def test_an_hour_still_to_come_is_refused_once_and_all_ticks_stay(
    ask: Any, browse: Any, cast: Cast
) -> None:
    ask()
    browser = browse("officer")
    form = {**filled(browser.get(PAGE)), **ticks(cast.marenia, "A", "C")}
    form |= {f"none-{cast.arvoria.pk}": "1", f"channel-{cast.arvoria.pk}": "phone"}
    for wrong in ("2011-10-20T10:31", "tomorrow", ""):
        answer = browser.post(PAGE, {**form, "received_at": wrong})
        assert answer.status_code == 422
        again = filled(answer)
        assert again[f"approved-{cast.marenia.pk}"] == ["A", "C"]
        assert again[f"none-{cast.arvoria.pk}"] == "1"
        assert '<option value="phone" selected>' in answer.content.decode()
    assert not Preference.objects.exists()


def test_a_withdrawn_option_has_no_column_and_changes_no_row(
    ask: Any, browse: Any, key: Any, cast: Cast
) -> None:
    question = ask()
    key(cast.marenia, "AC")
    option = question.options.get(code="C")
    who: dict[str, Any] = {"by": cast.by("officer"), "at": NOW}
    questions.withdraw_option(question=question, option=option, because="Merged", **who)
    browser = browse("officer")
    page = browser.get(PAGE)
    assert 'data-code="C"' not in page.content.decode()
    browser.post(PAGE, filled(page))
    assert len(states(question)) == 1


def test_who_named_only_what_was_withdrawn_may_still_say_no_preference(
    ask: Any, browse: Any, key: Any, cast: Cast
) -> None:
    question = ask("ABCD")
    key(cast.marenia, "D")
    option = question.options.get(code="D")
    who: dict[str, Any] = {"by": cast.by("officer"), "at": NOW}
    questions.withdraw_option(question=question, option=option, because="Merged", **who)
    browser = browse("officer")
    sent = filled(browser.get(PAGE)) | {f"none-{cast.marenia.pk}": "on"}
    browser.post(PAGE, sent)
    assert question.preferences.get(standing=True).approved == []


def test_a_number_without_end_is_no_version(ask: Any, browse: Any, key: Any, cast: Cast) -> None:
    ask()
    key(cast.marenia, "A")
    browser = browse("officer")
    sent = filled(browser.get(PAGE)) | {f"was-{cast.marenia.pk}": "9" * 5000 + ":B"}
    sent[f"approved-{cast.marenia.pk}"] = "A"
    assert browser.post(PAGE, sent).status_code == 302


def test_a_channel_that_is_none_falls_back_on_the_one_above(
    ask: Any, browse: Any, cast: Cast
) -> None:
    ask()
    form = {**HEAD, **ticks(cast.marenia, "A"), f"channel-{cast.marenia.pk}": "pigeon"}
    assert browse("officer").post(PAGE, form).status_code == 302
    assert Preference.objects.get().channel == "floor"


def test_forty_answers_are_kept_at_once(cast: Cast, ask: Any, browse: Any) -> None:
    many = members(f"state-{n:02}" for n in range(40))
    ask()
    browser = browse("officer")
    form = filled(browser.get(PAGE))
    for number, entity in enumerate(many):
        form |= ticks(entity, "ABC"[number % 3])
    browser.post(PAGE, form)
    assert Preference.objects.filter(standing=True).count() == 40
    assert "40 answers kept" in read(browser.get(PAGE))


def test_the_grid_asks_the_database_the_same_for_three_and_for_thirteen(
    cast: Cast, ask: Any, browse: Any, key: Any
) -> None:
    question = ask()
    browser = browse("officer")
    first = queries_of(browser)
    more = members(f"state-{n}" for n in range(10))
    question.register.bulk_create(
        question.register.model(question=question, entity=entity, status="member")
        for entity in more
    )
    for entity in more:
        key(entity, "A")
    assert queries_of(browser) == first <= 12


def queries_of(browser: Any, page: str = PAGE) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(page).status_code == 200
    return len(asked)


def test_a_row_with_an_option_beside_none_is_refused_and_named(
    ask: Any, browse: Any, key: Any, cast: Cast
) -> None:
    ask()
    key(cast.arvoria, "A")
    browser = browse("officer")
    form = {**filled(browser.get(PAGE)), f"none-{cast.arvoria.pk}": "1"}
    browser.post(PAGE, {**form, **ticks(cast.marenia, "B")})
    page = read(browser.get(PAGE))
    assert "1 answer kept Receipt codes Marenia" in page
    assert "Arvoria" in page.split("“No preference” is ticked beside A.")[0]
    assert Preference.objects.filter(entity=cast.arvoria).count() == 1
