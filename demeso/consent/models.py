from django.db import models

from demeso.consent.rules import Purpose


class Consent(models.Model):
    """One yes: for which purpose, to whom, for what, until when."""

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
                    withdrawn_at=None, purpose__in=["services", "statistics"]
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
