"""One’s own page from afar: two clocks, a door that opens and shuts, a way in for nobody else."""

from datetime import timedelta
from typing import Any

import pytest

from intersession.access.policy import Role
from intersession.desk.clockwork import tick
from intersession.ledger.models import Entry
from intersession.meetings import actions, panels, remote
from intersession.meetings.actions import remote as verbs
from intersession.meetings.actions.remote import PlaceFacts
from intersession.meetings.models import Meeting, RemotePlace, RemoteVisit
from intersession.meetings.tests.conftest import AT, ONE, TEN, WHO, item, publish
from intersession.outbox.models import Mail

pytestmark = pytest.mark.django_db
WAY_IN = "https://platform.example/j/4711?pwd=secret"


@pytest.fixture
def meeting(hold: Any) -> Meeting:
    made = hold(slug="w", modality="hybrid", ends_at=ONE + timedelta(days=1))
    item(made, "Opening", starts_at=TEN, minutes=30)
    publish(made)
    return made


@pytest.fixture
def place(meeting: Meeting) -> RemotePlace:
    facts = PlaceFacts(email="Ana@example.org", name="Ana", address=WAY_IN, language="es")
    verbs.give_places(meeting=meeting, places=[facts], **WHO)
    return RemotePlace.objects.get()


@pytest.fixture
def at_hour(monkeypatch: Any) -> Any:
    def at_hour(moment: Any) -> None:
        monkeypatch.setattr("intersession.desk.clock.now", lambda _example: moment)

    return at_hour


def own(place: RemotePlace) -> str:
    return f"/meetings/remote/{remote.token_of(place)}/"


def test_the_programme_stands_at_the_hour_of_the_place_and_at_theirs(client, place, at_hour):
    at_hour(AT)
    page = client.get(own(place)).content.decode()
    assert "Opening" in page and "10:00" in page and "At your place" not in page
    chosen = client.post(f"{own(place)}zone/", {"time_zone": "Pacific/Auckland"})
    page = client.get(chosen["Location"]).content.decode()
    assert "10:00" in page and "At your place" in page and "21:00" in page
    client.post(f"{own(place)}zone/", {"time_zone": "America/Los_Angeles"})
    assert "01:00" in client.get(own(place)).content.decode()
    place.meeting.agenda.update(starts_at=TEN + timedelta(hours=6))
    publish(place.meeting)
    client.post(f"{own(place)}zone/", {"time_zone": "Pacific/Auckland"})
    assert "03:00, 21\xa0Oct" in client.get(own(place)).content.decode()


def test_an_item_that_was_cancelled_is_marked_to_those_from_afar(client, place, at_hour):
    at_hour(AT)
    actions.cancel_item(item=place.meeting.agenda.get(), reason="No quorum", **WHO)
    publish(place.meeting)
    page = client.get(own(place)).content.decode()
    assert "Cancelled" in page and "<s>Opening</s>" in page


def test_a_time_zone_that_is_none_is_not_taken(client, place):
    sent = client.post(f"{own(place)}zone/", {"time_zone": "Europe/Atlantis"})
    assert "Choose a time zone from the list." in client.get(sent["Location"]).content.decode()
    place.refresh_from_db()
    assert place.time_zone == ""


@pytest.mark.parametrize(
    ("moment", "said", "opens"),
    [
        (
            TEN - timedelta(minutes=61),
            "You can join from 20\xa0October 2011, 09:00\xa0Geneva",
            False,
        ),
        (TEN - timedelta(minutes=60), "The meeting is open.", True),
        (ONE + timedelta(days=1, minutes=59), "The meeting is open.", True),
        (ONE + timedelta(days=1, minutes=60), "The meeting ended on 21\xa0October 2011", False),
    ],
)
def test_the_door_opens_an_hour_before_and_shuts_after_the_end(
    client, place, at_hour, moment, said, opens
):
    at_hour(moment)
    page = client.get(own(place)).content.decode()
    assert said in page and ("Join the meeting" in page) is opens
    sent = client.post(f"{own(place)}join/")
    assert sent["Location"] == (WAY_IN if opens else own(place))
    assert RemoteVisit.objects.exists() is opens


def test_somebody_is_counted_once_a_half_day_at_the_place(client, place, at_hour):
    for moment in (
        TEN,
        TEN + timedelta(hours=2),
        TEN + timedelta(hours=4),
        ONE + timedelta(days=1),
    ):
        at_hour(moment)
        for _twice in range(2):
            client.post(f"{own(place)}join/")
    seen = RemoteVisit.objects.order_by("at").values_list("day", "half")
    assert [(str(day), half) for day, half in seen] == [
        ("2011-10-20", "morning"),
        ("2011-10-20", "afternoon"),
        ("2011-10-21", "morning"),
    ]


def test_the_way_in_stands_on_no_page_and_in_no_entry_mail_or_sheet(
    client, sign_in, place, at_hour
):
    at_hour(TEN)
    verbs.send_links(meeting=place.meeting, **WHO)
    officer = sign_in(Role.ADMINISTRATION)
    pages = [client.get(own(place)).content.decode()]
    for address in ("", "?sheet=csv", f"{place.uid}/change/"):
        pages.append(officer.get(f"/meetings/w/remote/places/{address}").content.decode())
    pages += [str(entry.data) for entry in Entry.objects.all()]
    pages += [mail.subject + mail.body + mail.link for mail in Mail.objects.all()]
    assert not [page for page in pages if "platform.example" in page]
    assert "Ana" not in "".join(str(entry.data) for entry in Entry.objects.all())


def test_the_page_is_kept_by_nobody_and_leads_on_without_a_trace(client, place, at_hour):
    at_hour(TEN)
    page, led = client.get(own(place)), client.post(f"{own(place)}join/")
    for answer in (page, led):
        assert answer["Cache-Control"] == "private, no-store"
        assert "noindex" in answer["X-Robots-Tag"]
    # With "no-referrer" on the page browsers send its forms with the origin "null": refused.
    assert (page["Referrer-Policy"], led["Referrer-Policy"]) == ("same-origin", "no-referrer")
    assert "form-action 'self' https:" in page["Content-Security-Policy"]
    assert 'content="noindex' in client.get(own(place)).content.decode()


def test_a_link_of_a_meeting_that_was_cancelled_says_so(client, place, at_hour):
    at_hour(TEN)
    Meeting.objects.update(cancelled_at=AT)
    page = client.get(own(place)).content.decode()
    assert "The meeting is cancelled." in page and "Join the meeting" not in page
    assert client.post(f"{own(place)}join/")["Location"] == own(place)


def test_without_a_way_in_the_page_says_that_it_is_to_come(client, place, at_hour):
    at_hour(TEN)
    verbs.change_place(
        place=place, facts=PlaceFacts(email=place.email, name="Ana"), shut=True, **WHO
    )
    assert "your way in has not been given yet" in client.get(own(place)).content.decode()
    assert client.post(f"{own(place)}join/")["Location"] == own(place)


def test_an_old_link_says_so_and_one_that_we_did_not_sign_leads_nowhere(client, place, at_hour):
    at_hour(TEN)
    old = own(place)
    verbs.renew_link(place=place, **WHO)
    answer = client.get(old)
    assert answer.status_code == 410
    assert "This link does not work any more" in answer.content.decode()
    client.post(f"{old}join/")
    assert not RemoteVisit.objects.exists()
    assert client.get("/meetings/remote/abc/").status_code == 404
    assert client.get(f"{old[:-3]}xx/").status_code == 404


def test_the_link_goes_out_once_in_the_language_of_its_reader(place):
    verbs.send_links(meeting=place.meeting, **WHO)
    mail = Mail.objects.get()
    assert (mail.to, mail.language) == ("ana@example.org", "es")
    assert mail.link == f"{own(place)}?lang=es"
    with pytest.raises(verbs.NobodyToTell):
        verbs.send_links(meeting=place.meeting, **WHO)
    verbs.renew_link(place=place, **WHO)
    assert verbs.send_links(meeting=place.meeting, **WHO) == 1
    assert Mail.objects.count() == 2


def test_whoever_is_signed_in_finds_their_page_on_that_of_the_meeting(client, meeting, sign_in):
    browser = sign_in(Role.FOCAL_POINT)
    panels.hang(panels.place_from_afar)
    assert "Open my page" not in browser.get("/meetings/w/").content.decode()
    facts = [PlaceFacts(email="focal_point@example.org")]
    verbs.give_places(meeting=meeting, places=facts, **WHO)
    page = browser.get("/meetings/w/").content.decode()
    assert "Open my page" in page and own(RemotePlace.objects.get()) in page


def test_names_and_ways_in_are_deleted_on_schedule_and_the_counts_stay(client, place, at_hour):
    at_hour(TEN)
    client.post(f"{own(place)}join/")
    link = own(place)
    for days, kept in ((31, True), (32, False), (33, False)):
        at_hour(ONE + timedelta(days=days))
        tick()
        assert RemotePlace.objects.exclude(email="").exists() is kept
    assert Entry.objects.filter(verb="meetings:remote:forgotten").count() == 1
    place.refresh_from_db()
    assert (place.email, place.name, place.address, place.visits.count()) == ("", "", "", 1)
    assert client.get(link).status_code == 410


def test_a_meeting_that_was_moved_keeps_its_places_as_long(place):
    later = TEN + timedelta(days=20)
    Meeting.objects.update(starts_at=later, ends_at=later + timedelta(hours=3))
    assert verbs.forget_places(by=WHO["by"], at=ONE + timedelta(days=33)) == 0


def test_a_place_is_gone_with_its_link_but_who_came_stays_counted(client, place, at_hour):
    at_hour(TEN)
    client.post(f"{own(place)}join/")
    verbs.remove_place(place=place, **WHO)
    place.refresh_from_db()
    assert (place.email, place.visits.count()) == ("", 1)
    fresh = PlaceFacts(email="ben@example.org")
    verbs.give_places(meeting=place.meeting, places=[fresh], **WHO)
    verbs.remove_place(place=RemotePlace.objects.get(email="ben@example.org"), **WHO)
    assert RemotePlace.objects.count() == 1


def test_a_cancelled_meeting_gives_and_sends_nothing(place):
    actions.cancel_meeting(meeting=place.meeting, reason="No room.", **WHO)
    for verb, given in (
        (verbs.send_links, {"meeting": place.meeting}),
        (verbs.give_places, {"meeting": place.meeting, "places": [PlaceFacts(email="b@x.org")]}),
        (verbs.renew_link, {"place": place}),
    ):
        with pytest.raises(verbs.NotHeld):
            verb(**given, **WHO)
