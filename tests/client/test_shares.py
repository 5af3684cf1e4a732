import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from client.shares import (
    WORDS,
    Share,
    combine_shares,
    read_share,
    recovered,
    recovery_pair,
    share_words,
    split_secret,
)
from client.vectors import read_vectors
from demeso.kernel.canon import b64
from demeso.kernel.refusal import RefusedError

pytestmark = pytest.mark.rules
VECTORS, MADE = read_vectors("shares"), read_vectors("shares_from_browser")
ENTRY = VECTORS["pair"]["entry"]
SECRETS = st.binary(min_size=24, max_size=24)
PAIRS = [(0, 1), (0, 2), (1, 0), (1, 2), (2, 0), (2, 1)]


def drawing(*drawn):
    rest = list(drawn)
    return lambda _size: rest.pop(0)


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_any_two_known_sheets_give_the_key(one, other):
    sheets = [read_share(sheet["words"]) for sheet in VECTORS["sheets"]]
    assert b64(combine_shares(sheets[one], sheets[other])) == VECTORS["secret"]
    pair = recovered(sheets[one], sheets[other], ENTRY)
    assert b64(pair.kem_seed) == VECTORS["pair"]["kem"]


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_any_two_sheets_from_a_browser_give_its_key(one, other):
    sheets = [read_share(words) for words in MADE["sheets"]]
    pair = recovered(sheets[one], sheets[other], MADE["pair"]["entry"])
    assert b64(pair.kem_seed) == MADE["pair"]["kem"]


@pytest.mark.parametrize(
    "case", VECTORS["refused_words"], ids=lambda case: case["name"]
)
def test_words_that_were_not_written_so_are_refused(case):
    with pytest.raises(RefusedError) as told:
        read_share(case["words"])
    assert (told.value.code, told.value.field) == (case["code"], case["field"])


@pytest.mark.parametrize(
    "case", VECTORS["refused_pairs"], ids=lambda case: case["name"]
)
def test_sheets_that_do_not_belong_together_are_refused(case):
    one, other = read_share(case["one"]), read_share(case["other"])
    with pytest.raises(RefusedError) as told:
        recovered(one, other, ENTRY)
    assert (told.value.code, told.value.field) == (case["code"], case["field"])


@given(SECRETS, SECRETS, st.integers(1, 255))
def test_two_of_three_always_give_the_secret_back(secret, slope, epoch):
    sheets = split_secret(secret, epoch=epoch, random=drawing(slope))
    read = [read_share(share_words(sheet)) for sheet in sheets]
    assert read == sheets
    for one, other in PAIRS:
        assert combine_shares(read[one], read[other]) == secret


@settings(max_examples=25)
@given(SECRETS, SECRETS, st.integers(0, 2))
def test_one_sheet_says_nothing_every_secret_fits_it(secret, other, place):
    sheet = split_secret(secret, epoch=1)[place]
    guess = Share(9, 1, 0, other)  # the point at nought is the secret itself
    elsewhere = [
        Share(part, 1, part, _on_line(sheet, guess, part))
        for part in (1, 2, 3)
        if part != sheet.part
    ]
    assert all(combine_shares(sheet, made) == other for made in elsewhere)


def _on_line(one, other, x):
    """Return the point at x of the line through two points, by moving x to nought."""
    moved = [Share(s.part, s.epoch, s.x ^ x, s.y) for s in (one, other)]
    return combine_shares(*moved)


@settings(max_examples=60)
@given(SECRETS, st.integers(0, 23), st.integers(1, 255))
def test_one_wrong_byte_gives_another_key_which_is_refused(secret, at, flip):
    one, other, _third = split_secret(secret, epoch=1)
    wrong = bytearray(other.y)
    wrong[at] ^= flip
    bad = Share(other.part, 1, other.x, bytes(wrong))
    assert combine_shares(one, bad) != secret
    entry = recovery_pair(secret, ENTRY["id"], epoch=1).entry
    with pytest.raises(RefusedError) as told:
        recovered(one, bad, entry)
    assert told.value.code == "share.apart"


@given(SECRETS, st.integers(0, 23), st.integers(1, 1023))
def test_one_wrong_word_is_noticed(secret, at, step):
    words = share_words(split_secret(secret, epoch=1)[0])
    words[at] = WORDS[(WORDS.index(words[at]) + step) % len(WORDS)]
    with pytest.raises(RefusedError) as told:
        read_share(words)
    assert told.value.code == "share.check"


@pytest.mark.parametrize(
    ("secret", "epoch", "code"),
    [(bytes(32), 1, "share.secret"), (bytes(24), 0, "share.epoch"),
     (bytes(24), 256, "share.epoch")],
)  # fmt: skip
def test_only_a_secret_of_24_bytes_of_a_small_epoch_is_split(secret, epoch, code):
    with pytest.raises(RefusedError) as told:
        split_secret(secret, epoch=epoch)
    assert told.value.code == code
