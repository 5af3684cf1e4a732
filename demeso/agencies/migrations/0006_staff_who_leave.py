from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0005_a_role_takes_two'),
    ]

    operations = [
        migrations.AddField('worker', 'departure', models.CharField(blank=True, default='', max_length=36), preserve_default=False),
        migrations.AddField('worker', 'leaving_at', models.DateTimeField(null=True)),
        migrations.AddField('worker', 'left_at', models.DateTimeField(null=True)),
        migrations.AddConstraint(
            'worker',
            models.CheckConstraint(
                name='worker_leaves_by_a_departure',
                condition=models.Q(('departure', ''), ('leaving_at', None), ('left_at', None))
                | models.Q(models.Q(('departure', ''), _negated=True), ('leaving_at__isnull', False)),
            ),
        ),
    ]
