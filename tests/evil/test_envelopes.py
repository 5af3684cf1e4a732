"""Ten thousand envelopes, each with one element changed: none of them opens.

Swapped, replayed, cut, stretched or weakened: the bodies of two cases with two
compartments each, their grants and halves, bundles, and pages of a keyring.
"""

import os
from collections.abc import Callable, Mapping
from itertools import product
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from client.grants import Circle, Terms, case_grants, joined, open_grant
from client.keyring import PagePlace, open_page, seal_page
from client.keys import (
    KeyPair,
    make_bundle,
    new_agency_keys,
    new_kdf,
    new_worker_keys,
    open_bundle,
)
from client.sealing import CompartmentKey, Place, new_key, open_body, seal_body
from demeso.kernel.canon import b64, unb64
from demeso.kernel.ids import uuid7
from demeso.kernel.refusal import RefusedError

pytestmark = pytest.mark.rules
CASES = 10_000
NAMES = ("identity", "contact")
ANSWERS = {"called": "Nana"}
LEAD, OTHER, AGENCY = (uuid7(n, os.urandom(10)) for n in (1, 2, 3))
MINE, HERS = new_worker_keys(LEAD), new_worker_keys(OTHER)
VAULT, OVERSIGHT = (new_agency_keys(o, AGENCY) for o in ("vault", "oversight"))
CIRCLE = Circle(MINE.entry, VAULT.entry, OVERSIGHT.entry)
RIGHTS: dict[str, KeyPair] = {
    "read": MINE, "half-vault": VAULT, "half-oversight": OVERSIGHT,
}  # fmt: skip
ROOMS = [uuid7(n, os.urandom(10)) for n in (10, 20)]  # two cases
KEYS = {case: {name: new_key(5) for name in NAMES} for case in ROOMS}
WRAP, USER_KEY, KDF = os.urandom(32), os.urandom(32), new_kdf(m=20_000, t=3)
Part = Mapping[str, Any]


def body_of(case: str, name: str, version: int) -> Part:
    place = Place(case, name, version)
    return seal_body(ANSWERS, place=place, key=KEYS[case][name])


PLACES = [Place(*one) for one in product(ROOMS, NAMES, (1, 2))]
BODIES = [body_of(place.object, place.compartment, place.version) for place in PLACES]
GRANTS = [
    part
    for case in ROOMS
    for part in case_grants(
        KEYS[case], terms=Terms(case), circle=CIRCLE, signer=MINE
    )
]  # fmt: skip
TERMS = [Terms(part["object"], part["rights"]) for part in GRANTS]
BUNDLES = [
    make_bundle(keys, user_key=key, wrap=wrap, kdf=KDF)
    for keys, key, wrap in ((MINE, USER_KEY, WRAP), (HERS, os.urandom(32), WRAP))
]
PAGE_PLACES = [PagePlace(LEAD, page, version) for page in (0, 1) for version in (1, 2)]
PAGES = [seal_page(KEYS, place=place, user_key=USER_KEY) for place in PAGE_PLACES]


def open_bodies(part: Part, at: int) -> object:
    place = PLACES[at]
    return open_body(part, place=place, key=KEYS[place.object][place.compartment])


def open_grants(part: Part, at: int) -> object:
    mine = RIGHTS[TERMS[at].rights]
    return open_grant(part, terms=TERMS[at], mine=mine, signer=MINE.entry)


def open_bundles(part: Part, at: int) -> object:
    return open_bundle(part, worker=(LEAD, OTHER)[at], wrap=WRAP)


def open_pages(part: Part, at: int) -> object:
    return open_page(dict(part), place=PAGE_PLACES[at], user_key=USER_KEY)


KINDS: dict[str, tuple[list[Part], Callable[[Part, int], object]]] = {
    "body": (BODIES, open_bodies),
    "grant": (GRANTS, open_grants),
    "bundle": (BUNDLES, open_bundles),
    "page": (PAGES, open_pages),
}
HOW = ("swap", "replay", "flip", "truncate", "stretch", "downgrade", "drop", "junk")
WEAKER: dict[str, tuple[Any, ...]] = {
    "suite": (0, 1, 2, 3, None), "v": (0, 2), "version": (0, 1, 2, 3), "epoch": (0, 1),
    "rights": ("read", "half-vault", "half-oversight", "hold", "glass"),
    "compartment": ("contact", "identity", "package"), "type": ("body", "grant"),
    "kdf": ({**KDF, "m": 8}, {**KDF, "t": 1}, {**KDF, "m": 19_456, "t": 2}),
}  # fmt: skip
JUNK = (None, True, 0, -1, 2**60, "", "x", "é", [], {})
BINARY = ("salt", "ct", "enc", "sig", "to", "signer", "wrapped", "private")


def tampered(dice: Random) -> tuple[str, Part, int]:
    """Return an envelope with one element changed, and where it is said to belong."""
    name = dice.choice(sorted(KINDS))
    whole, _open = KINDS[name]
    at, other = (dice.randrange(len(whole)) for _each in range(2))
    how = dice.choice(HOW)
    if how == "replay":  # the whole envelope in another's place
        return name, whole[other], at
    part = dict(whole[at])
    field = dice.choice(sorted(part))
    if how == "swap":
        part[field] = whole[other][field]
    elif how == "drop":
        del part[field]
    elif how == "junk":
        part[field] = dice.choice(JUNK)
    elif how == "downgrade":
        field = dice.choice(sorted(WEAKER.keys() & part.keys()))
        part[field] = dice.choice(WEAKER[field])
    else:
        field = dice.choice([one for one in BINARY if one in part])
        part[field] = bitten(dice, part[field], how)
    return name, part, at


def bitten(dice: Random, value: Any, how: str) -> Any:
    """Flip, cut or lengthen bytes, inside a box too."""
    if isinstance(value, dict):
        inner = dice.choice(sorted(value))
        return {**value, inner: bitten(dice, value[inner], how)}
    raw = bytearray(unb64(value))
    at = dice.randrange(len(raw))
    if how == "flip":
        raw[at] ^= dice.randint(1, 255)
        return b64(bytes(raw))
    return b64(bytes(raw[:at]) if how == "truncate" else bytes(raw) + bytes(at + 1))


@settings(max_examples=CASES, database=None)
@given(st.integers(0, 2**64))
def test_no_changed_envelope_opens(seed):
    """A seed makes the case: drawing it piece by piece would take minutes."""
    name, part, at = tampered(Random(seed))
    whole, opened = KINDS[name]
    assume(part != whole[at])
    with pytest.raises(RefusedError):
        opened(part, at)


@pytest.mark.parametrize("name", sorted(KINDS))
def test_every_unchanged_envelope_opens(name):
    whole, opened = KINDS[name]
    assert all(opened(part, at) for at, part in enumerate(whole))


def keys_in(case: str, right: str) -> dict[str, CompartmentKey]:
    at = next(n for n, t in enumerate(TERMS) if (t.object, t.rights) == (case, right))
    return dict(open_grants(GRANTS[at], at))


@pytest.mark.parametrize("case", [0, 1])
@pytest.mark.parametrize("name", NAMES)
def test_a_key_opens_its_own_compartment_of_its_own_case_and_no_other(case, name):
    key = KEYS[ROOMS[case]][name]
    for part, place in zip(BODIES, PLACES, strict=True):
        own = (place.object, place.compartment) == (ROOMS[case], name)
        for claimed in (key, CompartmentKey(part["key"], key.key)):
            if own:
                assert open_body(part, place=place, key=claimed) == ANSWERS
            else:
                with pytest.raises(RefusedError):
                    open_body(part, place=place, key=claimed)


def opens(case: str, keys: Mapping[str, CompartmentKey]) -> list[bool]:
    found = []
    for part, place in zip(BODIES, PLACES, strict=True):
        if place.object == case:
            try:
                open_body(part, place=place, key=keys[place.compartment])
            except RefusedError:
                found.append(False)
            else:
                found.append(True)
    return found


@pytest.mark.parametrize("case", ROOMS)
def test_one_half_opens_nothing_and_two_open_one_case(case):
    vault, oversight = keys_in(case, "half-vault"), keys_in(case, "half-oversight")
    assert not any(opens(case, vault))
    assert not any(opens(case, oversight))
    both = joined(vault, oversight)
    assert all(opens(case, both))
    elsewhere = next(one for one in ROOMS if one != case)
    renamed = {
        name: CompartmentKey(KEYS[elsewhere][name].id, key.key)
        for name, key in both.items()
    }
    assert not any(opens(elsewhere, renamed))
    with pytest.raises(RefusedError):
        joined(vault, keys_in(elsewhere, "half-oversight"))
    with pytest.raises(RefusedError):
        joined(vault, {"identity": oversight["identity"]})


@pytest.mark.parametrize("lie", [{"object": ROOMS[1]}, {"compartment": "contact"},
                                 {"version": 9}, {"key": LEAD}], ids=str)  # fmt: skip
def test_a_body_opens_under_no_other_label_though_label_and_reader_agree(lie):
    """Nothing disagrees but the seal: it was made for another place."""
    part, place = BODIES[0], PLACES[0]
    key = KEYS[place.object][place.compartment]
    told = {**part, **lie}
    there = Place(told["object"], told["compartment"], told["version"])
    with pytest.raises(RefusedError) as refused:
        open_body(told, place=there, key=CompartmentKey(told["key"], key.key))
    assert refused.value.code == "sealed.unreadable"


@pytest.mark.parametrize(
    "lie", [{"worker": OTHER}, {"page": 9}, {"version": 9}], ids=str
)
def test_a_page_opens_as_no_other_though_label_and_reader_agree(lie):
    told = {**PAGES[0], **lie}
    there = PagePlace(told["worker"], told["page"], told["version"])
    with pytest.raises(RefusedError) as refused:
        open_page(told, place=there, user_key=USER_KEY)
    assert refused.value.code == "sealed.unreadable"
