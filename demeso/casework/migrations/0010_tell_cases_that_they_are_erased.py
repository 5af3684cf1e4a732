from typing import Any

from django.db import migrations, models


def tell(apps: Any, _editor: Any) -> None:
    """Let every case of somebody who was erased say so itself."""
    survivor = apps.get_model("survivors", "Survivor").objects.filter(
        id=models.OuterRef("survivor_id")
    )
    cases = apps.get_model("casework", "Case").objects
    cases.filter(survivor__erased_at__isnull=False).update(
        erased_at=models.Subquery(survivor.values("erased_at")[:1])
    )


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0009_cases_say_that_they_are_erased'),
        ('survivors', '0002_what_was_erased'),
    ]

    operations = [migrations.RunPython(tell, migrations.RunPython.noop)]
