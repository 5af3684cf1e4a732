from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0006_staff_who_leave'),
    ]

    operations = [
        migrations.AddField('holding', 'record', models.CharField(blank=True, default='', max_length=36), preserve_default=False),
    ]
