from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from demeso.agencies.rules import DeviceKind


class Account(AbstractBaseUser):
    """What signs a worker in: a username and a stretched login key, no e-mail.

    Its id is the worker's.
    """

    id = models.CharField(primary_key=True, max_length=36)
    username = models.CharField(max_length=40, unique=True)
    is_active = models.BooleanField(default=True)

    objects = BaseUserManager()

    USERNAME_FIELD = "username"

    def __str__(self) -> str:
        return self.id


class Agency(models.Model):
    """An organisation whose workers sign in here."""

    id = models.CharField(primary_key=True, max_length=36)
    name = models.CharField(max_length=120)
    region = models.CharField(max_length=40)
    registered_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "agencies"

    def __str__(self) -> str:
        return self.id


class Worker(models.Model):
    """A person who works for an agency."""

    id = models.CharField(primary_key=True, max_length=36)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="workers")
    called = models.CharField(max_length=80)
    account = models.OneToOneField(
        Account, models.PROTECT, null=True, related_name="worker"
    )
    invited_at = models.DateTimeField()
    joined_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="worker_joins_with_an_account",
                condition=models.Q(account=None, joined_at=None)
                | models.Q(account__isnull=False, joined_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.id


class Invitation(models.Model):
    """A one-time link by which a worker joins; only its hash is kept."""

    worker = models.OneToOneField(Worker, models.PROTECT, primary_key=True)
    token_hash = models.CharField(max_length=43, unique=True)
    until = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.worker_id


class RoleGrant(models.Model):
    """One role of one worker, as its giver signed it."""

    id = models.CharField(primary_key=True, max_length=36)
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="grants")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="grants")
    role = models.CharField(max_length=40)
    granted_by = models.CharField(max_length=36)
    granted_at = models.DateTimeField()
    second_signature = models.JSONField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="role_once_at_a_time",
                fields=["worker", "role"],
                condition=models.Q(ended_at=None),
            )
        ]

    def __str__(self) -> str:
        return self.id


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


class DeskCode(models.Model):
    """A single-use code that opens the desk; only its hash is kept."""

    code_hash = models.CharField(primary_key=True, max_length=43)
    account = models.ForeignKey(Account, models.CASCADE)
    until = models.DateTimeField()

    def __str__(self) -> str:
        return self.account_id
