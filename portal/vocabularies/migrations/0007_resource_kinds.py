"""Add the kinds of documents that the library chooses from, in houses that run already."""

from django.db import migrations

from portal.vocabularies.lists import LISTS

NEW = ("resource-kind",)


def load(apps, schema_editor):
    Term = apps.get_model("vocabularies", "Term")
    Term.objects.bulk_create(
        [
            Term(vocabulary=vocabulary, slug=slug, label=label, scope=scope, group=group, order=order)
            for vocabulary in NEW
            for order, (slug, label, scope, group) in enumerate(LISTS[vocabulary])
        ],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("vocabularies", "0006_services")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
