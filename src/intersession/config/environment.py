"""What the environment says: plain values, secrets also from files (`NAME_FILE`)."""

import os
import secrets
import tempfile
from datetime import time
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

DATABASES = ("sqlite", "postgres", "postgresql")
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


class WrongSetting(ValueError):
    """A setting that cannot be read; the message names it and says what it should be."""


def setting(name: str, default: str = "") -> str:
    """The value of `name`, or the content of the file that `name_FILE` points to."""
    if path := os.environ.get(f"{name}_FILE"):
        return _content(f"{name}_FILE", Path(path))
    return os.environ.get(name, default)


def _content(name: str, path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise WrongSetting(f"{name} points to {path}, which cannot be read: {error}.") from error


def flag(name: str, default: bool = False) -> bool:
    said = setting(name, "1" if default else "0").lower()
    if said not in {"1", "true", "yes", "on", "0", "false", "no", "off", ""}:
        raise WrongSetting(f"{name} is 1 or 0, not {said!r}.")
    return said in {"1", "true", "yes", "on"}


def number(name: str, default: str) -> int:
    said = setting(name, default).strip()
    if not said.isdecimal():
        raise WrongSetting(f"{name} is a number from 0 on, not {said!r}.")
    return int(said)


def several(name: str, default: str = "") -> list[str]:
    """The values between the commas, without the spaces around them."""
    return [value for part in setting(name, default).split(",") if (value := part.strip())]


def office_hours(name: str, default: str) -> tuple[time, time]:
    """When the office opens and when it closes, from "08:30-18:00"."""
    said = setting(name, default)
    begin, _, end = said.partition("-")
    try:
        hours = time.fromisoformat(begin.strip()), time.fromisoformat(end.strip())
    except ValueError as error:
        raise WrongSetting(f"{name} is written as 08:30-18:00, not {said!r}.") from error
    if hours[0] >= hours[1]:
        raise WrongSetting(f"{name} begins before it ends, not {said!r}.")
    return hours


def log_level(name: str = "LOG_LEVEL", default: str = "WARNING") -> str:
    level = setting(name, default).upper()
    if level not in LEVELS:
        raise WrongSetting(f"{name} is one of {', '.join(LEVELS)}, not {level!r}.")
    return level


def database_url(folder: Path) -> str:
    """`DATABASE_URL`, else an SQLite file beside the data."""
    url = setting("DATABASE_URL", f"sqlite:///{folder / 'intersession.sqlite3'}")
    if urlsplit(url).scheme not in DATABASES:
        raise WrongSetting("DATABASE_URL begins with sqlite:/// or postgres://.")
    return url


def secret_key(folder: Path) -> str:
    """`SECRET_KEY` from the environment, else one made once and kept beside the data."""
    if given := setting("SECRET_KEY"):
        return given
    kept = folder / "secret-key"
    if not kept.exists():
        _keep_once(kept, secrets.token_urlsafe(50))
    return _content("SECRET_KEY", kept)


def _keep_once(path: Path, content: str) -> None:
    """Two processes that start together must end with the same key: a link is made only once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=path.parent, encoding="utf-8") as written:
        written.write(content)
        written.flush()
        try:
            os.link(written.name, path)
        except FileExistsError:
            pass


def mail_settings(url: str) -> dict[str, object]:
    """Django's mail settings from `smtp://user:password@host:port/?tls=1` or `file:///folder`."""
    parts = urlsplit(url)
    if parts.scheme == "file":
        backend = "django.core.mail.backends.filebased.EmailBackend"
        return {"EMAIL_BACKEND": backend, "EMAIL_FILE_PATH": unquote(parts.path)}
    if parts.scheme not in {"smtp", "smtps"}:
        # The address may hold a password: only its scheme is repeated.
        raise WrongSetting(
            f"EMAIL_URL begins with smtp://, smtps:// or file://, not with {parts.scheme!r}."
        )
    asked = parse_qs(parts.query)
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": _port(url) or (465 if parts.scheme == "smtps" else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": asked.get("tls", ["0"])[0] == "1",
        "EMAIL_TIMEOUT": 20,
    }


def _port(url: str) -> int | None:
    try:
        return urlsplit(url).port
    except ValueError as error:
        raise WrongSetting("EMAIL_URL has a port that is not a number.") from error
