import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from client.known.logs import KEYS, LATER
from client.log import Fact, Seen, advanced, proved_keys, recalled, require_logged
from client.vectors import read_vectors
from demeso.kernel.canon import b64, unb64
from demeso.kernel.refusal import RefusedError
from demeso.ledger import notes
from demeso.ledger.rules import is_consistent, is_included

pytestmark = pytest.mark.rules
KNOWN = read_vectors("log")
COSIGNED = KNOWN["cosignature"]


def seen(row):
    return Seen(row["key"], row["size"], unb64(row["root"]))


UNSEEN, SEEN, AFTER = (seen(KNOWN[name]) for name in ("unseen", "seen", "after"))


def code_of(work, *given_):
    with pytest.raises(RefusedError) as told:
        work(*given_)
    return told.value.code


def test_a_tree_that_only_grew_is_taken_and_every_key_in_it():
    first, tree = proved_keys(KNOWN["first"], UNSEEN)
    assert (len(first), tree.size, tree.root) == (2, SEEN.size, SEEN.root)
    later, after = proved_keys(KNOWN["later"], tree)
    assert (len(later), after.size, after.root) == (len(KEYS), LATER, AFTER.root)
    assert advanced(after, KNOWN["later"]["log"] | {"proof": []}) == after


@pytest.mark.parametrize("lie", KNOWN["trees"], ids=lambda lie: lie["name"])
def test_a_false_tree_is_refused(lie):
    assert code_of(advanced, SEEN, lie["log"]) == lie["code"]


@pytest.mark.parametrize("lie", KNOWN["keys"], ids=lambda lie: lie["name"])
def test_a_false_key_is_left_out(lie):
    answer = {"log": KNOWN["later"]["log"], "keys": [lie["key"]]}
    assert proved_keys(answer, SEEN)[0] == []


def test_a_fact_of_another_kind_is_not_proved_by_a_keys_leaf():
    proof = KNOWN["later"]["keys"][0]["proof"]
    fact = Fact("bundle", "bundle", {"hash": ""})
    assert code_of(require_logged, fact, proof, AFTER) == "key.unproved"


def test_the_known_cosignature_is_ours():
    text = COSIGNED["note"].partition("\n\n")[0] + "\n"
    named, seed = (COSIGNED["name"], unb64(COSIGNED["seed"]))
    line = notes.cosignature(text, named, seed, time=COSIGNED["time"])
    assert line == COSIGNED["line"]
    assert notes.is_cosigned(COSIGNED["note"], named, unb64(COSIGNED["sign"]))


def test_a_new_device_begins_where_its_owner_signed():
    answer = {"log": KNOWN["later"]["log"], "own": COSIGNED["note"]}
    found = recalled(answer, COSIGNED["worker"], COSIGNED["sign"])
    assert (found.size, found.root) == (AFTER.size, AFTER.root)
    assert recalled({**answer, "own": ""}, "", "") == UNSEEN


@pytest.mark.parametrize(
    "change",
    [{"worker": "another"}, {"sign": b64(bytes(31) + b"\1")},
     {"own": KNOWN["first"]["log"]["note"]},
     {"own": COSIGNED["note"].replace(f"\n{LATER}\n", "\n99\n")}],
    ids=["another name", "another key", "not cosigned", "another size"],
)  # fmt: skip
def test_a_note_that_its_owner_did_not_sign_is_no_beginning(change):
    named = {"worker": COSIGNED["worker"], "sign": COSIGNED["sign"]} | change
    own = named.pop("own", COSIGNED["note"])
    answer = {"log": KNOWN["later"]["log"], "own": own}
    assert code_of(recalled, answer, named["worker"], named["sign"]) == (
        "ledger.unsigned"
    )


steps = st.lists(st.binary(min_size=32, max_size=32), max_size=8)


@settings(max_examples=500)
@given(st.integers(-2, 40), st.integers(-1, 40), steps, st.binary(min_size=32))
def test_no_proof_of_other_hashes_is_taken(old, size, proof, root):
    forged = bytes(32)
    if old != size:
        assert not is_consistent((old, forged), (size, root[:32]), proof)
    assert not is_included(forged, old, size=size, root=root[:32], proof=proof)


@settings(max_examples=500)
@given(st.data())
def test_no_key_is_taken_whose_proof_was_changed_anywhere(data):
    told = data.draw(st.sampled_from(KNOWN["later"]["keys"]))
    path = list(told["proof"]["path"])
    at = data.draw(st.integers(0, len(path) - 1))
    how = data.draw(st.sampled_from(("flip", "cut", "swap", "double")))
    if how == "flip":
        raw = bytearray(unb64(path[at]))
        raw[data.draw(st.integers(0, 31))] ^= data.draw(st.integers(1, 255))
        path[at] = b64(bytes(raw))
    elif how == "cut":
        del path[at]
    elif how == "swap":
        path[at] = path[(at + 1) % len(path)]
    else:
        path.insert(at, path[at])
    false = {**told, "proof": {**told["proof"], "path": path}}
    answer = {"log": KNOWN["later"]["log"], "keys": [false]}
    assert proved_keys(answer, SEEN)[0] == []
