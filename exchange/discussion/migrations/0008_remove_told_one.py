from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('discussion', '0007_told_up_to_three'),
    ]

    operations = [
        migrations.RemoveField('comment', 'told_one'),
    ]
