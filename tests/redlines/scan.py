"""Read what the product asks and says, as people would hear it."""

import re
from collections.abc import Iterable, Iterator

from django.utils import translation
from django.utils.translation import gettext

from config.acts import FORMS
from demeso.kernel.forms import Form, Question

LANGUAGES = ("fr", "en")
# Asked of staff about their own work, never of a survivor.
STAFF = {
    "breach@1", "breach_end@1", "breach_step@1", "export@1", "hold@1", "hold_end@1",
    "request_answer@1", "retention@1", "glass@1", "glass_release@1",
    "glass_refusal@1", "glass_end@1", "rota@1",
    "holder@1", "agreement@1", "agreement_end@1", "sheets@1", "sheet@1", "drill@1",
    "activation@1",
    "renewal@1", "comeback@1", "confirmation@1", "rewrapping@1", "taking@1",
    "agency@1", "answer@1", "device@1", "invitation@1", "joining@1", "key@1",
    "organisation@1", "revocation@1", "role@1", "role_end@1",
    "site@1", "site_check@1", "site_review@1", "stock@1", "key_refusal@1",
    "capacity@1", "edition@1", "site_doubt@1", "site_opening@1", "site_readiness@1",
    "travel@1", "verification@1", "verification_answer@1",
    "centre@1", "checklist@1", "duty@1", "shelf@1",
}  # fmt: skip


def hers() -> list[Form]:
    """Return the forms that ask about a survivor: all that are not staff's."""
    return [form for form in FORMS.values() if form.id not in STAFF]


def questions(forms: Iterable[Form]) -> Iterator[tuple[str, Question]]:
    """Yield each question with the place where it is asked."""
    for form in forms:
        for question in form.questions:
            yield f"{form.id}:{question.name}", question


def wordings(question: Question, *, choices: bool = False) -> str:
    """Return a question in all languages; with its choices if wanted."""
    texts = [question.text, *(label for _code, label in question.choices if choices)]
    said = []
    for language in LANGUAGES:
        with translation.override(language):
            said += [gettext(text) for text in texts]
    return " | ".join([question.name, *said])


def asking(
    pattern: re.Pattern[str], forms: Iterable[Form], *, choices: bool = False
) -> list[str]:
    """Return the questions whose words match."""
    return [
        place
        for place, question in questions(forms)
        if pattern.search(wordings(question, choices=choices))
    ]
