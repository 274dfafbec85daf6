"""Add the words that the field avoids, and load the first list of them."""

import json
from pathlib import Path

from django.db import migrations, models

FILE = Path(__file__).resolve().parent.parent / "data" / "avoid.json"


def load(apps, schema_editor):
    AvoidedWord = apps.get_model("vocabularies", "AvoidedWord")
    AvoidedWord.objects.bulk_create(
        AvoidedWord(
            language=row["lang"],
            words=row["avoid"],
            instead=row["write"][:300],
            why=row["reason"][:300],
            source=row["source"][:400],
            # From memory only: somebody who knows the language switches it on.
            is_active=row["source"] != "recalled",
        )
        for row in json.loads(FILE.read_text())
    )


class Migration(migrations.Migration):
    dependencies = [("vocabularies", "0003_lists_of_practices")]
    operations = [
        migrations.CreateModel(
            name="AvoidedWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(max_length=8)),
                ("words", models.JSONField(help_text="a list of words or short phrases, as they are written")),
                ("instead", models.CharField(max_length=300)),
                ("why", models.CharField(blank=True, max_length=300)),
                ("source", models.CharField(blank=True, max_length=400)),
                ("is_active", models.BooleanField(default=True)),
            ],
            options={"ordering": ["language", "id"]},
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
