from typing import Any

from django.db import migrations, models

import demeso.referrals.rules.answering


def follow(apps: Any, _editor: Any) -> None:
    """Say of every referral which agency follows it."""
    case = apps.get_model("casework", "Case").objects.filter(id=models.OuterRef("case_id"))
    agency = models.Subquery(case.values("agency_id")[:1])
    apps.get_model("referrals", "Referral").objects.update(agency_id=agency)


class Migration(migrations.Migration):

    dependencies = [
        ("casework", "0001_cases_plan_lines_and_incidents"),
        ("referrals", "0003_what_is_awaited"),
    ]

    operations = [
        migrations.AddField(
            model_name="referral",
            name="agency_id",
            field=models.CharField(default="", max_length=36),
            preserve_default=False,
        ),
        migrations.RunPython(follow, migrations.RunPython.noop),
        migrations.RemoveIndex(model_name="referral", name="referral_awaited"),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(
                condition=models.Q(
                    status__in=(
                        demeso.referrals.rules.answering.Status.SENT,
                        demeso.referrals.rules.answering.Status.ACCEPTED,
                    )
                ),
                fields=["agency_id", "case_id"],
                name="referral_awaited",
            ),
        ),
    ]
