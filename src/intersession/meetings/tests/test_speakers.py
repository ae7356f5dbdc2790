"""The list of speakers for the Administration."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from intersession.access.policy import Role
from intersession.desk.needs import needs_of
from intersession.meetings import actions, published
from intersession.meetings.queries.speakers import biographies, lacking
from intersession.meetings.tests.conftest import AT, OFFICER, ONE, WHO, publish
from intersession.meetings.tests.speaking import (
    clock,
    confirmed,
    invited,
    panel,
    part,
    person,
    shown,
    upload,
)

pytestmark = pytest.mark.django_db
PAGE = "/meetings/topics-for-2012/speakers/"


@pytest.fixture
def meeting(hold, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    clock()
    return hold("topics-for-2012")


def test_only_the_administration_sees_speakers_before_they_are_published(client, sign_in, meeting):
    assert client.get(PAGE).status_code == 302
    for role in (Role.CHAIR, Role.AUDITOR):
        assert sign_in(role).get(PAGE).status_code == 403
    assert sign_in(Role.ADMINISTRATION).get(PAGE).status_code == 200


def test_the_list_says_part_hour_state_and_what_is_missing(sign_in, meeting):
    first = panel(meeting)
    invited(first, person(meeting, function={"en": "Head of unit"}))
    confirmed(first, person(meeting, "Expert from capital, Marenia", email=""), role="moderator")
    text = shown(sign_in(Role.ADMINISTRATION).get(PAGE))
    assert "without an answer: 1" in text and "confirmed: 1" in text
    assert "Head of unit" in text
    assert "Thursday, 20 October 2011, 10:00" in text
    assert "biography, presentation, whether to be recorded" in text
    assert "biography, whether to be recorded" in text  # a moderator presents nothing
    assert "no e-mail address" in text
    assert "Invite" not in text


def test_it_is_narrowed_by_state_and_what_needs_somebody_comes_first(sign_in, meeting):
    row = panel(meeting)
    confirmed(row, person(meeting, "Abel"))
    declined = invited(row, person(meeting, "Zoe"))
    actions.answer_part(part=declined, confirm=False, channel="phone", **WHO)
    person(meeting, "Nobody yet")
    browser = sign_in(Role.ADMINISTRATION)
    text = shown(browser.get(PAGE))
    assert text.index("Zoe") < text.index("Abel") < text.index("Nobody yet")
    only = shown(browser.get(f"{PAGE}?state=confirmed"))
    assert "Abel" in only and "Zoe</a>" not in only
    assert browser.get(f"{PAGE}?state=nonsense").status_code == 200


def test_the_sheet_holds_a_row_a_part_and_neither_address_nor_gender(sign_in, meeting):
    ana = person(meeting, gender="woman")
    part(panel(meeting), ana)
    part(panel(meeting, "Panel two"), ana, role="rapporteur")
    person(meeting, "=Bad(1)")
    browser = sign_in(Role.ADMINISTRATION)
    csv = shown(browser.get(f"{PAGE}?sheet=csv"))
    assert csv.count("Ana Ruiz") == 2
    assert "'=Bad(1)" in csv
    assert "example.org" not in csv and "woman" not in csv
    assert browser.get(f"{PAGE}?sheet=xlsx").content.startswith(b"PK")


def test_three_speakers_cost_the_queries_of_one(sign_in, meeting):
    browser, row = sign_in(Role.ADMINISTRATION), panel(meeting)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            browser.get(PAGE)
        return len(queries)

    def one_more(name: str) -> int:
        given = invited(row, person(meeting, name))
        actions.add_file(part=given, kind="statement", language="en", upload=upload(), **WHO)
        return cost()

    costs = [one_more(name) for name in ("Ana", "Ben", "Cal")]
    assert costs[0] == costs[2]


def test_biographies_are_public_of_confirmed_speakers_in_a_published_version(
    meeting, django_assert_num_queries
):
    row = panel(meeting)
    ana = person(meeting, biography={"en": "Works on borders."})
    invited(row, ana)
    confirmed(row, person(meeting, "Ben", biography={"en": "Teaches."}))
    publish(meeting)
    agenda = published.latest(meeting)
    with django_assert_num_queries(1):
        found = biographies(meeting, agenda)
    assert list(found.values()) == [{"en": "Teaches."}]
    actions.answer_part(part=ana.parts.get(), confirm=True, channel="phone", by=OFFICER, at=AT)
    assert len(biographies(meeting, agenda)) == 1  # until it is published
    publish(meeting)
    assert len(biographies(meeting, published.latest(meeting))) == 2


def test_missing_answers_and_moderators_need_the_administration(meeting, django_assert_num_queries):
    invited(panel(meeting), person(meeting))
    confirmed(panel(meeting, "Led"), person(meeting, "Ben"), role="moderator")
    panel(meeting, "Nobody yet")
    with django_assert_num_queries(1):
        (found,) = lacking(AT)
    assert (found.meeting, found.answers, found.moderators) == (meeting, 1, [1])
    (need,) = [one for one in needs_of(OFFICER, AT).items if "speaker" in one.sentence]
    assert need.sentence == "1 answer of a speaker is missing. Item 1 lacks a moderator."
    assert lacking(ONE) == []
