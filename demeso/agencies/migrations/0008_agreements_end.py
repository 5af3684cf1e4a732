from typing import Any

from django.db import migrations, models


def end_twins(apps: Any, _editor: Any) -> None:
    """Let one agreement stand where several are open: the countersigned, else the first."""
    agreements = apps.get_model("agencies", "Agreement").objects.filter(ended_at=None)
    holdings = apps.get_model("agencies", "Holding").objects
    kept: dict[Any, Any] = {}
    oldest = models.F("countersigned_at").asc(nulls_last=True)
    for one in agreements.order_by(oldest, "signed_at", "pk"):
        about = (one.agency_id, one.partner_id, one.owner)
        stays = kept.setdefault(about, one)
        if stays is not one:
            holdings.filter(agreement=one).update(agreement=stays)
            agreements.filter(pk=one.pk).update(ended_at=one.signed_at)


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0007_holders_by_two'),
    ]

    operations = [
        migrations.AddField('agreement', 'ended_by', models.CharField(blank=True, default='', max_length=36), preserve_default=False),
        migrations.AddField('agreement', 'ended_at', models.DateTimeField(null=True)),
        migrations.RunPython(end_twins, migrations.RunPython.noop),
        migrations.AddConstraint('agreement', models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('agency', 'partner', 'owner'), name='agreed_once_at_a_time')),
    ]
