"""Red line 2: nothing leaves without a specific, current, recorded yes."""

from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from django.db import connections, transaction
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from demeso.consent.rules.allowing import release_until
from demeso.field.queries import changes, view_of
from demeso.kernel.refusal import RefusedError
from demeso.ledger.queries import head
from demeso.referrals.models import Referral
from demeso.vault.models import Body, Grant
from tests.handing import handover, list_organisation
from tests.house.source import calls, chain, sources

CATEGORIES = ("need", "contact", "safety")
SOME = st.lists(st.sampled_from(CATEGORIES), min_size=1, max_size=3, unique=True)
PLACES = st.sampled_from(["yelen", "sariya"])
STEPS = st.one_of(
    st.tuples(st.just("release"), PLACES, SOME, st.sampled_from([0, 1, 3, 200])),
    st.tuples(st.just("withdraw"), st.sampled_from(["release", "services"])),
    st.tuples(st.just("again")),
    st.tuples(st.just("wait"), st.sampled_from([1, 2, 100])),
    st.tuples(st.just("send"), PLACES, SOME),
)
# Where ciphertext is kept for somebody else, and who may call it.
DISCLOSING = {
    "keep_package": {
        "demeso/referrals/services/referring.py",
        "demeso/referrals/services/resealing.py",  # the same sheet, for whom she heard
    },
}


@dataclass
class Said:
    """What she allowed last, as anybody in the room would remember it."""

    helped: bool = True
    release: str = ""
    place: str = ""
    categories: frozenset[str] = frozenset()
    given_at: datetime | None = None
    until: datetime | None = None
    ended: set[str] = field(default_factory=set)

    def allows(self, place: str, categories: list[str], at: datetime) -> bool:
        """Tell whether what she said covers exactly this, now."""
        current = self.until is not None and self.given_at <= at < self.until
        mine = self.release and self.release not in self.ended
        told = place == self.place and set(categories) <= self.categories
        return bool(self.helped and mine and current and told)


@dataclass
class Room:
    """One person, her worker, and what was said; each step is a real act."""

    helped: object
    places: dict[str, str]
    reader: object
    said: Said = field(default_factory=Said)
    sent: dict[str, str] = field(default_factory=dict)  # referral → release
    ends: dict[str, datetime] = field(default_factory=dict)

    def take(self, step: tuple) -> None:
        """Do one step."""
        getattr(self, step[0])(*step[1:])

    def release(self, place: str, categories: list[str], days: int) -> None:
        by, record = self.helped.by, self.helped.by.new_id()
        told = {
            "survivor": self.helped.survivor, "recipient": self.places[place],
            "categories": categories,
        }  # fmt: skip
        if days:
            told["until_day"] = f"{by.stage.time + timedelta(days=days):%Y-%m-%d}"
        code = done(by, kind="release.given", record=record, form="release@1",
                    groups={"release": told})  # fmt: skip
        assert code == ("" if self.said.helped else "consent.missing")
        if code:
            return
        at = by.stage.time
        until = release_until(at, str(told.get("until_day", "")))
        self.said.release, self.said.place = record, place
        self.said.categories, self.said.given_at = frozenset(categories), at
        self.said.until = until

    def withdraw(self, what: str) -> None:
        by = self.helped.by
        record = self.said.release if what == "release" else self.helped.survivor
        if not record:
            return
        groups = {"withdrawal": {"what": what}}
        by.do("consent.withdrawn", record, "withdrawal@1", groups=groups)
        self.said.ended.add(record)
        if what == "services":
            self.said.helped = False
            self.said.ended.add(self.said.release)
            self.sent.clear()
        self.sent = {one: by for one, by in self.sent.items() if by != record}

    def again(self) -> None:
        """She says yes to help anew; what she had released stays ended."""
        groups = {"services": {
            "services": "yes", "language": "bm", "consent_form": "oral_witness",
        }}  # fmt: skip
        self.helped.by.do(
            "consent.given", self.helped.survivor, "consent@1", groups=groups,
            base=head().size,
        )  # fmt: skip
        self.said.helped = True
        # What she had named is gone with her withdrawal: it is asked anew.
        needs = {"priorities": {"needs": ["health"]}}
        self.helped.by.do("needs.recorded", self.helped.case, "needs@1", groups=needs)

    def wait(self, days: int) -> None:
        self.helped.by.stage.time += timedelta(days=days)
        self.check()

    def send(self, place: str, categories: list[str]) -> None:
        allowed = self.said.release or self.helped.by.new_id()
        act = handover(
            self.helped, self.places[place], allowed, self.reader,
            categories=categories, service="health",
        )  # fmt: skip
        at = self.helped.by.stage.time + timedelta(seconds=1)
        expected = self.said.allows(place, categories, at)
        code = done(self.helped.by, **act)
        assert (code == "") == expected, (code, self.said)
        gone = not self.said.helped and code == "record.unknown"  # the need is, too
        assert code == "" or gone or code.startswith("consent.")
        assert left(act["record"]) == expected
        if expected:
            self.sent[act["record"]] = allowed
            self.ends[act["record"]] = self.said.until
        self.check()

    def check(self) -> None:
        """Compare what the provider's device may hold with what she allows now."""
        at = self.helped.by.stage.time
        current = {one for one in self.sent if at < self.ends[one]}
        assert seen_by(self.reader, at) == current


def done(by, **act) -> str:
    """Do an act; return the code of its refusal, or nothing."""
    try:
        by.do(**act)
    except RefusedError as error:
        return error.code
    return ""


def left(referral: str) -> bool:
    """Tell whether anything of a referral was kept for somebody to read."""
    return (
        Body.objects.filter(object=referral).exists()
        or Grant.objects.filter(object=referral).exists()
        or Referral.objects.filter(id=referral).exists()
    )


def seen_by(reader: object, at: datetime) -> set[str]:
    """Return the referrals that a provider's device may hold at a moment."""
    view = view_of(reader.actor, at=at)
    found = changes(view, view.reach(), after=-1, upto=head().size)
    return {c["act"]["record"] for c in found if c["act"]["kind"] == "referral.sent"}


@pytest.fixture
def places(awa, yelen, oumou, place):
    """Two organisations that give care; Oumou answers for both of them."""
    del place
    people = {"agency": yelen.id, "focal_point": oumou.id}
    return {
        name: list_organisation(awa, name, "health", **people)
        for name in ("yelen", "sariya")
    }


@settings(
    max_examples=20, deadline=None, derandomize=True,
    phases=[Phase.explicit, Phase.generate],  # shrinking would walk for minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(st.lists(STEPS, min_size=3, max_size=9))
@example([("release", "yelen", ["need"], 1), ("wait", 2)])
@example([("release", "yelen", ["need"], 0), ("wait", 100)])
@example([("release", "sariya", ["need"], 0)])
@example([("release", "yelen", ["contact"], 0)])
@example([("release", "yelen", ["need"], 0), ("withdraw", "release")])
@example([("release", "yelen", ["need"], 0), ("withdraw", "services"), ("again",)])
def test_redline_02_only_what_she_allowed_leaves_whatever_came_before(
    helped, places, oumou, steps
):
    time, seq = helped.by.stage.time, helped.by.pen.seq
    with ExitStack() as stack:
        for alias in connections:
            stack.enter_context(transaction.atomic(using=alias))
        room = Room(helped, places, oumou)
        for step in [*steps, ("send", "yelen", ["need"])]:
            room.take(step)
        for alias in connections:
            transaction.set_rollback(True, using=alias)
    helped.by.stage.time, helped.by.pen.seq = time, seq


def test_redline_02_the_plain_yes_does_leave(helped, places, oumou):
    """So that the property above is not true of a product that sends nothing."""
    room = Room(helped, places, oumou)
    for step in (("release", "yelen", ["need"], 1), ("send", "yelen", ["need"])):
        room.take(step)
    assert seen_by(oumou, helped.by.stage.time) == set(room.sent)
    assert len(room.sent) == 1
    room.wait(3)  # what she allowed until tomorrow is not to be seen after it
    assert seen_by(oumou, helped.by.stage.time) == set()
    room.wait(-3)
    room.take(("withdraw", "release"))
    assert seen_by(oumou, helped.by.stage.time) == set()


def test_redline_02_only_a_permit_opens_the_way_out():
    """Packages are kept in one place, which cannot be called without a permit."""
    used: dict[str, set[str]] = {}
    for source in sources("demeso", "config"):
        for call in calls(source.tree):
            last = chain(call)[-1:]
            if last and last[0] in DISCLOSING:
                used.setdefault(last[0], set()).add(source.path)
                assert chain(call.args[0]) == ["permit"]
    assert used == DISCLOSING
