"""How the index stays true: it follows the ledger, mends itself, and can be built from nothing."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.utils import timezone

from intersession.access.guard import SYSTEM, Actor
from intersession.consultations.models import Proposal, Question
from intersession.desk import clockwork
from intersession.desk.commands import search as command
from intersession.documents.models import Document
from intersession.jobs import running
from intersession.jobs.models import Job
from intersession.ledger.models import Chain
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.meetings.actions import publish_agenda
from intersession.meetings.models import AgendaItem, Meeting
from intersession.membership import actions as membership
from intersession.membership.models import Entity
from intersession.programme.models import Programme, Slot
from intersession.search import following, index, sources
from intersession.search.models import Index, Row, Seen
from intersession.search.tests.conftest import AT, MEMBER, OFFICER, WHO, docx, titles


def work_all() -> None:
    while running.run_next(clock=lambda: AT):
        pass


def test_a_change_that_the_ledger_tells_of_is_followed(built: None) -> None:
    entity = membership.add_entity(
        kind="state", name={"en": "Arvoria"}, phone="+41225550001", **WHO
    )
    assert titles("arvoria") == ["Arvoria"]
    Entity.objects.update(name={"en": "Belmark"})
    record(Verb.ENTITY_CHANGED, by=SYSTEM, at=AT, subject=entity)
    assert (titles("arvoria"), titles("belmark")) == ([], ["Belmark"])
    assert titles("+41225550001", OFFICER) == []  # how to reach it is never indexed


def test_where_nothing_happened_one_query_is_asked(
    built: None, django_assert_num_queries: Any
) -> None:
    index.follow()
    with django_assert_num_queries(1):
        assert index.follow()


def test_following_is_bounded_and_goes_on_where_it_stopped(add: Any) -> None:
    for number in range(7):
        add(f"IC/{number}", title={"en": "Transit"})
    assert not index.follow(most=4)
    assert Row.objects.count() == 4
    assert index.follow(most=4)
    assert Row.objects.count() == 7


def test_each_chain_is_followed_by_its_own_numbers(built: None) -> None:
    """A question has a chain of its own; its entries may be written before those of another."""
    question = make_question()
    for chain in ("question:a", "question:b"):
        record(Verb.QUESTION_CHANGED, by=SYSTEM, at=AT, subject=question, chain=chain)
    assert titles("transit", OFFICER) == ["Which transit?"]
    seen = dict(Seen.objects.values_list("chain", "number"))
    assert seen == dict(Chain.objects.values_list("key", "length"))


def test_what_no_entry_named_is_mended_by_the_worker(built: None) -> None:
    Index.objects.update(built_at=AT)
    document = Document.objects.create(
        symbol="IC/9", slug="ic-9", kind="agenda", title={"en": "Transit"}, dated=date(2011, 1, 1)
    )
    assert titles("transit") == []
    clockwork.tick()
    assert titles("transit") == ["Transit"]
    document.delete()
    assert titles("transit") == []  # at once, for the live row is asked
    clockwork.tick()
    assert not Row.objects.filter(kind="document").exists()


def test_what_has_no_words_is_not_looked_for_again_and_again(built: None) -> None:
    Programme.objects.create(year=2031)
    index.mend()
    before = set(Row.objects.values_list("pk", flat=True))
    index.mend()
    assert set(Row.objects.values_list("pk", flat=True)) == before != set()


def test_it_is_built_from_nothing_by_a_job_and_what_is_gone_goes(db: None) -> None:
    for number in range(3):
        Document.objects.create(
            symbol=f"IC/{number}",
            slug=f"{number}",
            kind="agenda",
            title={"en": "Transit"},
            dated=AT,
        )
    following.follow_up(AT)
    following.follow_up(AT)
    job = Job.objects.get()  # one, though asked twice
    work_all()
    job.refresh_from_db()
    assert (job.state, job.result["things"], index.built()) == ("done", 3, True)
    Document.objects.filter(slug="1").delete()
    assert index.rebuild() == 2
    assert Row.objects.count() == 2


def test_a_job_that_failed_is_not_started_again_at_once(db: None, monkeypatch: Any) -> None:
    monkeypatch.setattr(index, "AT_A_TIME", "nonsense")
    make_meeting()
    for _round in range(2):
        following.follow_up(AT)
        work_all()
    assert [job.state for job in Job.objects.all()] == ["failed"]
    Job.objects.update(finished_at=AT)
    following.follow_up(AT)
    assert Job.objects.count() == 2


def test_what_goes_wrong_with_the_index_keeps_nobody_from_an_answer(
    add: Any, client: Any, monkeypatch: Any
) -> None:
    add(title={"en": "Transit"})
    assert titles("transit") == ["Transit"]
    monkeypatch.setattr(index, "follow", lambda: 1 / 0)
    page = client.get("/search/?q=transit").content.decode()
    assert "<mark>Transit</mark>" in page and "something recent may be missing" in page


def test_files_are_read_by_a_job_once_each(add: Any, issue: Any) -> None:
    content = docx("Remittances of the diaspora")
    issue(add("IC/1"), content)
    issue(add("IC/2", title={"en": "Same file"}), content)
    issue(add("IC/3", title={"en": "Broken"}), b"%PDF-1.7 broken", "application/pdf")
    index.follow()
    following.follow_up(AT)
    work_all()
    assert Job.objects.get().result["files"] == 1
    assert sorted(titles("diaspora")) == ["Note", "Same file"]
    assert titles("broken") == ["Broken"]  # by its title
    following.follow_up(AT)
    assert Job.objects.count() == 1


def test_the_command_builds_it_and_says_how_much_there_is(
    add: Any, issue: Any, capsys: Any
) -> None:
    issue(add(), docx("Remittances"))
    Row.objects.all().delete()
    assert command.main(["--rebuild"]) == 0
    assert "document\t1" in capsys.readouterr().out
    assert titles("remittances") == ["Note"]


def make_meeting() -> Meeting:
    programme = Programme.objects.create(year=2012, theme={"en": "Crisis", "fr": "La crise"})
    Slot.objects.create(programme=programme, number=1, topic={"en": "Moving to safety"})
    meeting = Meeting.objects.create(
        programme=programme,
        kind="workshop",
        slug="w1",
        title={"en": "Workshop of April"},
        place={"en": "Geneva", "fr": "Genève"},
        starts_at=datetime(2012, 4, 24, 22, 30, tzinfo=UTC),
        ends_at=datetime(2012, 4, 25, 12, tzinfo=UTC),
    )
    AgendaItem.objects.create(meeting=meeting, number=1, title={"en": "Opening by the Chair"})
    publish_agenda(meeting=meeting, by=Actor(), at=timezone.now())
    return meeting


def make_question(opened: bool = False) -> Question:
    meeting = make_meeting()
    return Question.objects.create(
        meeting=meeting,
        programme=meeting.programme,
        slug="q",
        kind="open",
        title={"en": "Which transit?"},
        opened_at=timezone.now() if opened else None,
    )


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("opening chair", ["Workshop of April"]),
        ("geneva workshop", ["Workshop of April"]),
        ("moving safety", ["Crisis"]),
        ("2012", ["Crisis"]),
        ("crise", ["La crise"]),
    ],
)
def test_meetings_and_programmes_are_found_by_what_they_are_about(
    built: None, asked: str, found: list[str]
) -> None:
    make_meeting()
    index.mend()
    assert titles(asked, kind="meeting" if "Workshop" in found[0] else "programme") == found
    assert Row.objects.get(kind="meeting").dated == date(2012, 4, 25)  # where it is held


def test_a_draft_question_is_found_by_who_manages_questions_only(built: None) -> None:
    question = make_question()
    index.mend()
    assert [titles("transit", who) for who in (MEMBER, OFFICER)] == [[], ["Which transit?"]]
    Question.objects.filter(pk=question.pk).update(opened_at=AT)
    assert titles("transit", MEMBER) == ["Which transit?"]


def test_a_draft_proposal_is_found_by_nobody(built: None) -> None:
    programme = Programme.objects.create(year=2012)
    given = {"programme": programme, "kind": "topic", "made_at": AT, "title": {"en": "Transit"}}
    for state in Proposal.State:
        Proposal.objects.create(slug=state, state=state, body={"en": "Remittances"}, **given)
    index.mend()
    assert len(titles("remittances", OFFICER, kind="proposal")) == len(Proposal.State) - 1


def test_every_kind_is_hung_in_once_and_named_as_the_ledger_names_it() -> None:
    kinds = [source.kind for source in sources.SOURCES]
    assert len(set(kinds)) == len(kinds) == 6
    labels = {source.label for source in sources.SOURCES}
    assert {"documents.document", "membership.entity", "meetings.meeting"} <= labels
    # Positions, mail and the ledger are never found.
    assert not any("preference" in label or "mail" in label for label in labels)
