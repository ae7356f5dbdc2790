"""Opening a question: what it needs, what it freezes, and when it may close."""

from datetime import date, timedelta
from typing import Any

import pytest

from intersession.consultations.actions import questions
from intersession.consultations.models import Question, RegisterEntry
from intersession.consultations.rules import in_office_hours, next_closing_hour
from intersession.consultations.tests.conftest import NOW, OPENS, SIX, Cast, geneva, join, read
from intersession.ledger.models import Entry
from intersession.membership.models import Entity, MembershipStatus


def page(name: str = "topics") -> str:
    return f"/consultations/{name}/opening/"


def refused(browse: Any, tell: Any, **form: str) -> str:
    """The sentence with which the page refuses to open the question."""
    tell(OPENS)
    answer = browse("officer").post(page(), form)
    assert answer.status_code == 422
    assert Question.objects.get().opened_at is None
    assert not RegisterEntry.objects.exists()
    return read(answer)


def test_a_question_opens_from_its_page(draft: Any, browse: Any, tell: Any) -> None:
    draft()
    tell(OPENS)
    answer = browse("officer").post(page())
    assert (answer.status_code, answer["Location"]) == (302, "/consultations/topics/")
    assert Question.objects.get().opened_at == OPENS
    assert "closes 20 October 2011, 18:00" in read(browse("public").get("/consultations/topics/"))


def test_a_draft_is_seen_by_those_who_manage_it_only(draft: Any, browse: Any) -> None:
    draft()
    seen = {
        name: browse(name).get("/consultations/topics/").status_code
        for name in ("officer", "chair", "first", "watcher", "stranger", "public")
    }
    assert seen.pop("officer") == seen.pop("chair") == 200
    assert set(seen.values()) == {404}


def test_without_a_rule_it_does_not_open(draft: Any, browse: Any, tell: Any) -> None:
    draft(rule="")
    assert "opens only with a rule for its count" in refused(browse, tell)


def test_nor_with_fewer_options_than_are_to_be_chosen(draft: Any, browse: Any, tell: Any) -> None:
    draft("A")
    assert "2 cannot be chosen out of 1: add proposals" in refused(browse, tell)


def test_nor_without_a_closing_hour(draft: Any, browse: Any, tell: Any) -> None:
    draft(closes_at=None)
    assert "only with a closing hour that is still to come" in refused(browse, tell)


def test_nor_with_a_closing_hour_that_has_passed(draft: Any, browse: Any, tell: Any) -> None:
    draft(closes_at=OPENS)
    assert "only with a closing hour that is still to come" in refused(browse, tell)


def test_a_closing_hour_at_night_is_answered_with_the_next_one(
    draft: Any, browse: Any, tell: Any
) -> None:
    draft(closes_at=geneva(10, 20, 21))
    said = refused(browse, tell)
    assert "20 October 2011, 21:00 Geneva is outside the office hours" in said
    assert "The next closing hour would be 21 October 2011, 18:00 Geneva." in said


def test_so_is_one_on_a_weekend(draft: Any, browse: Any, tell: Any) -> None:
    draft(closes_at=geneva(10, 22, 12))
    assert "would be 24 October 2011, 18:00 Geneva" in refused(browse, tell)


def test_and_on_a_holiday_of_the_duty_station(draft: Any, browse: Any, tell: Any) -> None:
    draft(closes_at=geneva(12, 12, 12))  # the Escalade is no holiday, but 25 and 31 December are
    assert in_office_hours(geneva(12, 12, 12))
    Question.objects.update(closes_at=geneva(12, 25, 12, year=2012))
    said = refused(browse, tell)
    assert "25 December 2012, 12:00 Geneva is outside" in said
    assert "would be 26 December 2012, 18:00 Geneva" in said


def test_the_office_may_insist_on_such_an_hour(draft: Any, browse: Any, tell: Any) -> None:
    draft(closes_at=geneva(10, 22, 12))
    tell(OPENS)
    assert browse("officer").post(page(), {"any_hour": "1"}).status_code == 302


def test_the_closing_minute_belongs_to_the_office_hours() -> None:
    assert in_office_hours(SIX)
    assert not in_office_hours(SIX + timedelta(minutes=1))
    assert not in_office_hours(geneva(10, 20, 8, 29))
    assert next_closing_hour(SIX) == SIX


def test_where_nobody_is_a_member_it_does_not_open(draft: Any, browse: Any, tell: Any) -> None:
    draft()
    MembershipStatus.objects.all().delete()
    assert "On 2011-10-20 there was no Member" in refused(browse, tell)


def test_options_without_number_are_refused_before_opening(draft: Any, tell: Any) -> None:
    draft([f"P{n}" for n in range(30)], seats=5)
    last = Question.objects.get()
    with pytest.raises(questions.rules.TooManySets):
        last.options.create(code="P30", title={"en": "One more"}, position=30)
        questions.rules.check_countable(last, last.options.count())


def test_it_opens_once(ask: Any, browse: Any) -> None:
    ask()
    answer = browse("officer").post(page())
    assert answer.status_code == 422
    assert "is open already: its rule, tie-breaks and register are frozen" in read(answer)


@pytest.mark.parametrize("name", ["first", "watcher", "auditor", "stranger"])
def test_a_mission_does_not_open_questions(draft: Any, browse: Any, name: str) -> None:
    draft()
    assert browse(name).post(page()).status_code == 403


def test_opening_is_told_with_all_that_it_freezes(ask: Any) -> None:
    ask(ties="IC/2011/7", cap=2)
    told = Entry.objects.get(verb="consultations:question:opened").values
    assert (told["rule"], told["seats"], told["cap"], told["ties"]) == ("av", 2, 2, "IC/2011/7")
    assert (told["options"], told["members"]) == (["A", "B", "C"], 2)


def test_nothing_changes_once_it_is_open(ask: Any, cast: Cast) -> None:
    question = ask()
    who: dict[str, Any] = {"by": cast.by("chair"), "at": NOW}
    changed = questions.Draft(slug="topics", title={"en": "Other"}, rule="pav")
    with pytest.raises(questions.rules.AlreadyOpen):
        questions.change_question(question=question, draft=changed, **who)
    with pytest.raises(questions.rules.VisibilityIsFixed):
        questions.set_visibility(question=question, seen_by="public", **who)
    question.refresh_from_db()
    assert (question.rule, question.positions_seen_by) == ("av", "administration")


def test_until_then_everything_may(draft: Any, cast: Cast) -> None:
    question = draft()
    changed = questions.Draft(slug="x", title={"en": "Other"}, rule="pav", seats=1)
    questions.change_question(question=question, draft=changed, by=cast.by("officer"), at=OPENS)
    question.refresh_from_db()
    assert (question.slug, question.rule, question.seats) == ("topics", "pav", 1)


# The register


def registered(question: Question) -> dict[str, bool]:
    return dict(question.register.values_list("entity__slug", "counted"))


def test_the_register_holds_members_counted_and_observers_apart(ask: Any) -> None:
    assert registered(ask()) == {"marenia": True, "arvoria": True, "watchland": False}


def test_it_is_that_of_the_date_of_the_meeting(draft: Any, cast: Cast, tell: Any) -> None:
    """Admitted between opening and meeting: may answer. Admitted after the meeting: may not."""
    entity = dict(kind="state", name={"en": "New"})
    soon, late, gone = (
        Entity.objects.create(slug=slug, **entity) for slug in ("soon", "late", "gone")
    )
    member = MembershipStatus.objects.create
    member(entity=soon, kind="member", since=date(2011, 10, 20))
    member(entity=late, kind="member", since=date(2011, 10, 21))
    member(entity=gone, kind="member", since=date(1990, 1, 1), until=date(2011, 10, 20))
    draft()
    questions.open_question(question=Question.objects.get(), by=cast.by("officer"), at=OPENS)
    found = registered(Question.objects.get())
    assert found["soon"] is True
    assert "late" not in found
    assert "gone" not in found


def test_the_date_is_that_of_the_place_of_the_meeting(draft: Any, cast: Cast) -> None:
    """Ten in the morning in Suva is the evening before in Greenwich."""
    cast.meeting.time_zone = "Pacific/Fiji"
    cast.meeting.starts_at = geneva(10, 19, 23)
    cast.meeting.save()
    MembershipStatus.objects.filter(entity=cast.arvoria).update(since=date(2011, 10, 20))
    draft()
    question = questions.open_question(
        question=Question.objects.get(), by=cast.by("officer"), at=OPENS
    )
    assert registered(question)["arvoria"] is True


def test_a_status_corrected_afterwards_does_not_change_it(
    ask: Any, cast: Cast, say: Any, browse: Any
) -> None:
    question = ask()
    MembershipStatus.objects.filter(entity=cast.arvoria).update(kind="observer_state")
    MembershipStatus.objects.filter(entity=cast.watchland).update(kind="member")
    assert registered(question) == {"marenia": True, "arvoria": True, "watchland": False}
    say("other", "A")
    assert "1 of 2 Members" in read(browse("public").get("/consultations/topics/"))


def test_a_member_admitted_after_the_meeting_is_told_why_it_cannot_answer(
    ask: Any, cast: Cast, browse: Any
) -> None:
    MembershipStatus.objects.filter(entity=cast.arvoria).update(since=date(2011, 10, 21))
    ask()
    browser = browse("other")
    assert 'name="approved"' not in browser.get("/consultations/topics/").content.decode()
    answer = browser.post("/consultations/topics/prefer/", {"approved": "A"})
    assert answer.status_code == 422
    assert "Arvoria is not on the register of this question" in read(answer)


def test_regions_are_frozen_with_it(ask: Any, cast: Cast) -> None:
    join([cast.marenia], "AFRICAN")
    question = ask()
    assert question.register.get(entity=cast.marenia).region == "AFRICAN"
    assert question.register.get(entity=cast.arvoria).region == ""


# Drafting


def test_a_question_is_drafted_on_a_page(cast: Cast, browse: Any, tell: Any) -> None:
    tell(OPENS)
    form = {
        "meeting": cast.meeting.pk,
        "programme": cast.year.pk,
        "slug": "topics-2012",
        "kind": "choose",
        "sets": "topics",
        "title_en": "Two topics",
        "seats": "2",
        "cap": "2",
        "rule": "av",
        "ties": "lex",
        "closes_at": "2011-10-20T18:00",
    }
    answer = browse("officer").post("/consultations/add/", form)
    assert answer["Location"] == "/consultations/topics-2012/"
    question = Question.objects.get()
    assert (question.closes_at, question.seats, question.cap) == (SIX, 2, 2)
    again = browse("officer").post("/consultations/add/", form)
    assert again.status_code == 422
    assert "Another question has this address." in read(again)
    empty = browse("officer").post("/consultations/add/", {"slug": ""})
    assert empty.status_code == 422
    assert "Write it in at least one language." in read(empty)


def test_the_chair_decides_before_opening_who_sees_positions(draft: Any, browse: Any) -> None:
    draft()
    where = "/consultations/topics/visibility/"
    assert browse("officer").post(where, {"seen_by": "public"}).status_code == 403
    assert browse("chair").post(where, {"seen_by": "membership"}).status_code == 302
    question = Question.objects.get()
    assert question.positions_seen_by == "membership"
    assert question.visibility_set_by.startswith("Chair")


def test_yes_or_no_is_one_of_two_whatever_the_draft_says(draft: Any) -> None:
    question = draft(kind="yes_no", seats=3, cap=None)
    assert (question.seats, question.cap) == (1, 1)
    assert list(question.options.values_list("code", flat=True)) == ["yes", "no"]
