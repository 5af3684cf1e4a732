from django.db import models


class Edition(models.Model):
    """The directory on one day, frozen: what coordination could read, by its codes."""

    id = models.CharField(primary_key=True, max_length=36)
    year = models.PositiveSmallIntegerField()
    made_by = models.CharField(max_length=36)
    made_at = models.DateTimeField()
    places = models.JSONField()  # one row for each place, its organisation beside it
    count = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(name="edition_by_day", fields=["made_at"])]

    def __str__(self) -> str:
        return self.id
