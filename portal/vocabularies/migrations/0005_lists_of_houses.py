"""Add the lists that a house's offer and a visit's costs choose from, in houses that run already."""

from django.db import migrations

from portal.vocabularies.lists import LISTS

NEW = ("host-area", "host-meets", "door-check", "cost-kind")


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
    dependencies = [("vocabularies", "0004_avoided_words")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
