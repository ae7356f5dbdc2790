"""The example as it is loaded: its facts, its people, its answers."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from intersession.access.models import User
from intersession.access.policy import Role
from intersession.conftest import Browser
from intersession.consultations.models import Preference, Proposal, Question, Suggestion
from intersession.consultations.tests.conftest import read
from intersession.desk.example.calendar_2011 import geneva
from intersession.desk.example.links import people
from intersession.desk.example.load import STAGES, NotEmpty, load
from intersession.desk.models import Example
from intersession.desk.tests.loading import loaded
from intersession.documents.models import Document
from intersession.documents.queries.numbers import series_lines
from intersession.ledger.models import Run
from intersession.ledger.record import verify
from intersession.meetings.models import Meeting
from intersession.membership.models import Entity
from intersession.membership.queries import register_on
from intersession.outbox.models import Mail
from intersession.programme.models import Programme


@pytest.fixture(scope="module")
def at_topics(django_db_setup: None, django_db_blocker: Any) -> Iterator[Example]:
    """20 October 2011, 10:30: the question of the topics is open."""
    with loaded("topics", django_db_blocker) as example:
        yield example


@pytest.fixture
def topics(at_topics: Example, db: None) -> Example:
    return at_topics


def counted(question: Question) -> dict[str, int]:
    standing = Preference.objects.filter(question=question, standing=True)
    return {
        "members": question.register.filter(counted=True).count(),
        "answered": standing.count(),
        "named something": sum(bool(row.approved) for row in standing),
    }


def test_97_of_132_members_have_answered_on_the_topics(topics: Example) -> None:
    question = Question.objects.get(slug="topics-2012")
    assert counted(question) == {"members": 132, "answered": 97, "named something": 97}
    assert question.state_at(topics.now) == "open"
    assert topics.now == geneva(2011, 10, 20, 10, 30)
    assert question.closes_at == geneva(2011, 10, 20, 18)
    assert (question.seats, question.cap, question.rule) == (2, 2, "av")
    assert question.positions_seen_by == "administration"


@pytest.mark.parametrize(
    ("day", "members"),
    [(date(2011, 10, 20), 132), (date(2011, 12, 4), 132), (date(2011, 12, 6), 146)],
)
def test_the_membership_grows_from_132_to_146(topics: Example, day: date, members: int) -> None:
    assert sum(row.counted for row in register_on(day)) == members


def test_the_theme_was_chosen_in_april_and_families_are_kept(topics: Example) -> None:
    question = Question.objects.get(slug="theme-2012")
    assert question.state_at(topics.now) == "concluded"
    assert question.digest
    assert Programme.objects.get(year=2012).theme["en"] == "Managing migration in crisis situations"
    states = dict(Proposal.objects.filter(kind="theme").values_list("title__en", "state"))
    assert states == {
        "Managing migration in crisis situations": "selected",
        "Families and migration": "not_selected",
    }
    assert question.conclusions.get().follows_the_count


def test_three_topics_are_proposed_each_with_its_paragraph_and_two_are_to_be_chosen(
    topics: Example,
) -> None:
    options = Question.objects.get(slug="topics-2012").options.select_related("proposal__document")
    assert [(row.code, row.title["en"]) for row in options] == [
        ("A", "Moving to safety: Migration consequences of complex crises"),
        ("B", "Protecting migrants during times of crisis"),
        ("C", "Beyond the emergency: Long-term solutions to crisis migration"),
    ]
    for row in options:
        assert row.proposal is not None
        assert row.proposal.document is not None
        assert row.proposal.document.symbol == "IC/2011/7"
        assert row.proposal.paragraph


def test_four_open_questions_are_asked_and_something_was_said(topics: Example) -> None:
    rows = Question.objects.filter(kind="open")
    assert rows.count() == 4
    assert {row.state_at(topics.now) for row in rows} == {"open"}
    assert Suggestion.objects.exists()


def test_the_meetings_of_2011_and_2012_stand_on_their_days(topics: Example) -> None:
    rows = Meeting.objects.order_by("starts_at").values_list("kind", "starts_at__date", "number")
    assert [(kind, day.isoformat(), number) for kind, day, number in rows] == [
        ("workshop", "2011-03-29", 1),
        ("consultation", "2011-04-28", None),
        ("workshop", "2011-09-12", 2),
        ("consultation", "2011-10-20", None),
        ("council", "2011-12-05", 100),
        ("workshop", "2012-04-24", 1),
        ("workshop", "2012-09-13", 2),
        ("council", "2012-11-27", 101),
    ]
    figures = {m.slug: m.figures for m in Meeting.objects.exclude(figures={})}
    assert figures == {
        "workshop-1-2011": {"participants": 230},
        "workshop-2-2011": {"participants": 150, "countries": 60, "organisations": 23},
    }


def test_symbols_that_never_were_are_marked_as_invented(topics: Example) -> None:
    real = Document.objects.filter(invented=False).values_list("symbol", flat=True)
    assert {"IC/2011/3", "IC/2011/7"} <= set(real)
    assert not Document.objects.filter(invented=True, symbol__startswith="IC/2011/").exists()


def test_the_register_shows_a_series_a_corrigendum_and_a_late_language(
    topics: Example, client: Any
) -> None:
    page = client.get("/documents/parity/").content.decode()
    assert "3 of 5 documents are missing in Spanish, 2 in French; 1 is late." in page
    assert "Corrigenda" in client.get("/documents/idm-2011-w2-sum/").content.decode()
    assert [line.next for line in series_lines(topics.now.date())] == [
        "IC/2011/8",
        "IDM/2011/INF/2",
    ]


def test_everything_that_acts_is_fictional(topics: Example) -> None:
    assert not Entity.objects.filter(fictional=False).exists()
    assert not Entity.objects.exclude(iso2="", m49="").exists()
    assert not User.objects.exclude(email__endswith=".example").exists()
    assert not any(user.persons.exclude(name="").exists() for user in User.objects.all()[:10])


def test_every_name_is_in_three_languages(topics: Example) -> None:
    for rows in (Entity, Meeting, Question, Proposal):
        for row in rows.objects.all():  # type: ignore[attr-defined]
            words = row.name if rows is Entity else row.title
            assert set(words) >= {"en", "fr", "es"}, words
            assert all(words.values()), words


def test_nothing_in_it_happened_after_its_hour(topics: Example) -> None:
    assert not Preference.objects.filter(received_at__gt=topics.now).exists()
    assert not Suggestion.objects.filter(at__gt=topics.now).exists()
    assert not Mail.objects.filter(created_at__gt=topics.now).exists()


def test_its_ledger_is_sound(topics: Example) -> None:
    assert verify() == []


def test_answers_came_by_every_channel_but_the_floor(topics: Example) -> None:
    """The meeting has only begun."""
    rows = Preference.objects.filter(question__slug="topics-2012")
    assert set(rows.values_list("channel", flat=True)) == {
        "online",
        "phone",
        "e-mail",
        "note_verbale",
    }


def test_the_first_mission_has_not_answered_yet(topics: Example) -> None:
    """Whoever tries the example as its focal point finds something to do."""
    rows = Preference.objects.filter(entity__slug="marenia", question__slug="topics-2012")
    assert not rows.exists()


def test_it_is_loaded_into_an_empty_database_only(topics: Example) -> None:
    for stage in STAGES:
        with pytest.raises(NotEmpty, match="This database is not empty"):
            load(stage)


def test_each_role_of_the_dialogue_is_there(topics: Example) -> None:
    assert {person.role for person in people(topics)} == set(Role)


def test_at_six_its_question_closes_and_the_brief_is_there(topics: Example) -> None:
    officer, places = Browser(), {person.role: person.path for person in people(topics)}
    officer.get(places[Role.ADMINISTRATION])
    officer.post("/desk/example/clock/", {"to": "2011-10-20T18:00"})
    question = Question.objects.get(slug="topics-2012")
    assert question.closed_at == question.closes_at
    assert Run.objects.filter(inputs_digest=question.digest).exists()
    assert not Question.objects.filter(closed_at=None).exists()
    assert "97 of 132 Members answered" in read(officer.get("/consultations/topics-2012/brief/"))
    assert verify() == []
