"""Write the two lock files: pins with hashes, no address of any index.

`make lock` asks the package index that this machine is set to use; the files never name it.
"""

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
HEADER = "# {what}. Written by `make lock`; do not edit.\n"
QUIET = ["--quiet", "--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"]


def locked(*extras: str) -> str:
    """Pins of pyproject.toml and of its build backend, for every Python from 3.11 on."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = list(project["project"]["dependencies"]) + project["build-system"]["requires"]
    for extra in extras:
        wanted += project["project"]["optional-dependencies"][extra]
    command = [sys.executable, "-m", "uv", "pip", "compile", "--universal", "--generate-hashes"]
    command += ["--python-version", "3.11", *QUIET, "-"]
    done = subprocess.run(command, input="\n".join(wanted), text=True, capture_output=True)
    if done.returncode:
        sys.exit(done.stderr)
    if "://" in done.stdout:
        sys.exit("The resolver wrote an address into the lock; nothing was saved.")
    return done.stdout


def main() -> None:
    base = HEADER.format(what="What Intersession needs to run") + locked()
    dev = HEADER.format(what="The same, and what its tests need") + locked("dev")
    (ROOT / "requirements.lock").write_text(base, encoding="utf-8")
    (ROOT / "requirements-dev.lock").write_text(dev, encoding="utf-8")


if __name__ == "__main__":
    main()
