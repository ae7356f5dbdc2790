"""The agenda in a frame on another site; every other page stays out of frames."""

from datetime import timedelta

import pytest

from intersession.access.policy import Role
from intersession.meetings import actions
from intersession.meetings.tests.conftest import TEN, WHO, item, publish

pytestmark = pytest.mark.django_db
FRAME = "/meetings/w/embed/"


@pytest.fixture
def row(hold):
    workshop = hold(slug="w", kind="workshop")
    made = item(
        workshop, "Opening", title={"en": "Opening", "fr": "Ouverture"}, starts_at=TEN, minutes=30
    )
    publish(workshop)
    return made


def policy(answer):
    return dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))


def test_any_site_may_frame_it(client, row):
    answer = client.get(FRAME)
    assert answer.status_code == 200 and ">Opening</a>" in answer.content.decode()
    assert policy(answer)["frame-ancestors"] == "*"
    assert policy(answer)["default-src"] == policy(answer)["base-uri"] == "'none'"
    assert "X-Frame-Options" not in answer
    assert "<script" not in answer.content.decode() and "<form" not in answer.content.decode()


def test_no_other_page_may_be_framed(client, row, sign_in):
    pages = (
        "",
        "calendar/",
        "agenda/pdf/",
        f"item/{row.uid}/",
        f"item/{row.uid}/calendar/",
        "offline/",
    )
    for address in ("/", "/meetings/", *(f"/meetings/w/{page}" for page in pages)):
        answer = client.get(address)
        assert answer["X-Frame-Options"] == "DENY", address
        assert policy(answer)["frame-ancestors"] == "'none'", address
        list(answer)
    answer = sign_in(Role.ADMINISTRATION).get("/meetings/w/agenda/")
    assert answer["X-Frame-Options"] == "DENY"
    assert client.post(FRAME)["X-Frame-Options"] == "DENY"


def test_it_reads_no_cookie_and_sets_none(sign_in, row, paper, django_assert_num_queries):
    browser = sign_in(Role.CHAIR)
    actions.attach_document(meeting=row.meeting, document=paper(distribution="restricted"), **WHO)
    browser.get("/?lang=es")
    before = {name: morsel.value for name, morsel in browser.cookies.items()}
    assert before
    # The example; the meeting, its agenda, its documents, their languages, what speakers sent, the
    # year line. Neither a session nor an account.
    with django_assert_num_queries(7):
        answer = browser.get(f"{FRAME}?lang=fr", headers={"accept-language": "en"})
    assert not answer.cookies and ">Ouverture</a>" in answer.content.decode()
    assert "Cookie" not in answer.get("Vary", "")
    assert {name: morsel.value for name, morsel in browser.cookies.items()} == before
    answer = browser.get(FRAME, headers={"accept-language": "en"})
    assert ">Opening</a>" in answer.content.decode() and "IC/2011/7" not in answer.content.decode()


def test_it_is_kept_for_some_minutes_and_not_sent_twice(client, row):
    answer = client.get(FRAME)
    assert answer["Cache-Control"] == "public, max-age=300"
    assert client.get(FRAME, headers={"if-none-match": answer["ETag"]}).status_code == 304


def test_the_page_of_the_meeting_shows_the_line_to_copy(client, row):
    page = client.get("/meetings/w/").content.decode()
    assert (
        "&lt;iframe src=&#34;" in page
        or '&lt;iframe src="http://testserver/meetings/w/embed/?lang=en"' in page
    )


def test_an_agenda_that_was_not_published_says_so_and_no_meeting_is_not_found(client, hold):
    hold(slug="bare", ends_at=TEN + timedelta(hours=1))
    assert "not been published yet" in client.get("/meetings/bare/embed/").content.decode()
    assert client.get("/meetings/none/embed/").status_code == 404
