from django.db import models


class Organisation(models.Model):
    """An organisation that may receive a hand-over.

    `agency` says whose workers sign in for it; empty, nobody holds a key.
    """

    id = models.CharField(primary_key=True, max_length=36)
    name = models.CharField(max_length=120)
    region = models.CharField(max_length=40)
    cercle = models.CharField(max_length=40, blank=True)
    services = models.CharField(max_length=200)
    agency = models.ForeignKey(
        "agencies.Agency", models.PROTECT, null=True, related_name="organisations"
    )
    focal_point = models.ForeignKey(
        "agencies.Worker", models.PROTECT, null=True, related_name="+"
    )
    deputy = models.ForeignKey(
        "agencies.Worker", models.PROTECT, null=True, related_name="+"
    )
    edited_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="people_belong_to_an_agency",
                condition=models.Q(agency__isnull=False)
                | models.Q(focal_point=None, deputy=None),
            ),
            models.CheckConstraint(
                name="deputy_is_someone_else",
                condition=models.Q(deputy=None)
                | models.Q(focal_point=None)
                | ~models.Q(deputy=models.F("focal_point")),
            ),
        ]

    def __str__(self) -> str:
        return self.id

    @property
    def offers(self) -> tuple[str, ...]:
        """Return the families of services offered."""
        return tuple(self.services.split())

    @property
    def people(self) -> frozenset[str]:
        """Return the focal point and the deputy, as far as they are named."""
        return frozenset(filter(None, (self.focal_point_id, self.deputy_id)))
