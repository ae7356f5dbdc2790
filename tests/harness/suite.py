"""`make test`: every test, on SQLite and then again on a real PostgreSQL that it starts itself.

    python -m tests.harness.suite [what pytest takes]

What needs no database runs once. Browser tests run where a Chromium is found.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

from tests.harness.postgres import NoPostgres, postgres

ROOT = Path(__file__).parents[2]
# These need no database, or are the same on any (tests/server serves from both).
WITHOUT_DATABASE = (
    "tests/methods",
    "tests/data",
    "tests/ui",
    "tests/config/test_cli.py",
    "tests/config/test_environment.py",
    "tests/config/test_run.py",
    "tests/config/test_serve.py",
    "tests/config/test_worker.py",
)
# A process can hold one browser of its own: the components have theirs, the whole path another.
STAGES: tuple[tuple[str, str, list[str]], ...] = (
    ("units and pages", "not browser and not server", []),
    ("servers", "server and not browser", []),
    ("browser: the whole path", "browser", ["tests/browser"]),
    ("browser: components", "browser", ["tests/ui"]),
)
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def main(argv: list[str]) -> int:
    began = time.monotonic()
    _say_whether_there_is_a_browser()
    results = {"SQLite": _pytest({"DATABASE_URL": ""}, [], argv)}
    skipped = [f"--ignore={path}" for path in WITHOUT_DATABASE]
    try:
        with postgres() as url:
            results["PostgreSQL"] = _pytest({"DATABASE_URL": url}, skipped, argv)
    except NoPostgres as error:
        print(error, file=sys.stderr)
        results["PostgreSQL"] = 1
    for name, status in results.items():
        print(f"{name}: {'all tests passed' if status == 0 else 'FAILED'}")
    print(f"{time.monotonic() - began:.0f} seconds in all")
    return int(any(results.values()))


def _pytest(database: dict[str, str], more: list[str], argv: list[str]) -> int:
    """The quick tests first, then those with a real server or browser; two processes."""
    name = "PostgreSQL" if database["DATABASE_URL"] else "SQLite"
    environment = {**os.environ, **database}
    if not database["DATABASE_URL"]:
        del environment["DATABASE_URL"]
    base = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *more, *argv]
    status = 0
    for title, which, where in STAGES:
        if where == ["tests/ui"] and name == "PostgreSQL":
            continue
        print(f"\n=== {name}: {title} ===", flush=True)
        command = [*base, "-m", which, "-n", "2", *where]
        done = subprocess.run(command, cwd=ROOT, env=environment).returncode
        status = status or (0 if done == 5 else done)  # 5: nothing to run
    return status


def _say_whether_there_is_a_browser() -> None:
    folders = os.environ.get("PATH", "").split(os.pathsep)
    if not any((Path(folder) / name).exists() for folder in folders for name in BROWSERS):
        print("*" * 78)
        print("*  No Chromium was found: the BROWSER TESTS ARE LEFT OUT (apt install chromium).")
        print("*" * 78)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
