"""Keep places true: ask whether an entry still holds, answer as who has the link."""

import os
from datetime import timedelta
from typing import Any

from demeso.agencies.rules.devices import Slip, hashed
from demeso.agencies.services.doors import act_through
from demeso.directory.models import Revision
from demeso.directory.rules.hearing import GIVE
from demeso.directory.rules.verifying import ANSWER, LINK_FOR
from demeso.kernel.actor import Actor, door
from demeso.kernel.canon import b64
from demeso.kernel.clock import stamp
from tests.cast import Person, Stage
from tests.places import propose_site, review_site, verify_site

LINK = door("verification", ANSWER)
PUBLIC = door("feedback", GIVE)


def stand(by: Person, reader: Person, organisation: str, **more: Any) -> str:
    """Write a place down, and let somebody else read it again."""
    site = propose_site(by, organisation, **more)
    review_site(reader, site, Revision.objects.get(site=site).id)
    return site


def verified(by: Person, reader: Person, organisation: str, **more: Any) -> str:
    """Write a place down that is read again and verified."""
    site = stand(by, reader, organisation, **more)
    verify_site(by, site)
    return site


def ask_by_link(
    by: Person, site: str, *, length: timedelta = LINK_FOR, token: str | None = None
) -> tuple[str, str]:
    """Ask by a link; return the request and the link's token."""
    asked = by.new_id()
    token = b64(os.urandom(24)) if token is None else token
    said = {"site": site, "until": stamp(by.stage.time + length)}
    if token:
        said["token_hash"] = hashed(token)
    by.do("verification.asked", asked, "verification@1", groups={"asking": said})
    return asked, token


def answer_link(
    stage: Stage, asked: str, still: str = "yes", actor: Actor = LINK
) -> Any:
    """Answer as the page of a link does."""
    groups = {"answer": {"still": still}}
    slip = Slip("verification.answered", asked, "verification_answer@1", groups)
    return act_through(door="verification", slip=slip, actor=actor, at=stage.now())


def speak_of(stage: Stage, new: str, site: str, **said: str) -> Any:
    """Say something of a place as the public page does."""
    groups = {"link": {"site": site}, "feedback": said}
    slip = Slip("feedback.given", new, "feedback@1", groups)
    return act_through(door="feedback", slip=slip, actor=PUBLIC, at=stage.now())
