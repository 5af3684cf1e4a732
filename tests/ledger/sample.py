"""Kinds that exist in these tests only: one form with every way to merge."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from client.acts import Draft, Pen
from demeso.kernel.act import Act, Kind
from demeso.kernel.actor import Actor
from demeso.kernel.forms import Form, Merge, Question, when
from demeso.kernel.forms import Kind as Shape
from demeso.kernel.refusal import RefusedError
from demeso.ledger.book import sealed_kept
from demeso.ledger.models import Checkpoint
from demeso.ledger.rows import keep
from demeso.ledger.services import InForce, record, writing
from demeso.vault.models import Grant

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
RISKS = (("high", "Haut"), ("medium", "Moyen"), ("low", "Bas"))
WISHES = (("health", "Soins"), ("law", "Droit"), ("work", "Travail"))
CHOICES = {"kind": Shape.CHOICES, "choices": WISHES}

THING = Form(
    "thing", 1, "Chose",
    (
        Question("place", "Où ?", group="place"),
        Question("day", "Quand ?", kind=Shape.DAY, group="place"),
        Question("wishes", "Quoi ?", group="wishes", merge=Merge.SET, **CHOICES),
        Question("remark", "Remarque", group="remark", merge=Merge.APPEND),
        Question("step", "Étape", group="step", merge=Merge.STATE),
        Question("risk", "Risque", kind=Shape.CHOICE, choices=RISKS, group="risk",
                 merge=Merge.PROTECTIVE),
        Question("reasons", "Pourquoi ?", group="risk", merge=Merge.PROTECTIVE,
                 **CHOICES),
        Question("called", "Nom", group="called", compartment="identity",
                 merge=Merge.SEALED, needed=True),
        Question("heard", "Entendu ?", group="heard", when=when("called", "x")),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class ThingAnswers:
    place: str = ""
    day: str = ""
    wishes: tuple[str, ...] = ()
    remark: str = ""
    step: str = ""
    risk: str = ""
    reasons: tuple[str, ...] = ()
    heard: str = ""


SEEN: list[str] = []  # what the reaction and the services have seen


@writing
def note_thing(*, actor: Actor, act: Act[ThingAnswers]) -> InForce:
    sealed_kept(act.id)
    inner = touch_thing(actor=actor, act=act)
    assert record(act, actor=actor, root=act.record) is inner
    return inner


@writing
def touch_thing(*, actor: Actor, act: Act[Any]) -> InForce:
    return record(act, actor=actor, root=act.record)


@writing
def hand_thing(*, actor: Actor, act: Act[ThingAnswers]) -> InForce:
    """Record under another root, as a referral is under its survivor."""
    sealed_kept(act.id)
    return record(act, actor=actor, root=act.answers.remark)


@writing
def grant_thing(*, actor: Actor, act: Act[ThingAnswers]) -> InForce:
    """Keep the act's grants where grants are kept, as the vault does."""
    rows = [
        Grant(
            act_id=act.id, object=part["object"], to=part["to"], rights="read",
            part=dict(part),
        )
        for part in act.sealed
    ]  # fmt: skip
    Grant.objects.bulk_create(rows, ignore_conflicts=True)
    sealed_kept(act.id)
    return record(act, actor=actor, root=act.record)


@writing
def refuse_thing(*, actor: Actor, act: Act[ThingAnswers]) -> None:
    record(act, actor=actor, root=act.record)
    raise RefusedError("thing.unwanted", field="place")


@writing
def break_thing(*, actor: Actor, act: Act[ThingAnswers]) -> None:
    record(act, actor=actor, root=act.record)
    raise ValueError("a secret that no log may show")


def forget_thing(*, actor: Actor, act: Act[ThingAnswers]) -> None:
    del actor, act


@writing
def clash_thing(*, actor: Actor, act: Act[ThingAnswers]) -> None:
    """Keep a row that can be there once only: the second fails when it is written."""
    record(act, actor=actor, root=act.record)
    keep(Checkpoint(size=7, root=b"", note="", made_at=act.received_at))


def react(*, actor: Actor, act: Act[Any]) -> None:
    record(act, actor=actor, root="another")
    SEEN.append(act.id)


def _kind(name: str, service: str) -> Kind:
    place = f"tests.ledger.sample.{service}"
    return Kind(name, "thing", THING.id, ThingAnswers, place, shared=("place",))


KINDS = {
    kind.name: kind
    for kind in (
        _kind("thing.noted", "note_thing"),
        _kind("thing.touched", "touch_thing"),
        _kind("thing.handed", "hand_thing"),
        _kind("thing.granted", "grant_thing"),
        _kind("thing.refused", "refuse_thing"),
        _kind("thing.broken", "break_thing"),
        _kind("thing.forgotten", "forget_thing"),
        _kind("thing.clashed", "clash_thing"),
    )
}
FORMS = {THING.id: THING}
REACTIONS = {"thing.noted": ("tests.ledger.sample.react",)}
SETTINGS = {
    "DEMESO_KINDS": "tests.ledger.sample.KINDS",
    "DEMESO_FORMS": "tests.ledger.sample.FORMS",
    "DEMESO_REACTIONS": "tests.ledger.sample.REACTIONS",
}


class Writer:
    """A person with a device of her own."""

    def __init__(self, seed: int, at: datetime = AT) -> None:
        self.at = at
        raw = seed.to_bytes(2, "big")
        self.drawn = 0
        self.pen = Pen("", bytes(30) + raw, clock=lambda: self.at, random=self._draw)
        self.tag = raw
        self.pen.device = self.pen.new_id()
        self.actor = Actor(self.pen.new_id(), "", label=f"writer {seed}")

    def _draw(self, size: int) -> bytes:
        self.drawn += 1
        return (self.tag + self.drawn.to_bytes(4, "big")).rjust(size, b"\1")

    def draft(self, record_: str, kind: str = "thing.noted", **more: Any) -> Draft:
        base = more.pop("base", 0)
        sealed, id_ = more.pop("sealed", ()), more.pop("id", "")
        groups = more.pop("groups", more)
        return Draft(
            kind, record_, THING.id, self.actor.name, groups, sealed, base, id_
        )

    def write(self, record_: str, kind: str = "thing.noted", **more: Any):
        return self.pen.write(self.draft(record_, kind, **more))
