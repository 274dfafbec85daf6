"""Add the list of what a room offers beside its places, in houses that run already."""

from django.db import migrations

from portal.vocabularies.lists import LISTS


def load(apps, schema_editor):
    Term = apps.get_model("vocabularies", "Term")
    Term.objects.bulk_create(
        [
            Term(vocabulary="service", slug=slug, label=label, scope=scope, group=group, order=order)
            for order, (slug, label, scope, group) in enumerate(LISTS["service"])
        ],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("vocabularies", "0005_lists_of_houses")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
