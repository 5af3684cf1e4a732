"""What signs acts, how long it opens what it keeps, and codes for the desk."""

from django.db import models

from demeso.agencies.models.people import Account, Agency, Worker
from demeso.agencies.rules.devices import DeviceKind


class Device(models.Model):
    """What signs acts: a browser, a reference client, or a door of the server.

    `seq` is the last number that a door has given to an act.
    """

    id = models.CharField(primary_key=True, max_length=36)
    kind = models.CharField(
        max_length=10, choices=[(kind.value, kind.value) for kind in DeviceKind]
    )
    public = models.CharField(max_length=43, unique=True)
    label = models.CharField(max_length=80)
    worker = models.ForeignKey(
        Worker, models.PROTECT, null=True, related_name="devices"
    )
    seq = models.PositiveBigIntegerField(default=0)
    enrolled_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    lost = models.CharField(max_length=10, blank=True)  # lost or stolen, if it is
    heard_at = models.DateTimeField(null=True)
    # Until when what it keeps opens, counted from which contact, and by what.
    lease_from = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    lease_secret = models.CharField(max_length=43, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_device_a_door",
                fields=["label"],
                condition=models.Q(kind=DeviceKind.DOOR.value),
            )
        ]

    def __str__(self) -> str:
        return self.id


class Blockade(models.Model):
    """A place is cut off, and some devices with it; two people say so, until a day."""

    id = models.CharField(primary_key=True, max_length=36)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="blockades")
    cercle = models.CharField(max_length=40)
    devices = models.JSONField()
    until = models.DateTimeField()
    declared_by = models.CharField(max_length=36)
    declared_at = models.DateTimeField()
    confirmed_by = models.CharField(max_length=36, blank=True)
    confirmed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.id


class Clearing(models.Model):
    """What a browser cleared, as its worker's device tells from the mark that stayed.

    The cleared device is named by its id alone: a restored server may not know it.
    """

    id = models.CharField(primary_key=True, max_length=36)
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="clearings")
    device = models.CharField(max_length=36)
    seq = models.PositiveBigIntegerField()
    waiting = models.PositiveBigIntegerField()
    told_at = models.DateTimeField()
    settled_by = models.CharField(max_length=36, blank=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="cleared_once", fields=["worker", "device", "seq"]
            )
        ]

    def __str__(self) -> str:
        return self.id


class DeskCode(models.Model):
    """A single-use code that opens the desk; only its hash is kept."""

    code_hash = models.CharField(primary_key=True, max_length=43)
    account = models.ForeignKey(Account, models.CASCADE)
    until = models.DateTimeField()

    def __str__(self) -> str:
        return self.account_id
