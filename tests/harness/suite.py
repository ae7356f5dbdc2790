"""`make test`: every test, on SQLite and then again on a real PostgreSQL that it starts itself.

    python -m tests.harness.suite [what pytest takes]

What needs no database runs once, on SQLite. Browser tests run where a Chromium is found.
"""

import os
import pickle
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from tests.harness.asked import ASKED
from tests.harness.browser import missing
from tests.harness.postgres import NoPostgres, postgres
from tests.harness.server import drop_database, on_postgres

ROOT = Path(__file__).parents[2]
# These start programs of their own and are the same beside any database.
ONCE = [
    f"tests/config/test_{name}.py"
    for name in ("cli", "doctor", "environment", "run", "serve", "worker")
]
# Plugins that no test of ours asks for.
WITHOUT = ["-p", "no:cacheprovider", "-p", "no:anyio"]
UNITS = ["-m", "not browser and not server"]
LIVE = ["-m", "browser or server"]
# Of two cores: some of the processes wait for a server or a browser, but five would tread on each
# other's toes (measured: 4 take 327 seconds, 3 take 360, 5 take 380).
AT_ONCE = 4


@dataclass(frozen=True, kw_only=True)
class Part:
    """What one process does from beginning to end, beside the others."""

    name: str
    asks: list[str]
    postgresql: bool = False
    new_only: bool = False  # beside PostgreSQL, what was not asked beside SQLite: harness/asked.py


def parts() -> list[Part]:
    """In the order in which they begin: the longest first, the last when one of them has ended.
    Several processes for one part would each collect all tests and make all tables."""
    servers = ["tests/server", *_started_beside_an_app()]
    ignored = [f"--ignore={path}" for path in ONCE]
    everywhere = ["tests/browser", *servers, "tests/config", *ignored]
    return [
        Part(name="units and pages", asks=UNITS, new_only=True),
        Part(name="servers", asks=[*LIVE, *servers, "tests/config"]),
        Part(name="browsers", asks=[*LIVE, "tests/browser", "tests/ui"]),
        Part(name="units and pages", asks=[*UNITS, *ignored], postgresql=True, new_only=True),
        Part(name="servers and browsers", asks=[*LIVE, *everywhere], postgresql=True),
    ]


def main(argv: list[str]) -> int:
    began = time.monotonic()
    _say_whether_there_is_a_browser()
    try:
        with _databases() as environments, ThreadPoolExecutor(AT_ONCE - 1) as runs:
            first, *others = parts()
            later = [runs.submit(_later, part, environments, argv) for part in others]
            results = [(first, _pytest(first, environments, argv, None))]
            for part, run in zip(others, later, strict=True):
                status, said = run.result()
                print(said, flush=True)
                results.append((part, status))
    except NoPostgres as error:
        print(error, file=sys.stderr)
        return 1
    for name in ("SQLite", "PostgreSQL"):
        passed = not any(status for part, status in results if _database(part) == name)
        print(f"{name}: {'all tests passed' if passed else 'FAILED'}")
    print(f"{time.monotonic() - began:.0f} seconds in all")
    return int(any(status for _part, status in results))


@contextmanager
def _databases() -> Iterator[dict[str, dict[str, str]]]:
    """What the processes of each database find around them; its example is loaded once."""
    with ExitStack() as held:
        url = held.enter_context(postgres())
        around = {}
        told = held.enter_context(tempfile.TemporaryDirectory(prefix="intersession-asked-"))
        for name, address in (("SQLite", ""), ("PostgreSQL", url)):
            folder = held.enter_context(
                tempfile.TemporaryDirectory(prefix="intersession-examples-")
            )
            around[name] = _environment(address, folder) | {ASKED: f"{told}/asked"}
        yield around
        if on_postgres():
            _drop_examples(Path(around["PostgreSQL"]["INTERSESSION_TEST_EXAMPLES"]))


def _environment(database_url: str, examples: str) -> dict[str, str]:
    given = {**os.environ, "INTERSESSION_TEST_EXAMPLES": examples, "DATABASE_URL": database_url}
    # A machine may forbid it; then each process would compile all tests anew.
    given.pop("PYTHONDONTWRITEBYTECODE", None)
    if not database_url:
        del given["DATABASE_URL"]
    return given


def _drop_examples(folder: Path) -> None:
    """The PostgreSQL that DATABASE_URL names goes on after the tests."""
    for path in folder.glob("*.pickle"):
        drop_database(pickle.loads(path.read_bytes()).database_url)


def _later(part: Part, environments: dict[str, dict[str, str]], argv: list[str]) -> tuple[int, str]:
    """The exit status, and what it said, for when the first part has said all."""
    with tempfile.TemporaryFile("w+") as said:
        status = _pytest(part, environments, argv, said)
        said.seek(0)
        return status, said.read()


def _pytest(
    part: Part, environments: dict[str, dict[str, str]], argv: list[str], said: TextIO | None
) -> int:
    print(f"\n=== {_database(part)}: {part.name} ===", flush=True, file=said)
    command = [sys.executable, "-m", "pytest", "-q", *WITHOUT, *part.asks, *argv]
    around = dict(environments[_database(part)])
    if not part.new_only:
        del around[ASKED]
    status = subprocess.run(command, cwd=ROOT, env=around, stdout=said).returncode
    return 0 if status == 5 else status  # 5: nothing to run


def _database(part: Part) -> str:
    return "PostgreSQL" if part.postgresql else "SQLite"


def _started_beside_an_app() -> list[str]:
    """Tests of an app that start a server: to look into all others for them takes eight seconds."""
    files = (ROOT / "src").rglob("tests/test_*.py")
    return [str(path) for path in files if "pytest.mark.server" in path.read_text()]


def _say_whether_there_is_a_browser() -> None:
    if (lacks := missing()) is not None:
        print("*" * 78)
        print(f"*  {lacks}:\n*  the BROWSER TESTS ARE LEFT OUT.")
        print("*" * 78)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
