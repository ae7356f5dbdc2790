"""SQLite's INSERT OR REPLACE removes a row without asking the trigger on DELETE: refuse it too."""

from django.db import migrations

SQLITE = """CREATE TRIGGER ledger_entry_no_replace BEFORE INSERT ON ledger_entry
WHEN EXISTS (SELECT 1 FROM ledger_entry WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM ledger_entry WHERE chain_id = NEW.chain_id AND number = NEW.number)
  OR EXISTS (SELECT 1 FROM ledger_entry WHERE chain_id = NEW.chain_id AND previous = NEW.previous)
  OR EXISTS (SELECT 1 FROM ledger_entry WHERE digest = NEW.digest)
BEGIN SELECT RAISE(ABORT, 'The ledger only grows.'); END"""


def forward(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(SQLITE)


def backward(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER ledger_entry_no_replace")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_only_grows")]
    operations = [migrations.RunPython(forward, backward)]
