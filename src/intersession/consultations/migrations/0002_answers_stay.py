"""What an answer says cannot be changed, and no version removed, in the database itself.

Its state may change (held, accepted, replaced), and so may its scan, which is deleted on schedule.
"""

from django.db import migrations

TABLE = "consultations_preference"
WORDS = "An answer that was given stays as it is."
FIXED = (
    "uid",
    "question_id",
    "entity_id",
    "version",
    "receipt",
    "salt",
    "approved",
    "reason",
    "channel",
    "received_at",
    "keyed_at",
    "by",
)
CHANGED_ON_SQLITE = "\n  OR ".join(f'NEW."{name}" IS NOT OLD."{name}"' for name in FIXED)
CHANGED = "\n  OR ".join(f'NEW."{name}" IS DISTINCT FROM OLD."{name}"' for name in FIXED)

SQLITE = (
    f"""CREATE TRIGGER {TABLE}_no_change BEFORE UPDATE ON {TABLE}
WHEN {CHANGED_ON_SQLITE}
BEGIN SELECT RAISE(ABORT, '{WORDS}'); END""",
    f"""CREATE TRIGGER {TABLE}_no_delete BEFORE DELETE ON {TABLE}
BEGIN SELECT RAISE(ABORT, '{WORDS}'); END""",
    # INSERT OR REPLACE removes a row without asking the trigger on DELETE.
    f"""CREATE TRIGGER {TABLE}_no_replace BEFORE INSERT ON {TABLE}
WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id OR uid = NEW.uid OR receipt = NEW.receipt)
  OR EXISTS (SELECT 1 FROM {TABLE} WHERE question_id = NEW.question_id
             AND entity_id = NEW.entity_id AND version = NEW.version)
BEGIN SELECT RAISE(ABORT, '{WORDS}'); END""",
)
SQLITE_DROP = tuple(
    f"DROP TRIGGER {TABLE}_{name}" for name in ("no_change", "no_delete", "no_replace")
)
POSTGRESQL = (
    f"""CREATE FUNCTION {TABLE}_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{WORDS}'; END $$""",
    f"""CREATE TRIGGER {TABLE}_no_change BEFORE UPDATE ON {TABLE} FOR EACH ROW
WHEN ({CHANGED})
EXECUTE FUNCTION {TABLE}_stays()""",
    f"""CREATE TRIGGER {TABLE}_no_delete BEFORE DELETE ON {TABLE}
FOR EACH ROW EXECUTE FUNCTION {TABLE}_stays()""",
    f"""CREATE TRIGGER {TABLE}_no_truncate BEFORE TRUNCATE ON {TABLE}
FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_stays()""",
)
POSTGRESQL_DROP = (
    f"DROP TRIGGER {TABLE}_no_truncate ON {TABLE}",
    f"DROP TRIGGER {TABLE}_no_delete ON {TABLE}",
    f"DROP TRIGGER {TABLE}_no_change ON {TABLE}",
    f"DROP FUNCTION {TABLE}_stays()",
)


def _run(schema_editor, sqlite, postgresql):
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        for statement in postgresql if connection.vendor == "postgresql" else sqlite:
            cursor.execute(statement)


def forward(apps, schema_editor):
    _run(schema_editor, SQLITE, POSTGRESQL)


def backward(apps, schema_editor):
    _run(schema_editor, SQLITE_DROP, POSTGRESQL_DROP)


class Migration(migrations.Migration):
    dependencies = [("consultations", "0001_initial")]
    operations = [migrations.RunPython(forward, backward)]
