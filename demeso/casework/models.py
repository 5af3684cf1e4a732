from datetime import date, datetime

from django.db import models

from demeso.casework.rules import glass
from demeso.casework.rules.closing import State
from demeso.casework.rules.following import Judged, due_on, is_later, judged, next_on

HEARD = ("in_danger", "risk_level", "judged_at", "next_on")


class Case(models.Model):
    """The work with one survivor, coded; what she tells is sealed elsewhere."""

    id = models.CharField(primary_key=True, max_length=36)
    survivor = models.ForeignKey(
        "survivors.Survivor", models.PROTECT, related_name="cases"
    )
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    lead = models.ForeignKey("agencies.Worker", models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    in_danger = models.CharField(max_length=10, blank=True)
    risk_level = models.CharField(max_length=10, blank=True)
    assessed_at = models.DateTimeField(null=True)
    judged_at = models.DateTimeField(null=True)  # danger and risk, as a device says
    urgent_until = models.DateTimeField(null=True)  # deleted after 14 days
    last_contact_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)  # since the last contact
    next_on = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)  # with her: so that a list asks here
    # What the lines say together, so that a list of cases asks one table.
    needs = models.CharField(max_length=300, blank=True)  # those that she names
    is_lacking = models.BooleanField(default=False)  # one of them has no service
    # Whose it was before, under which departure, since when.
    handed_by = models.CharField(max_length=36, blank=True)
    departure = models.CharField(max_length=36, blank=True, db_index=True)
    handed_at = models.DateTimeField(null=True)
    keys_awaited_at = models.DateTimeField(null=True)  # what seals it was shredded

    class Meta:
        indexes = [
            models.Index(name="case_followed", fields=["agency", "opened_at", "id"],
                         condition=models.Q(closed_at=None, erased_at=None)),
            models.Index(name="case_closed", fields=["lead"],
                         condition=models.Q(closed_at__isnull=False)),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.id

    def hear(self, word: Judged, at: datetime, planned: date | None = None) -> None:
        """Move danger, risk and the day of the next contact; the caller keeps them."""
        before = Judged(self.in_danger, self.risk_level, self.judged_at)
        stands, later = judged(before, word), is_later(before, word)
        self.in_danger, self.risk_level = stands.in_danger, stands.risk_level
        self.judged_at = stands.told_at
        due = due_on(self.risk_level, self.in_danger, at.date())
        self.next_on = next_on(self.next_on, planned, due, later=later)


class PlanLine(models.Model):
    """One need of a case, in her order, and what came of it.

    `dropped_at` says that it is no longer among her needs; nothing is deleted.
    """

    id = models.CharField(primary_key=True, max_length=36)
    case = models.ForeignKey(Case, models.PROTECT, related_name="lines")
    need = models.CharField(max_length=20)
    rank = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=12, blank=True)
    barriers = models.JSONField(default=list)
    reoffer = models.CharField(max_length=10, blank=True)
    status = models.CharField(max_length=12)
    opened_at = models.DateTimeField()
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_line_a_need", fields=["case", "need"])
        ]

    def __str__(self) -> str:
        return self.id


class Incident(models.Model):
    """What happened, coded: one type, a month, a cercle, no day and no place."""

    id = models.CharField(primary_key=True, max_length=36)
    case = models.ForeignKey(Case, models.PROTECT, related_name="incidents")
    gbv_type = models.CharField(max_length=60)
    month = models.CharField(max_length=10, blank=True)
    cercle = models.CharField(max_length=40, blank=True)
    delay_band = models.CharField(max_length=20, blank=True)
    time_of_day = models.CharField(max_length=20, blank=True)
    place_type = models.CharField(max_length=40, blank=True)
    displacement_stage = models.CharField(max_length=30, blank=True)
    age_band = models.CharField(max_length=10, blank=True)
    sex = models.CharField(max_length=10, blank=True)
    civil_status = models.CharField(max_length=30, blank=True)
    displacement = models.CharField(max_length=30, blank=True)
    disability = models.CharField(max_length=30, blank=True)
    unaccompanied = models.CharField(max_length=30, blank=True)
    contexts = models.JSONField(default=list)
    told_by = models.CharField(max_length=10, blank=True)
    previous_incidents = models.CharField(max_length=10, blank=True)
    reported_elsewhere = models.CharField(max_length=20, blank=True)
    referred_by = models.CharField(max_length=50, blank=True)
    legal_action = models.CharField(max_length=10, blank=True)
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.id


class Urgency(models.Model):
    """One act that says up to when something presses; gone after 14 days."""

    id = models.CharField(primary_key=True, max_length=36)  # of the act
    record = models.CharField(max_length=36, db_index=True)
    case = models.ForeignKey(Case, models.PROTECT, related_name="urgencies")
    received_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name_plural = "urgencies"

    def __str__(self) -> str:
        return self.id


class FollowUp(models.Model):
    """One contact with her, or one attempt by the safe way, coded."""

    id = models.CharField(primary_key=True, max_length=36)
    case = models.ForeignKey(Case, models.PROTECT, related_name="follow_ups")
    way = models.CharField(max_length=20)
    in_danger = models.CharField(max_length=10, blank=True)
    risk_level = models.CharField(max_length=10, blank=True)
    new_needs = models.CharField(max_length=10, blank=True)
    next_on = models.DateField(null=True)
    closing = models.CharField(max_length=10, blank=True)
    contact_at = models.DateTimeField()  # as the device says, never ahead of arrival
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["case", "contact_at"], name="follow_up_of")]

    def __str__(self) -> str:
        return self.id


class CountedIncident(models.Model):
    """An incident that is only counted still: no case, no code, no day.

    She took back what she had told, and her yes to statistics stands.
    """

    id = models.CharField(primary_key=True, max_length=32)  # drawn anew
    month_noted = models.CharField(max_length=7, db_index=True)
    gbv_type = models.CharField(max_length=60)
    cercle = models.CharField(max_length=40, blank=True)
    reported_elsewhere = models.CharField(max_length=20, blank=True)
    coded = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.id


class Withdrawal(models.Model):
    """What she took back, until every coded answer that it names is deleted."""

    id = models.CharField(primary_key=True, max_length=36)  # of the act
    survivor = models.ForeignKey("survivors.Survivor", models.PROTECT, related_name="+")
    what = models.CharField(max_length=20)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.id


class Closure(models.Model):
    """One proposal to end the work on a case, and what came of it."""

    id = models.CharField(primary_key=True, max_length=36)
    case = models.ForeignKey(Case, models.PROTECT, related_name="closures")
    state = models.CharField(
        max_length=10, choices=[(state.value, state.value) for state in State]
    )
    reasons = models.JSONField(default=list)
    checklist = models.JSONField(default=dict)
    left_open = models.JSONField(default=list)
    proposed_by = models.CharField(max_length=36)
    proposed_at = models.DateTimeField()
    reviewed_by = models.CharField(max_length=36, blank=True)
    reviewed_at = models.DateTimeField(null=True)
    return_reason = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_open_proposal_a_case",
                fields=["case"],
                condition=models.Q(state=State.PROPOSED.value),
            ),
            models.CheckConstraint(
                name="reviewed_closure_says_by_whom_and_when",
                condition=models.Q(
                    state=State.PROPOSED.value, reviewed_by="", reviewed_at=None
                )
                | ~models.Q(state=State.PROPOSED.value)
                & ~models.Q(reviewed_by="")
                & models.Q(reviewed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="returned_closure_says_why",
                condition=~models.Q(state=State.RETURNED.value)
                | ~models.Q(return_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return self.id


class Request(models.Model):
    """What she asks about what is held of her, and what was answered, in codes."""

    id = models.CharField(primary_key=True, max_length=36)
    survivor = models.ForeignKey(
        "survivors.Survivor", models.PROTECT, related_name="requests"
    )
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    lead = models.ForeignKey("agencies.Worker", models.PROTECT, related_name="+")
    asked = models.JSONField()
    asked_on = models.DateField()
    due_on = models.DateField()
    received_at = models.DateTimeField()
    done = models.JSONField(default=list)
    erased = models.JSONField(default=list)
    kept_because = models.JSONField(default=list)
    answered_on = models.DateField(null=True)
    answered_by_act = models.CharField(max_length=36, blank=True)

    class Meta:
        indexes = [
            models.Index(
                name="request_open",
                fields=["agency", "due_on"],
                condition=models.Q(answered_on=None),
            )
        ]

    def __str__(self) -> str:
        return self.id


class Glass(models.Model):
    """One request to open one case with two people, and what came of it, coded.

    `to` is the key that it was asked with: the other half is sealed to no other.
    """

    id = models.CharField(primary_key=True, max_length=36)
    case = models.ForeignKey(Case, models.PROTECT, related_name="glasses")
    asker = models.ForeignKey("agencies.Worker", models.PROTECT, related_name="+")
    to = models.CharField(max_length=43)
    why = models.CharField(max_length=20)
    state = models.CharField(max_length=10)
    asked_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)  # whoever is on call, by a neutral word
    answered_by = models.CharField(max_length=36, blank=True)
    answered_at = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "glasses"
        constraints = [
            models.UniqueConstraint(
                name="one_open_glass_a_case",
                fields=["case"],
                condition=models.Q(state__in=[state.value for state in glass.OPEN]),
            ),
            models.CheckConstraint(
                name="released_glass_says_until_when",
                condition=~models.Q(state=glass.State.RELEASED.value)
                | models.Q(until__isnull=False, answered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.id

    def facts(self) -> glass.Facts:
        """Return it as the rules see it."""
        return glass.Facts(self.state, self.asker_id, self.asked_at, self.until)
