"""Lists that go out and come in: 230 rows as XLSX, 10,000 rows shown and taken in.

With an address of an empty PostgreSQL database as argument: there, and else on SQLite.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "src"))
os.environ["DJANGO_SETTINGS_MODULE"] = "intersession.config.settings"
os.environ["INTERSESSION_VAR"] = tempfile.mkdtemp(prefix="intersession-bench-")
os.environ.pop("DATABASE_URL", None)
if len(sys.argv) > 1:
    os.environ["DATABASE_URL"] = sys.argv[1]

import django  # noqa: E402

django.setup()

from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.core.management import call_command  # noqa: E402

from intersession.access.guard import Actor  # noqa: E402
from intersession.access.policy import Role  # noqa: E402
from intersession.imports import actions, queries  # noqa: E402
from intersession.ledger.record import verify  # noqa: E402
from intersession.membership.models import Entity  # noqa: E402
from intersession.programme.models import Programme  # noqa: E402
from intersession.ui.sheets import Sheet, as_xlsx  # noqa: E402

AT = datetime(2011, 10, 20, 8, 0, tzinfo=UTC)
OFFICER = Actor(roles=frozenset({Role.ADMINISTRATION}), name="Dialogue team")
WHO: dict[str, Any] = {"by": OFFICER, "at": AT}
ROWS, MEMBERS = 10_000, 200
SHEET_LIMIT, LIST_LIMIT = 0.1, 10  # seconds of CPU
LIMITS = {"proposals": "–"}  # made one by one: each looks for an address that is free
HEADS = {
    "people": ("Pays", "Nom et prénom", "Fonction", "Courriel", "Langue"),
    "statuses": ("Member", "Status", "From", "Until before"),
    "groups": ("Member", "Group", "From", "Until before"),
    "entities": ("Name in English", "Name in French", "Kind", "Capital", "Telephone"),
    "proposals": ("Year", "Kind", "Title in English", "Proposed by"),
}
Row = Callable[[int], Sequence[Any]]
ROW: dict[str, Row] = {
    "people": lambda n: (
        f"Pays {n % MEMBERS}",
        f"DUPONT-{n} Jean",
        "Conseiller",
        f"p{n}@x{n}.example",
        "fr",
    ),
    # Fifty periods of each Entity, one after the other.
    "statuses": lambda n: (f"Land {n % MEMBERS}", "partner", *_year(n)),
    "groups": lambda n: (f"Land {n % MEMBERS}", f"Group {n % 7}", *_year(n)),
    "entities": lambda n: (f"University {n}", f"Université {n}", "academia", "Town", "+41 22 555"),
    "proposals": lambda n: (2012, "topic", f"Topic number {n}", f"Land {n % MEMBERS}"),
}


def main() -> None:
    call_command("migrate", verbosity=0)
    print(f"{'seconds of CPU':28}{'shown':>8}{'taken in':>10}{'both':>8}{'limit':>8}")
    _sheet()
    Entity.objects.bulk_create(
        Entity(kind="state", slug=f"land-{n}", name={"en": f"Land {n}", "fr": f"Pays {n}"})
        for n in range(MEMBERS)
    )
    Programme.objects.create(year=2012)
    for kind in HEADS:
        _list(kind)
    assert verify() == []


def _sheet() -> None:
    rows = [["Côte d’Ivoire", "CIV", date(2000, 6, 1), 384, "Africa, LDC"]] * 230
    sheet = Sheet(title="x", name="x", heads=("a", "b", "c", "d", "e"), rows=rows)
    as_xlsx(sheet)
    spent, _table = _timed(lambda: as_xlsx(sheet))
    print(f"{'230 rows as XLSX':28}{spent:>26.3f}{SHEET_LIMIT:>8}")


def _list(kind: str) -> None:
    rows = [list(ROW[kind](n)) for n in range(ROWS)]
    table = as_xlsx(Sheet(title="x", name="x", heads=HEADS[kind], rows=rows))
    shown, (source, digest) = _timed(lambda: _shown(kind, table))
    taken, _source = _timed(lambda: actions.take_in(source=source, seen=digest, **WHO))
    spent = f"{shown:>8.2f}{taken:>10.2f}{shown + taken:>8.2f}{LIMITS.get(kind, LIST_LIMIT):>8}"
    print(f"{f'{ROWS:,} {kind}':28}{spent}", flush=True)


def _shown(kind: str, table: bytes) -> tuple[Any, str]:
    """Received, its columns said, and the page that shows what would change."""
    upload = SimpleUploadedFile("list.xlsx", table)
    source = actions.receive(upload=upload, kind=kind, **WHO)
    actions.arrange(source=source, columns=source.columns, given=source.given, **WHO)
    source.refresh_from_db()
    plan = queries.plan_of(queries.given_of(source, AT))
    assert plan.counts["add"] == ROWS, plan.counts
    return source, plan.digest


def _year(n: int) -> tuple[str, str]:
    year = 1900 + n // MEMBERS
    return f"{year}-01-01", f"{year + 1}-01-01"


def _timed(act: Callable[[], Any]) -> tuple[float, Any]:
    began = time.process_time()
    found = act()
    return time.process_time() - began, found


if __name__ == "__main__":
    main()
