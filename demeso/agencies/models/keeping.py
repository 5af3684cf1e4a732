"""Who keeps the keys of an agency, and how lost ones come back."""

from django.db import models

from demeso.agencies.models.people import Agency, Worker


class Agreement(models.Model):
    """A partner keeps a key, or a sheet, beside an agency's own people: two sign.

    `owner` is the key, or `recovery` for a sheet. Either side ends it alone.
    """

    id = models.CharField(primary_key=True, max_length=36)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="agreements")
    partner = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    owner = models.CharField(max_length=10)
    signed_by = models.CharField(max_length=36)
    signed_for = models.CharField(max_length=36)
    signed_at = models.DateTimeField()
    countersigned_by = models.CharField(max_length=36, blank=True)
    countersigned_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=36, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="agreed_once_at_a_time",
                fields=["agency", "partner", "owner"],
                condition=models.Q(ended_at=None),
            )
        ]

    def __str__(self) -> str:
        return self.id


class Holding(models.Model):
    """An agency key in somebody's hands, or sealed to the agency's recovery key.

    `worker` is empty for the recovery key, whose epoch then stands beside it.
    """

    act_id = models.CharField(max_length=36)
    record = models.CharField(max_length=36, blank=True)  # what two people signed
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="holdings")
    owner = models.CharField(max_length=10)
    epoch = models.PositiveIntegerField()
    worker = models.ForeignKey(
        Worker, models.PROTECT, null=True, related_name="holdings"
    )
    recovery_epoch = models.PositiveIntegerField(null=True)
    agreement = models.ForeignKey(Agreement, models.PROTECT, null=True)
    by_sheets = models.BooleanField(default=False)  # two sheets gave it back
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="held_once_at_a_time",
                fields=["agency", "owner", "epoch", "worker"],
                condition=models.Q(ended_at=None, worker__isnull=False),
            ),
            models.CheckConstraint(
                name="held_by_a_person_or_by_recovery",
                condition=models.Q(worker=None, recovery_epoch__isnull=False)
                | models.Q(worker__isnull=False, recovery_epoch=None),
            ),
        ]

    def __str__(self) -> str:
        return self.act_id


class Sheet(models.Model):
    """Who keeps which of the three sheets of a recovery key; never what is on it."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="sheets")
    epoch = models.PositiveIntegerField()
    part = models.PositiveSmallIntegerField()
    keeper = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="each_sheet_once", fields=["agency", "epoch", "part"]
            ),
            models.UniqueConstraint(
                name="one_sheet_a_person", fields=["agency", "epoch", "keeper"]
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Drill(models.Model):
    """Two people typed their sheets, and the recovery key signed for it."""

    id = models.CharField(primary_key=True, max_length=36)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="drills")
    epoch = models.PositiveIntegerField()
    parts = models.JSONField()
    passed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.id


class Renewal(models.Model):
    """New keys for somebody who lost hers; they count once two people confirm them.

    What her browser sent waits here until then: her password as a hash, her
    wrapped keys, her public key, her device.
    """

    id = models.CharField(primary_key=True, max_length=36)
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="renewals")
    token_hash = models.CharField(max_length=43, unique=True)
    until = models.DateTimeField()
    opened_at = models.DateTimeField()
    asked = models.JSONField(null=True)
    fingerprint = models.CharField(max_length=43, blank=True)
    confirmed_by = models.JSONField(default=list)
    renewed_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.id


class Rota(models.Model):
    """Who takes turns to answer when two people must open a case; the newest counts."""

    id = models.CharField(primary_key=True, max_length=36)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="rotas")
    named = models.JSONField()
    set_by = models.CharField(max_length=36)
    set_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.id
