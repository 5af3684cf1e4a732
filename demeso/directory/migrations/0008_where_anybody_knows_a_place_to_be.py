from typing import Any

from django.conf import settings
from django.db import migrations, models

from demeso.kernel.country import country


def tell(apps: Any, _editor: Any) -> None:
    """Say of every place where anybody may know it to be."""
    centres = country(settings.COUNTRY).centres
    sites = apps.get_model("directory", "Site").objects
    sites.filter(precision="exact").exclude(latitude="").update(
        public_north=models.F("north"), public_east=models.F("east")
    )
    rough = sites.filter(public_north=None)
    for region, cercle in set(rough.values_list("region", "cercle")):
        middle = centres.get(cercle) or centres.get(f"region:{region}")
        north, east = middle or (None, None)
        rough.filter(region=region, cercle=cercle).update(
            public_north=north, public_east=east
        )


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0007_a_crowded_town_is_read_in_order'),
    ]

    operations = [
        migrations.AddField(
            model_name='site',
            name='public_north',
            field=models.FloatField(null=True),
        ),
        migrations.AddField(
            model_name='site',
            name='public_east',
            field=models.FloatField(null=True),
        ),
        migrations.RunPython(tell, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name='site',
            index=models.Index(condition=models.Q(('tier', 'public')), fields=['public_north', 'public_east', 'organisation', 'id'], name='public_site_by_place'),
        ),
    ]
