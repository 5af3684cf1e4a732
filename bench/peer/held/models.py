"""What the peer carries: the coded answers of an organisation, as ours does."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from morango.models.core import SyncableModel

PROFILE = "bench"


class Person(AbstractUser):
    """Who may let a device in: anybody who has the password."""

    def has_morango_certificate_scope_permission(self, *_asked):
        """Let every device of the measurement in."""
        return True


class Organisation(SyncableModel):
    """An organisation that helps; fictional."""

    morango_profile = PROFILE
    morango_model_name = "organisation"

    house = models.CharField(max_length=32)
    name = models.CharField(max_length=120)
    region = models.CharField(max_length=40)
    cercle = models.CharField(max_length=40)
    services = models.CharField(max_length=200)

    def __str__(self):
        return str(self.pk)

    def calculate_source_id(self):
        """Let the library draw an id."""

    def calculate_partition(self):
        """Let one house hold everything."""
        return f"{self.house}:held"
