from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0007_holders_by_two'),
    ]

    operations = [
        migrations.AddField('agreement', 'ended_by', models.CharField(blank=True, default='', max_length=36), preserve_default=False),
        migrations.AddField('agreement', 'ended_at', models.DateTimeField(null=True)),
        migrations.AddConstraint('agreement', models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('agency', 'partner', 'owner'), name='agreed_once_at_a_time')),
    ]
