"""What each device was told it may hold."""

from django.db import models


class Scope(models.Model):
    """The root ids of one version of a device's scope."""

    device = models.CharField(max_length=36)
    version = models.PositiveIntegerField()
    roots = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["device", "version"], name="one_scope_per_device_and_version"
            )
        ]

    def __str__(self) -> str:
        """Return the device and the version."""
        return f"{self.device} {self.version}"
