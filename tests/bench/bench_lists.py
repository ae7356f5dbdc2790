"""Lists that go out and come in: 230 rows as XLSX, 10,000 rows with what they would change."""

import os
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "src"))
os.environ["DJANGO_SETTINGS_MODULE"] = "intersession.config.settings"
os.environ["INTERSESSION_VAR"] = tempfile.mkdtemp(prefix="intersession-bench-")
os.environ.pop("DATABASE_URL", None)

import django  # noqa: E402

django.setup()

from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.core.management import call_command  # noqa: E402

from intersession.access.guard import Actor  # noqa: E402
from intersession.access.policy import Role  # noqa: E402
from intersession.imports import actions, queries  # noqa: E402
from intersession.imports.models import Import  # noqa: E402
from intersession.imports.plans import Plan  # noqa: E402
from intersession.membership.models import Entity  # noqa: E402
from intersession.ui.sheets import Sheet, as_xlsx  # noqa: E402

AT = datetime(2011, 10, 20, 8, 0, tzinfo=UTC)
OFFICER = Actor(roles=frozenset({Role.ADMINISTRATION}), name="Dialogue team")
ROWS, MEMBERS = 10_000, 200
SHEET_LIMIT, LIST_LIMIT = 0.1, 10  # seconds of CPU


def main() -> None:
    call_command("migrate", verbosity=0)
    print(f"{'what':44}{'s of CPU':>10}{'limit':>8}")
    _sheet()
    Entity.objects.bulk_create(_members())
    for kind, table in (("people", _people()), ("entities", _entities())):
        source, plan = _timed(
            f"{ROWS:,} {kind}: read and what they change", LIST_LIMIT, kind, table
        )
        began = time.process_time()
        actions.take_in(source=source, seen=plan.digest, by=OFFICER, at=AT)
        print(f"{f'{ROWS:,} {kind}: taken in':44}{time.process_time() - began:>10.2f}{'–':>8}")


def _sheet() -> None:
    rows = [["Côte d’Ivoire", "CIV", date(2000, 6, 1), 384, "Africa, LDC"]] * 230
    sheet = Sheet(title="x", name="x", heads=("a", "b", "c", "d", "e"), rows=rows)
    as_xlsx(sheet)
    began = time.process_time()
    as_xlsx(sheet)
    print(f"{'230 rows as XLSX':44}{time.process_time() - began:>10.3f}{SHEET_LIMIT:>8}")


def _timed(what: str, limit: float, kind: str, table: bytes) -> tuple[Import, Plan]:
    began = time.process_time()
    upload = SimpleUploadedFile("list.xlsx", table)
    source = actions.receive(upload=upload, kind=kind, by=OFFICER, at=AT)
    meaning = {"columns": source.columns, "given": source.given}
    plan = actions.arrange(source=source, **meaning, by=OFFICER, at=AT)
    source.refresh_from_db()
    plan = queries.plan_of(queries.given_of(source, AT))  # the page that shows it
    print(f"{what:44}{time.process_time() - began:>10.2f}{limit:>8}")
    assert plan.counts["add"] == ROWS, plan.counts
    return source, plan


def _members() -> list[Entity]:
    return [
        Entity(kind="state", slug=f"land-{n}", name={"en": f"Land {n}", "fr": f"Pays {n}"})
        for n in range(MEMBERS)
    ]


def _people() -> bytes:
    heads = ("Pays", "Nom et prénom", "Fonction", "Courriel", "Langue")
    rows = [
        [f"Pays {n % MEMBERS}", f"DUPONT-{n} Jean", "Conseiller", f"p{n}@x{n}.example", "fr"]
        for n in range(ROWS)
    ]
    return as_xlsx(Sheet(title="x", name="x", heads=heads, rows=rows))


def _entities() -> bytes:
    heads = ("Name in English", "Name in French", "Kind", "Capital", "Telephone")
    rows = [
        [f"University {n}", f"Université {n}", "academia", "Town", "+41 22 555 00 01"]
        for n in range(ROWS)
    ]
    return as_xlsx(Sheet(title="x", name="x", heads=heads, rows=rows))


if __name__ == "__main__":
    main()
