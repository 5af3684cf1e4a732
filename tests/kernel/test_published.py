import dataclasses
import json
import re

import pytest

from config.acts import FORMS, KINDS, casework, consent, survivors
from demeso.kernel.forms import Form, Kind, Merge, Question, when
from demeso.kernel.published import form_data, misdrawn, published

pytestmark = pytest.mark.rules

# Two people of the staff ask each other: they do owe a reason.
BETWEEN_STAFF = {"glass", "glass_release", "glass_refusal", "glass_end"}
ABOUT_HER = tuple(
    form
    for form in (*survivors.FORMS, *consent.FORMS, *casework.FORMS)
    if form.name not in BETWEEN_STAFF
)


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.id)
def test_a_published_form_is_drawn_right(form):
    assert list(misdrawn(form)) == []


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_an_act_holds_the_coded_answers_of_its_form(kind):
    coded = {q.name for q in FORMS[kind.form].questions if not q.compartment}
    assert {field.name for field in dataclasses.fields(kind.answers)} == coded
    assert kind.answers() is not None, "every answer may be left out"


@pytest.mark.parametrize("form", ABOUT_HER, ids=lambda form: form.id)
def test_no_question_about_her_asks_why_or_assumes_a_gender(form):
    texts = [form.title]
    for question in form.questions:
        texts += [
            question.text,
            question.hint,
            *(text for _c, text in question.choices),
        ]
    for text in texts:
        assert not re.search(r"\bpourquoi\b", text, re.IGNORECASE), text
        assert "·" not in text, text
        assert not re.search(r"\b(la victime|la survivante|violée|battue)\b", text), (
            text
        )


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.id)
def test_nothing_that_can_get_someone_killed_is_asked(form):
    forbidden = {
        "ethnicity", "religion", "orientation", "gender_identity", "hiv", "abortion",
        "perpetrator_name", "affiliation",
    }  # fmt: skip
    assert not forbidden & {question.name for question in form.questions}
    for question in form.questions:  # her own, sealed; nobody else's
        named = (form.name, question.compartment)
        assert question.name != "nationality" or named == ("identity", "identity")
    coded = {question.name for question in form.questions if not question.compartment}
    assert "occupation" not in coded  # of an accused person: sealed, or not at all


def test_faults_of_a_declaration_are_found():
    wrong = Form("wrong", 1, "Faux", (
        Question("a", "A", group="one", compartment="identity", needed=True),
        Question("b", "B", group="one"),
        Question("b", "B", group="two", merge=Merge.SET),
        Question("c", "C", group="two", kind=Kind.CHOICE),
        Question("d", "D", group="three", kind=Kind.CODE, when=when("a", "x")),
        Question("e", "E", group="four", when=when("nobody", "x")),
        Question("f", "F", compartment="cellar"),
        Question("g", "G", group="five", derive=("alchemy", "lead")),
        Question("h", "H", group="six", kind=Kind.DAY, latest=("never",), topic="x"),
        Question("i", "I", group="six"),
        Question("j", "J", group="six", topic="x"),
    ))  # fmt: skip
    assert set(misdrawn(wrong)) == {
        "a: sealed, so nobody can ask for it",
        "b: twice",
        "c: nothing to choose",
        "d: coded, but depends on sealed a",
        "d: from no list",
        "e: depends on nobody, which is not asked",
        "f: no group",
        "f: no such compartment",
        "g: derived from lead, which is not asked",
        "g: no rule alchemy",
        "h: beside never, which is not asked",
        "one: coded and sealed together",
        "topics ['x', 'x'] are titled []",
        "two: two ways to merge",
    }


def test_a_form_is_published_by_its_structure_without_texts():
    shown = form_data(FORMS["outcome@1"])
    barriers = next(q for q in shown["questions"] if q["name"] == "barriers")
    assert barriers["when"] == {"in": ["outcome", ["declined", "unavailable"]]}
    assert "fear.reprisal" in barriers["codes"]
    assert "text" not in barriers
    assert "compartment" not in barriers


def test_published_forms_are_json_by_id():
    text = published(FORMS.values())
    assert set(json.loads(text)) == set(FORMS)
    assert text == published(reversed(list(FORMS.values())))
