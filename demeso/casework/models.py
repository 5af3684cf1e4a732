from django.db import models


class Case(models.Model):
    """The work with one survivor, coded; what she tells is sealed elsewhere."""

    id = models.CharField(primary_key=True, max_length=36)
    survivor = models.ForeignKey(
        "survivors.Survivor", models.PROTECT, related_name="cases"
    )
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    lead = models.ForeignKey("agencies.Worker", models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    in_danger = models.CharField(max_length=10, blank=True)
    risk_level = models.CharField(max_length=10, blank=True)
    assessed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["agency", "-opened_at"], name="case_by_team")]

    def __str__(self) -> str:
        return self.id


class PlanLine(models.Model):
    """One need of a case, in her order, and what came of it.

    `dropped_at` says that it is no longer among her needs; nothing is deleted.
    """

    id = models.CharField(primary_key=True, max_length=36)
    case = models.ForeignKey(Case, models.PROTECT, related_name="lines")
    need = models.CharField(max_length=20)
    rank = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=12, blank=True)
    barriers = models.JSONField(default=list)
    reoffer = models.CharField(max_length=10, blank=True)
    status = models.CharField(max_length=12)
    opened_at = models.DateTimeField()
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_line_a_need", fields=["case", "need"])
        ]

    def __str__(self) -> str:
        return self.id


class Incident(models.Model):
    """What happened, coded: one type, a month, a cercle, no day and no place."""

    id = models.CharField(primary_key=True, max_length=36)
    case = models.ForeignKey(Case, models.PROTECT, related_name="incidents")
    gbv_type = models.CharField(max_length=60)
    month = models.CharField(max_length=10, blank=True)
    cercle = models.CharField(max_length=40, blank=True)
    delay_band = models.CharField(max_length=20, blank=True)
    age_band = models.CharField(max_length=10, blank=True)
    sex = models.CharField(max_length=10, blank=True)
    contexts = models.JSONField(default=list)
    reported_elsewhere = models.CharField(max_length=20, blank=True)
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.id
