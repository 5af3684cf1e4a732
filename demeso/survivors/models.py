from django.db import models


class Survivor(models.Model):
    """A person, by code; who she is stays sealed.

    `sealed_under` is the object (her latest case) whose keys seal identity
    and contact; `ended_at` says that she no longer agrees to be helped.
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

    def __str__(self) -> str:
        return self.id
