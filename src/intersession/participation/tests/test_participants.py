"""The list of participants: its order, who reads how much of it, opened and issued."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from intersession.access.policy import Role
from intersession.conftest import Browser
from intersession.documents.models import Document
from intersession.ledger.models import Entry
from intersession.outbox.models import Mail
from intersession.participation.actions import corrections
from intersession.participation.actions import participants as actions
from intersession.participation.models import ParticipantsList
from intersession.participation.queries import participants as queries
from intersession.participation.tests import listing, registering
from intersession.participation.tests.registering import AT, WHO, clock, shown, signed_in

LIST = "/participation/workshop-2012-1/participants/"
AFTER = AT + listing.WEEK
HOUR = timedelta(hours=1)


@pytest.fixture
def call(db: None) -> Any:
    clock()
    return registering.calls()


@pytest.fixture
def office(call: Any) -> Any:
    return signed_in(Browser())


def words(page: Any) -> list[str]:
    """Parts, Entities and names, in their order."""
    found = []
    for part in page.parts:
        found.append(str(part.name).upper())
        for group in part.groups:
            found.append(group.name)
            found += [one.name.replace("\u00a0", " ") for one in group.people]
    return found


def test_parts_follow_the_status_and_each_language_has_its_own_order(call: Any) -> None:
    africa = listing.named("South Africa", "Afrique du Sud", "Sudáfrica", status="member")
    zed = listing.named("Zedland", "Zédie", "Zedia", status="member", protocol_rank=1)
    brazil = listing.named("Brazil", "Brésil", "Brasil", status="member")
    watching = listing.named("Aland", "Alandie", "Alandia", status="observer_state")
    listing.delegated(
        call, africa, ("Bea", "Adams", "expert", 1), ("Zoe", "Zulu", "head", 2),
        ("Max", "Moor", "alternate", 3), ("Kim", "Bell", "expert", 4),
    )  # fmt: skip
    for entity in (zed, brazil, watching):
        listing.comes(call, "Ana", "de la Cruz", entity)
    listing.comes(call, "Per", "Öst", affiliation="University of Somewhere", stakeholder="academia")
    listing.comes(call, "No", "Body", affiliation="", stakeholder="", title="")
    africans = ["Ms Zoe ZULU", "Ms Max MOOR", "Ms Bea ADAMS", "Ms Kim BELL"]
    page = queries.list_page(call.meeting, registering.OFFICER, AT)
    assert words(page) == [
        *("MEMBER STATES", "Zedland", "Ms Ana DE LA CRUZ", "Brazil", "Ms Ana DE LA CRUZ"),
        *("South Africa", *africans, "OBSERVER STATES", "Aland", "Ms Ana DE LA CRUZ"),
        *("ACADEMIA", "University of Somewhere", "Ms Per ÖST", "OTHERS", "", "No BODY"),
    ]
    french = words(queries.list_page(call.meeting, registering.OFFICER, AT, "fr"))
    assert french[1:6] == ["Zédie", "Mme Ana DE LA CRUZ", "Afrique du Sud", *(
        one.replace("Ms", "Mme") for one in africans[:2]
    )]  # fmt: skip
    spanish = words(queries.list_page(call.meeting, registering.OFFICER, AT, "es"))
    assert spanish.index("Brasil") < spanish.index("Sudáfrica")


def test_who_stands_in_it_is_confirmed_or_walked_in(call: Any) -> None:
    for state in ("submitted", "approved", "waiting_list", "cancelled"):
        listing.comes(call, state, "Not", state=state)
    listing.comes(call, "Walks", "In", state="submitted", walked_in_at=AT)
    listing.comes(call, "Gone", "Again", state="cancelled", walked_in_at=AT)
    listing.comes(call, "Is", "Confirmed")
    lines = queries.lines_of(call.meeting)
    assert {line.family for line in lines} == {"In", "Confirmed"}


def test_delegations_read_it_once_it_is_opened_and_the_public_once_it_is_issued(call: Any) -> None:
    marenia = listing.member()
    listing.comes(call, "Says", "Yes", marenia, consents=listing.YES, phone="+41 22", diet="vegan")
    listing.comes(call, "Says", "Nothing", marenia)
    public, mission = Browser(), listing.focal_point(Browser(), marenia)
    chair = signed_in(Browser(), Role.CHAIR)
    assert "NOTHING" in shown(chair.get(LIST))
    assert "YES" not in shown(mission.get(LIST))
    listing.opened(call.meeting)
    assert "NOTHING" in shown(mission.get(LIST))
    assert "YES" not in shown(public.get(LIST))
    assert public.get(f"{LIST}pdf/").status_code == 404
    actions.issue_participants(meeting=call.meeting, by=registering.OFFICER, at=AFTER)
    page = shown(public.get(LIST))
    assert "Ms Says YES" in page
    assert "NOTHING" not in page
    assert "1 more participant has not agreed" in page
    assert "NOTHING" not in public.get(f"{LIST}?sheet=csv").content.decode()
    assert "NOTHING" in mission.get(f"{LIST}?sheet=csv").content.decode()
    for secret in ("+41 22", "vegan", "@example.org"):
        assert secret not in page + shown(mission.get(LIST))


def test_who_takes_back_the_consent_leaves_the_published_list(call: Any) -> None:
    row = listing.comes(call, "Says", "Yes", consents=listing.YES)
    listing.issued(call.meeting)
    row.consents = {"list": {"said": False}}
    row.save()
    assert "YES" not in shown(Browser().get(LIST))


def test_opening_it_tells_people_and_delegations_once(call: Any, office: Any) -> None:
    marenia = listing.member()
    listing.focal_point(Browser(), marenia)
    row = listing.comes(call, "Ana", "Ruiz", marenia, language="fr")
    listing.comes(call, "No", "Mail", marenia, email="")
    answer = office.post(f"{LIST}open/", {"closes_at": "2012-03-08T18:00"})
    assert answer.status_code == 302
    mails = {mail.to: mail for mail in Mail.objects.all()}
    assert set(mails) == {row.email, "fp@marenia.example"}
    assert mails[row.email].link.endswith("/list/")
    assert Browser().get(mails[row.email].link).status_code == 200
    assert ParticipantsList.objects.get().closes_at.isoformat() == "2012-03-08T17:00:00+00:00"
    with pytest.raises(actions.OpenedAlready):
        listing.opened(call.meeting)


@pytest.mark.parametrize("said", ["", "never", "2012-02-01T10:00", "2013-01-01T10:00"])
def test_an_hour_that_will_not_do_opens_nothing(call: Any, office: Any, said: str) -> None:
    listing.comes(call, "Ana", "Ruiz")
    answer = office.post(f"{LIST}open/", {"closes_at": said})
    assert answer.status_code == 422
    assert not ParticipantsList.objects.exists()


def test_an_empty_list_is_not_opened(call: Any) -> None:
    with pytest.raises(actions.NobodyOnList):
        listing.opened(call.meeting)


def test_it_is_issued_after_the_window_and_when_all_is_answered(call: Any) -> None:
    row = listing.comes(call, "Ana", "Ruiz")
    made = listing.opened(call.meeting)
    assert made.closes_at == AFTER
    issue = {"meeting": call.meeting, "by": registering.OFFICER}
    with pytest.raises(actions.StillOpen):
        actions.issue_participants(**issue, at=AT + HOUR)
    asked = corrections.ask_correction(
        registration=row, asked={"function": "Head"}, channel="link", by=WHO["by"], at=AT + HOUR
    )
    with pytest.raises(actions.CorrectionsWait):
        actions.issue_participants(**issue, at=made.closes_at)
    corrections.make_correction(correction=asked, by=WHO["by"], at=AFTER)
    with pytest.raises(actions.ListMoved):
        actions.issue_participants(**issue, seen="of-before", at=AFTER)
    assert actions.issue_participants(**issue, at=AFTER).number == 1
    with pytest.raises(actions.NothingMoved):
        actions.issue_participants(**issue, at=AFTER + HOUR)


def test_what_changes_afterwards_is_a_revision(call: Any, office: Any) -> None:
    row = listing.comes(call, "Ana", "Ruiz", consents=listing.YES)
    listing.issued(call.meeting)
    clock(AFTER + HOUR)
    row.refresh_from_db()
    row.family_name = "Ruiz-Soto"
    row.save()
    page = shown(office.get(LIST))
    assert "Ms Ana RUIZ<" in page
    assert "1 line has changed since" in page
    assert office.post(f"{LIST}issue/").status_code == 302
    page = shown(Browser().get(LIST))
    assert "Ms Ana RUIZ-SOTO<" in page
    assert "Revision 1" in page
    assert Entry.objects.filter(verb="participation:participants:issued").count() == 2


def test_the_window_is_set_earlier_or_later(call: Any, office: Any) -> None:
    listing.comes(call, "Ana", "Ruiz")
    listing.opened(call.meeting)
    assert office.post(f"{LIST}open/", {"closes_at": "2012-02-20T10:00"}).status_code == 302
    assert queries.stage_of(queries.list_of(call.meeting), AT + HOUR) == queries.CLOSED
    assert office.post(f"{LIST}open/", {"closes_at": "2012-03-20T10:00"}).status_code == 302
    assert queries.stage_of(queries.list_of(call.meeting), AT + HOUR) == queries.OPEN


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_it_is_a_paper_in_each_language(call: Any, office: Any, language: str) -> None:
    listing.comes(call, "Ana", "de la Cruz", listing.named("Aland", "Alandie", "Alandia"))
    for form, begins in (("pdf", b"%PDF"), ("docx", b"PK")):
        answer = office.get(f"{LIST}{form}/?language={language}")
        assert answer.content.startswith(begins)
        assert f'-{language}.{form}"' in answer["Content-Disposition"]


def test_the_issued_list_becomes_a_document_of_the_meeting(call: Any, office: Any) -> None:
    listing.comes(call, "Ana", "Ruiz")
    assert office.post(f"{LIST}document/", {"symbol": "IC/2012/9"}).status_code == 422
    listing.issued(call.meeting)
    assert office.post(f"{LIST}document/", {"symbol": ""}).status_code == 422
    assert office.post(f"{LIST}document/", {"symbol": "IC/2012/9"}).status_code == 302
    document = Document.objects.get()
    assert document.distribution == "members"
    assert set(document.versions.values_list("language", "state")) == {
        ("en", "draft"), ("fr", "draft"), ("es", "draft"),
    }  # fmt: skip


@pytest.mark.parametrize("name", ["open", "issue", "document"])
def test_only_the_administration_acts_on_it(call: Any, name: str) -> None:
    mission = listing.focal_point(Browser(), listing.member())
    assert mission.post(f"{LIST}{name}/", {}).status_code == 403


def test_one_row_or_three_take_the_same_queries(call: Any) -> None:
    marenia = listing.member()
    listing.comes(call, "Ana", "Ruiz", marenia)
    browser = listing.focal_point(Browser(), marenia)
    listing.opened(call.meeting)
    browser.get(LIST)
    counts = []
    for family in ("", "Two", "Three"):
        if family:
            listing.comes(call, "Other", family, listing.member(family.lower()))
        with CaptureQueriesContext(connection) as counted:
            browser.get(LIST)
        counts.append(len(counted))
    assert counts == [counts[0]] * 3
