"""Twenty times `kill -9` of the server while Members answer, on SQLite and on PostgreSQL."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.harness.postgres import postgres  # noqa: E402

COMMAND = [sys.executable, "-m", "pytest", "-qs", "-p", "no:cacheprovider"]


def kills(database_url: str) -> int:
    environment = {**os.environ, "INTERSESSION_TEST_KILLS": "20", "DATABASE_URL": database_url}
    if not database_url:
        del environment["DATABASE_URL"]
    return subprocess.run(
        [*COMMAND, "tests/server/test_kill.py"], cwd=ROOT, env=environment
    ).returncode


def main() -> int:
    print("SQLite", flush=True)
    status = kills("")
    print("PostgreSQL", flush=True)
    with postgres() as url:
        return kills(url) or status


if __name__ == "__main__":
    sys.exit(main())
