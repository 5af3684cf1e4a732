from django.db import models

from demeso.directory.models.listing import Site
from demeso.directory.rules.locking import OPEN, State


class Posting(models.Model):
    """Somebody works at a place: a lock of it cuts her devices."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="postings")
    worker = models.ForeignKey("agencies.Worker", models.PROTECT, related_name="+")
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="posted_once", fields=["site", "worker"])
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Lock(models.Model):
    """One time that a place was locked: by whom, why, and who opened it again."""

    id = models.CharField(primary_key=True, max_length=36)
    site = models.ForeignKey(Site, models.PROTECT, related_name="locks")
    agency_id = models.CharField(max_length=36, db_index=True)  # whose place it is
    why = models.CharField(max_length=10)
    state = models.CharField(
        max_length=10, choices=[(state.value, state.value) for state in State]
    )
    locked_by = models.CharField(max_length=36)
    locked_at = models.DateTimeField()
    devices = models.PositiveIntegerField(default=0)  # that it cut
    told_at = models.DateTimeField(null=True)  # who controls, by a neutral word
    proposed_by = models.CharField(max_length=36, blank=True)
    proposed_at = models.DateTimeField(null=True)
    unlocked_by = models.CharField(max_length=36, blank=True)
    unlocked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_open_lock_a_site",
                fields=["site"],
                condition=models.Q(state__in=[state.value for state in OPEN]),
            ),
            models.CheckConstraint(
                name="lock_is_ended_by_two",
                condition=~models.Q(state=State.OVER.value)
                | ~models.Q(proposed_by="")
                & ~models.Q(unlocked_by="")
                & ~models.Q(unlocked_by=models.F("proposed_by")),
            ),
        ]

    def __str__(self) -> str:
        return self.id
