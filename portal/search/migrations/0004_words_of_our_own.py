"""Make the full text anew: words and stems are made by the portal itself, concepts stand beside them."""

import sys

from django.db import migrations, transaction

OLD_CONFIGURATIONS = ["simple", "en", "nl", "de", "fr", "es", "pt", "it", "da", "no", "sv", "ru", "el"]
SQLITE = [
    "DROP TABLE search_text",
    """CREATE VIRTUAL TABLE search_text USING fts5(
        title, body, stems, concepts, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3')""",
    "CREATE VIRTUAL TABLE search_vocabulary USING fts5vocab(search_text, col)",
]
POSTGRESQL = [
    "DROP INDEX IF EXISTS search_searchentry_vector",
    # The words are read for each match, so they stay in the row and unpacked; long bodies move out.
    "ALTER TABLE search_searchentry ALTER COLUMN vector SET STORAGE MAIN",
    "ALTER TABLE search_searchentry SET (toast_tuple_target = 4000)",
    # Words, readers and facets in one index; without a list of pending rows that each search would have to read.
    "CREATE INDEX search_searchentry_words ON search_searchentry USING gin (vector,"
    " string_to_array(trim(readers), ' '), string_to_array(trim(facets), ' ')) WITH (fastupdate = off)",
    "CREATE TABLE search_word (word text PRIMARY KEY)",
    'CREATE INDEX search_word_beginnings ON search_word (word COLLATE "C")',
]


def make(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        for sql in SQLITE:
            schema_editor.execute(sql)
        return
    for code in OLD_CONFIGURATIONS:
        schema_editor.execute(f"DROP TEXT SEARCH CONFIGURATION IF EXISTS portal_{code}")
    for sql in POSTGRESQL:
        schema_editor.execute(sql)
    _trigrams(schema_editor.connection)


def _trigrams(connection):
    """Mistyped words are found by trigrams; where the role may not have them, search says so and does without."""
    from django.db.utils import DatabaseError

    try:
        with transaction.atomic(connection.alias), connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            cursor.execute("CREATE INDEX search_word_trigrams ON search_word USING gist (word gist_trgm_ops)")
    except DatabaseError as error:
        sys.stderr.write(
            "Search does without pg_trgm: mistyped words are compared with those that begin alike. To have it, let a"
            f" superuser say CREATE EXTENSION pg_trgm, then run rebuild_search. ({str(error).splitlines()[0]})\n"
        )


def undo(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        schema_editor.execute("DROP TABLE search_vocabulary")
        return
    schema_editor.execute("DROP INDEX search_searchentry_words")
    schema_editor.execute("DROP TABLE search_word")


class Migration(migrations.Migration):
    dependencies = [("search", "0003_facets_and_synonyms")]
    operations = [migrations.RunPython(make, undo)]
