"""How exactly a beginning is known; and no dated row of one thing shares a day with its like.

PostgreSQL has exclusion constraints; SQLite gets triggers with equal effect. Both raise
IntegrityError. A later migration that rebuilds one of these tables on SQLite drops its triggers: it
must end by `forward` again.

An exclusion constraint compares ranges without any extension, so that each column is a range of one
value here: a number of its own, a text by its 64-bit hash.
"""

from django.db import migrations, models

# table: the columns that make two rows alike
ALIKE = {
    "membership_membershipstatus": ("entity_id", "kind"),
    "membership_groupmembership": ("entity_id", "group_id"),
    "membership_profile": ("entity_id", "topic", "label"),
    "membership_representation": ("entity_id", "user_id", "role"),
}
ONE_VALUE = "numrange({value}::numeric, {value}::numeric, '[]') WITH &&"
# The range [since, until): an open end is endless.
SQLITE = """
CREATE TRIGGER {table}_no_overlap_{when} BEFORE {event} ON {table}
WHEN EXISTS (
    SELECT 1 FROM {table} AS other
    WHERE {alike}
    AND {not_itself}
    AND (NEW.until IS NULL OR other.since < NEW.until)
    AND (other.until IS NULL OR other.until > NEW.since)
)
BEGIN SELECT RAISE(ABORT, 'Dates overlap: {table}'); END
"""
POSTGRESQL = """
ALTER TABLE {table} ADD CONSTRAINT {table}_no_overlap
EXCLUDE USING gist ({alike}, daterange(since, until, '[)') WITH &&)
"""


def _sqlite():
    for table, columns in ALIKE.items():
        alike = " AND ".join(f"other.{name} = NEW.{name}" for name in columns)
        yield SQLITE.format(
            table=table, when="insert", event="INSERT", alike=alike, not_itself="1"
        )
        yield SQLITE.format(
            table=table, when="update", event="UPDATE", alike=alike, not_itself="other.id <> OLD.id"
        )


def _postgresql():
    for table, columns in ALIKE.items():
        alike = ", ".join(ONE_VALUE.format(value=_number(name)) for name in columns)
        yield POSTGRESQL.format(table=table, alike=alike)


def _number(name):
    return name if name.endswith("_id") else f"hashtextextended({name}, 0)"


def forward(apps, schema_editor):
    postgresql = schema_editor.connection.vendor == "postgresql"
    for statement in _postgresql() if postgresql else _sqlite():
        schema_editor.execute(statement)


def backward(apps, schema_editor):
    for table in ALIKE:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {table}_no_overlap")
        else:
            schema_editor.execute(f"DROP TRIGGER {table}_no_overlap_insert")
            schema_editor.execute(f"DROP TRIGGER {table}_no_overlap_update")


def _precision():
    return models.CharField(
        choices=[("day", "Day"), ("year", "Year"), ("unknown", "Unknown")],
        default="day",
        max_length=10,
    )


class Migration(migrations.Migration):
    dependencies = [("membership", "0001_initial")]
    operations = [
        migrations.AddField("membershipstatus", "precision", _precision()),
        migrations.AddField("groupmembership", "precision", _precision()),
        migrations.RunPython(forward, backward),
    ]
