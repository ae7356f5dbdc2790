"""A server with a fresh example for each test."""

from collections.abc import Iterator

import pytest

from tests.harness.server import Server, running


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as started:
        yield started
