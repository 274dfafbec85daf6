from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("visits", "0007_house_terms"),
    ]

    operations = [
        migrations.RemoveField(model_name="hostoffer", name="from_hour"),
        migrations.RemoveField(model_name="hostoffer", name="to_hour"),
    ]
