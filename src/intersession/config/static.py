"""Style sheets, scripts and icons, gathered for the web server when one of them changed."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

# What libraries bring along and no page asks for: to compress it would take two seconds.
NOT_ASKED_FOR = ["account", "ext", "htmax-*", "htmx-2.js", "htmx-4*"]


def collect() -> bool:
    """Gather the files into STATIC_ROOT unless nothing changed; whether it was done."""
    now = fingerprint()
    if not is_stale(now):
        return False
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=NOT_ASKED_FOR)
    _kept().write_text(now, encoding="utf-8")
    return True


def is_stale(now: str | None = None) -> bool:
    kept = _kept()
    return not kept.exists() or kept.read_text(encoding="utf-8") != (now or fingerprint())


def fingerprint() -> str:
    """Changes with the name, size or time of any file of any app."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda found: found[0]):
            about = Path(storage.path(name)).stat()
            digest.update(f"{name} {about.st_size} {about.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _kept() -> Path:
    return Path(settings.STATIC_ROOT) / ".gathered"
