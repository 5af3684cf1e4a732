from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0007_access_by_two_people'),
    ]

    operations = [
        migrations.AddField('case', 'handed_by', models.CharField(blank=True, default='', max_length=36), preserve_default=False),
        migrations.AddField('case', 'departure', models.CharField(blank=True, db_index=True, default='', max_length=36), preserve_default=False),
        migrations.AddField('case', 'handed_at', models.DateTimeField(null=True)),
    ]
