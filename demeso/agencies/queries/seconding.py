"""Read which agency keys and holders wait for a second person, and for whom."""

from demeso.agencies.models import Device, Worker
from demeso.agencies.queries.recovery import holds, may_be_holder
from demeso.agencies.queries.roles import roles_of
from demeso.agencies.rules.keys import needed_for
from demeso.agencies.rules.roles import permissions_of
from demeso.agencies.rules.seconding import PEOPLE, may_ask, may_second
from demeso.kernel.actor import Actor
from demeso.ledger.looking import device_of
from demeso.vault.queries import current_fingerprints
from demeso.vault.signing import KeyStatement, Signature, Stated
from demeso.vault.standing import WORKER, awaited


def keys_waiting(actor: Actor) -> list[Stated]:
    """Return what waits of agencies' keys: of those she sees to, or asked by her."""
    everywhere = actor.may(PEOPLE)
    return [
        one
        for one in awaited()
        if everywhere or one.said.agency == actor.agency or is_asked_by(one, actor)
    ]


def is_asked_by(stated: Stated, actor: Actor) -> bool:
    """Tell whether somebody signed first, and may take her request back."""
    first = stated.both[0]
    return first is not None and first.by == actor.worker


def may_sign_key(stated: Stated, actor: Actor) -> bool:
    """Tell whether somebody may be the second person for what waits of a key.

    Two of one other house never decide: one of the two is of the key's own, or a third.
    """
    said, first = stated.said, stated.both[0]
    if first is None:
        return False
    home = actor.agency == said.agency
    colleagues = Worker.objects.filter(pk=first.by, agency=actor.agency).exists()
    return (home or not colleagues) and may_second(
        actor.worker, actor.permissions, said=said, first=first.by, home=home
    )


def is_still_fit(stated: Stated) -> bool:
    """Tell whether everybody named may still hold the key."""
    said = stated.said
    named = list(Worker.objects.filter(pk__in=said.holders, left_at=None))
    whole = len(named) == len(said.holders)
    return whole and all(may_be_holder(said, one) for one in named)


def may_still_ask(stated: Stated) -> bool:
    """Tell whether who asked may still: by role, by the key in her hands, by herself.

    What was asked from a device that she has lost since, or signed by a key that
    another has replaced, may be somebody else's wish.
    """
    said, first = stated.said, stated.both[0]
    if first is None or not _is_hers(stated.act, first):
        return False
    able = permissions_of(roles_of(first.by))
    return needed_for(said.owner) in able and may_ask(
        said, able, held=_holds(first.by, said)
    )


def _is_hers(act: str, first: Signature) -> bool:
    """Tell whether the key that signed is hers now, and the device not lost."""
    now = current_fingerprints([first.by]).get((WORKER, first.by))
    lost = Device.objects.filter(pk=device_of(act)).exclude(lost="")
    return now == first.key and not lost.exists()


def _holds(worker: str, said: KeyStatement) -> bool:
    return holds(worker, agency=said.agency, owner=said.owner, epoch=said.epoch)
