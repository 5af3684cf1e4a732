from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0010_tell_cases_that_they_are_erased'),
    ]

    operations = [
        migrations.RemoveIndex('case', 'case_by_team'),
        migrations.AddIndex(
            'case',
            models.Index(
                name='case_followed',
                fields=['agency', 'opened_at', 'id'],
                condition=models.Q(('closed_at', None), ('erased_at', None)),
            ),
        ),
    ]
