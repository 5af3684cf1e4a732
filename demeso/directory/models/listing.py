from django.db import models

from demeso.directory.rules.listing import FAMILIES, SHELTER

# What sorts places for somebody, in one index: a crowded town is never read whole.
SORTED_BY = (
    "root", "hours", "on_call", "languages", "children", "men", "access", "sea",
    "care_72h", "stocked", "verified", "stock", "organisation", "id", "has_absences",
)  # fmt: skip


def _kept(told: models.Q) -> models.GeneratedField:
    """Return a column that the database keeps in step with the rest of the row."""
    truth = models.BooleanField()
    return models.GeneratedField(
        expression=models.ExpressionWrapper(told, output_field=truth),
        output_field=truth,
        db_persist=True,
    )


def _gives(service: str) -> models.GeneratedField:
    """Return the column that says whether somebody is received for a service."""
    shown = models.Q(is_draft=False, suspended_at=None, receiving="yes")
    return _kept(shown & models.Q(services__contains=service))


def _sorted(service: str) -> list[models.Index]:
    """Return where places that give a service are found, sorted by where they are."""
    gives = f"gives_{service}"
    shown = models.Q(**{gives: True})
    return [
        models.Index(
            name=f"site_{gives}",
            fields=["north", "east", *SORTED_BY, gives],
            condition=shown,
        ),
        models.Index(
            name=f"open_{gives}",  # as anybody knows them
            fields=["public_north", "public_east", *SORTED_BY, gives, "tier"],
            condition=shown & models.Q(tier="public"),
        ),
    ]


class Organisation(models.Model):
    """An organisation that may receive a hand-over.

    `agency` says whose workers sign in for it; empty, nobody holds a key.
    """

    id = models.CharField(primary_key=True, max_length=36)
    name = models.CharField(max_length=120)
    region = models.CharField(max_length=40)
    cercle = models.CharField(max_length=40, blank=True)
    services = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, blank=True)
    acronym = models.CharField(max_length=20, blank=True)
    networks = models.JSONField(default=list)  # the organisations it is a member of
    partner_of = models.CharField(max_length=200, blank=True)
    psea = models.CharField(max_length=10, blank=True)
    psea_on = models.CharField(max_length=10, blank=True)
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


class Site(models.Model):
    """A place of an organisation, as its last reviewed entry says; a draft before.

    `north` and `east` are where the ranking looks for it: its own point, or its
    cercle's town. A place that shelters people has no point of its own, ever.
    `public_north` and `public_east` are where anybody may know it to be: its own
    point only when its entry says that it is told exactly.
    `stocked` and `verified` are moments as acts write them: the ranking reads
    many rows and compares them as text.
    """

    id = models.CharField(primary_key=True, max_length=36)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="sites")
    root = models.CharField(max_length=36)
    is_draft = models.BooleanField(default=True)
    edition = models.PositiveIntegerField(default=0)
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=40, blank=True)
    region = models.CharField(max_length=40)
    cercle = models.CharField(max_length=40, blank=True)
    latitude = models.CharField(max_length=8, blank=True)
    longitude = models.CharField(max_length=8, blank=True)
    north = models.FloatField(null=True)
    east = models.FloatField(null=True)
    public_north = models.FloatField(null=True)
    public_east = models.FloatField(null=True)
    services = models.CharField(max_length=200)
    receiving = models.CharField(max_length=10)
    hours = models.CharField(max_length=350, blank=True)
    on_call = models.CharField(max_length=10, blank=True)
    languages = models.CharField(max_length=200, blank=True)
    women_staff = models.CharField(max_length=10, blank=True)
    children = models.CharField(max_length=10, blank=True)
    men = models.CharField(max_length=10, blank=True)
    access = models.CharField(max_length=10, blank=True)
    cost = models.CharField(max_length=10, blank=True)
    care_72h = models.CharField(max_length=10, blank=True)
    police_report = models.CharField(max_length=10, blank=True)
    documents = models.CharField(max_length=60, blank=True)
    transport = models.CharField(max_length=10, blank=True)
    eligibility = models.CharField(max_length=200, blank=True)
    age_from = models.PositiveSmallIntegerField(null=True)
    age_to = models.PositiveSmallIntegerField(null=True)
    interpreter = models.CharField(max_length=10, blank=True)
    mobile = models.CharField(max_length=10, blank=True)
    outreach = models.CharField(max_length=200, blank=True)
    sea = models.CharField(max_length=10, blank=True)
    precision = models.CharField(max_length=10, blank=True)
    directions = models.CharField(max_length=200, blank=True)
    tier = models.CharField(max_length=20)
    stock = models.JSONField(default=dict)
    stocked = models.CharField(max_length=24, blank=True)
    absences = models.CharField(max_length=1600, blank=True)  # absences.py reads it
    capacity = models.JSONField(default=dict)
    capacity_told = models.CharField(max_length=24, blank=True)
    verified = models.CharField(max_length=24, blank=True)
    verified_how = models.CharField(max_length=10, blank=True)
    doubted_at = models.DateTimeField(null=True)  # an earlier look says nothing
    suspended_at = models.DateTimeField(null=True)  # locked; until verified anew
    edited_at = models.DateTimeField()
    # What the ranking asks first; no service writes it.
    has_absences = _kept(~models.Q(absences=""))
    gives_health = _gives("health")
    gives_psychosocial = _gives("psychosocial")
    gives_safehouse = _gives("safehouse")
    gives_legal = _gives("legal")
    gives_police = _gives("police")
    gives_livelihoods = _gives("livelihoods")
    gives_child_protection = _gives("child_protection")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="shelter_has_no_point",
                condition=~models.Q(services__contains=SHELTER)
                | models.Q(latitude="", longitude="", directions=""),
            ),
            models.CheckConstraint(
                name="shelter_is_not_public",
                condition=~models.Q(services__contains=SHELTER)
                | ~models.Q(tier="public"),
            ),
            models.CheckConstraint(
                name="draft_is_not_verified",
                condition=models.Q(is_draft=False) | models.Q(verified=""),
            ),
        ]
        indexes = [one for service in FAMILIES for one in _sorted(service)]

    def __str__(self) -> str:
        return self.id

    @property
    def offers(self) -> tuple[str, ...]:
        """Return the families of services given here."""
        return tuple(self.services.split())


class Revision(models.Model):
    """One entry of a place that somebody wrote: it waits until somebody else decides.

    Its id is that of the act that proposed it.
    """

    id = models.CharField(primary_key=True, max_length=36)
    site = models.ForeignKey(Site, models.PROTECT, related_name="revisions")
    author = models.CharField(max_length=36)
    said = models.JSONField()
    proposed_at = models.DateTimeField()
    decision = models.CharField(max_length=10, blank=True)
    decided_by = models.CharField(max_length=36, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="revision_is_decided_by_somebody_else",
                condition=~models.Q(decided_by=models.F("author"))
                | models.Q(decision="replaced"),
            ),
            models.CheckConstraint(
                name="decided_revision_says_when_and_by_whom",
                condition=models.Q(decision="", decided_at=None, decided_by="")
                | ~models.Q(decision="")
                & models.Q(decided_at__isnull=False)
                & ~models.Q(decided_by=""),
            ),
        ]
        indexes = [
            models.Index(
                name="revision_that_waits",
                fields=["proposed_at"],
                condition=models.Q(decision=""),
            )
        ]

    def __str__(self) -> str:
        return self.id
