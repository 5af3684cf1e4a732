from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0008_cases_handed_on'),
    ]

    operations = [
        migrations.AddField('case', 'erased_at', models.DateTimeField(null=True)),
    ]
