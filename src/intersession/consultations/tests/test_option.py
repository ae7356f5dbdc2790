"""Options join an open question from the room, and are withdrawn; answers already given stay."""

from typing import Any

import pytest

from intersession.consultations.actions import questions
from intersession.consultations.models import Option, Preference, Proposal, Question
from intersession.consultations.queries.counting import count
from intersession.consultations.tests.conftest import NOW, SIX, Cast, propose, read
from intersession.outbox.models import Mail

PAGE = "/consultations/topics/option/"
NEW = {"title_en": "Migration and <climate>", "body_en": "Said in the room."}


def codes(question: Question) -> list[str]:
    return list(question.options.values_list("code", flat=True))


def test_a_proposal_made_in_the_room_joins_the_open_question(
    ask: Any, browse: Any, cast: Cast
) -> None:
    question = ask()
    answer = browse("officer").post(PAGE, {**NEW, "proposer": cast.arvoria.pk})
    assert (answer.status_code, answer["Location"]) == (302, "/consultations/topics/")
    option = question.options.get(code="D")
    assert (option.joined_at, option.proposal.in_the_room) == (NOW, True)
    assert (option.proposal.proposer, option.proposal.kind) == (cast.arvoria, "topic")
    page = read(browse("other").get("/consultations/topics/"))
    assert "Migration and <climate>" in page
    assert "proposed by Arvoria · joined 20 October 2011, 10:30 Geneva" in page
    assert "Our delegation names D" in page


def test_the_answers_already_given_stay_as_they_are(ask: Any, browse: Any, say: Any) -> None:
    question = ask()
    row = say("first", "AB")
    browse("officer").post(PAGE, NEW)
    row.refresh_from_db()
    assert (row.approved, row.standing, row.state) == (["A", "B"], True, "accepted")
    assert count(question)["scores"] == {"A": 1, "B": 1, "C": 0, "D": 0}
    say("first", "AD")
    assert count(question)["scores"] == {"A": 1, "B": 0, "C": 0, "D": 1}


def test_the_missions_are_told(ask: Any, browse: Any) -> None:
    ask()
    Mail.objects.all().delete()
    browse("officer").post(PAGE, NEW)
    told = Mail.objects.filter(subject__contains="a proposal has joined")
    assert "other@arvoria.example" in set(told.values_list("to", flat=True))
    assert all("D. Migration and <climate>" in mail.body for mail in told)


def test_a_circulated_proposal_joins_with_one_press(ask: Any, browse: Any, cast: Cast) -> None:
    question = ask()
    topic = propose(cast, "Waiting")
    propose(cast, "A theme", kind="theme")
    browser = browse("officer")
    page = read(browser.get(PAGE))
    assert "Waiting" in page
    assert "A theme" not in page
    assert "Moving to safety" not in page  # stands in the question already
    assert browser.post(PAGE, {"proposal": topic.slug}).status_code == 302
    assert codes(question) == ["A", "B", "C", "D"]
    again = browser.post(PAGE, {"proposal": topic.slug})
    assert again.status_code == 422
    assert "This proposal stands in the question already." in read(again)


def test_a_proposal_of_another_kind_does_not(ask: Any, browse: Any, cast: Cast) -> None:
    ask()
    theme = propose(cast, "A theme", kind="theme")
    assert browse("officer").post(PAGE, {"proposal": theme.slug}).status_code == 404


def test_a_title_is_needed(ask: Any, browse: Any) -> None:
    question = ask()
    answer = browse("officer").post(PAGE, {"body_en": "Words without a title"})
    assert answer.status_code == 422
    assert "Write it in at least one language." in read(answer)
    assert "Words without a title" in read(answer)
    assert codes(question) == ["A", "B", "C"]


def test_after_closing_none_joins_and_none_is_left_behind(ask: Any, browse: Any, tell: Any) -> None:
    question = ask()
    before = Proposal.objects.count()
    tell(SIX)
    answer = browse("officer").post(PAGE, NEW)
    assert answer.status_code == 422
    assert "This question was closed before." in read(answer)
    assert (codes(question), Proposal.objects.count()) == (["A", "B", "C"], before)


@pytest.mark.parametrize("name", ["first", "chair", "watcher", "auditor"])
def test_only_the_administration_adds_and_withdraws(ask: Any, browse: Any, name: str) -> None:
    question = ask()
    browser = browse(name)
    assert browser.post(PAGE, NEW).status_code == 403
    assert browser.post("/consultations/topics/withdraw/", {"code": "A"}).status_code == 403
    assert len(codes(question)) == 3


def test_codes_go_on_after_z(draft: Any) -> None:
    assert questions._next_code({"A", "B"}) == "C"
    assert questions._next_code(set("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) == "AA"


def test_a_withdrawn_option_is_not_counted(
    ask: Any, browse: Any, say: Any, key: Any, cast: Cast, close: Any
) -> None:
    question = ask()
    say("first", "AC")
    key(cast.arvoria, "C")
    form = {"code": "C", "because": "Merged with A"}
    assert browse("officer").post("/consultations/topics/withdraw/", form).status_code == 302
    page = read(browse("first").get("/consultations/topics/"))
    assert "Withdrawn Merged with A" in page
    assert "Our delegation names C" not in page
    close(question)
    values = count(question)
    assert values["scores"] == {"A": 1, "B": 0}
    # Arvoria named nothing that stands: it has not answered, in the whole and in its region.
    assert (values["answered"], values["regions"]) == (1, {"": [1, 2]})
    brief = read(browse("chair").get("/consultations/topics/brief/"))
    assert "Withdrawn C. Beyond the emergency" in brief
    assert Preference.objects.get(entity=cast.arvoria).approved == ["C"]


def test_an_option_is_withdrawn_once(ask: Any, browse: Any) -> None:
    ask()
    browser, where = browse("officer"), "/consultations/topics/withdraw/"
    assert browser.post(where, {"code": "C", "because": "One"}).status_code == 302
    again = browser.post(where, {"code": "C", "because": "Two"})
    assert again.status_code == 422
    assert "Option C was withdrawn before." in read(again)
    assert Option.objects.get(code="C").withdrawn_because == "One"
    assert browser.post(where, {"code": "X"}).status_code == 404


def test_a_reason_that_is_too_long_is_refused_and_not_cut(ask: Any, browse: Any) -> None:
    ask()
    form = {"code": "C", "because": "x" * 301}
    answer = browse("officer").post("/consultations/topics/withdraw/", form)
    assert answer.status_code == 422
    assert "may have 300 characters; it has 301" in read(answer)
    assert Option.objects.get(code="C").withdrawn_at is None


def test_a_nul_is_left_out_of_what_is_sent(ask: Any, browse: Any) -> None:
    ask()
    form = {"code": "C\0", "because": "by\0 its proposer"}
    answer = browse("officer").post("/consultations/topics/withdraw/", form)
    assert answer.status_code == 302
    assert Option.objects.get(code="C").withdrawn_because == "by its proposer"
    for path in ("/consultations/topics/keyed/?kept=%00", "/outbox/?state=%00&q=%00"):
        assert browse("officer").get(path).status_code == 200
    assert browse("officer").get("/ledger/chain/question:%00/").status_code == 404


def test_who_named_only_what_was_withdrawn_reads_that_it_does_not_count(
    ask: Any, say: Any, browse: Any
) -> None:
    ask("ABCD")
    say("first", "D")
    form = {"code": "D", "because": "Merged"}
    browse("officer").post("/consultations/topics/withdraw/", form)
    page = read(browse("first").get("/consultations/topics/"))
    assert "What it names was withdrawn meanwhile: as it stands it does not count." in page
    assert "the last answer counts" not in page
    wrong = browse("first").post("/consultations/topics/prefer/", {"approved": "Z"})
    assert "Its options are A, B, C." in read(wrong)


def test_it_is_withdrawn_with_a_reason_and_those_who_named_it_are_told(
    ask: Any, say: Any, browse: Any
) -> None:
    ask()
    say("first", "AC")
    say("other", "B")
    browser, where = browse("officer"), "/consultations/topics/withdraw/"
    silent = browser.post(where, {"code": "C", "because": " "})
    assert silent.status_code == 422
    assert "Say why it is withdrawn" in read(silent)
    assert browser.post(where, {"code": "C", "because": "Merged with A"}).status_code == 302
    mails = Mail.objects.filter(subject__contains="was withdrawn")
    assert mails and all("marenia" in mail.to for mail in mails)
    assert "Why: Merged with A" in mails[0].body


def test_yes_and_no_stay(ask: Any, browse: Any) -> None:
    ask(kind="yes_no", slug="more")
    answer = browse("officer").post("/consultations/more/withdraw/", {"code": "no"})
    assert answer.status_code == 422
    assert "only where options are to be chosen among" in read(answer)
