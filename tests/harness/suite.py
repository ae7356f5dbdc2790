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
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TextIO

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
# The longest first; each goes to whichever of the two processes is free.
LIVE = ["-m", "browser or server", "--dist", "loadgroup", "--no-loadscope-reorder"]
PLACES = ["tests/browser", "tests/server", "tests/config", "tests/ui"]


def main(argv: list[str]) -> int:
    """Both databases at once: a test that waits for its server leaves a core to the others."""
    began = time.monotonic()
    _say_whether_there_is_a_browser()
    with ThreadPoolExecutor() as runs, tempfile.TemporaryFile("w+") as later:
        second = runs.submit(_beside_postgresql, argv, later)
        results = {"SQLite": _pytest({"DATABASE_URL": ""}, [], argv, None)}
        results["PostgreSQL"] = second.result()
        later.seek(0)  # what the second run said, when the first has said all
        print(later.read(), flush=True)
    for name, status in results.items():
        print(f"{name}: {'all tests passed' if status == 0 else 'FAILED'}")
    print(f"{time.monotonic() - began:.0f} seconds in all")
    return int(any(results.values()))


def _beside_postgresql(argv: list[str], said: TextIO) -> int:
    try:
        with postgres() as url:
            skipped = [f"--ignore={path}" for path in ONCE]
            return _pytest({"DATABASE_URL": url}, skipped, argv, said)
    except NoPostgres as error:
        print(error, file=sys.stderr)
        return 1


def _pytest(database: dict[str, str], more: list[str], argv: list[str], said: TextIO | None) -> int:
    """The quick tests first, then those with a real server or browser; two processes."""
    name = "PostgreSQL" if database["DATABASE_URL"] else "SQLite"
    environment = {**os.environ, **database}
    # A machine may forbid it; then each of the eight processes would compile all tests anew.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    if not database["DATABASE_URL"]:
        del environment["DATABASE_URL"]
    base = [sys.executable, "-m", "pytest", "-q", *WITHOUT, *more, *argv]
    with tempfile.TemporaryDirectory(prefix="intersession-examples-") as examples:
        environment["INTERSESSION_TEST_EXAMPLES"] = examples
        status = _stages(name, base, environment, said)
        if name == "PostgreSQL" and on_postgres():
            _drop_examples(Path(examples))
    return status


def _drop_examples(folder: Path) -> None:
    """The PostgreSQL that DATABASE_URL names goes on after the tests."""
    for path in folder.glob("*.pickle"):
        drop_database(pickle.loads(path.read_bytes()).database_url)


def _stages(name: str, base: list[str], environment: dict[str, str], said: TextIO | None) -> int:
    places = PLACES if name == "SQLite" else PLACES[:-1]
    live = [*LIVE, *places, *_started_beside_an_app()]
    stages = {"units and pages": UNITS, "servers and browsers": live}
    status = 0
    for title, where in stages.items():
        print(f"\n=== {name}: {title} ===", flush=True, file=said)
        command = [*base, "-n", "2", *where]
        done = subprocess.run(command, cwd=ROOT, env=environment, stdout=said).returncode
        status = status or (0 if done == 5 else done)  # 5: nothing to run
    return status


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
