from typing import Any

from django.db import migrations, models


def tell(apps: Any, _editor: Any) -> None:
    """Let every case say what its needs say together."""
    lines = apps.get_model("casework", "PlanLine").objects.filter(dropped_at=None)
    for case in apps.get_model("casework", "Case").objects.iterator():
        said = list(lines.filter(case=case).order_by("rank", "id"))
        case.needs = "".join(f" {line.need}" for line in said) + (" " if said else "")
        case.is_lacking = any(line.status in ("open", "unavailable") for line in said)
        case.save(update_fields=["needs", "is_lacking"])


class Migration(migrations.Migration):

    dependencies = [("casework", "0003_urgency_follow_up_and_closing")]

    operations = [
        migrations.AddField(
            model_name="case",
            name="needs",
            field=models.CharField(blank=True, default="", max_length=300),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="case",
            name="is_lacking",
            field=models.BooleanField(default=False),
        ),
        migrations.RunPython(tell, migrations.RunPython.noop),
    ]
