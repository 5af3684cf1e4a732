import pytest

from client.vectors import read_vectors
from demeso.kernel.canon import unb64
from demeso.worker.manifest import Release, is_signed, listed, public_of, signed

VECTORS = read_vectors("release")
SEED = unb64(VECTORS["seed"])


def test_the_same_files_make_the_same_list_and_signature():
    served = {place: text.encode() for place, text in VECTORS["served"].items()}
    text = listed(VECTORS["version"], served, development=False)
    made = signed(text, SEED)
    assert (made.manifest, made.sig) == (VECTORS["manifest"], VECTORS["sig"])
    assert made.digest == VECTORS["digest"]
    assert (made.version, public_of(SEED)) == (VECTORS["version"], VECTORS["public"])
    assert set(made.files) == set(served)


@pytest.mark.parametrize("case", VECTORS["refused"], ids=lambda case: case["name"])
def test_a_list_that_is_not_rightly_signed_is_refused(case):
    came = Release(case["manifest"], case["sig"])
    assert is_signed(came, VECTORS["public"]) == case["signed"]


def test_a_rightly_signed_list_passes_only_with_its_key():
    came = Release(VECTORS["manifest"], VECTORS["sig"])
    assert is_signed(came, VECTORS["public"])
    assert not is_signed(came, public_of(bytes(32)))
    assert not is_signed(came, "no key")
