"""The words of each row, in the way of each database: FTS5, or lists of words under a GIN index.
No extension of PostgreSQL is needed: accents are folded before the words get here."""

from django.db import migrations

SQLITE = [
    "CREATE VIRTUAL TABLE search_words USING fts5(title, body, "
    "tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')"
]
POSTGRESQL = [
    "CREATE TABLE search_words ("
    "row_id bigint NOT NULL REFERENCES search_row (id) ON DELETE CASCADE, "
    "title tsvector NOT NULL, body tsvector NOT NULL)",
    # A hash, and no primary key: along an index in order PostgreSQL would rather unpack the words of
    # all rows than look into the lists below, for it does not count what the unpacking costs.
    "CREATE INDEX search_words_row ON search_words USING hash (row_id)",
    "CREATE INDEX search_words_title ON search_words USING gin (title) WITH (fastupdate = off)",
    "CREATE INDEX search_words_body ON search_words USING gin (body) WITH (fastupdate = off)",
]


def forward(apps, schema_editor):
    postgresql = schema_editor.connection.vendor == "postgresql"
    for statement in POSTGRESQL if postgresql else SQLITE:
        schema_editor.execute(statement)


def backward(apps, schema_editor):
    schema_editor.execute("DROP TABLE search_words")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(forward, backward)]
