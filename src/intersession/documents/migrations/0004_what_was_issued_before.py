"""Versions of before have their one step; corrigenda and the like find the document they belong to.

The hour of the step is the day of issue, for the hour itself stands in the ledger only.
"""

import re
from datetime import UTC, datetime, time

from django.db import migrations

DERIVED = re.compile(r"(.+)/(Corr|Add|Amend|Rev)\.([0-9]{1,6})")
RELATIONS = {
    "Corr": "corrigendum",
    "Add": "addendum",
    "Amend": "amendment",
    "Rev": "revision",
}


def forward(apps, schema_editor):
    Version = apps.get_model("documents", "DocumentVersion")
    Step = apps.get_model("documents", "VersionStep")
    for row in Version.objects.select_related("document").exclude(state="draft", file=None):
        day = row.issued_on or row.document.dated
        Step.objects.create(
            version=row,
            state=row.state,
            file=row.file,
            url=row.url,
            issued_on=row.issued_on,
            at=datetime.combine(day, time(12), tzinfo=UTC),
            by="",
        )
    Document = apps.get_model("documents", "Document")
    known = {row.symbol: row for row in Document.objects.all()}
    for symbol, row in known.items():
        found = DERIVED.fullmatch(symbol)
        if found:
            base, mark, number = found.groups()
            earlier = known.get(f"{base}/Rev.{int(number) - 1}") if mark == "Rev" else None
            row.relation = RELATIONS[mark]
            row.parent = earlier or known.get(base)
            row.save(update_fields=["relation", "parent"])


def backward(apps, schema_editor):
    """The tables of the steps go with the migration before."""


class Migration(migrations.Migration):
    dependencies = [("documents", "0003_series_and_steps")]
    operations = [migrations.RunPython(forward, backward)]
