"""Proposals: made, amended, merged, carried over with their lineage; co-sponsors and comments."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from intersession.consultations.actions import proposals as actions
from intersession.consultations.models import CoSponsor, Proposal, ProposalComment, Question
from intersession.consultations.tests.conftest import NOW, Cast, conclude, propose, read
from intersession.programme.actions import start_programme
from intersession.programme.models import Programme

LIST, ADD = "/consultations/proposals/", "/consultations/proposals/add/"


@pytest.fixture
def topic(cast: Cast) -> Proposal:
    return propose(cast, "Migration and climate")


@pytest.fixture
def later(cast: Cast) -> Programme:
    return start_programme(year=2014, by=cast.by("officer"), at=NOW)


def page(row: Proposal, act: str = "") -> str:
    return f"/consultations/proposal/{row.slug}/{act}"


def made(cast: Cast, **given: Any) -> dict[str, Any]:
    plain = {"programme": cast.year.pk, "kind": "topic", "title_en": "Remittances", "title_fr": ""}
    return {**plain, "body_en": "What is sent home.", **given}


# Making


def test_a_member_makes_a_proposal_in_its_own_name(cast: Cast, browse: Any) -> None:
    browser = browse("first")
    assert "In the name of Marenia." in read(browser.get(ADD))
    answer = browser.post(ADD, made(cast))
    assert answer["Location"] == "/consultations/proposal/remittances-2012/"
    row = Proposal.objects.get()
    assert (row.proposer, row.state, row.in_the_room) == (cast.marenia, "circulated", False)
    text = read(browse("public").get(answer["Location"]))
    assert "Proposed by Marenia, 20 October 2011" in text
    assert "What is sent home." in text


def test_the_administration_proposes_for_nobody(cast: Cast, browse: Any) -> None:
    answer = browse("officer").post(ADD, made(cast))
    assert Proposal.objects.get().proposer is None
    assert "Proposed by the Administration" in read(browse("public").get(answer["Location"]))


def test_a_proposal_without_a_title_is_refused_and_its_text_kept(cast: Cast, browse: Any) -> None:
    answer = browse("first").post(ADD, made(cast, title_en=" "))
    assert answer.status_code == 422
    assert "Write it in at least one language." in read(answer)
    assert "What is sent home." in answer.content.decode()
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("title", ["迁移", "…", "Миграция"])
def test_a_title_without_latin_letters_has_an_address_all_the_same(
    cast: Cast, browse: Any, title: str
) -> None:
    answers = [browse("first").post(ADD, made(cast, title_en=title)) for _twice in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    slugs = set(Proposal.objects.values_list("slug", flat=True))
    assert len(slugs) == 2
    for answer in answers:
        assert title in read(browse("public").get(answer["Location"]))


@pytest.mark.parametrize("name", ["watcher", "stranger", "chair", "auditor", "donor"])
def test_others_make_none(cast: Cast, browse: Any, name: str) -> None:
    assert browse(name).post(ADD, made(cast)).status_code == 403


# Standing behind it


def test_another_member_co_sponsors_it_once(topic: Proposal, browse: Any) -> None:
    browser = browse("other")
    assert browser.post(page(topic, "co-sponsor/")).status_code == 302
    assert "Co-sponsors Arvoria" in read(browse("public").get(page(topic)))
    again = browser.post(page(topic, "co-sponsor/"))
    assert again.status_code == 422
    assert "Your delegation co-sponsors this proposal already." in read(again)
    assert CoSponsor.objects.count() == 1


def test_ones_own_is_not_co_sponsored(cast: Cast, browse: Any) -> None:
    topic = propose(cast, "Remittances", proposer=cast.marenia)
    answer = browse("second").post(page(topic, "co-sponsor/"))
    assert answer.status_code == 422
    assert "Your delegation made this proposal" in read(answer)


@pytest.mark.parametrize("name", ["officer", "watcher", "chair", "stranger", "donor"])
def test_only_members_co_sponsor(topic: Proposal, browse: Any, name: str) -> None:
    assert browse(name).post(page(topic, "co-sponsor/")).status_code == 403


def test_a_comment_stands_under_the_name_of_the_entity(topic: Proposal, browse: Any) -> None:
    for name, words in (("watcher", "From <us>."), ("chair", "Noted.")):
        answer = browse(name).post(page(topic, "comment/"), {"words": words})
        assert answer.status_code == 302
    text = read(browse("public").get(page(topic)))
    assert "Watchland · 20 October 2011 From <us>." in text
    assert "The Administration · 20 October 2011 Noted." in text


def test_a_comment_too_long_or_empty_is_refused_and_not_lost(topic: Proposal, browse: Any) -> None:
    browser = browse("first")
    long = browser.post(page(topic, "comment/"), {"words": "z" * 4001})
    assert long.status_code == 422
    assert "The comment has 4001 characters; at most 4000 are kept." in read(long)
    assert "z" * 4001 in long.content.decode()
    empty = browser.post(page(topic, "comment/"), {"words": "\r\n"})
    assert empty.status_code == 422
    assert "The comment is empty." in read(empty)
    assert browser.post(page(topic, "comment/"), {"words": "z" * 4000}).status_code == 302
    assert ProposalComment.objects.count() == 1
    assert browse("stranger").post(page(topic, "comment/"), {"words": "Me."}).status_code == 403


# Lineage


def test_amended_it_is_a_new_proposal_and_the_old_one_stays_readable(
    topic: Proposal, browse: Any
) -> None:
    form = {"title_en": "Migration and the climate", "body_en": "Better words."}
    answer = browse("officer").post(page(topic, "amend/"), form)
    assert answer.status_code == 302
    new = Proposal.objects.get(title__en="Migration and the climate")
    topic.refresh_from_db()
    assert topic.state == "amended"
    assert "Amended as 2012, Topic: Migration and the climate" in read(
        browse("public").get(page(topic))
    )
    assert "Amended from 2012: Migration and climate" in read(browse("public").get(page(new)))
    again = browse("officer").post(page(topic, "amend/"), form)
    assert again.status_code == 422
    assert "was amended, merged, selected or carried over" in read(again)


def test_an_amendment_without_words_is_refused(topic: Proposal, browse: Any) -> None:
    answer = browse("officer").post(page(topic, "amend/"), {"body_en": "Only a body"})
    assert answer.status_code == 422
    assert "Only a body" in answer.content.decode()


def test_two_are_merged_into_one(topic: Proposal, cast: Cast, browse: Any) -> None:
    other = propose(cast, "Sea-level rise", proposer=cast.arvoria)
    form = {"proposal": [topic.slug, other.slug], "title_en": "Migration and a rising sea"}
    browser = browse("officer")
    answer = browser.post("/consultations/proposals/merge/", form)
    assert answer.status_code == 302
    text = read(browse("public").get(answer["Location"]))
    assert "Merged from 2012: Migration and climate" in text
    assert "Merged from 2012: Sea-level rise" in text
    again = browser.post("/consultations/proposals/merge/", form)
    assert again.status_code == 422
    assert "was amended, merged" in read(again)


@pytest.mark.parametrize("others", ["nothing", "itself", "a theme", "another year"])
def test_what_does_not_belong_together_is_not_merged(
    topic: Proposal, cast: Cast, later: Programme, browse: Any, others: str
) -> None:
    more = {
        "nothing": [],
        "itself": [topic],
        "a theme": [propose(cast, "A theme", kind="theme")],
        "another year": [propose(cast, "Later", programme=later)],
    }[others]
    form = {"proposal": [row.slug for row in (topic, *more)], "title_en": "One title kept"}
    answer = browse("officer").post("/consultations/proposals/merge/", form)
    assert answer.status_code == 422
    assert "Merging needs two different proposals of the same year and kind." in read(answer)
    assert "One title kept" in answer.content.decode()


def test_a_theme_not_chosen_comes_back_as_a_topic(
    cast: Cast, later: Programme, browse: Any
) -> None:
    theme = propose(cast, "Families", kind="theme", proposer=cast.arvoria)
    form = {"year": "2014", "kind": "topic"}
    answer = browse("officer").post(page(theme, "carry/"), form)
    assert answer.status_code == 302
    new = Proposal.objects.get(programme=later)
    assert (new.kind, new.title, new.proposer) == ("topic", {"en": "Families"}, cast.arvoria)
    assert "Carried over to 2014, Topic: Families" in read(browse("public").get(page(theme)))
    assert "Carried over from 2012: Families" in read(browse("public").get(page(new)))
    again = browse("officer").post(page(theme, "carry/"), form)
    assert again.status_code == 422


def test_it_is_not_carried_over_to_where_it_is(topic: Proposal, browse: Any) -> None:
    answer = browse("officer").post(page(topic, "carry/"), {"year": "2012", "kind": "topic"})
    assert answer.status_code == 422
    assert "to another year, or as the other kind" in read(answer)
    assert browse("officer").post(page(topic, "carry/"), {"year": "1066"}).status_code == 404
    assert browse("officer").post(page(topic, "carry/"), {"year": "x"}).status_code == 404
    endless = {"year": "9" * 5000, "kind": "topic"}
    assert browse("officer").post(page(topic, "carry/"), endless).status_code == 404


def test_nor_to_an_earlier_year_nor_as_a_kind_that_is_none(
    cast: Cast, later: Programme, browse: Any
) -> None:
    row = propose(cast, "Later", programme=later)
    browser = browse("officer")
    back = browser.post(page(row, "carry/"), {"year": "2012", "kind": "topic"})
    assert (back.status_code, "carried over to a later year" in read(back)) == (422, True)
    other = browser.post(page(row, "carry/"), {"year": "2014", "kind": "zz"})
    assert (other.status_code, "of a theme or of a topic" in read(other)) == (422, True)
    assert '<option value="2012"' not in browser.get(page(row)).content.decode()
    assert Proposal.objects.count() == 1


def test_a_year_whose_topics_are_agreed_takes_no_more_proposals(cast: Cast, browse: Any) -> None:
    form = {"programme": cast.year.pk, "kind": "topic", "title_en": "One more"}
    Programme.objects.update(state=Programme.State.RUNNING)
    assert browse("first").post("/consultations/proposals/add/", form).status_code == 422
    Programme.objects.update(state=Programme.State.TOPICS_OPEN)
    assert browse("first").post("/consultations/proposals/add/", form).status_code == 302


def test_an_end_of_a_line_is_one_character(cast: Cast, browse: Any) -> None:
    words = "\r\n".join(["l"] * 2000)  # 3,999 as a browser counts
    form = {"programme": cast.year.pk, "kind": "topic", "title_en": "Lines", "body_en": words}
    assert browse("first").post("/consultations/proposals/add/", form).status_code == 302
    assert len(Proposal.objects.get().body["en"]) == 3999


def test_two_of_the_same_title_have_addresses_of_their_own(cast: Cast, browse: Any) -> None:
    form = {"programme": cast.year.pk, "kind": "topic", "title_en": "The same"}
    for name in ("first", "other"):
        assert browse(name).post("/consultations/proposals/add/", form).status_code == 302
    assert len(set(Proposal.objects.values_list("slug", flat=True))) == 2


def test_all_that_was_kept_comes_back_at_once(
    concluded: Question, cast: Cast, later: Programme, browse: Any
) -> None:
    where, form = "/consultations/proposals/carry/", {"of": cast.year.pk, "to": later.pk}
    browser = browse("officer")
    assert browser.post(where, form).status_code == 302
    titles = [row.title["en"] for row in Proposal.objects.filter(programme=later)]
    assert titles == ["Beyond the emergency"]
    back = browser.post(where, {"of": later.pk, "to": cast.year.pk})
    assert back.status_code == 422
    assert "carried over to a later year" in read(back)


@pytest.mark.parametrize("stage", ["open", "closed"])
def test_what_stands_in_a_question_does_not_change_until_it_is_concluded(
    ask: Any, close: Any, cast: Cast, later: Programme, browse: Any, stage: str
) -> None:
    question = ask()
    if stage == "closed":
        close(question)
    row, other = Proposal.objects.order_by("pk")[:2]
    browser = browse("officer")
    merged = {"proposal": [row.slug, other.slug], "title_en": "One"}
    for answer in (
        browser.post(page(row, "amend/"), {"title_en": "Other words"}),
        browser.post(page(row, "carry/"), {"year": "2014", "kind": "topic"}),
        browser.post("/consultations/proposals/merge/", merged),
    ):
        assert answer.status_code == 422
        assert "stands in a question that is put to the membership" in read(answer)
    assert set(Proposal.objects.values_list("state", flat=True)) == {"circulated"}
    conclude(close(question) if stage == "open" else question, cast)
    with pytest.raises(actions.NoLongerOpen):
        amended = actions.Text(title={"en": "Other"})
        actions.amend_proposal(proposal=row, words=amended, by=cast.by("officer"), at=NOW)


@pytest.mark.parametrize("name", ["first", "chair", "watcher", "auditor"])
def test_only_the_administration_shapes_them(topic: Proposal, browse: Any, name: str) -> None:
    browser = browse(name)
    assert "For the Administration" not in read(browser.get(page(topic)))
    for act in ("amend/", "carry/"):
        assert browser.post(page(topic, act), {"title_en": "Mine"}).status_code == 403
    assert browser.get("/consultations/proposals/merge/").status_code == 403
    assert browser.get("/consultations/proposals/carry/").status_code == 403


# Lists


def test_the_list_narrows_by_kind_and_year(
    topic: Proposal, cast: Cast, later: Programme, browse: Any
) -> None:
    propose(cast, "A theme", kind="theme")
    propose(cast, "Waiting", programme=later)
    propose(cast, "Not yet", state="draft")
    browser = browse("public")
    assert shown(browser, LIST) == {"Migration and climate", "A theme", "Waiting"}
    assert shown(browser, f"{LIST}?kind=theme") == {"A theme"}
    assert shown(browser, f"{LIST}?year=2014") == {"Waiting"}
    assert shown(browser, f"{LIST}?kind=x&year=20a4") == shown(browser, LIST)


def shown(browser: Any, where: str) -> set[str]:
    text = read(browser.get(where))
    titles = {"Migration and climate", "A theme", "Waiting", "Not yet"}
    return {title for title in titles if title in text}


def test_a_draft_has_no_page(cast: Cast, browse: Any) -> None:
    row = propose(cast, "Not yet", state="draft")
    assert browse("public").get(page(row)).status_code == 404


def test_one_proposal_and_three_cost_the_same_queries(
    topic: Proposal, cast: Cast, browse: Any
) -> None:
    browser = browse("officer")
    places = (LIST, page(topic), "/consultations/proposals/merge/")
    few = [asked(browser, place) for place in places]
    for title, entity in (("Two", cast.arvoria), ("Three", cast.marenia)):
        propose(cast, title, proposer=entity)
        who: dict[str, Any] = {"entity": entity, "by": cast.by("other"), "at": NOW}
        actions.co_sponsor(proposal=topic, **who)
        actions.comment(proposal=topic, words=title, language="en", **who)
    assert [asked(browser, place) for place in places] == few
    assert max(few) <= 12


def asked(browser: Any, place: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(place).status_code == 200
    return len(queries)
