"""A schedule file is sent by the Administration; what is no schedule is told, and kept nowhere."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from intersession.access.guard import Refusal
from intersession.ledger.models import Entry
from intersession.meetings import actions
from intersession.meetings.models import ScheduleFile
from intersession.meetings.tests import schedule_files as files
from intersession.meetings.tests.conftest import AT, WHO

pytestmark = pytest.mark.django_db
ADDRESS = "/meetings/one/agenda/import/"


@pytest.fixture
def meeting(hold):
    return hold("one", **files.DAYS)


def send(client, content, name="schedule.json"):
    upload = SimpleUploadedFile(name, content)
    return client.post(ADDRESS, {"upload": upload, "language": "en"})


def test_only_the_administration_sends_one(client, meeting, sign_in):
    assert client.get(ADDRESS).status_code == 302
    sign_in("focal_point")
    assert client.get(ADDRESS).status_code == 403
    assert send(client, files.content_of("hills.json")).status_code == 403


def test_what_was_sent_is_kept_and_shown_before_anything_changes(meeting, sign_in):
    client = sign_in("administration")
    assert "No schedule came in yet" in client.get(ADDRESS).content.decode()
    answer = send(client, files.content_of("hills.json"))
    row = ScheduleFile.objects.get()
    assert answer["Location"] == f"{ADDRESS}{row.uid}/preview/"
    assert meeting.agenda.count() == 0
    assert "schedule.json" in client.get(ADDRESS).content.decode()
    assert Entry.objects.filter(verb="meetings:schedule:received").count() == 1


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"Title,Hour", "neither a schedule"), (b'{"a": NaN}', "“NaN”"), (b"", "empty")],
)
def test_what_is_no_schedule_is_told_on_the_same_page(meeting, sign_in, content, told):
    answer = send(sign_in("administration"), content)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not ScheduleFile.objects.exists()


def test_a_file_of_300_mb_is_refused_before_it_is_read(meeting):
    upload = SimpleUploadedFile("big.json", b"{}")
    upload.size = 300 * 1024 * 1024
    with pytest.raises(Refusal) as why:
        actions.receive_schedule(meeting=meeting, upload=upload, language="en", **WHO)
    assert "larger than 10 MB" in str(why.value)


def test_files_are_deleted_after_a_month(meeting):
    row = files.receive(meeting, files.content_of("hills.json"))
    assert actions.forget_schedules(by=WHO["by"], at=AT.replace(day=30)) == 0
    assert actions.forget_schedules(by=WHO["by"], at=AT.replace(month=11)) == 1
    row.refresh_from_db()
    assert not row.content


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_the_same_queries_however_long_it_is(
    meeting, sign_in, rows, django_assert_num_queries
):
    for _n in range(rows):
        files.receive(meeting, files.content_of("hills.json"))
    client = sign_in("administration")
    client.get(ADDRESS)
    with django_assert_num_queries(QUERIES):
        client.get(ADDRESS)


QUERIES = 8
