from django.db import models

from demeso.consent.rules.allowing import Purpose
from demeso.consent.rules.looking import State, Why


class Consent(models.Model):
    """One yes: for which purpose, to whom, for what, until when.

    A yes to services has no end until help pauses.
    """

    id = models.CharField(primary_key=True, max_length=36)
    survivor = models.ForeignKey(
        "survivors.Survivor", models.PROTECT, related_name="consents"
    )
    purpose = models.CharField(
        max_length=10, choices=[(item.value, item.value) for item in Purpose]
    )
    recipient = models.ForeignKey(
        "directory.Organisation", models.PROTECT, null=True, related_name="+"
    )
    categories = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=40, blank=True)
    consent_form = models.CharField(max_length=20, blank=True)
    given_by = models.CharField(max_length=20, blank=True)
    given_at = models.DateTimeField()
    until = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_open_consent_a_purpose",
                fields=["survivor", "purpose"],
                condition=models.Q(
                    withdrawn_at=None,
                    until=None,
                    purpose__in=["services", "statistics"],
                ),
            ),
            models.CheckConstraint(
                name="a_release_names_whom_and_until_when",
                condition=~models.Q(purpose="release")
                | models.Q(recipient__isnull=False, until__isnull=False)
                & ~models.Q(categories=""),
            ),
        ]

    def __str__(self) -> str:
        return self.id


class Look(models.Model):
    """What a supervisor reads again about a yes that stands; help does not wait.

    A projection: what was answered stays with the act (docs/adr/0009).
    """

    id = models.CharField(primary_key=True, max_length=36)
    survivor = models.ForeignKey(
        "survivors.Survivor", models.PROTECT, related_name="looks"
    )
    why = models.CharField(
        max_length=20, choices=[(item.value, item.value) for item in Why]
    )
    state = models.CharField(
        max_length=10, choices=[(item.value, item.value) for item in State]
    )
    asked_by = models.CharField(max_length=80)
    asked_at = models.DateTimeField()
    looked_by = models.CharField(max_length=80, blank=True)
    looked_at = models.DateTimeField(null=True)
    look_reason = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_look_at_a_yes",
                fields=["survivor"],
                condition=~models.Q(state="over"),
            ),
        ]
        indexes = [
            models.Index(
                name="look_to_do",
                fields=["asked_at"],
                condition=models.Q(state__in=["waiting", "told"]),
            ),
        ]

    def __str__(self) -> str:
        return self.id
