"""The register of documents, narrowed to what a meeting lists."""

from typing import Any

import pytest

from intersession.documents.queries import narrowing
from intersession.meetings import actions, panels
from intersession.meetings.tests.conftest import WHO

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def by_meeting_only(monkeypatch: Any) -> None:
    monkeypatch.setattr(narrowing, "_groupings", [])
    for _twice in range(2):
        narrowing.hang(panels.documents_by_meeting)


@pytest.mark.parametrize("address", ["/documents/", "/documents/parity/"])
def test_the_documents_of_a_meeting_are_found(client: Any, hold: Any, paper: Any, address: str):
    hold("november")
    actions.attach_document(meeting=hold("october"), document=paper("A/1"), **WHO)
    paper("A/2")
    page = client.get(f"{address}?meeting=october").content.decode()
    assert '<option value="october" selected>' in page and 'value="november"' not in page
    assert page.count('name="meeting"') == 1
    assert "<bdi>A/1</bdi>" in page and "<bdi>A/2</bdi>" not in page
    everything = client.get(f"{address}?meeting=never").content.decode()
    assert "<bdi>A/1</bdi>" in everything and "<bdi>A/2</bdi>" in everything
