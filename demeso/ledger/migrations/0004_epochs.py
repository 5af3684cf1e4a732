from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_proofs_and_cosignatures")]

    operations = [
        migrations.CreateModel(
            name="Epoch",
            fields=[
                ("began", models.BigIntegerField(primary_key=True, serialize=False)),
                ("first", models.BigIntegerField()),
            ],
        ),
    ]
