"""`make check`: formatter, linter, types, import contracts, migrations, translations, length."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
MOST_LINES = 400
ONE_FILE = "recount.py"  # one file on purpose: an auditor carries it away
BIN = Path(sys.executable).parent
PYTHON = sys.executable

CHECKS: dict[str, list[str]] = {
    "formatter": [str(BIN / "ruff"), "format", "--check", "."],
    "linter": [str(BIN / "ruff"), "check", "."],
    "types": [str(BIN / "mypy")],
    "import contracts": [str(BIN / "lint-imports")],
    "migrations": [PYTHON, "-m", "django", "makemigrations", "--check", "--dry-run"],
    "translations": [PYTHON, "-m", "intersession.ui.catalogues", "--check"],
}


def main() -> int:
    """All of them run, even after one has failed."""
    failed = [name for name, command in CHECKS.items() if not _holds(name, command)]
    if long := _too_long():
        failed.append("length")
        print("\n".join(f"{path}: {lines} lines, at most {MOST_LINES}" for path, lines in long))
    print("\ncheck: " + (f"FAILED: {', '.join(failed)}" if failed else "all of it holds"))
    return int(bool(failed))


def _holds(name: str, command: list[str]) -> bool:
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="intersession-check-") as folder:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "intersession.config.settings",
            "INTERSESSION_VAR": folder,
        }
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    word = "ok" if done.returncode == 0 else "FAILED"
    print(f"{name}: {word} ({time.monotonic() - began:.0f} s)", flush=True)
    if done.returncode:
        print(done.stdout[-6000:] + done.stderr[-3000:])
    return done.returncode == 0


def _too_long() -> list[tuple[Path, int]]:
    found = []
    for path in sorted((ROOT / "src").rglob("*.py")):
        lines = path.read_text(encoding="utf-8").count("\n")
        if lines > MOST_LINES and "migrations" not in path.parts and path.name != ONE_FILE:
            found.append((path.relative_to(ROOT), lines))
    return found


if __name__ == "__main__":
    sys.exit(main())
