from django.db import models


class PublicKey(models.Model):
    """A public key entry; its private side exists only on people's devices."""

    fingerprint = models.CharField(primary_key=True, max_length=43)
    owner = models.CharField(max_length=10)
    owner_id = models.CharField(max_length=36)
    epoch = models.PositiveIntegerField()
    entry = models.JSONField()
    record = models.CharField(max_length=36)
    act_id = models.CharField(max_length=36)
    published_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_key_an_epoch", fields=["owner", "owner_id", "epoch"]
            )
        ]

    def __str__(self) -> str:
        return self.fingerprint


class Seconding(models.Model):
    """What two people sign of an agency's key: that it is hers, or who holds it.

    It counts once the second has signed; two sheets of paper stand for two people.
    """

    record = models.CharField(primary_key=True, max_length=36)
    step = models.CharField(max_length=10)
    fp = models.CharField(max_length=43, db_index=True)
    owner = models.CharField(max_length=10)
    agency = models.CharField(max_length=36, db_index=True)
    epoch = models.PositiveIntegerField()
    holders = models.JSONField()
    act_id = models.CharField(max_length=36)
    asked_at = models.DateTimeField()
    first_signature = models.JSONField(null=True)
    second_signature = models.JSONField(null=True)
    seconded_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="seconded_or_refused",
                condition=models.Q(seconded_at=None) | models.Q(refused_at=None),
            )
        ]

    def __str__(self) -> str:
        return self.record


class Body(models.Model):
    """One sealed version of one compartment of one object."""

    object = models.CharField(max_length=36, db_index=True)
    compartment = models.CharField(max_length=20)
    version = models.PositiveIntegerField()
    act_id = models.CharField(max_length=36)
    part = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="body_once_an_act", fields=["act_id", "object", "compartment"]
            )
        ]
        verbose_name_plural = "bodies"

    def __str__(self) -> str:
        return self.object


class RetiredKey(models.Model):
    """The id of a key that is over: nothing sealed under it is kept any more."""

    id = models.CharField(primary_key=True, max_length=36)
    object = models.CharField(max_length=36)
    compartment = models.CharField(max_length=20)
    act_id = models.CharField(max_length=36)
    retired_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.id


class Grant(models.Model):
    """Keys of one object, sealed to one recipient; lives in `grants`."""

    act_id = models.CharField(max_length=36)
    object = models.CharField(max_length=36, db_index=True)
    to = models.CharField(max_length=43, db_index=True)
    rights = models.CharField(max_length=20)
    part = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="grant_once_an_act", fields=["act_id", "to", "object"]
            )
        ]

    def __str__(self) -> str:
        return self.object


class KeyringPage(models.Model):
    """One page of a worker's sealed keyring; lives in `grants`."""

    worker = models.CharField(max_length=36)
    page = models.PositiveIntegerField()
    version = models.PositiveIntegerField()
    part = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="keyring_page_once", fields=["worker", "page"])
        ]

    def __str__(self) -> str:
        return self.worker


class Bundle(models.Model):
    """A worker's wrapped private keys; only her passphrase opens them."""

    worker = models.CharField(primary_key=True, max_length=36)
    bundle = models.JSONField()
    kept_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.worker


class Deposit(models.Model):
    """What somebody without keys left for an agency; only its intake key opens it."""

    object = models.CharField(primary_key=True, max_length=36)
    to = models.CharField(max_length=43)
    act_id = models.CharField(max_length=36)
    part = models.JSONField()

    def __str__(self) -> str:
        return self.object
