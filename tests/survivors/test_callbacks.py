"""She asks for a call: sealed on arrival, opened by whoever holds the intake key."""

import pytest

from client.deposits import open_deposit
from demeso.agencies.rules.devices import Slip
from demeso.agencies.services.doors import act_at_door
from demeso.help.services import ask_call
from demeso.kernel.refusal import RefusedError, UnknownError
from demeso.ledger.models import Access, Payload
from demeso.survivors.models import Callback
from demeso.survivors.rules import herself
from demeso.vault.models import Deposit
from demeso.vault.rules import sealed_deposit
from demeso.worker.accessing import read_callbacks, show_intake
from tests.cast import publish
from tests.handing import help_someone, withdraw

pytestmark = pytest.mark.django_db(databases="__all__")
LEFT = {"reach": "10 00 00 11", "word": "tissu"}


@pytest.fixture
def helped(aissata, deme_keys, kadi, deme):
    publish(kadi, deme, "intake")
    return help_someone(aissata, deme_keys)


def ask(helped):
    her = herself(helped.survivor)
    ask_call(actor=her, left=LEFT, at=helped.by.stage.now())
    return Callback.objects.order_by("asked_at").last()


def finish(by, callback, word="reached"):
    return by.do("callback.done", callback.id, "callback_done@1",
                 groups={"done": {"called_back": word}})  # fmt: skip


def test_whoever_holds_the_intake_key_reads_it_and_that_is_written_down(
    helped, kadi, deme
):
    asked = ask(helped)
    [row] = read_callbacks(actor=kadi.actor, at=kadi.stage.now())
    assert (row["id"], row["code"], row["lead"]) == (
        asked.id, helped.code, helped.by.id)  # fmt: skip
    opened = open_deposit(row["part"], object_=asked.id, mine=deme.keys["intake"])
    assert opened == LEFT
    assert Access.objects.filter(record=helped.survivor, what="app.callbacks").exists()
    assert str(asked) == asked.id
    assert str(Deposit.objects.get()) == asked.id


def test_nothing_of_what_she_left_is_readable_on_the_server(helped):
    ask(helped)
    kept = str([*Payload.objects.values(), *Deposit.objects.values()])
    assert "tissu" not in kept
    assert "10 00" not in kept


@pytest.mark.parametrize("who", ["aissata", "bintou", "sira"])
def test_others_see_no_list_of_calls(helped, request, who):
    other = request.getfixturevalue(who)
    ask(helped)
    if who == "sira":
        assert read_callbacks(actor=other.actor, at=other.stage.now()) == []
        return
    with pytest.raises(UnknownError):
        read_callbacks(actor=other.actor, at=other.stage.now())


def test_a_call_that_was_made_leaves_nothing_to_open(helped, kadi):
    asked = ask(helped)
    done = finish(kadi, asked)
    assert done.done_by == kadi.id
    assert not Deposit.objects.exists()
    assert read_callbacks(actor=kadi.actor, at=kadi.stage.now()) == []
    with pytest.raises(RefusedError, match=r"callback\.done"):
        finish(kadi, asked)


def test_her_own_worker_may_say_that_it_was_made(helped, salif, sira):
    asked = ask(helped)
    for other in (salif, sira):
        with pytest.raises(UnknownError):
            finish(other, asked)
    assert finish(helped.by, asked, "other_way").done_at is not None


def test_what_she_left_goes_when_she_stops_all_help(helped):
    asked = ask(helped)
    withdraw(helped, helped.survivor, "services")
    assert not Deposit.objects.exists()
    asked.refresh_from_db()
    assert asked.done_at is not None
    with pytest.raises(RefusedError, match=r"consent\.missing"):
        ask(helped)


def test_nobody_asks_in_her_name(helped, salif):
    part = sealed_deposit(LEFT, to=salif.keys.entry, object_=salif.new_id())
    with pytest.raises(UnknownError):
        helped.by.do("callback.asked", str(part["object"]), "callback@1",
                     groups={"callback": {"survivor": helped.survivor}},
                     sealed=[part])  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ("object", "vault.other_object"),
        ("key", "vault.recipient"),
        ("nothing", "vault.malformed"),
        ("shape", "vault.malformed"),
    ],
)
def test_only_a_deposit_to_her_agencys_key_about_this_call_is_kept(
    helped, deme, salif, wrong, code
):
    record, other = salif.new_id(), salif.new_id()
    to = salif.keys.entry if wrong == "key" else deme.keys["intake"].entry
    part = sealed_deposit(LEFT, to=to, object_=other if wrong == "object" else record)
    sealed = () if wrong == "nothing" else (part,)
    if wrong == "shape":
        sealed = ({**part, "suite": 1},)
    slip = Slip("callback.asked", record, "callback@1",
                {"callback": {"survivor": helped.survivor}}, sealed=sealed)  # fmt: skip
    with pytest.raises(RefusedError, match=code):
        act_at_door(door="help", slip=slip, actor=herself(helped.survivor),
                    at=salif.stage.now())  # fmt: skip


def test_the_page_says_who_holds_the_key(helped, kadi, sira):
    assert show_intake(kadi.actor) == {
        "epoch": 1, "holders": ["Kadi"], "is_mine": True}  # fmt: skip
    assert show_intake(sira.actor) == {"epoch": 0, "holders": [], "is_mine": False}
