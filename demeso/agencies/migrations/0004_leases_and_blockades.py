import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0003_who_is_on_call'),
    ]

    operations = [
        migrations.AddField('account', 'signed_out_at', models.DateTimeField(null=True)),
        migrations.AddField('device', 'lost', models.CharField(blank=True, max_length=10)),
        migrations.AddField('device', 'heard_at', models.DateTimeField(null=True)),
        migrations.AddField('device', 'lease_from', models.DateTimeField(null=True)),
        migrations.AddField('device', 'lease_until', models.DateTimeField(null=True)),
        migrations.AddField('device', 'lease_secret', models.CharField(blank=True, max_length=43)),
        migrations.CreateModel(
            name='Blockade',
            fields=[
                ('id', models.CharField(max_length=36, primary_key=True, serialize=False)),
                ('cercle', models.CharField(max_length=40)),
                ('devices', models.JSONField()),
                ('until', models.DateTimeField()),
                ('declared_by', models.CharField(max_length=36)),
                ('declared_at', models.DateTimeField()),
                ('confirmed_by', models.CharField(blank=True, max_length=36)),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='blockades', to='agencies.agency')),
            ],
        ),
    ]
