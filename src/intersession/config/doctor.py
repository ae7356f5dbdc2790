"""`intersession doctor`: is everything there that the dialogue needs? One line each, what to do."""

import argparse
import json
import shutil
import smtplib
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from intersession.config.environment import WrongSetting, setting
from intersession.config.ready import ready

ENOUGH_DISK = 500 * 1024 * 1024  # octets
LONG_ENOUGH = 50  # characters of a secret key
OLDEST_POSTGRES = 15
PAPERS_TRIED = 5  # the first ones, and the last ones


@dataclass(frozen=True, kw_only=True)
class Finding:
    """`word` is fine, note or mend; a `mend` makes the exit status 1."""

    about: str
    word: str
    sentence: str


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="intersession doctor", description=__doc__)
    parser.add_argument("--json", action="store_true", help="one object to standard output")
    as_json = parser.parse_args(argv).json
    try:
        ready()
        findings = list(_findings())
    except WrongSetting as error:
        findings = [_mend("settings", str(error))]
    healthy = all(one.word != "mend" for one in findings)
    if as_json:
        print(json.dumps({"healthy": healthy, "findings": [asdict(one) for one in findings]}))
    else:
        print("\n".join(f"{one.word:<5} {one.about}: {one.sentence}" for one in findings))
    return int(not healthy)


def _fine(about: str, sentence: str) -> Finding:
    return Finding(about=about, word="fine", sentence=sentence)


def _note(about: str, sentence: str) -> Finding:
    return Finding(about=about, word="note", sentence=sentence)


def _mend(about: str, sentence: str) -> Finding:
    return Finding(about=about, word="mend", sentence=sentence)


def _findings() -> Iterator[Finding]:
    checks: list[Callable[[Any], Finding]] = [
        _secret,
        _papers_key,
        _hosts,
        _clock,
        _holidays,
        _disk,
        _mail,
        _fonts,
    ]
    from django.conf import settings  # noqa: PLC0415  the environment may be wrong before this

    for check in checks:
        yield check(settings)
    yield from _database(settings)


def _secret(settings: Any) -> Finding:
    if given := setting("SECRET_KEY"):
        if len(given) < LONG_ENOUGH:
            return _mend("secret key", f"has {len(given)} characters: give it {LONG_ENOUGH}.")
        return _fine("secret key", "given by the environment.")
    where = settings.VAR / "secret-key"
    return _note("secret key", f"made by itself and kept in {where}; back it up with the data.")


def _papers_key(settings: Any) -> Finding:
    """Of photos and passport pages; whether those that are kept open is asked of the database."""
    keys = [settings.PAPERS_KEY, *settings.PAPERS_KEY_FALLBACKS]
    if not settings.PAPERS_KEY:
        if settings.PAPERS_KEY_FALLBACKS:
            return _mend("papers key", "PAPERS_KEY_FALLBACKS without PAPERS_KEY: give both.")
        return _note("papers key", "made from the secret key: give a PAPERS_KEY of its own.")
    if short := [key for key in keys if len(key) < LONG_ENOUGH]:
        return _mend("papers key", f"has {len(short[0])} characters: give it {LONG_ENOUGH}.")
    if settings.SECRET_KEY in keys:
        return _mend("papers key", "is the secret key: give it one of its own.")
    return _fine("papers key", "given by the environment; keep it with the backup.")


def _hosts(settings: Any) -> Finding:
    hosts = ", ".join(settings.ALLOWED_HOSTS)
    if not hosts:
        return _mend("addresses", "ALLOWED_HOSTS is empty: every page is refused.")
    if settings.HTTPS and not settings.PUBLIC_URL.startswith("https://"):
        return _mend("addresses", f"mails lead to {settings.PUBLIC_URL}: set PUBLIC_URL=https://…")
    if settings.HTTPS:
        return _fine("addresses", f"served as {hosts}, over HTTPS.")
    local = {"localhost", "127.0.0.1", "[::1]"}
    if set(settings.ALLOWED_HOSTS) <= local:
        return _note("addresses", f"served as {hosts} only: this machine. Set ALLOWED_HOSTS.")
    return _mend("addresses", f"{hosts} without HTTPS. Put a proxy in front and set HTTPS=1.")


def _clock(settings: Any) -> Finding:
    name = settings.DUTY_STATION["time_zone"]
    try:
        here = datetime.now(UTC).astimezone(ZoneInfo(name))
    except (ZoneInfoNotFoundError, ValueError):
        return _mend("clock", f"there is no time zone {name!r}: mend DUTY_STATION_TIME_ZONE.")
    place = settings.DUTY_STATION["place"]
    return _fine("clock", f"it is {here:%d %B %Y, %H:%M} in {place}. Compare it with your watch.")


def _holidays(settings: Any) -> Finding:
    from intersession.ui.office_hours import holidays_of  # noqa: PLC0415  needs the settings

    station = settings.DUTY_STATION
    known = holidays_of(datetime.now(UTC).year)
    where = "/".join(part for part in (station["country"], station["subdivision"]) if part)
    if not known:
        return _mend("holidays", f"none are known of {where}: mend DUTY_STATION_COUNTRY.")
    return _fine("holidays", f"{len(known)} days of this year are known of {where}.")


def _disk(settings: Any) -> Finding:
    folder: Path = settings.VAR if settings.VAR.exists() else settings.VAR.parent
    try:
        free = shutil.disk_usage(folder).free
    except OSError as error:
        return _mend("disk", f"{folder} cannot be read: {error.strerror}.")
    if free < ENOUGH_DISK:
        return _mend("disk", f"only {free // 1024**2} MB are free under {folder}.")
    return _fine("disk", f"{free // 1024**3} GB are free under {folder}.")


def _mail(settings: Any) -> Finding:
    if not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        # Codes to sign in come by mail: without it nobody enters a site that is served to others.
        told = _mend if settings.HTTPS else _note
        return told("mail", "is written to files and reaches nobody. Set EMAIL_URL=smtp://…")
    kind = smtplib.SMTP_SSL if settings.EMAIL_USE_SSL else smtplib.SMTP
    where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        with kind(settings.EMAIL_HOST, settings.EMAIL_PORT, timeout=10) as server:
            server.noop()
    except (OSError, smtplib.SMTPException) as error:
        return _mend("mail", f"{where} does not answer ({error}). Mend EMAIL_URL.")
    return _fine("mail", f"{where} answers.")


def _fonts(_settings: Any) -> Finding:
    """A paper with Latin, Cyrillic and Arabic letters is made, as the brief is."""
    from intersession.documents.making import Paper, Paragraph, as_pdf  # noqa: PLC0415  needs models

    words = Paragraph(words="Genève, Женева, جنيف")
    paper = Paper(title="Doctor", language="en", organisation=(), blocks=(words,))
    made = as_pdf(paper)
    if not made.startswith(b"%PDF"):
        return _mend("documents", "a PDF cannot be made: install the package typst again.")
    return _fine("documents", f"a PDF of {len(made) // 1024} kB was made with its own fonts.")


def _database(settings: Any) -> Iterator[Finding]:
    from django.db import DatabaseError, connection  # noqa: PLC0415  needs the settings

    from intersession.config import migrate, static  # noqa: PLC0415  needs the settings

    file = Path(settings.DATABASES["default"]["NAME"])
    if connection.vendor == "sqlite" and not file.exists():
        yield _mend("tables", f"there is no {file} yet: run `intersession migrate`.")
        return
    try:
        waiting = migrate.missing()
    except DatabaseError as error:
        yield _mend("database", f"does not answer: {' '.join(str(error).split())}")
        return
    yield _version(connection)
    if waiting:
        many = len(waiting)
        yield _mend("tables", f"{many} migrations wait: run `intersession migrate`.")
        return
    yield _fine("tables", "up to date.")
    yield from _journal(connection)
    yield _static(static.is_stale())
    yield from _papers()
    yield _ledger()


def _version(connection: Any) -> Finding:
    if connection.vendor != "postgresql":
        return _fine("database", "SQLite answers.")
    version = connection.pg_version // 10_000
    if version < OLDEST_POSTGRES:
        return _mend("database", f"PostgreSQL {version} is too old: take {OLDEST_POSTGRES}.")
    return _fine("database", f"PostgreSQL {version} answers.")


def _journal(connection: Any) -> Iterator[Finding]:
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
    if mode == "wal":
        yield _fine("journal", "WAL: readers do not wait for writers.")
    else:
        yield _mend("journal", f"{mode}: the file lies on a disk that cannot share; move it.")


def _static(stale: bool) -> Finding:
    if stale:
        return _note("style sheets", "are gathered when the server starts.")
    return _fine("style sheets", "gathered.")


def _papers() -> Iterator[Finding]:
    """The oldest and the latest, which were shut under different keys where one was changed."""
    from intersession.participation import sealing  # noqa: PLC0415  needs the settings
    from intersession.participation.models import PersonalPaper  # noqa: PLC0415

    kept = PersonalPaper.objects.exclude(sealed=None).values_list("sealed", flat=True)
    first, last = kept.order_by("pk"), kept.order_by("-pk")
    tried = [*first[:PAPERS_TRIED], *last[:PAPERS_TRIED]]
    shut = sum(not sealing.opens(one) for one in tried)
    if shut:
        said = f"{shut} of {len(tried)} that were tried do not open"
        yield _mend("papers", f"{said}: add the key of their time to PAPERS_KEY_FALLBACKS.")
    elif tried:
        yield _fine("papers", f"{len(tried)} that were tried open.")


def _ledger() -> Finding:
    from intersession.ledger.models import MAIN, Chain  # noqa: PLC0415  needs the settings
    from intersession.ledger.record import verify  # noqa: PLC0415  needs the settings

    breaks = verify()
    if breaks:
        return _mend("ledger", f"{len(breaks)} places do not hold: `intersession ledger verify`.")
    head = Chain.objects.filter(key=MAIN).values_list("head", flat=True).first()
    if head is None:
        return _note("ledger", "empty so far.")
    return _fine("ledger", f"sound; head of the main chain {head[:16]}… Keep it elsewhere too.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
