"""What a centre's board stands on: no row says who came."""

from django.db import models


class Centre(models.Model):
    """A place of the directory that keeps a board; `low` is when a shelf runs short."""

    id = models.CharField(primary_key=True, max_length=36)
    site = models.OneToOneField("directory.Site", models.PROTECT, related_name="centre")
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    beds = models.PositiveIntegerField(default=0)
    low = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.id


class Shift(models.Model):
    """One shift that somebody has told; told again, the later word stands."""

    id = models.CharField(primary_key=True, max_length=36)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="shifts")
    day = models.DateField()
    shift = models.CharField(max_length=10)
    told_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_team_a_shift", fields=["centre", "day", "shift"]
            )
        ]

    def __str__(self) -> str:
        return self.id


class Duty(models.Model):
    """Somebody in a shift: a specialty, an employer, and a worker if she has an id."""

    told = models.ForeignKey(Shift, models.CASCADE, related_name="team")
    specialty = models.CharField(max_length=20)
    employer = models.CharField(max_length=20)
    how = models.CharField(max_length=10)
    worker = models.ForeignKey(
        "agencies.Worker", models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name_plural = "duties"
        constraints = [
            models.UniqueConstraint(name="once_a_shift", fields=["told", "worker"])
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Count(models.Model):
    """What was left on the shelf at one moment; the latest says what there is."""

    id = models.CharField(primary_key=True, max_length=36)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="counts")
    left = models.JSONField()
    told_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(name="count_by_time", fields=["centre", "told_at"]),
        ]

    def __str__(self) -> str:
        return self.id


class Visit(models.Model):
    """Somebody came on a day, and what was given; its ticket is drawn from its id."""

    id = models.CharField(primary_key=True, max_length=36)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="visits")
    came_on = models.DateField()
    parts = models.CharField(max_length=80, blank=True)

    class Meta:
        indexes = [models.Index(name="visit_by_day", fields=["centre", "came_on"])]

    def __str__(self) -> str:
        return self.id

    @property
    def given(self) -> tuple[str, ...]:
        """Return the services that were given."""
        return tuple(self.parts.split())


class TurnAway(models.Model):
    """Somebody came and was not received: what was missing, and nothing of her."""

    id = models.CharField(primary_key=True, max_length=36)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="turn_aways")
    came_on = models.DateField()
    shift = models.CharField(max_length=10, blank=True)
    missing = models.CharField(max_length=20)
    wanted = models.CharField(max_length=20, blank=True)
    elsewhere = models.CharField(max_length=10, blank=True)

    class Meta:
        indexes = [models.Index(name="turn_away_by_day", fields=["centre", "came_on"])]

    def __str__(self) -> str:
        return self.id


class Checklist(models.Model):
    """What a centre said of itself for a month; said again, the later word stands."""

    id = models.CharField(primary_key=True, max_length=36)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="checklists")
    month = models.CharField(max_length=7)
    points = models.JSONField()
    told_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_checklist_a_month", fields=["centre", "month"]
            )
        ]

    def __str__(self) -> str:
        return self.id
