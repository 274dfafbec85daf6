"""Keep in the row what each search reads of every match, and let trigrams be looked up instead of compared."""

from django.db import migrations

# A row of facets moved out of its place costs a second reading for each of thousands of matches.
POSTGRESQL = [
    "ALTER TABLE search_searchentry ALTER COLUMN facets SET STORAGE MAIN",
    "ALTER TABLE search_searchentry ALTER COLUMN readers SET STORAGE MAIN",
]
TRIGRAMS = [
    "DROP INDEX search_word_trigrams",
    "CREATE INDEX search_word_trigrams ON search_word USING gin (word gin_trgm_ops)",
]


def make(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_indexes WHERE indexname = 'search_word_trigrams'")
        has_trigrams = cursor.fetchone() is not None
    for sql in POSTGRESQL + (TRIGRAMS if has_trigrams else []):
        schema_editor.execute(sql)


class Migration(migrations.Migration):
    dependencies = [("search", "0004_words_of_our_own")]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
