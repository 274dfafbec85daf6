import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def keep_told(apps, schema_editor):
    comments = apps.get_model("discussion", "Comment").objects.exclude(told_one=None)
    told = apps.get_model("discussion", "Told")
    told.objects.bulk_create(told(comment=comment, user_id=comment.told_one_id) for comment in comments)


class Migration(migrations.Migration):

    dependencies = [
        ('discussion', '0006_reports'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RenameField('comment', 'told', 'told_one'),
        migrations.CreateModel(
            name='Told',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='told', to='discussion.comment')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('comment', 'user'), name='told_once_each')],
            },
        ),
        migrations.RunPython(keep_told, migrations.RunPython.noop),
    ]
