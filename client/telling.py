"""Tell what happened as the notebook does: derive, check, divide, seal, say."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from client.walk import Answers, Case
from client.worker import Worker
from demeso.casework.forms.telling import INCIDENT
from demeso.kernel.canon import Json
from demeso.kernel.checking import faults
from demeso.kernel.derive import derived
from demeso.kernel.forms import TODAY, Form

Divided = dict[str, dict[str, Json]]


class UnclearError(Exception):
    """Answers that contradict each other: question → fault code."""


@dataclass(frozen=True)
class Around:
    """What is known beside the answers: today, her birth date, the places."""

    today: str
    birth_date: str = ""
    tree: Mapping[str, str] = field(default_factory=dict)

    @property
    def known(self) -> dict[str, Json]:
        """Return it by the names under which a form asks for it."""
        return {TODAY: self.today, "identity.birth_date": self.birth_date}


def whole(form: Form, answers: Answers, around: Around) -> dict[str, Json]:
    """Return answers with all that follows from them; raise when they contradict."""
    known = {**around.known, **answers}
    follows = derived(form, known, today=around.today, tree=around.tree)
    found: dict[str, Json] = {**follows, **answers}
    wrong = faults(form, found, around.known)
    if wrong:
        raise UnclearError(wrong)
    return found


def divided(form: Form, answers: Answers) -> tuple[Divided, Divided]:
    """Return coded groups, and what is sealed by compartment."""
    coded: Divided = {}
    sealed: Divided = {}
    for question in form.questions:
        if question.name in answers:
            place = sealed if question.compartment else coded
            key = question.compartment or question.group
            place.setdefault(key, {})[question.name] = answers[question.name]
    return coded, sealed


def tell(
    worker: Worker, case: Case, answers: Answers, around: Around, incident: str = ""
) -> str:
    """Record what happened, or correct it; return the incident's id."""
    record = incident or worker.new_id()
    told = whole(INCIDENT, {"case": case.case, **answers}, around)
    coded, sealed = divided(INCIDENT, told)
    parts = [
        worker.seal(case.case, name, said, case.next_version(name))
        for name, said in sealed.items()
    ]
    worker.say("incident.recorded", record, INCIDENT.id, coded, parts)
    return record
