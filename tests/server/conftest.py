"""Every test here talks to a real server through HTTP and is marked `server`."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.harness.server import Server, copied, running, script

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.server)


@pytest.fixture
def two_hundred() -> Iterator[tuple[Server, dict[str, str]]]:
    """A server, and the sign-in address of each of 200 Members who are asked one question."""
    with copied() as copy:
        paths = json.loads(script(copy.database_url, copy.folder, HERE / "two_hundred.py"))
        with running(copy.database_url) as server:
            yield server, paths
