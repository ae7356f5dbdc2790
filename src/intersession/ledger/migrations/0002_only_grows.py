"""Entries cannot be changed or removed in the database itself, whoever is connected."""

from django.db import migrations

SQLITE = """
CREATE TRIGGER ledger_entry_no_update BEFORE UPDATE ON ledger_entry
BEGIN SELECT RAISE(ABORT, 'The ledger only grows.'); END;
CREATE TRIGGER ledger_entry_no_delete BEFORE DELETE ON ledger_entry
BEGIN SELECT RAISE(ABORT, 'The ledger only grows.'); END;
"""
SQLITE_DROP = """
DROP TRIGGER ledger_entry_no_update;
DROP TRIGGER ledger_entry_no_delete;
"""
POSTGRESQL = """
CREATE FUNCTION ledger_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'The ledger only grows.'; END $$;
CREATE TRIGGER ledger_entry_no_change BEFORE UPDATE OR DELETE ON ledger_entry
FOR EACH ROW EXECUTE FUNCTION ledger_only_grows();
CREATE TRIGGER ledger_entry_no_truncate BEFORE TRUNCATE ON ledger_entry
FOR EACH STATEMENT EXECUTE FUNCTION ledger_only_grows();
"""
POSTGRESQL_DROP = """
DROP TRIGGER ledger_entry_no_truncate ON ledger_entry;
DROP TRIGGER ledger_entry_no_change ON ledger_entry;
DROP FUNCTION ledger_only_grows();
"""


def _run(schema_editor, sqlite, postgresql):
    with schema_editor.connection.cursor() as cursor:
        if schema_editor.connection.vendor == "postgresql":
            cursor.execute(postgresql)
        else:
            for statement in sqlite.strip().split(";\n"):
                # A trigger body holds one semicolon of its own: statements end at a line's end.
                cursor.execute(statement)


def forward(apps, schema_editor):
    _run(schema_editor, SQLITE.replace("\nBEGIN", " BEGIN"), POSTGRESQL)


def backward(apps, schema_editor):
    _run(schema_editor, SQLITE_DROP, POSTGRESQL_DROP)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(forward, backward)]
