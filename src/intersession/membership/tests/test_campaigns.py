"""A document is circulated to the membership: to whom, and in which words."""

from typing import Any

import pytest

from intersession.documents.models import Document, DocumentVersion
from intersession.membership.campaigns import CIRCULATE
from intersession.membership.models import Entity, Representation
from intersession.membership.tests.conftest import AT
from intersession.outbox.kinds import Audience
from intersession.outbox.models import Mail
from intersession.outbox.queries.campaigns import ready_wording


@pytest.fixture
def note(db: None) -> Document:
    """Issued in English and French; Spanish is missing."""
    row = Document.objects.create(
        symbol="IC/2011/7",
        slug="ic-2011-7",
        kind=Document.Kind.DISCUSSION_NOTE,
        title={"en": "Discussion note", "fr": "Note de synthèse"},
        dated=AT.date(),
    )
    for language in ("en", "fr"):
        state = DocumentVersion.State.ISSUED
        DocumentVersion.objects.create(document=row, language=language, state=state)
    return row


def reached(circle: str, slug: str = "ic-2011-7") -> Audience:
    subject = CIRCULATE.find(slug, AT)
    assert subject is not None
    return CIRCULATE.circles[circle].of(subject, AT)


def addresses(circle: str) -> list[str]:
    return [one.to for one in reached(circle).recipients]


def test_each_circle_has_its_readers_and_names_who_has_no_address(
    note: Document, arvoria: Entity, belmark: Entity, add: Any, acts: Any
) -> None:
    watchland = add("Watchland", status="observer_state")
    acts(arvoria)
    acts(arvoria, "head_of_mission")
    acts(watchland, "observer")
    assert addresses("focal_points") == ["focal_point@arvoria.example"]
    assert addresses("missions") == [
        "focal_point@arvoria.example",
        "head_of_mission@arvoria.example",
    ]
    assert "observer@watchland.example" in addresses("everyone")
    assert [name["en"] for name in reached("focal_points").nobody] == ["Belmark"]


def test_a_document_for_the_membership_is_not_sent_to_observers(
    note: Document, arvoria: Entity, add: Any, acts: Any
) -> None:
    acts(add("Watchland", status="observer_state"), "observer")
    acts(arvoria)
    Document.objects.update(distribution=Document.Distribution.MEMBERS)
    assert addresses("everyone") == ["focal_point@arvoria.example"]


def test_who_acts_for_two_members_gets_one_mail(
    note: Document, arvoria: Entity, belmark: Entity, acts: Any
) -> None:
    user = acts(arvoria, email="both@mission.example")
    Representation.objects.create(
        entity=belmark, user=user, role="focal_point", since=AT.date().replace(year=2000)
    )
    assert addresses("focal_points") == ["both@mission.example"]
    assert reached("focal_points").nobody == []


def test_the_words_say_which_languages_are_missing(note: Document) -> None:
    subject = CIRCULATE.find("ic-2011-7", AT)
    assert subject is not None
    words = ready_wording(CIRCULATE, subject, AT)
    assert words["subject"]["en"] == "IC/2011/7: Discussion note"
    assert words["body"]["en"].startswith("Please read IC/2011/7, “Discussion note”.\n\n")
    assert "Languages: English and\u00a0French." in words["body"]["en"]
    assert "Not yet available: Spanish." in words["body"]["en"]
    assert words["body"]["fr"].startswith("Veuillez prendre connaissance du document IC/2011/7")
    assert "espagnol" in words["body"]["fr"]


def test_what_is_restricted_or_not_issued_cannot_be_circulated(note: Document) -> None:
    Document.objects.update(distribution=Document.Distribution.RESTRICTED)
    assert CIRCULATE.find("ic-2011-7", AT) is None
    assert CIRCULATE.offered(AT) == []
    Document.objects.update(distribution=Document.Distribution.GENERAL)
    assert len(CIRCULATE.offered(AT)) == 1
    DocumentVersion.objects.update(state=DocumentVersion.State.DRAFT)
    assert CIRCULATE.find("ic-2011-7", AT) is None


def test_it_is_composed_from_the_page_of_the_document(
    note: Document, arvoria: Entity, acts: Any, officer: Any
) -> None:
    acts(arvoria)
    page = officer.get("/documents/ic-2011-7/").content.decode()
    assert "kind=circulate&amp;about=ic-2011-7" in page
    form = officer.get("/outbox/campaigns/add/?kind=circulate&about=ic-2011-7").content.decode()
    assert "Please read IC/2011/7" in form
    assert "1 person, for 1 Entity: 1 in English." in form
    assert not Mail.objects.exists()
