"""Keep on SQLite, beside the long rows of texts, what each search reads of every match: thousands of a common word."""

from django.db import migrations

# Not in the model: an index of PostgreSQL holds no value longer than a third of a page, and it has its own way. Where a
# later migration makes the table anew (any change of a column on SQLite), it has to make this index again; tests say so.
MAKE = "CREATE INDEX search_rows_in_short ON search_searchentry (id, facets, readers, year, changed_at)"


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(MAKE)


def take_away(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP INDEX search_rows_in_short")


class Migration(migrations.Migration):
    dependencies = [("search", "0007_translations")]
    operations = [migrations.RunPython(make, take_away)]
