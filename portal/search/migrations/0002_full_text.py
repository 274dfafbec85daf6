"""Make the full text of the index: a virtual table on SQLite, a column with its configurations on PostgreSQL."""

from django.db import migrations

LANGUAGES = {
    "simple": "simple",
    "en": "english",
    "nl": "dutch",
    "de": "german",
    "fr": "french",
    "es": "spanish",
    "pt": "portuguese",
    "it": "italian",
    "da": "danish",
    "no": "norwegian",
    "sv": "swedish",
    "ru": "russian",
    "el": "greek",
}
SQLITE = """
CREATE VIRTUAL TABLE search_text USING fts5(
    title, body, stems, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
)
"""


def make(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        schema_editor.execute(SQLITE)
        return
    schema_editor.execute("CREATE EXTENSION IF NOT EXISTS unaccent")
    for code, name in LANGUAGES.items():
        stemmer = "simple" if code == "simple" else f"{name}_stem"
        schema_editor.execute(f"CREATE TEXT SEARCH CONFIGURATION portal_{code} (COPY = pg_catalog.{name})")
        schema_editor.execute(
            f"ALTER TEXT SEARCH CONFIGURATION portal_{code} ALTER MAPPING"
            f" FOR asciiword, word, numword WITH unaccent, {stemmer}"
        )
    schema_editor.execute("ALTER TABLE search_searchentry ADD COLUMN vector tsvector")
    schema_editor.execute("CREATE INDEX search_searchentry_vector ON search_searchentry USING gin (vector)")


def undo(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        schema_editor.execute("DROP TABLE search_text")
        return
    schema_editor.execute("ALTER TABLE search_searchentry DROP COLUMN vector")
    for code in LANGUAGES:
        schema_editor.execute(f"DROP TEXT SEARCH CONFIGURATION portal_{code}")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(make, undo)]
