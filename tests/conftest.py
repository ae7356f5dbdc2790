"""One Chromium for all browser tests of a process: it can hold no second one."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.harness import browser as chromium


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if chromium.chromium() is None:
        pytest.skip(chromium.MISSING)
    with chromium.launched() as launched:
        yield launched
