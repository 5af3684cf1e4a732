from django.db import models

from demeso.survivors.rules import AccessState


class Survivor(models.Model):
    """A person, by code; who she is stays sealed.

    `sealed_under` is the object (her latest case) whose keys seal identity
    and contact; `ended_at` says that she no longer agrees to be helped. What has
    reached its limit is erased: first who she is, then all but what is counted.
    """

    id = models.CharField(primary_key=True, max_length=36)
    code = models.CharField(max_length=9, unique=True)
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    lead = models.ForeignKey("agencies.Worker", models.PROTECT, related_name="+")
    language = models.CharField(max_length=40, blank=True)
    sex = models.CharField(max_length=10, blank=True)
    age_band = models.CharField(max_length=10, blank=True)
    sealed_under = models.CharField(max_length=36, blank=True)
    opened_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    identity_erased_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.id


class OwnAccess(models.Model):
    """That she has a number and a PIN of her own; the porter alone knows which.

    `awaited_at`: an act said that a number or a PIN is about to arrive.
    """

    id = models.CharField(primary_key=True, max_length=36)
    survivor = models.ForeignKey(Survivor, models.PROTECT, related_name="accesses")
    state = models.CharField(
        max_length=10, choices=[(item.value, item.value) for item in AccessState]
    )
    given_by = models.CharField(max_length=36)
    given_at = models.DateTimeField()
    awaited_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "own accesses"
        constraints = [
            models.UniqueConstraint(
                name="one_access_at_a_time",
                fields=["survivor"],
                condition=~models.Q(state="ended"),
            ),
            models.CheckConstraint(
                name="ended_access_says_when",
                condition=models.Q(state="ended", ended_at__isnull=False)
                | ~models.Q(state="ended") & models.Q(ended_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.id


class Callback(models.Model):
    """She asked to be called back; how and when is sealed to her agency."""

    id = models.CharField(primary_key=True, max_length=36)
    survivor = models.ForeignKey(Survivor, models.PROTECT, related_name="callbacks")
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_by = models.CharField(max_length=36, blank=True)

    def __str__(self) -> str:
        return self.id
