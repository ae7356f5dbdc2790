"""`intersession run`, what `make run` calls: the example on this machine, ready to click on.

A second start that finds nothing changed goes straight to the server, without loading Django twice.
"""

import argparse
import hashlib
import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from intersession.config.environment import WrongSetting, database_url, setting
from intersession.config.serve import CannotServe, claim, port_number, prepare, serve

PACKAGE = Path(__file__).parents[1]
HOST = "127.0.0.1"
PATIENCE = 60  # seconds for the first page, on a slow machine


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="intersession run", description=__doc__)
    parser.add_argument("--port", type=port_number, default=8000, help="port (%(default)s)")
    port = parser.parse_args(argv).port
    try:
        with claim(HOST, port, "make run PORT={}"):
            return _run(port, Path(setting("INTERSESSION_VAR", "var")).resolve())
    except WrongSetting as error:
        print(error, file=sys.stderr)
        return 2
    except CannotServe as error:
        print(error, file=sys.stderr)
        return error.status


def _run(port: int, var: Path) -> int:
    var.mkdir(parents=True, exist_ok=True)
    links, prepared = var / "links", var / "prepared"
    if not (now := stamp(var)) or now != _content(prepared):
        if status := prepare("--example", str(links)):
            return status
        prepared.write_text(stamp(var), encoding="utf-8")
    if not setting("PUBLIC_URL"):
        os.environ["PUBLIC_URL"] = f"http://{HOST}:{port}"  # the address that mails speak of
    serve(host=HOST, port=port, workers=1, ticking=True, started=_greeter(port, links))
    return 0


def stamp(var: Path) -> str:
    """Changes with the code, the style sheets and the database; empty where one cannot know."""
    url = database_url(var)
    file = Path(url.removeprefix("sqlite:///"))
    if not url.startswith("sqlite:///") or not file.exists():
        return ""
    digest = hashlib.sha256(f"{url} {file.stat().st_ino}\n".encode())
    for path in sorted(deciding()):
        about = path.stat()
        digest.update(f"{path} {about.st_size} {about.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def deciding() -> list[Path]:
    """The files that decide what the tables and the style sheets are."""
    wanted = ("*/migrations/*.py", "*/static/**/*", "config/settings.py", "desk/example/**/*.py")
    found = [path for pattern in wanted for path in PACKAGE.glob(pattern) if path.is_file()]
    return [
        *found,
        *Path(sys.prefix).glob("lib/python3*/site-packages/[dD]jango*.dist-info/RECORD"),
    ]


def _content(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _greeter(port: int, links: Path) -> Callable[[], None]:
    """Says where the example is once it answers, beside the server."""

    def greet() -> None:
        if _answers(f"http://{HOST}:{port}/"):
            print(greeting(port, _content(links)), flush=True)

    return threading.Thread(target=greet, daemon=True).start


def _answers(url: str) -> bool:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        time.sleep(0.1)  # first of all, so that this thread holds no lock while the server forks
        try:
            with urlopen(url, timeout=PATIENCE):
                return True
        except HTTPError:
            return True
        except (URLError, OSError):
            continue
    return False


def greeting(port: int, links: str) -> str:
    """The address, and one line for each person of the example that one can sign in as."""
    root = f"http://{HOST}:{port}"
    lines = [f"\nIntersession is at {root}/   (Ctrl-C ends it)"]
    people = [line.split("\t") for line in links.splitlines()]
    if people:
        lines.append("\nThis is an example. Sign in as:")
    width = max((len(who) for who, _path in people), default=0)
    lines += [f"  {who:<{width}}  {root}{path}" for who, path in people]
    return "\n".join(lines)
