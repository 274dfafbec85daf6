"""Make the full text of the index: a virtual table on SQLite, a column on PostgreSQL."""

from django.db import migrations

SQLITE = """
CREATE VIRTUAL TABLE search_text USING fts5(
    title, body, stems, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
)
"""


def make(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        schema_editor.execute(SQLITE)
        return
    schema_editor.execute("ALTER TABLE search_searchentry ADD COLUMN vector tsvector")


def undo(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        schema_editor.execute("DROP TABLE search_text")
        return
    schema_editor.execute("ALTER TABLE search_searchentry DROP COLUMN vector")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(make, undo)]
