"""Documents on which proposals rest: their languages stand on the question and on the proposal."""

from typing import Any

import pytest

from intersession.consultations.models import Proposal
from intersession.consultations.tests.conftest import OPENS, Cast
from intersession.documents.actions import add_document, state_version
from intersession.documents.models import Document


@pytest.fixture
def rests(ask: Any, cast: Cast) -> Any:
    """A question whose proposals rest on a document of some distribution, issued in English."""

    def rests(distribution: str = "general") -> Document:
        who: dict[str, Any] = {"by": cast.by("officer"), "at": OPENS}
        paper = add_document(
            symbol="IC/2011/7",
            kind="discussion_note",
            title={"en": "Note"},
            dated=OPENS.date(),
            distribution=distribution,
            **who,
        )
        state_version(document=paper, language="en", to="issued", **who)
        ask()
        Proposal.objects.update(document=paper, paragraph=9)
        return paper

    return rests


def pages(browser: Any) -> tuple[str, str]:
    proposal = Proposal.objects.order_by("pk")[0]
    addresses = ("/consultations/topics/", f"/consultations/proposal/{proposal.slug}/")
    first, second = (browser.get(address).content.decode() for address in addresses)
    return first, second


def test_what_is_missing_in_which_language_is_seen(rests: Any, browse: Any) -> None:
    rests()
    question, proposal = pages(browse("public"))
    assert question.count('href="/documents/ic-2011-7/"') >= 3  # one for each proposal
    for page in (question, proposal):
        assert "ES –" in page and "Spanish: missing" in page


def test_a_document_that_somebody_may_not_read_is_no_link(rests: Any, browse: Any) -> None:
    rests("restricted")
    for page in pages(browse("public")):
        assert "/documents/ic-2011-7/" not in page and "Spanish: missing" not in page
    for page in pages(browse("chair")):
        assert "/documents/ic-2011-7/" in page
