"""Load the first lists, so that a fresh house can be used at once."""

from django.db import migrations

from portal.vocabularies.lists import LISTS


def load(apps, schema_editor):
    Term = apps.get_model("vocabularies", "Term")
    Term.objects.bulk_create(
        Term(vocabulary=vocabulary, slug=slug, label=label, scope=scope, group=group, order=order)
        for vocabulary, rows in LISTS.items()
        for order, (slug, label, scope, group) in enumerate(rows)
    )


class Migration(migrations.Migration):
    dependencies = [("vocabularies", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
