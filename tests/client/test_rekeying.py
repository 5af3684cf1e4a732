import os

import pytest

from client.rekeying import carried, compartment_of, key_of, staying
from client.sealing import new_key
from demeso.kernel.forms import COMPARTMENTS
from demeso.kernel.refusal import RefusedError

pytestmark = pytest.mark.rules


def drawn(at):
    return {name: new_key(at, os.urandom) for name in COMPARTMENTS}


def test_every_earlier_key_opens_and_only_todays_seals():
    first, second, third = (drawn(at) for at in (1, 2, 3))
    once = second | carried(first, COMPARTMENTS)
    twice = third | carried(once, COMPARTMENTS)
    assert len(twice) == 3 * len(COMPARTMENTS)
    for keys in (first, second, third):
        for name, key in keys.items():
            assert key_of(twice, name, key.id) == key
    assert {name: twice[name] for name in COMPARTMENTS} == third


def test_a_key_opens_its_own_compartment_only():
    first, second = drawn(1), drawn(2)
    keys = second | carried(first, COMPARTMENTS)
    with pytest.raises(RefusedError, match=r"sealed\.unreadable"):
        key_of(keys, "contact", first["identity"].id)
    with pytest.raises(RefusedError, match=r"sealed\.unreadable"):
        key_of({}, "contact", first["contact"].id)


def test_what_she_takes_back_goes_with_its_earlier_keys():
    keys = drawn(2) | carried(drawn(1), COMPARTMENTS)
    left = staying(keys, ("identity", "contact"))
    assert {compartment_of(name) for name in left} == {"identity", "contact"}
    assert len(left) == 4
