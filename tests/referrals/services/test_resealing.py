"""A sheet that waited for keys leaves as she heard it, to whom she heard, or not."""

import pytest

from client.grants import Terms, make_grant
from client.sealing import Place, new_key, seal_body
from demeso.kernel.canon import digest
from demeso.kernel.refusal import RefusedError
from demeso.referrals.models import Referral
from demeso.vault.models import Grant
from tests.handing import accept, decline, handover, release, withdraw

KEY = new_key(0)


class Waiting:
    """A sheet that only its worker can open."""

    def __init__(self, helped, place, *heard):
        self.by, self.allowed = helped.by, release(helped, place)
        names = [one.id for one in heard]
        sent = handover(helped, place, self.allowed, heard=names)
        helped.by.do(**sent)
        self.id, self.body = sent["record"], sent["sealed"][0]

    def seal(self, *to, body=None, by=None, **more):
        signer = (by or self.by).keys
        terms = Terms(self.id, consent=self.allowed)
        grants = [
            make_grant({"package": KEY}, terms=terms, to=one.keys.entry, signer=signer)
            for one in to
        ]
        names = more.get("names", [one.id for one in to])
        sheet = {"sheet": digest(dict(body or self.body)), "sealed_to": names}
        said = {"sheet": sheet}
        sealed = more.get("sealed", grants)
        return (by or self.by).do(
            "referral.resealed", self.id, "resealing@1", groups=said, sealed=sealed
        )

    def readers(self):
        found = Grant.objects.filter(object=self.id).values_list("to", flat=True)
        return set(found)


@pytest.fixture
def waiting(helped, place, oumou, nene):
    return Waiting(helped, place, oumou, nene)


def code_of(work) -> str:
    with pytest.raises(RefusedError) as refused:
        work()
    return refused.value.code


def test_it_waits_for_keys_and_then_leaves_as_it_is(waiting, oumou, nene):
    assert waiting.readers() == {waiting.by.keys.fingerprint}
    waiting.seal(oumou)
    waiting.seal(nene)
    people = (waiting.by, oumou, nene)
    assert waiting.readers() == {one.keys.fingerprint for one in people}
    assert Referral.objects.get(id=waiting.id).status == "sent"


def test_who_can_open_it_is_nobody_but_those_who_were_named(waiting, oumou, awa):
    refused = code_of(lambda: waiting.seal(oumou, names=[oumou.id, awa.id]))
    assert refused == "vault.recipient"


def test_whoever_was_named_meanwhile_is_not_added(helped, place, oumou, nene):
    waiting = Waiting(helped, place, oumou)  # Nènè answers there too, but was not named
    assert code_of(lambda: waiting.seal(nene)) == "vault.recipient"
    assert code_of(lambda: waiting.seal(oumou, nene)) == "vault.recipient"
    waiting.seal(oumou)
    assert nene.keys.fingerprint not in waiting.readers()


def test_whoever_is_no_longer_named_gets_nothing(
    waiting, awa, place, yelen, oumou, nene
):
    people = {"agency": yelen.id, "focal_point": nene.id}
    said = {"name": yelen.name, "region": "mopti", "services": ["health"]}
    awa.do(
        "organisation.edited", place, "organisation@1",
        groups={"organisation": said, "people": people},
    )  # fmt: skip
    assert code_of(lambda: waiting.seal(oumou)) == "vault.recipient"


def test_a_sheet_said_aloud_goes_to_nobody_later(helped, place, oumou):
    aloud = Waiting(helped, place)
    assert code_of(lambda: aloud.seal(oumou)) == "vault.recipient"


def test_another_sheet_than_the_one_she_heard_is_refused(waiting, oumou):
    other = seal_body({"need": "x"}, place=Place(waiting.id, "package", 1), key=KEY)
    assert code_of(lambda: waiting.seal(oumou, body=other)) == "referral.not_heard"
    both = [other]
    assert code_of(lambda: waiting.seal(oumou, sealed=both)) == "referral.not_heard"
    assert code_of(lambda: waiting.seal(oumou, sealed=[])) == "referral.not_heard"


def test_after_she_took_it_back_nothing_leaves(helped, waiting, oumou):
    withdraw(helped, waiting.allowed, "release")
    refused = code_of(lambda: waiting.seal(oumou))
    assert refused in {"referral.transition", "consent.withdrawn"}


def test_what_was_declined_meanwhile_does_not_leave(waiting, oumou):
    decline(waiting.by, waiting.id, said_by="phone")
    assert code_of(lambda: waiting.seal(oumou)) == "referral.transition"


def test_what_was_accepted_by_phone_may_still_leave(waiting, oumou):
    accept(waiting.by, waiting.id, said_by="phone")
    waiting.seal(oumou)
    assert oumou.keys.fingerprint in waiting.readers()


def test_only_her_worker_lets_it_leave(waiting, salif, oumou, kadi):
    for other in (salif, kadi, oumou):
        with pytest.raises(RefusedError):
            waiting.seal(oumou, by=other)


@pytest.mark.parametrize("heard", [["y", "e", "s"], ["quelqu’un du quartier"], [""]])
def test_who_was_named_to_her_is_kept_by_id_and_never_in_words(helped, place, heard):
    """What the app makes of the people she heard stands in the open: only ids may."""
    allowed = release(helped, place, "need")
    sent = handover(helped, place, allowed, categories=["need"], heard=heard)
    assert code_of(lambda: helped.by.do(**sent)) == "form.faults"
    assert not Referral.objects.exists()
