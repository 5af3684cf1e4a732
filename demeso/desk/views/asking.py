"""Ask a form's questions on a page of the desk, and send what was answered."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import QueryDict
from django.utils.module_loading import import_string
from django.utils.translation import gettext

from demeso.agencies.rules.devices import Slip
from demeso.agencies.services.doors import act_at_door
from demeso.kernel.act import Groups
from demeso.kernel.actor import Actor
from demeso.kernel.clock import now
from demeso.kernel.country import Country, country
from demeso.kernel.forms import Form, Kind, Question
from demeso.kernel.ids import is_uuid7, uuid7
from demeso.kernel.refusal import RefusedError, UnknownError, refuse_unless
from demeso.ledger.queries import version
from demeso.ledger.services import note_refusal

SHAPES = {
    Kind.CHOICE: "radio",
    Kind.CHOICES: "checkbox",
    Kind.CODE: "select",
    Kind.DAY: "day",
    Kind.STORY: "story",
}
HIDDEN = ("act", "record", "base")
REPEATED = "act.repeated"  # a page that is sent twice is done


@dataclass(frozen=True)
class Deed:
    """What a page of the desk does to one record."""

    kind: str
    form: Form
    record: str
    groups: Groups


def page_ids(record: str = "") -> dict[str, str]:
    """Return what a page carries along so that, sent twice, it acts once."""
    base = str(version(record)) if record else "0"
    return {"act": new_id(), "record": record or new_id(), "base": base}


def sent_ids(post: QueryDict) -> dict[str, str]:
    """Return what a page carried along; refuse what no page of ours says."""
    ids = {name: post.get(name, "") for name in HIDDEN}
    right = is_uuid7(ids["act"]) and is_uuid7(ids["record"]) and ids["base"].isdecimal()
    refuse_unless(right, "request.malformed")
    return ids


def send(deed: Deed, ids: Mapping[str, str], *, actor: Actor) -> str:
    """Do it; return the code of the refusal, empty when it is done, now or before."""
    slip = Slip(
        deed.kind, deed.record, deed.form.id, deed.groups,
        base=int(ids["base"]), id=ids["act"],
    )  # fmt: skip
    try:
        act_at_door(door="desk", slip=slip, actor=actor, at=now())
    except UnknownError:
        raise
    except RefusedError as error:
        note_refusal(error.code, actor=actor, what=deed.kind, at=now())
        return "" if error.code == REPEATED else error.code
    return ""


def words_of(code: str) -> str:
    """Return what a refusal says; nothing for none."""
    messages: dict[str, str] = import_string(settings.DEMESO_MESSAGES)
    return gettext(messages.get(code, messages["refused"])) if code else ""


def answers_of(form: Form, post: QueryDict) -> dict[str, Any]:
    """Return what was answered on a page, as the form takes it; empty is left out.

    A question that its condition hides is not answered, whatever was sent.
    """
    given: dict[str, Any] = {}
    for question in form.questions:
        many = question.kind is Kind.CHOICES
        sent = post.getlist(question.name) if many else post.get(question.name, "")
        value = sent if many else str(sent).strip()
        if value and (question.when is None or question.when.holds(given)):
            given[question.name] = value
    return given


def grouped(form: Form, said: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return answers by their group, as an act carries them; 0 is an answer."""
    found: dict[str, dict[str, Any]] = {}
    for question in form.questions:
        if said.get(question.name) not in (None, "", []):
            found.setdefault(question.group, {})[question.name] = said[question.name]
    return found


def drawn(
    form: Form, group: str, answers: Mapping[str, Any], wrong: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    """Yield the questions of a group as a template draws them."""
    for question in form.group(group):
        kept = answers.get(question.name)
        value = "" if kept is None else kept
        yield {
            "name": question.name,
            "text": gettext(question.text),
            "hint": gettext(question.hint) if question.hint else "",
            "shape": SHAPES.get(question.kind, "text"),
            "most": question.most,
            "needed": question.needed,
            "value": value,
            "fault": wrong.get(question.name, ""),
            "choices": _choices(question, value),
            "options": here().options(question.listed) if question.listed else (),
        }


def _choices(question: Question, value: object) -> list[tuple[str, str, str]]:
    ticked = value if isinstance(value, list | tuple) else [value]
    return [
        (code, gettext(label), "checked" if code in ticked else "")
        for code, label in question.choices
    ]


def here() -> Country:
    """Return the country whose places and languages are listed."""
    return country(settings.COUNTRY)


def new_id() -> str:
    """Draw an id for a record."""
    return uuid7(int(now().timestamp() * 1000), os.urandom(10))
