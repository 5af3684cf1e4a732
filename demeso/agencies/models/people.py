"""Agencies, who works there, what signs them in, and which roles they have."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from demeso.kernel.clock import stamp


class Account(AbstractBaseUser):
    """What signs a worker in: a username and a stretched login key, no e-mail.

    Its id is the worker's.
    """

    id = models.CharField(primary_key=True, max_length=36)
    username = models.CharField(max_length=40, unique=True)
    is_active = models.BooleanField(default=True)
    signed_out_at = models.DateTimeField(null=True)  # sessions from before are over

    objects = BaseUserManager()

    USERNAME_FIELD = "username"

    def __str__(self) -> str:
        return self.id

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Bind every session to when all were last ended, as to the login key."""
        found: str = super()._get_session_auth_hash(secret=secret)  # type: ignore[misc]  # the stubs leave it out
        return f"{found}{stamp(self.signed_out_at)}" if self.signed_out_at else found


class Agency(models.Model):
    """An organisation whose workers sign in here."""

    id = models.CharField(primary_key=True, max_length=36)
    name = models.CharField(max_length=120)
    region = models.CharField(max_length=40)
    registered_at = models.DateTimeField()
    activated_at = models.DateTimeField(null=True)  # training until then
    # What it proposes for home screens; empty until somebody chooses.
    front_label = models.CharField(max_length=20, blank=True)
    front_icon = models.CharField(max_length=20, blank=True)

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
    # The record under which she goes, since when that is planned, and when she went.
    departure = models.CharField(max_length=36, blank=True)
    leaving_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="worker_leaves_by_a_departure",
                condition=models.Q(departure="", leaving_at=None, left_at=None)
                | ~models.Q(departure="") & models.Q(leaving_at__isnull=False),
            ),
            models.CheckConstraint(
                name="worker_joins_with_an_account",
                condition=models.Q(account=None, joined_at=None)
                | models.Q(account__isnull=False, joined_at__isnull=False),
            ),
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
    """One role of one worker: it counts once two people have signed for it.

    A role that two founders share has no first signature: each signs the other's.
    """

    id = models.CharField(primary_key=True, max_length=36)
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="grants")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="grants")
    role = models.CharField(max_length=40)
    granted_by = models.CharField(max_length=36)
    granted_at = models.DateTimeField()
    first_signature = models.JSONField(null=True)
    second_signature = models.JSONField(null=True)
    seconded_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    end_signature = models.JSONField(null=True)
    end_second_signature = models.JSONField(null=True)

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
