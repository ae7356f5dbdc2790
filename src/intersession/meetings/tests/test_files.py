"""Who may read what speakers sent."""

import pytest

from intersession.access.guard import Actor
from intersession.access.policy import Role
from intersession.meetings import actions, published
from intersession.meetings.queries.files import presentations
from intersession.meetings.tests.conftest import OFFICER, WHO, publish
from intersession.meetings.tests.speaking import PDF, confirmed, panel, person, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(hold, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    meeting = hold("topics-for-2012")
    return confirmed(panel(meeting), person(meeting))


def send(row, **given):
    given = {"kind": "presentation", "language": "en", "upload": upload(), **given}
    return actions.add_file(part=row, **given, **WHO)


def asked(browser, file):
    """Read to its end, so that the file is shut."""
    answer = browser.get(f"/meetings/topics-for-2012/files/{file.uid}/")
    assert answer.streaming is False or b"".join(answer.streaming_content) == PDF
    return answer


def seen(browser, file):
    return asked(browser, file).status_code


def test_others_have_it_once_agreed_to_and_published_and_not_held(client, row):
    file = send(row)
    assert seen(client, file) == 404
    actions.agree_to_file(file=file, public=True, **WHO)
    assert seen(client, file) == 404
    publish(row.item.meeting)
    assert seen(client, file) == 200
    actions.hold_file(file=file, **WHO)
    assert seen(client, file) == 404
    actions.release_file(file=file, **WHO)
    assert seen(client, file) == 200
    actions.answer_part(part=row, confirm=False, why="Ill", **WHO)
    assert seen(client, file) == 404  # at once, before the next version


def test_what_was_replaced_or_withdrawn_is_gone(client, row):
    old, new = send(row, public=True), send(row, public=True)
    publish(row.item.meeting)
    assert (seen(client, old), seen(client, new)) == (404, 200)
    actions.withdraw_file(file=new, **WHO)
    assert seen(client, new) == 404


def test_the_administration_has_all_that_stands_and_it_is_never_shown_here(sign_in, row):
    file = send(row)
    answer = asked(sign_in(Role.ADMINISTRATION), file)
    assert answer.status_code == 200
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Content-Disposition"].startswith("attachment")
    assert seen(sign_in(Role.CHAIR), file) == 404


def test_presentations_are_told_by_part_in_one_query(row, django_assert_num_queries):
    meeting = row.item.meeting
    send(row, public=True)
    send(row, language="fr")
    publish(meeting)
    agenda = published.latest(meeting)
    with django_assert_num_queries(1):
        found = presentations(meeting, agenda, Actor())
    (line,) = found[str(row.uid)]
    assert (str(line.kind), line.language, line.word) == ("Presentation", "en", "PDF")
    assert len(presentations(meeting, agenda, OFFICER)[str(row.uid)]) == 2
