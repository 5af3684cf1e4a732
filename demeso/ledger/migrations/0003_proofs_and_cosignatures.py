import json
from typing import Any

from django.db import migrations, models

CHUNK = 2000
PUBLIC = {"key": "fp", "role": "grant"}  # type → the public fact's name in `open`


def list_facts(apps: Any, schema_editor: Any) -> None:
    """List where the keys and roles stand that were written before."""
    Leaf, Fact = apps.get_model("ledger", "Leaf"), apps.get_model("ledger", "Fact")
    found = []
    rows = Leaf.objects.order_by("position").values_list("position", "data")
    for position, raw in rows.iterator(CHUNK):
        data = json.loads(bytes(raw))
        asked = PUBLIC.get(data["type"])
        if asked and "open" in data:
            name = data["open"][asked]
            found.append(Fact(type=data["type"], name=name, position=position))
    Fact.objects.bulk_create(found, batch_size=CHUNK)


class Migration(migrations.Migration):

    dependencies = [
        ("ledger", "0002_quarantined_acts_are_found"),
    ]

    operations = [
        migrations.CreateModel(
            name="Tile",
            fields=[
                ("place", models.BigIntegerField(primary_key=True, serialize=False)),
                ("root", models.BinaryField(max_length=32)),
            ],
        ),
        migrations.CreateModel(
            name="Fact",
            fields=[
                ("type", models.CharField(max_length=20)),
                ("name", models.CharField(max_length=80)),
                ("position", models.BigIntegerField(primary_key=True, serialize=False)),
            ],
            options={
                "indexes": [models.Index(fields=["type", "name"], name="fact_name")],
            },
        ),
        migrations.CreateModel(
            name="Cosignature",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("size", models.BigIntegerField()),
                ("agency", models.CharField(max_length=36)),
                ("worker", models.CharField(max_length=36)),
                ("note", models.TextField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["agency", "size"], name="cosigned_by")],
                "constraints": [models.UniqueConstraint(fields=("worker", "size"), name="cosigned_once")],
            },
        ),
        migrations.RunPython(list_facts, migrations.RunPython.noop),
    ]
