"""A file that somebody carries: it opens here only, says and doubles nothing."""

import gzip
import json

import pytest
from django.conf import settings

from client.parcels import letter, plain_of, seal_parcel
from client.vectors import read_vectors
from demeso.agencies.models import Device
from demeso.field import parcels, rules
from demeso.kernel.canon import b64, unb64
from demeso.kernel.clock import now
from demeso.kernel.refusal import RefusedError
from demeso.ledger.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_kinds")]
DOOR = "/field/v1/parcel"
VECTORS = read_vectors("parcel")
SEED, FILE = unb64(VECTORS["seed"]), unb64(VECTORS["file"]["ct"])


def letters_of(handset, *batches):
    found = []
    for acts in batches:
        raw = gzip.compress(json.dumps(handset.request(acts)).encode(), mtime=0)
        found.append(letter(handset.pen.device, handset.signed(raw), raw))
    return found


def sealed(handset, *batches):
    kem = b64(parcels.public_of(bytes.fromhex(settings.PARCEL_SEED)))
    return seal_parcel(letters_of(handset, *batches), kem=kem)


def bring(handset, file, **headers):
    told = {"X-Session-Token": handset.token} | headers
    return handset.http.post(DOOR, file, "application/octet-stream", headers=told)


def counts(answer):
    said = answer.json()
    return said["new"], said["known"], said["waiting"]


def acts_of(handset, count, place="Gao"):
    return [
        handset.note(handset.pen.new_id(), place={"place": place}) for _ in range(count)
    ]


def code(file, seed=SEED):
    with pytest.raises(RefusedError) as told:
        parcels.open_parcel(file, seed=seed)
    return told.value.code


def test_the_known_parcel_opens():
    found = parcels.open_parcel(FILE, seed=SEED)
    said = [{**one.__dict__, "body": b64(one.body)} for one in found]
    assert said == VECTORS["letters"]
    assert b64(parcels.public_of(SEED)) == VECTORS["kem"]


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (b"", "parcel.malformed"),
        (FILE[:-1], "parcel.malformed"),
        (FILE + bytes(4096), "parcel.unreadable"),
        (b"\2" + FILE[1:], "parcel.malformed"),
        (FILE[:-1] + bytes([FILE[-1] ^ 1]), "parcel.unreadable"),
        (bytes(parcels.MOST + 1), "parcel.too_large"),
    ],
)
def test_a_file_that_is_cut_changed_or_none_is_refused(file, said):
    assert code(file) == said


def test_nobody_but_the_server_it_is_for_opens_a_parcel():
    assert code(FILE, seed=bytes(32)) == "parcel.unreadable"


@pytest.mark.parametrize(
    "plain",
    [b"", b"[]", b"{}", b'{"v":2,"letters":[]}', b'{"v":1,"letters":[{}]}',
     b'{"v":1,"letters":["x"]}', b'{"v":1,"letters":[null]}',
     b'{"v":1,"letters":[[]]}', b'{"v":1,"letters":"xy"}', b'{"v":1,"letters":7}',
     b'{"v":1,"letters":[],"more":1}', b"[" * 100_000],
)  # fmt: skip
def test_what_holds_no_letters_is_refused(plain):
    with pytest.raises(RefusedError, match=r"parcel\.malformed"):
        parcels.read_letters(plain)


def test_a_letter_is_read_field_by_field():
    right = VECTORS["letters"][0]
    for change in (
        {"encoding": "br"}, {"body": "!"}, {"device": 7}, {"more": ""},
        {"body": b64(bytes(rules.MOST_COMPRESSED + 1))},
    ):  # fmt: skip
        said = json.dumps({"v": 1, "letters": [{**right, **change}]}).encode()
        with pytest.raises(RefusedError, match=r"parcel\.malformed"):
            parcels.read_letters(said)


def test_a_file_shows_neither_who_nor_what_nor_how_much(aissata):
    one, three = (sealed(aissata, acts_of(aissata, n)) for n in (1, 3))
    assert len(one) == len(three)
    for word in (aissata.pen.device, aissata.worker, "thing.noted", "Gao", "device"):
        assert word.encode() not in three
    assert one[1:40] != three[1:40]  # nor that both are of one device


def test_a_colleague_brings_what_a_device_without_network_wrote(aissata, oumou):
    answer = bring(oumou, sealed(aissata, acts_of(aissata, 3), acts_of(aissata, 2)))
    assert (answer.status_code, counts(answer)) == (200, (5, 0, 0))
    kept = Entry.objects.filter(device=aissata.pen.device, state="applied")
    assert [row.actor for row in kept] == [aissata.worker] * 5
    assert set(answer.json()) == {"v", "new", "known", "waiting", "refused"}


def test_twice_by_two_people_and_after_the_owners_own_call_nothing_is_doubled(
    aissata, oumou
):
    first, second = acts_of(aissata, 3), acts_of(aissata, 2)
    early, late = sealed(aissata, first), sealed(aissata, first, second)
    assert counts(bring(oumou, late)) == (5, 0, 0)
    assert counts(bring(oumou, late)) == (0, 5, 0)
    assert counts(bring(aissata, early)) == (0, 3, 0)
    owner = aissata.post([*first, *second, *acts_of(aissata, 1)]).json()
    assert (owner["acked_seq"], owner["problems"]) == (6, [])
    assert counts(bring(oumou, late)) == (0, 5, 0)
    seqs = Entry.objects.filter(device=aissata.pen.device).values_list("seq", flat=True)
    assert sorted(seqs) == [1, 2, 3, 4, 5, 6]


def test_files_in_the_wrong_order_wait_for_each_other_and_lose_nothing(aissata, oumou):
    first, second = acts_of(aissata, 2), acts_of(aissata, 2)
    assert counts(bring(oumou, sealed(aissata, second))) == (0, 0, 2)
    assert counts(bring(oumou, sealed(aissata, first))) == (2, 0, 0)
    assert counts(bring(oumou, sealed(aissata, second))) == (2, 0, 0)


def test_weeks_on_the_way_are_no_wrong_clock_and_no_call_of_the_device(aissata, oumou):
    bring(oumou, sealed(aissata, acts_of(aissata, 1)))
    assert Device.objects.get(pk=aissata.pen.device).heard_at is None
    assert aissata.post().json()["problems"] == []


def test_what_was_set_aside_is_told_to_its_author_at_her_own_next_call(aissata, oumou):
    bad = aissata.note(aissata.pen.new_id(), "thing.refused", place={"place": "Gao"})
    said = bring(oumou, sealed(aissata, [bad])).json()
    assert (said["new"], "problems" in said) == (1, False)
    (problem,) = aissata.post([bad]).json()["problems"]
    assert problem["act"] == bad.id


def test_only_somebody_who_is_signed_in_brings_or_asks_where_to_seal(aissata):
    file = sealed(aissata, acts_of(aissata, 1))
    for answer in (
        bring(aissata, file, **{"X-Session-Token": ""}),
        aissata.http.get(DOOR),
    ):
        assert (answer.status_code, answer.json()["code"]) == (401, "session.missing")
    told = aissata.http.get(DOOR, headers={"X-Session-Token": aissata.token}).json()
    assert len(unb64(told["kem"])) == 1216


def test_a_letter_that_another_device_signed_is_refused(aissata, oumou):
    kem = b64(parcels.public_of(bytes.fromhex(settings.PARCEL_SEED)))
    (one,) = letters_of(aissata, acts_of(aissata, 1))
    stolen = seal_parcel([{**one, "device": oumou.pen.device}], kem=kem)
    answer = bring(oumou, stolen)
    assert (answer.status_code, answer.json()["code"]) == (422, "parcel.letter")
    nobody = seal_parcel([{**one, "device": oumou.pen.new_id()}], kem=kem)
    assert bring(oumou, nobody).json()["code"] == "parcel.letter"
    assert Entry.objects.count() == 0


def test_one_bad_letter_is_counted_and_the_others_are_taken(aissata, oumou):
    kem = b64(parcels.public_of(bytes.fromhex(settings.PARCEL_SEED)))
    good, bad, next_ = letters_of(
        aissata, acts_of(aissata, 1), acts_of(aissata, 1), acts_of(aissata, 1)
    )
    file = seal_parcel([good, {**bad, "device": oumou.pen.device}, next_], kem=kem)
    answer = bring(oumou, file)
    assert counts(answer) == (1, 0, 1)
    assert answer.json()["refused"] == 1


@pytest.mark.parametrize("why", [{"lost": True}, {}])
def test_a_device_that_was_revoked_or_lost_is_not_let_in_by_a_file(aissata, oumou, why):
    file = sealed(aissata, acts_of(aissata, 1))
    Device.objects.filter(pk=aissata.pen.device).update(revoked_at=now(), **why)
    assert bring(oumou, file).json()["code"] == "parcel.refused"
    assert Entry.objects.filter(device=aissata.pen.device).count() == 0


def test_a_letter_that_inflates_past_the_limit_is_refused(aissata, oumou):
    bomb = gzip.compress(bytes(100 * rules.MOST_RAW), mtime=0)
    one = letter(aissata.pen.device, aissata.signed(bomb), bomb)
    kem = b64(parcels.public_of(bytes.fromhex(settings.PARCEL_SEED)))
    answer = bring(oumou, seal_parcel([one], kem=kem))
    assert (answer.status_code, answer.json()["code"]) == (422, "parcel.letter")


def test_what_is_too_long_is_refused_before_it_is_read(aissata):
    answer = bring(aissata, b"x" * (parcels.MOST + 1))
    assert (answer.status_code, answer.json()["code"]) == (413, "parcel.too_large")


def test_a_parcel_in_clear_is_padded_to_whole_steps():
    plain = plain_of([])
    assert len(plain) == parcels.STEP
    assert parcels.read_letters(parcels.unpadded(plain)) == []
    with pytest.raises(RefusedError, match=r"parcel\.malformed"):
        parcels.unpadded(plain[:-1] + b"x")
