"""A browser for the session, a server with a fresh example for each test."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.harness import browser as chromium
from tests.harness.server import Server, running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if chromium.chromium() is None:
        pytest.skip(chromium.MISSING)
    with chromium.launched() as launched:
        yield launched


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as started:
        yield started
