"""How long a search takes over 20,000 documents, in CPU time; on PostgreSQL (DATABASE_URL) with
that of the server's process, so that it must run on this machine."""

import os
import random
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "src"))
os.environ["DJANGO_SETTINGS_MODULE"] = "intersession.config.settings"
os.environ["INTERSESSION_VAR"] = tempfile.mkdtemp(prefix="intersession-bench-")

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from intersession.access.guard import Actor  # noqa: E402
from intersession.documents.models import Document, DocumentVersion, StoredFile  # noqa: E402
from intersession.search import index, queries, words  # noqa: E402
from intersession.search.models import FileText  # noqa: E402

DOCUMENTS, WORDS_OF_A_TEXT, VOCABULARY = 20_000, 400, 20_000
ROUNDS, LIMITS = 40, {"sqlite": 30, "postgresql": 40}
# What is asked; words as in language: w1 stands in nearly every document, w700 in some hundreds.
ASKED = {
    "zzzz": True,
    "w19000 w18000": True,
    "ic/2011/777": True,
    "w700": True,
    "w150 w200": True,
    "w60 w90": True,
    "w1": False,
}


def main() -> None:
    call_command("migrate", verbosity=0)
    began = time.perf_counter()
    fill(random.Random(2011))
    index.rebuild()
    print(f"{DOCUMENTS} documents indexed in {time.perf_counter() - began:.0f} s")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    print(f"{'asked':24}{'found':>8}{'CPU ms':>8}{'limit':>7}")
    for asked, bounded in ASKED.items():
        found = ask(asked)
        number = f"{found.total}{'+' if found.more else ''}"
        limit = LIMITS[connection.vendor] if bounded else "-"
        print(f"{asked:24}{number:>8}{milliseconds(asked):>8.1f}{limit:>7}")


def fill(chance: random.Random) -> None:
    """Words as in language: the second is half as frequent as the first, and so on."""
    known = [f"w{number}" for number in range(1, VOCABULARY + 1)]
    weights = [1 / number for number in range(1, VOCABULARY + 1)]
    numbers, day = range(DOCUMENTS), date(1990, 1, 1)
    documents = Document.objects.bulk_create(
        Document(
            symbol=f"IC/2011/{number}",
            slug=f"ic-2011-{number}",
            kind="report",
            title={"en": " ".join(chance.choices(known, weights, k=8))},
            dated=day + timedelta(days=number % 9000),
            distribution=("general", "members", "restricted")[number % 3],
        )
        for number in numbers
    )
    FileText.objects.bulk_create(
        FileText(
            sha256=f"{number:064}",
            text=" ".join(chance.choices(known, weights, k=WORDS_OF_A_TEXT)),
            readable=True,
        )
        for number in numbers
    )
    files = StoredFile.objects.bulk_create(
        StoredFile(
            name="f", content_type="application/pdf", size=1, sha256=f"{n:064}", stored_at=NOW
        )
        for n in numbers
    )
    DocumentVersion.objects.bulk_create(
        DocumentVersion(document=document, language="en", state="issued", file=file)
        for document, file in zip(documents, files, strict=True)
    )


def ask(asked: str) -> queries.Found:
    return queries.find(asked=words.read(asked), actor=Actor(), language="en")


def milliseconds(asked: str) -> float:
    """Of one question, as the page asks it: the ledger is looked at first."""
    began = _spent()
    for _round in range(ROUNDS):
        index.follow()
        ask(asked)
    return (_spent() - began) / ROUNDS * 1000


def _spent() -> float:
    if connection.vendor == "sqlite":
        return time.process_time()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        server = psutil.Process(cursor.fetchone()[0]).cpu_times()
    return time.process_time() + server.user + server.system


if __name__ == "__main__":
    from django.utils import timezone

    NOW = timezone.now()
    main()
