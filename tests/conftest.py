"""One Chromium for all browser tests of a process: it can hold no second one."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.harness import browser as chromium


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if (lacks := chromium.missing()) is not None:
        pytest.skip(f"BROWSER TESTS ARE LEFT OUT. {lacks}.")
    with chromium.launched() as launched:
        yield launched
