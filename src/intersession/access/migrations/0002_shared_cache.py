"""A table for the cache: what one worker counts (attempts, used codes) every worker must know."""

from django.core.management import call_command
from django.db import migrations


def forward(apps, schema_editor):
    call_command("createcachetable", "access_cache", database=schema_editor.connection.alias, verbosity=0)


def backward(apps, schema_editor):
    schema_editor.execute("DROP TABLE access_cache")


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]
    operations = [migrations.RunPython(forward, backward)]
