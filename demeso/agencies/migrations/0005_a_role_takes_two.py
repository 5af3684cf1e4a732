from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0004_leases_and_blockades'),
    ]

    operations = [
        migrations.AddField('rolegrant', 'first_signature', models.JSONField(null=True)),
        migrations.AddField('rolegrant', 'seconded_at', models.DateTimeField(null=True)),
        migrations.AddField('rolegrant', 'refused_at', models.DateTimeField(null=True)),
        migrations.AddField('rolegrant', 'end_signature', models.JSONField(null=True)),
        migrations.AddField('rolegrant', 'end_second_signature', models.JSONField(null=True)),
    ]
