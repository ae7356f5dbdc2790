"""The Administration's own questions in a registration: the list, adding, changing, ending."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from intersession.access.policy import Role
from intersession.participation.models import RegistrationQuestion
from intersession.participation.tests.registering import (
    calls,
    clock,
    contact_of,
    entity,
    question,
    sent,
    shown,
    signed_in,
)

pytestmark = pytest.mark.django_db
LIST = "/participation/workshop-2012-1/questions/"


@pytest.fixture
def call():
    clock()
    return calls()


def order(call):
    return [one.wording["en"] for one in call.questions.filter(ended=False).order_by("position")]


def test_only_the_administration_asks(client, call):
    one = question(call)
    assert client.get(LIST).status_code == 302
    contact_of(client, entity())
    for page in (LIST, f"{LIST}add/", f"{LIST}{one.uid}/change/"):
        assert client.get(page).status_code == 403
    for page in (f"{LIST}{one.uid}/move/", f"{LIST}{one.uid}/end/"):
        assert client.post(page).status_code == 403
    assert signed_in(client, Role.CHAIR).get(LIST).status_code == 403


def test_one_and_three_questions_ask_the_same_number_of_queries(client, call):
    signed_in(client)
    counts = []
    for more in (1, 2):
        for _n in range(more):
            question(call, "yes_no")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(LIST).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_question_is_added_in_several_languages(client, call):
    signed_in(client)
    given = {
        "wording_en": "Which panel?",
        "wording_fr": "Quelle table ronde ?",
        "kind": "choice",
        "lines_en": "Borders\nCrises\n\nBoth",
        "lines_fr": "Frontières\n–\nLes deux",
        "required_for": ["state", "ngo"],
    }
    assert client.post(f"{LIST}add/", given).url == LIST
    one = RegistrationQuestion.objects.get()
    assert [c["wording"] for c in one.choices] == [
        {"en": "Borders", "fr": "Frontières"},
        {"en": "Crises"},
        {"en": "Both", "fr": "Les deux"},
    ]
    assert one.required_for == ["state", "ngo"]
    page = shown(client.get(LIST))
    assert "Borders, Crises and Both" in page and "must be answered by: State and" in page


def test_changed_choices_keep_their_codes_where_the_words_stay(client, call):
    signed_in(client)
    choices = [{"code": c, "wording": {"en": w}} for c, w in (("c1", "One"), ("c2", "Two"))]
    one = question(call, "choice", choices=choices)
    change = f"{LIST}{one.uid}/change/"
    assert "One\nTwo" in shown(client.get(change))
    given = {"wording_en": "Which?", "kind": "choice", "lines_en": "Three\nTwo"}
    assert client.post(change, given).status_code == 302
    one.refresh_from_db()
    assert {c["wording"]["en"]: c["code"] for c in one.choices} == {"Three": "c3", "Two": "c2"}


def test_its_kind_stays_once_somebody_answered(client, call):
    signed_in(client)
    one = question(call)
    sent(call, answers={str(one.uid): "Because."})
    given = {"wording_en": "Why not?", "kind": "number"}
    refused = client.post(f"{LIST}{one.uid}/change/", given)
    assert refused.status_code == 422 and "its kind stays" in shown(refused)
    assert "Why not?" in shown(refused)
    assert client.post(f"{LIST}{one.uid}/change/", {**given, "kind": "text"}).status_code == 302
    assert "1 answer" in shown(client.get(LIST))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"kind": "text"}, "Write it in at least one language"),
        ({"wording_en": "A", "kind": "opera"}, "not one of the available choices"),
        ({"wording_en": "A", "kind": "choice", "lines_en": "one"}, "at least two choices"),
        ({"wording_en": "A", "kind": "choices", "lines_en": "x\n" * 31}, "at most 30 choices"),
        ({"wording_en": "A" * 301, "kind": "text"}, "at most 300"),
        ({"wording_en": "A", "kind": "text", "condition": "x/y"}, "not one of the available"),
    ],
)
def test_what_is_not_right_is_said_and_kept(client, call, given, words):
    refused = signed_in(client).post(f"{LIST}add/", given)
    assert refused.status_code == 422 and words in shown(refused)
    assert call.questions.count() == 0


def test_it_is_moved_but_never_before_the_one_it_depends_on(client, call):
    signed_in(client)
    visa, name = question(call, "yes_no", "Visa?"), question(call, "text", "Name?")
    where = question(call, words="Where?", condition={"question": str(visa.uid), "is": "yes"})
    client.post(f"{LIST}{where.uid}/move/", {"to": "up"})
    assert order(call) == ["Visa?", "Where?", "Name?"]
    refused = client.post(f"{LIST}{where.uid}/move/", {"to": "up"})
    assert refused.status_code == 422 and "depends on this question" in shown(refused)
    assert client.post(f"{LIST}{visa.uid}/move/", {"to": "down"}).status_code == 422
    client.post(f"{LIST}{name.uid}/move/", {"to": "down"})  # the last one stays the last one
    assert order(call) == ["Visa?", "Where?", "Name?"]
    assert "asked only after: Visa? yes" in shown(client.get(LIST))


def test_an_ended_question_keeps_its_answers_and_can_be_asked_again(client, call):
    signed_in(client)
    visa = question(call, "yes_no", "Visa?")
    where = question(call, words="Where?", condition={"question": str(visa.uid), "is": "yes"})
    assert client.post(f"{LIST}{visa.uid}/end/").status_code == 422
    assert client.post(f"{LIST}{where.uid}/end/").status_code == 302
    assert order(call) == ["Visa?"] and "Not asked any more" in shown(client.get(LIST))
    client.post(f"{LIST}{where.uid}/end/", {"again": "yes"})
    assert order(call) == ["Visa?", "Where?"]


def test_two_officers_at_one_question_do_not_overwrite_each_other(client, call):
    signed_in(client)
    one = question(call)
    given = {"wording_en": "Mine?", "kind": "text", "seen": "older"}
    refused = client.post(f"{LIST}{one.uid}/change/", given)
    assert refused.status_code == 422 and "Somebody else changed this question" in shown(refused)


def test_a_meeting_asks_a_bounded_number(client, call):
    signed_in(client)
    for _n in range(40):
        question(call)
    refused = client.post(f"{LIST}add/", {"wording_en": "More?", "kind": "text"})
    assert refused.status_code == 422 and "At most 40 questions" in shown(refused)
