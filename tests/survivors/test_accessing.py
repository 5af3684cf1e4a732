"""Her own number: who gives it, what ends it, what the rooms know of it."""

import json
from pathlib import Path

import pytest

from demeso.kernel.actor import door
from demeso.kernel.refusal import RefusedError, UnknownError
from demeso.ledger.models import Entry, Payload
from demeso.survivors.models import OwnAccess
from demeso.survivors.porter.asking import check
from demeso.survivors.queries import (
    access_at_work,
    access_of,
    get_survivor,
    standing_accesses,
)
from demeso.survivors.rules import (
    MOST_TRIES,
    TRANSITIONS,
    AccessState,
    access_after,
    herself,
    is_herself,
    is_number,
    is_pin,
    is_weak,
)
from demeso.survivors.services.accessing import LOCK, lock_accesses
from demeso.worker.accessing import set_number
from tests.casework.following import agree_anew, close
from tests.handing import help_someone, withdraw
from tests.portering import NUMBER, PIN, give_number, say_given

WRONG = "935160"
PINS = json.loads((Path(__file__).parent / "pin_cases.json").read_text("utf-8"))


@pytest.mark.parametrize("pin", PINS["weak"])
def test_a_pin_that_others_try_first_is_weak(pin):
    assert is_weak(pin)
    assert not is_pin(pin)


@pytest.mark.parametrize("pin", PINS["fine"])
def test_other_pins_are_taken(pin):
    assert is_pin(pin)


@pytest.mark.parametrize("pin", PINS["wrong"])
def test_a_pin_is_six_plain_digits(pin):
    assert not is_pin(pin)


@pytest.mark.parametrize("text", ["", "4071826", "407182634", "4071826a", "٤٠٧١٨٢٦٣"])
def test_a_number_is_eight_plain_digits(text):
    assert not is_number(text)
    assert is_number(NUMBER)


def test_what_ended_does_not_begin_again():
    assert AccessState.ENDED not in TRANSITIONS
    with pytest.raises(RefusedError, match=r"number\.over"):
        access_after(AccessState.ENDED, "access.reset")


def test_she_is_herself_and_nobody_else():
    assert is_herself(herself("a"), "a")
    assert not is_herself(herself("a"), "b")
    assert not is_herself(door("a"), "a")


pytestmark_db = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def helped(aissata, deme_keys, gate):
    return help_someone(aissata, deme_keys)


@pytestmark_db
def test_her_worker_gives_it_and_only_the_porter_knows_it(helped):
    access = give_number(helped)
    assert access_of(helped.survivor).id == access
    assert check(NUMBER, PIN, "f").access == access
    rows = [*OwnAccess.objects.values(), *Payload.objects.values()]
    rows += Entry.objects.values()
    kept = json.dumps(rows, default=str)
    assert NUMBER not in kept
    assert PIN not in kept
    assert str(OwnAccess.objects.get()) == access


@pytestmark_db
def test_it_is_never_her_code_and_her_code_opens_nothing(helped):
    give_number(helped)
    survivor = get_survivor(helped.survivor, actor=helped.by.actor)
    assert not is_number(survivor.code)
    assert check(survivor.code, PIN, "f") is None


@pytestmark_db
def test_it_needs_her_yes_to_help(helped):
    withdraw(helped, helped.survivor, "services")
    with pytest.raises(RefusedError, match=r"consent\.missing"):
        say_given(helped)


@pytestmark_db
def test_nobody_but_her_worker_gives_resets_or_ends_it(helped, salif, kadi):
    access = give_number(helped)
    for other in (salif, kadi):
        with pytest.raises(UnknownError):
            other.do("access.ended", access, "access_end@1",
                     groups={"end": {"access_end": "asked"}})  # fmt: skip
        with pytest.raises(UnknownError):
            other.do("access.reset", access, "access_reset@1",
                     groups={"reset": {"access_reset": "forgotten"}})  # fmt: skip
        with pytest.raises(UnknownError):
            set_number(actor=other.actor, access=access, number="", pin=PIN,
                       at=other.stage.now())  # fmt: skip
    with pytest.raises(UnknownError):
        helped.by.do("access.locked", access, "access_lock@1",
                     groups={"lock": {"access_lock": "tries"}})  # fmt: skip


@pytestmark_db
def test_she_has_one_at_a_time(helped):
    give_number(helped)
    with pytest.raises(RefusedError, match=r"number\.known"):
        say_given(helped)


@pytestmark_db
def test_a_number_arrives_once_for_each_act_and_soon(helped):
    access, by = say_given(helped), helped.by
    late = by.stage.time.replace(hour=by.stage.time.hour + 1)
    with pytest.raises(RefusedError, match=r"number\.unawaited"):
        set_number(actor=by.actor, access=access, number=NUMBER, pin=PIN, at=late)
    set_number(actor=by.actor, access=access, number=NUMBER, pin=PIN, at=by.stage.now())
    with pytest.raises(RefusedError, match=r"number\.unawaited"):
        set_number(actor=by.actor, access=access, number="", pin=WRONG,
                   at=by.stage.now())  # fmt: skip


@pytestmark_db
@pytest.mark.parametrize(
    ("number", "pin", "code"),
    [
        (NUMBER, "123456", "number.pin"),
        ("123", PIN, "number.taken"),
        ("", PIN, "number.forgotten"),  # no number was ever there
    ],
)
def test_what_is_wrong_with_a_number_is_said(helped, number, pin, code):
    access, by = say_given(helped), helped.by
    with pytest.raises(RefusedError, match=code):
        set_number(actor=by.actor, access=access, number=number, pin=pin,
                   at=by.stage.now())  # fmt: skip


@pytestmark_db
def test_a_number_of_somebody_else_is_drawn_again(helped, deme_keys):
    give_number(helped)
    other = help_someone(helped.by, deme_keys)
    access, by = say_given(other), helped.by
    with pytest.raises(RefusedError, match=r"number\.taken"):
        set_number(actor=by.actor, access=access, number=NUMBER, pin=PIN,
                   at=by.stage.now())  # fmt: skip
    set_number(actor=by.actor, access=access, number="11223345", pin=PIN,
               at=by.stage.now())  # fmt: skip


@pytestmark_db
def test_five_wrong_tries_lock_it_and_a_new_pin_in_person_opens_it(helped, gate):
    access, by = give_number(helped), helped.by
    for n in range(MOST_TRIES):
        assert check(NUMBER, WRONG, str(n)) is None
    locked = gate.book.locked()
    tick = door("work", LOCK)
    assert lock_accesses(actor=tick, accesses=locked, at=by.stage.now()) == 1
    assert lock_accesses(actor=tick, accesses=locked, at=by.stage.now()) == 0
    assert OwnAccess.objects.get().state == AccessState.LOCKED
    assert access_at_work(access) is None
    by.do("access.reset", access, "access_reset@1",
          groups={"reset": {"access_reset": "locked"}})  # fmt: skip
    assert lock_accesses(actor=tick, accesses=locked, at=by.stage.now()) == 0
    set_number(actor=by.actor, access=access, number="", pin=WRONG, at=by.stage.now())
    assert check(NUMBER, WRONG, "after").access == access


@pytestmark_db
def test_it_ends_when_she_wants(helped):
    access = give_number(helped)
    helped.by.do("access.ended", access, "access_end@1",
                 groups={"end": {"access_end": "asked"}})  # fmt: skip
    assert access_at_work(access) is None
    assert standing_accesses() == frozenset()
    say_given(helped)


@pytestmark_db
@pytest.mark.parametrize(
    ("what", "stays"), [("services", False), ("statistics", True), ("story", True)]
)
def test_it_ends_with_all_her_help_and_with_nothing_less(helped, what, stays):
    access = give_number(helped)
    withdraw(helped, helped.survivor, what)
    assert (access_at_work(access) is not None) is stays


@pytestmark_db
def test_a_no_on_another_day_ends_it_too(helped):
    access = give_number(helped)
    helped.by.do("consent.given", helped.survivor, "consent@1",
                 groups={"services": {"services": "not_now"}})  # fmt: skip
    assert access_at_work(access) is None


@pytestmark_db
def test_it_ends_when_her_case_is_closed_and_a_new_one_may_be_given(helped, kadi):
    access = give_number(helped)
    close(helped, kadi)
    assert access_at_work(access) is None
    assert standing_accesses() == frozenset()
    agree_anew(helped)
    assert access_at_work(access) is None, "a new yes does not open the old number"
    assert say_given(helped) != access
