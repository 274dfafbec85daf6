from django.db import migrations, models


def note_what_was_accepted(apps, schema_editor):
    """Requests sent before dates were kept accepted the first version on the day they were sent."""
    offers = apps.get_model("visits", "HostOffer").objects
    offers.exclude(own_rules="").update(rules_changed_at=models.F("changed_at"))
    acceptances = apps.get_model("visits", "CodeAcceptance").objects
    sent = apps.get_model("visits", "VisitRequest").objects.filter(accepts_code=True, submitted_at__isnull=False)
    acceptances.bulk_create(
        acceptances.model(request_id=pk, user_id=user, version="2026-11", at=at)
        for pk, user, at in sent.values_list("pk", "requester", "submitted_at").iterator()
    )


class Migration(migrations.Migration):
    dependencies = [
        ("visits", "0004_visitor_code"),
    ]

    operations = [
        migrations.RunPython(note_what_was_accepted, migrations.RunPython.noop),
    ]
