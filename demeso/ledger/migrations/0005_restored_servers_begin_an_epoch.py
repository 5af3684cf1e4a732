from typing import Any

from django.db import migrations

FIRST_EPOCH, COPY = 1, 0


def begin_anew(apps: Any, schema_editor: Any) -> None:
    """Let a server that was restored before epochs were listed begin one."""
    Head = apps.get_model("ledger", "Head")
    Head.objects.filter(epoch__gt=FIRST_EPOCH).update(epoch=COPY)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0004_epochs")]

    operations = [migrations.RunPython(begin_anew, migrations.RunPython.noop)]
