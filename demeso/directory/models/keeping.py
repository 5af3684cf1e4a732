"""What keeps the directory true: who was asked, what was heard, how ways are."""

from django.db import models

from demeso.directory.models.listing import Site


class Verification(models.Model):
    """Somebody was asked whether an entry still holds, by a link or at the desk.

    Of the link only its hash is kept; empty, the place has none.
    """

    id = models.CharField(primary_key=True, max_length=36)
    site = models.ForeignKey(Site, models.PROTECT, related_name="verifications")
    asked_by = models.CharField(max_length=36)
    asked_at = models.DateTimeField()
    token_hash = models.CharField(max_length=43, null=True, unique=True)  # noqa: DJ001 -- unique, and absent where there is no link
    until = models.DateTimeField()
    still = models.CharField(max_length=10, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="verification_is_answered_with_a_moment",
                condition=models.Q(still="", answered_at=None)
                | ~models.Q(still="") & models.Q(answered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.id


class Feedback(models.Model):
    """What somebody unnamed said of a place, and in which month."""

    id = models.CharField(primary_key=True, max_length=36)
    site = models.ForeignKey(Site, models.PROTECT, related_name="feedback")
    month = models.CharField(max_length=7)
    open = models.CharField(max_length=10, blank=True)
    got = models.CharField(max_length=10, blank=True)
    waited = models.CharField(max_length=10, blank=True)
    paid = models.CharField(max_length=10, blank=True)
    respected = models.CharField(max_length=10, blank=True)
    words = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.id


class TravelReport(models.Model):
    """How the way from a cercle to a place was, as somebody travelled it."""

    id = models.CharField(primary_key=True, max_length=36)
    site = models.ForeignKey(Site, models.PROTECT, related_name="travels")
    cercle = models.CharField(max_length=40)
    mode = models.CharField(max_length=10)
    season = models.CharField(max_length=10)
    hours = models.PositiveSmallIntegerField()
    cost = models.PositiveIntegerField(null=True)
    way = models.CharField(max_length=10)
    alone = models.CharField(max_length=10, blank=True)
    reported_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.id


class CaseOpening(models.Model):
    """A place was opened for cases: who helps within reach, or why without."""

    id = models.CharField(primary_key=True, max_length=36)
    site = models.OneToOneField(Site, models.PROTECT, related_name="case_opening")
    found = models.JSONField()  # required service → verified places within reach
    exception = models.CharField(max_length=10, blank=True)
    opened_by = models.CharField(max_length=36)
    opened_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.id
