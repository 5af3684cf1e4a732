"""The ledger's tables: the tree, what its leaves commit to, and the registers."""

from django.db import models
from django.db.models import Q

from demeso.ledger.rules import HASH_SIZE, frontier_root, unpack

ID_SIZE = 36
APPLIED, QUARANTINED = "applied", "quarantined"
FORGED = "act.forged_repeat"


class Leaf(models.Model):
    """One leaf of the tree: public bytes, never changed, never deleted."""

    position = models.BigIntegerField(primary_key=True)
    data = models.BinaryField()
    hash = models.BinaryField(max_length=HASH_SIZE)

    def __str__(self) -> str:
        """Return the position."""
        return str(self.position)


class Payload(models.Model):
    """What a leaf commits to; the only copy of the coded answers; deletable."""

    leaf = models.OneToOneField(Leaf, models.PROTECT, primary_key=True)
    salt = models.BinaryField(max_length=HASH_SIZE)
    body = models.TextField()

    def __str__(self) -> str:
        """Return the position."""
        return str(self.pk)


class Entry(models.Model):
    """An act that was kept: applied, or quarantined with a code."""

    id = models.CharField(primary_key=True, max_length=ID_SIZE)
    device = models.CharField(max_length=ID_SIZE)
    seq = models.BigIntegerField()
    kind = models.CharField(max_length=80)
    record = models.CharField(max_length=ID_SIZE)
    record_type = models.CharField(max_length=40)
    root = models.CharField(max_length=ID_SIZE)
    base = models.BigIntegerField()
    form = models.CharField(max_length=80)
    hlc = models.CharField(max_length=80)
    actor = models.CharField(max_length=80)
    device_time = models.CharField(max_length=24)
    received_at = models.DateTimeField()
    position = models.BigIntegerField(unique=True)
    state = models.CharField(
        max_length=11, choices=[(APPLIED, APPLIED), (QUARANTINED, QUARANTINED)]
    )
    code = models.CharField(max_length=80, blank=True)
    digest = models.CharField(max_length=43, blank=True)
    sig = models.CharField(max_length=86, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["device", "seq"],
                condition=~Q(code=FORGED),
                name="one_act_per_device_and_seq",
            ),
            models.CheckConstraint(
                condition=Q(state=APPLIED, code="") | Q(state=QUARANTINED, code__gt=""),
                name="quarantine_has_a_code",
            ),
        ]
        indexes = [
            models.Index(fields=["root", "position"], name="entry_root"),
            models.Index(fields=["record", "position"], name="entry_record"),
            models.Index(fields=["actor", "position"], name="entry_actor"),
            models.Index(
                fields=["kind", "received_at"],
                name="entry_quarantined",
                condition=Q(state=QUARANTINED),
            ),
        ]

    def __str__(self) -> str:
        """Return the act's id."""
        return str(self.id)


class Value(models.Model):
    """One value of a register: which act answered which field group."""

    record = models.CharField(max_length=ID_SIZE)
    group = models.CharField(max_length=80)
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="values")
    position = models.BigIntegerField()
    merge = models.CharField(max_length=10)
    live = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "group"], name="one_value_per_act_and_group"
            )
        ]
        indexes = [
            models.Index(fields=["record"], condition=Q(live=True), name="value_live")
        ]

    def __str__(self) -> str:
        """Return the act's id and the group."""
        return f"{self.entry_id} {self.group}"


class Head(models.Model):
    """The tree as it stands: one row."""

    size = models.BigIntegerField()
    frontier = models.BinaryField()
    epoch = models.BigIntegerField()

    def __str__(self) -> str:
        """Return the size."""
        return str(self.size)

    @property
    def root(self) -> bytes:
        """Return the root hash."""
        return frontier_root(unpack(bytes(self.frontier)))


class Epoch(models.Model):
    """From which place on a server that was restored writes; none before that.

    `began` is the microsecond in which it began, by which its versions are lifted.
    """

    began = models.BigIntegerField(primary_key=True)
    first = models.BigIntegerField()

    def __str__(self) -> str:
        """Return the first place."""
        return str(self.first)


class Checkpoint(models.Model):
    """A signed statement of the tree's size and root (C2SP signed note)."""

    size = models.BigIntegerField(unique=True)
    root = models.BinaryField(max_length=HASH_SIZE)
    note = models.TextField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        """Return the size."""
        return str(self.size)


class Tile(models.Model):
    """The root over one whole run of leaves: it never changes, so it is kept."""

    place = models.BigIntegerField(primary_key=True)
    root = models.BinaryField(max_length=HASH_SIZE)

    def __str__(self) -> str:
        """Return the place."""
        return str(self.place)


class Fact(models.Model):
    """Where a public fact stands in the tree: a key, a role, a program.

    Read from the leaves' `open`, which alone count: a list of places, no more.
    """

    type = models.CharField(max_length=20)
    name = models.CharField(max_length=80)
    position = models.BigIntegerField(primary_key=True)

    class Meta:
        indexes = [models.Index(fields=["type", "name"], name="fact_name")]

    def __str__(self) -> str:
        """Return the position."""
        return str(self.position)


class Cosignature(models.Model):
    """A checkpoint that somebody's device compared with its own last, and signed.

    The note whole, with both signatures: one for each agency and checkpoint, and
    each person's newest, from which her next device goes on.
    """

    size = models.BigIntegerField()
    agency = models.CharField(max_length=ID_SIZE)
    worker = models.CharField(max_length=ID_SIZE)
    note = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="cosigned_once", fields=["worker", "size"])
        ]
        indexes = [models.Index(fields=["agency", "size"], name="cosigned_by")]

    def __str__(self) -> str:
        """Return the size."""
        return str(self.size)


class Backup(models.Model):
    """How much of the ledger a finished backup holds, and where it was put."""

    size = models.BigIntegerField()
    made_at = models.DateTimeField()
    folder = models.TextField(blank=True)

    def __str__(self) -> str:
        """Return the size."""
        return str(self.size)


class Access(models.Model):
    """Who read which record, when, and in which list or page."""

    record = models.CharField(max_length=ID_SIZE, db_index=True)
    actor = models.CharField(max_length=80, db_index=True)
    at = models.DateTimeField()
    what = models.CharField(max_length=80)
    position = models.BigIntegerField()

    def __str__(self) -> str:
        """Return the place of its leaf."""
        return str(self.position)
