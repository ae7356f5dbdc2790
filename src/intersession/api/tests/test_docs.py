"""The page that sets the OpenAPI document out for people."""

import re
from typing import Any

import pytest

from intersession.api import openapi, problem

pytestmark = pytest.mark.once


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_every_operation_and_every_code_stands_on_the_page(
    language: str, client: Any, topics: Any
) -> None:
    page = client.get(f"/api/docs/?lang={language}").content.decode()
    for path, methods in openapi.document()["paths"].items():
        assert f"{next(iter(methods)).upper()} {path}<" in page
    for code in problem.TITLES:
        assert f'<tr id="{code}">' in page


def test_the_page_needs_no_script_and_nothing_from_elsewhere(client: Any, topics: Any) -> None:
    page = client.get("/api/docs/").content.decode()
    # The frame's one script brings `/` to the search; the page itself has none.
    assert re.findall(r"<script[^>]*>", page) == ['<script src="/static/ui/find.js" defer>']
    assert "style=" not in page
    assert 'src="http' not in page and "cdn" not in page.lower()


def test_summaries_are_in_the_language_of_the_page(client: Any, topics: Any) -> None:
    pages = [client.get(f"/api/docs/?lang={code}").content.decode() for code in ("en", "fr", "es")]
    heads = ("Close a question", "Clore une question", "Cerrar una pregunta")
    found = [[head in page for head in heads] for page in pages]
    assert found == [[True, False, False], [False, True, False], [False, False, True]]


def test_every_code_of_a_refusal_has_a_title_a_sentence_and_a_status() -> None:
    assert set(problem.TITLES) == set(problem.DETAILS)
    assert {status for status, _title in problem.TITLES.values()} >= {400, 401, 403, 404, 409}
