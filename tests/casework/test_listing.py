"""A device that comes for the first time is told of most cases in one line each."""

import json
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from demeso.agencies.models import Device
from demeso.casework.queries.listing import listable
from demeso.field.rules import STATE_SIZE, Asked, read_request, state_hash
from demeso.field.services import Sent, exchange_acts
from demeso.kernel.canon import b64, canonical, unb64
from demeso.ledger.models import Access
from demeso.ledger.queries import head
from demeso.ledger.under import versions_under
from demeso.referrals.models import Referral
from tests.casework.following import close, day, meet
from tests.cast import Person
from tests.handing import help_someone

pytestmark = pytest.mark.django_db(databases="__all__")
MUCH = 1_000_000
NONE = Referral.objects.none


@dataclass
class Phone:
    """A new device of somebody: what it holds after each page."""

    by: Person
    carries: int | None
    bytes: int = MUCH
    asked: Asked = field(init=False)
    lines: dict[str, dict[str, Any]] = field(default_factory=dict)
    held: dict[str, dict[str, Any]] = field(default_factory=dict)
    pages: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.asked = Asked(
            device=self.by.pen.device, acts=[], epoch=None, ack_cursor=None,
            scope_hash=None, max_bytes=self.bytes, client_version="x",
            state_hash=None, carries=self.carries,
        )  # fmt: skip

    def call(self, **more: Any) -> dict[str, Any]:
        """Make one exchange; keep nothing."""
        at = self.by.stage.now()
        device = Device.objects.get(pk=self.by.pen.device)
        sent = Sent(device, replace(self.asked, **more), at, at)
        return exchange_acts(actor=self.by.actor, sent=sent, reads=True)

    def pull(self, **more: Any) -> dict[str, Any]:
        """Make one exchange, and keep what came."""
        page = self.call(**more)
        assert not page["resnapshot"]
        for line in page.get("lines", ()):
            assert line["root"] not in self.lines, "each line comes once"
            self.lines[line["root"]] = line
        for change in page["changes"]:
            self.held[change["act"]["id"]] = change
        for root in page["removals"]:
            self.lines.pop(root, None)
        self.asked = replace(
            self.asked, ack_cursor=page["cursor"], scope_hash=page["scope_hash"],
            carries=None,
        )  # fmt: skip
        self.pages.append(page)
        return page

    def come(self) -> "Phone":
        """Fetch until nothing more comes."""
        while self.pull()["more"]:
            pass
        return self

    def roots(self) -> set[str]:
        """Return under which roots it holds acts."""
        return {one["root"] for one in self.held.values()}

    def state(self) -> str:
        """Return what it says it holds: mixed from acts and from lines."""
        versions: dict[str, int] = {}
        for one in self.held.values():
            if one["state"] == "applied" and one["root"] not in self.lines:
                record = one["act"]["record"]
                versions[record] = max(versions.get(record, 0), one["version"])
        told = (line["state"] for line in self.lines.values())
        return mixed([state_hash(versions), *told])


def mixed(hashes):
    """Mix fingerprints as `state_hash` mixes records."""
    found = 0
    for one in hashes:
        found ^= int.from_bytes(unb64(one), "big")
    return b64(found.to_bytes(STATE_SIZE, "big"))


@pytest.fixture
def several(aissata, deme_keys):
    """Return four whom Aïssata accompanies, the first of them longest ago."""
    return [help_someone(aissata, deme_keys, "health", "legal") for _one in range(4)]


def test_who_accompanies_no_more_than_the_device_carries_gets_all_whole(several):
    phone = Phone(several[0].by, carries=4).come()
    assert all("lines" not in page for page in phone.pages)
    assert phone.roots() >= {one.survivor for one in several}


def test_a_device_that_does_not_ask_gets_all_whole(several):
    phone = Phone(several[0].by, carries=None).come()
    assert all("lines" not in page for page in phone.pages)
    assert phone.roots() >= {one.survivor for one in several}


def test_what_was_touched_last_comes_whole_and_of_the_rest_a_coded_line(several):
    *longer, last = several
    phone = Phone(last.by, carries=1).come()
    assert set(phone.lines) == {one.survivor for one in longer}
    assert last.survivor in phone.roots()
    assert phone.roots().isdisjoint(phone.lines)
    line = phone.lines[longer[0].survivor]
    versions = versions_under([longer[0].survivor], upto=head().size)
    assert line == {
        "root": longer[0].survivor, "code": longer[0].code,
        "opened": line["opened"], "needs": ["health", "legal"], "next": "",
        "news": False, "versions": [],
        "state": state_hash(versions[longer[0].survivor]),
    }  # fmt: skip
    assert len(canonical(line)) < 300


def test_lines_count_as_held_and_nothing_comes_twice(several):
    phone = Phone(several[0].by, carries=1).come()
    page = phone.call(state_hash=phone.state())
    assert (page["resnapshot"], page["changes"], page["more"]) == (False, [], False)
    assert phone.call(state_hash=state_hash({}))["resnapshot"]


@pytest.mark.parametrize("size", [1, 300, 700])
def test_lines_come_page_by_page_and_a_broken_line_costs_one(several, size):
    phone = Phone(several[0].by, carries=0, bytes=size)
    whole = Phone(several[0].by, carries=0).come()
    for _page in range(200):
        cut, again = phone.call(), phone.pull()
        assert cut.get("lines") == again.get("lines")
        assert cut["changes"] == again["changes"]
        if not again["more"]:
            break
    assert phone.lines == whole.lines
    assert len(phone.lines) == len(several)
    assert set(phone.held) == set(whole.held)
    assert len(phone.pages) > len(whole.pages)


def test_what_happens_in_a_listed_case_comes_as_news(several):
    phone = Phone(several[0].by, carries=1).come()
    meet(several[0], next_on=day(several[0], 40))
    page = phone.pull()
    assert [one["root"] for one in page["changes"]] == [several[0].survivor]


@pytest.mark.parametrize(
    ("said", "days"),
    [({"in_danger": "yes"}, 40), ({"risk_level": "high"}, 40), ({}, 5)],
    ids=["danger", "risk", "soon"],
)
def test_what_cannot_wait_comes_whole_whatever_was_touched_last(several, said, days):
    first = several[0]
    meet(first, next_on=day(first, days), **said)
    for one in several[1:]:
        meet(one, next_on=day(one, 40))
    phone = Phone(first.by, carries=0).come()
    assert set(phone.lines) == {one.survivor for one in several[1:]}
    assert first.survivor in phone.roots()


def test_a_line_says_the_day_that_was_agreed(several):
    meet(several[0], next_on=day(several[0], 20))
    phone = Phone(several[0].by, carries=0).come()
    assert phone.lines[several[0].survivor]["next"] == day(several[0], 20)


def test_a_case_that_was_closed_is_not_among_the_lines(several, kadi):
    close(several[0], kadi)
    phone = Phone(several[0].by, carries=0).come()
    assert set(phone.lines) == {one.survivor for one in several[1:]}


def test_a_case_that_leaves_between_two_pages_is_taken_back(several, kadi):
    phone = Phone(several[0].by, carries=0, bytes=1)
    first = phone.pull()["lines"][0]["root"]
    gone = next(one for one in several if one.survivor == first)
    close(gone, kadi)
    phone.come()
    assert set(phone.lines) == {one.survivor for one in several} - {first}


def test_what_was_set_aside_of_hers_comes_with_the_lines(several):
    by = several[0].by
    bad = by.write("needs.recorded", by.new_id(), "needs@1", groups={})
    phone = Phone(by, carries=0)
    phone.call(acts=[bad.wire()])
    phone.come()
    assert [one["code"] for one in phone.held.values() if one["code"]] != []


def test_who_was_listed_is_written_down_as_read(several):
    Access.objects.all().delete()
    Phone(several[0].by, carries=0).come()
    read = {row.record for row in Access.objects.filter(what="field.device")}
    assert read >= {one.survivor for one in several}


def test_others_are_told_of_none(several, salif):
    at = salif.stage.now()
    assert several
    assert listable(salif.actor, at=at, silent=NONE()) == frozenset()
    assert Phone(salif, carries=0).come().lines == {}


def test_how_many_cases_it_carries_is_a_number_or_not_said():
    said = {
        "v": 1, "device": "d", "epoch": None, "ack_cursor": None, "scope_hash": None,
        "acts": [], "max_bytes": 1, "client_version": "x", "state_hash": None,
    }  # fmt: skip
    assert read_request(json.dumps(said).encode()).carries is None
    assert read_request(json.dumps({**said, "carries": 25}).encode()).carries == 25
