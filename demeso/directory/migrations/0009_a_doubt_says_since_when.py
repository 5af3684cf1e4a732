from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0008_where_anybody_knows_a_place_to_be'),
    ]

    operations = [
        migrations.AddField(
            model_name='site',
            name='doubted_at',
            field=models.DateTimeField(null=True),
        ),
    ]
