from django.db import models

from demeso.referrals.rules import OPEN, Status


class Referral(models.Model):
    """One hand-over of one need to one organisation, and what came of it.

    What is handed over is sealed in the vault under this row's id.
    """

    id = models.CharField(primary_key=True, max_length=36)
    line_id = models.CharField(max_length=36, db_index=True)
    case_id = models.CharField(max_length=36, db_index=True)
    survivor_id = models.CharField(max_length=36, db_index=True)
    release_id = models.CharField(max_length=36, db_index=True)
    recipient = models.ForeignKey(
        "directory.Organisation", models.PROTECT, related_name="referrals"
    )
    service = models.CharField(max_length=40)
    urgent = models.BooleanField()
    categories = models.CharField(max_length=200)
    status = models.CharField(
        max_length=10, choices=[(status.value, status.value) for status in Status]
    )
    sender = models.CharField(max_length=36)
    sent_at = models.DateTimeField()
    until = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    appointment_on = models.DateField(null=True)
    reason = models.CharField(max_length=40, blank=True)
    received = models.CharField(max_length=10, blank=True)
    received_at = models.DateTimeField(null=True)
    received_month = models.CharField(max_length=7, blank=True)
    confirmed_by = models.CharField(max_length=10, blank=True)
    recalled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="received_referral_says_when_and_by_whom",
                condition=~models.Q(status=Status.RECEIVED.value)
                | models.Q(received_at__isnull=False) & ~models.Q(confirmed_by=""),
            ),
            models.CheckConstraint(
                name="declined_referral_says_why",
                condition=~models.Q(status=Status.DECLINED.value)
                | ~models.Q(reason=""),
            ),
            models.CheckConstraint(
                name="recalled_referral_says_when",
                condition=models.Q(
                    status=Status.RECALLED.value, recalled_at__isnull=False
                )
                | ~models.Q(status=Status.RECALLED.value) & models.Q(recalled_at=None),
            ),
        ]
        indexes = [
            models.Index(
                name="referral_by_receipt", fields=["received_month", "service"]
            )
        ]

    def __str__(self) -> str:
        return self.id

    @property
    def is_open(self) -> bool:
        """Tell whether the recipient may still answer or give the service."""
        return self.status in OPEN
