from django.db import models

from demeso.referrals.rules.answering import OPEN, Status
from demeso.referrals.rules.detours import State as Detoured
from demeso.referrals.rules.detours import What
from demeso.referrals.rules.shredding import How, State


class Referral(models.Model):
    """One hand-over of one need to one organisation, and what came of it.

    What is handed over is sealed in the vault under this row's id.
    """

    id = models.CharField(primary_key=True, max_length=36)
    line_id = models.CharField(max_length=36, db_index=True)
    case_id = models.CharField(max_length=36, db_index=True)
    agency_id = models.CharField(max_length=36)  # that follows it
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
    said_by = models.CharField(max_length=10, blank=True)  # how the answer came
    disputed = models.BooleanField(default=False)  # two answers stand side by side
    received = models.CharField(max_length=10, blank=True)
    received_at = models.DateTimeField(null=True)
    received_month = models.CharField(max_length=7, blank=True)
    confirmed_by = models.CharField(max_length=10, blank=True)
    receipt_said_by = models.CharField(max_length=10, blank=True)
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
            ),
            models.Index(
                name="referral_awaited",
                fields=["agency_id", "case_id"],
                condition=models.Q(status__in=OPEN),
            ),
        ]

    def __str__(self) -> str:
        return self.id

    @property
    def is_open(self) -> bool:
        """Tell whether the recipient may still answer or give the service."""
        return self.status in OPEN

    @property
    def is_unanswered(self) -> bool:
        """Tell whether nobody has answered yet, written or told."""
        return self.status == Status.SENT


class Shredding(models.Model):
    """One person asked to say that what was handed on to her is gone."""

    id = models.CharField(primary_key=True, max_length=36)
    referral = models.ForeignKey(Referral, models.PROTECT, related_name="shreddings")
    agency_id = models.CharField(max_length=36)  # that follows the referral
    worker = models.CharField(max_length=36, db_index=True)
    how = models.CharField(
        max_length=10, choices=[(how.value, how.value) for how in How]
    )
    state = models.CharField(
        max_length=10, choices=[(state.value, state.value) for state in State]
    )
    asked_at = models.DateTimeField()
    escalated_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    paper = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_shredding_a_person", fields=["referral", "worker"]
            ),
            models.CheckConstraint(
                name="confirmed_shredding_says_when",
                condition=models.Q(state=State.CONFIRMED, confirmed_at__isnull=False)
                | ~models.Q(state=State.CONFIRMED) & models.Q(confirmed_at=None),
            ),
        ]
        indexes = [
            models.Index(
                name="shredding_awaited",
                fields=["asked_at"],
                condition=~models.Q(state=State.CONFIRMED),
            ),
        ]

    def __str__(self) -> str:
        return self.id


class Detour(models.Model):
    """Somebody's way led to a place that is locked: she is told, and oriented anew.

    It names the lock and the case by id only.
    """

    id = models.CharField(primary_key=True, max_length=36)
    lock_id = models.CharField(max_length=36, db_index=True)
    agency_id = models.CharField(max_length=36, db_index=True)  # that follows the case
    case_id = models.CharField(max_length=36)
    survivor_id = models.CharField(max_length=36, db_index=True)
    referral = models.ForeignKey(
        Referral, models.PROTECT, null=True, related_name="detours"
    )
    line_id = models.CharField(max_length=36, blank=True)
    need = models.CharField(max_length=40, blank=True)
    what = models.CharField(
        max_length=12, choices=[(what.value, what.value) for what in What]
    )
    on = models.DateField(null=True)
    state = models.CharField(
        max_length=10, choices=[(state.value, state.value) for state in Detoured]
    )
    made_at = models.DateTimeField()
    told = models.CharField(max_length=12, blank=True)
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="told_detour_says_when",
                condition=models.Q(state=Detoured.OPEN.value)
                | models.Q(told_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.id
