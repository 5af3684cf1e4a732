"""What the desk keeps of its own: reminders, checks of the log, registers."""

from django.db import models


class Reminder(models.Model):
    """Somebody's wish to get a neutral message when something cannot wait.

    Only the hash of the link that stops it is kept; `looked_on` is the day on which
    her tasks were last looked at, so that at most one message leaves a day.
    """

    worker = models.OneToOneField(
        "agencies.Worker", models.PROTECT, primary_key=True, related_name="+"
    )
    address = models.CharField(max_length=120)
    language = models.CharField(max_length=2)
    stop_hash = models.CharField(max_length=43, unique=True)
    asked_at = models.DateTimeField()
    looked_on = models.DateField(null=True)

    def __str__(self) -> str:
        return self.worker_id


class LogCheck(models.Model):
    """One walk over the whole ledger: how far it is, and what it found."""

    asked_by = models.CharField(max_length=36)
    asked_at = models.DateTimeField()
    walked = models.BigIntegerField(default=0)
    size = models.BigIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)
    broken_at = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return str(self.pk)


class Breach(models.Model):
    """An incident in which data may have reached somebody; its words stay with acts."""

    id = models.CharField(primary_key=True, max_length=36)
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    what = models.CharField(max_length=10)
    known_on = models.DateField()
    file_by = models.DateTimeField()
    opened_by = models.CharField(max_length=36)
    opened_at = models.DateTimeField()
    elsewhere = models.PositiveIntegerField(default=0)  # sheets of other agencies
    filed_on = models.DateField(null=True)
    settled = models.BooleanField(default=False)  # filed, or said why not
    told = models.BooleanField(default=False)  # those whom it touches
    learned = models.BooleanField(default=False)
    harm = models.CharField(max_length=10, blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "breaches"
        constraints = [
            models.CheckConstraint(
                name="closed_breach_says_whether_it_harmed",
                condition=models.Q(closed_at=None, harm="")
                | models.Q(closed_at__isnull=False) & ~models.Q(harm=""),
            )
        ]

    def __str__(self) -> str:
        return self.id


class Touched(models.Model):
    """One survivor whom a breach touches, by code, and how that is known."""

    breach = models.ForeignKey(Breach, models.PROTECT, related_name="touched")
    survivor = models.ForeignKey("survivors.Survivor", models.PROTECT, related_name="+")
    how = models.CharField(max_length=10)

    class Meta:
        verbose_name_plural = "touched"
        constraints = [
            models.UniqueConstraint(
                name="touched_once_by_a_breach", fields=["breach", "survivor"]
            )
        ]

    def __str__(self) -> str:
        return self.survivor_id


class Export(models.Model):
    """One list that somebody took along, encrypted or on paper."""

    id = models.CharField(primary_key=True, max_length=36)
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    worker = models.ForeignKey("agencies.Worker", models.PROTECT, related_name="+")
    list = models.CharField(max_length=20)
    purpose = models.CharField(max_length=20)
    medium = models.CharField(max_length=10)
    rows = models.PositiveIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["agency", "-made_at"], name="export_by_agency")]

    def __str__(self) -> str:
        return self.id


class Hold(models.Model):
    """Why somebody's file is kept beyond its limit, named by a person."""

    id = models.CharField(primary_key=True, max_length=36)
    survivor = models.ForeignKey("survivors.Survivor", models.PROTECT, related_name="+")
    why = models.CharField(max_length=10)
    until = models.DateField(null=True)
    placed_by = models.CharField(max_length=36)
    placed_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.id


class Erasure(models.Model):
    """One confirmed run over what had reached its limit: numbers, and nobody."""

    id = models.CharField(primary_key=True, max_length=36)
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    applied_by = models.CharField(max_length=36)
    applied_at = models.DateTimeField()
    identities = models.PositiveIntegerField()
    cases = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.id
