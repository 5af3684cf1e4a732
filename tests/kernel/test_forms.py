import json
from pathlib import Path

import pytest

from demeso.kernel.checking import faults, is_day
from demeso.kernel.forms import (
    TODAY,
    And,
    Form,
    In,
    Kind,
    Merge,
    Or,
    Question,
    when,
)
from demeso.kernel.published import form_data

pytestmark = pytest.mark.rules

HERE = Path(__file__).parent
SHARED = json.loads((HERE / "form_cases.json").read_text(encoding="utf-8"))
YES_NO = (("yes", "Oui"), ("no", "Non"))

# One question of every kind and every condition; its structure stands in the
# case file too, for the browser's checker.
SAMPLE = Form(
    name="sample",
    version=1,
    title="Essai",
    questions=(
        Question("word", "Une parole", group="words", most=5),
        Question("story", "Une suite", kind=Kind.STORY, group="words", most=12),
        Question("danger", "Danger ?", kind=Kind.CHOICE, group="danger", choices=YES_NO,
                 merge=Merge.PROTECTIVE),
        Question("needs", "Besoins", kind=Kind.CHOICES, group="needs", ordered=True,
                 choices=(("health", "Soins"), ("legal", "Droit"), ("police", "Paix"))),
        Question("children", "Enfants", kind=Kind.NUMBER, group="family", most=20),
        Question("day", "Jour", kind=Kind.DAY, group="when",
                 earliest=("identity.birth_date",), latest=("told", TODAY)),
        Question("told", "Dit le", kind=Kind.DAY, group="when", latest=(TODAY,)),
        Question("month", "Mois", kind=Kind.MONTH, group="when",
                 earliest=("identity.birth_date",), latest=("told", TODAY)),
        Question("until", "Avant le", kind=Kind.DAY, group="when", earliest=(TODAY,)),
        Question("cercle", "Cercle", kind=Kind.CODE, group="when", listed="cercles"),
        Question("case", "Dossier", kind=Kind.ID, group="link"),
        Question("code", "Code", kind=Kind.MADE, group="link", most=9),
        Question("rows", "Lignes", kind=Kind.LINES, group="rows"),
        Question("must", "Obligatoire", kind=Kind.CHOICE, group="must", needed=True,
                 choices=YES_NO),
        Question("refuge", "Ce soir", group="refuge", when=when("danger", "yes")),
        Question("lawyer", "Avocat", group="law", needed=True,
                 when=when("needs", "legal", "police")),
        Question("both", "Les deux", group="law",
                 when=And((when("danger", "yes"), when("needs", "legal")))),
        Question("either", "L’un ou l’autre", group="law",
                 when=Or((when("danger", "unknown"), when("must", "no")))),
    ),
)  # fmt: skip


@pytest.mark.parametrize("case", SHARED["cases"], ids=lambda case: case["name"])
def test_answers_are_checked_as_the_shared_cases_say(case):
    assert faults(SAMPLE, case["given"], case.get("known")) == case["faults"]


def test_the_shared_form_is_the_one_checked_here():
    assert SHARED["form"] == form_data(SAMPLE)


def test_the_shared_cases_reach_every_kind_and_every_fault():
    assert len(SHARED["cases"]) >= 60
    given = {name for case in SHARED["cases"] for name in case["given"]}
    assert given >= {question.name for question in SAMPLE.questions}
    found = {code for case in SHARED["cases"] for code in case["faults"].values()}
    assert found == {
        "unknown", "hidden", "needed", "kind", "choice", "twice", "long",
        "future", "past", "after.told", "before.birth_date",
    }  # fmt: skip
    assert {question.kind for question in SAMPLE.questions} == set(Kind)


def test_a_form_names_its_groups_and_how_they_merge():
    assert SAMPLE.id == "sample@1"
    assert [q.name for q in SAMPLE.group("law")] == ["lawyer", "both", "either"]
    assert SAMPLE.names[:2] == ("word", "story")
    assert SAMPLE.merge_of("danger") is Merge.PROTECTIVE
    assert "refuge" in SAMPLE.coded_groups()
    assert SAMPLE.group("danger")[0].codes == ("yes", "no")


def test_a_condition_says_what_it_looks_at():
    either = Or((In("a", ("x",)), And((In("b", ("y",)), In("c", ("z",))))))
    assert either.names() == {"a", "b", "c"}
    assert either.data() == {
        "or": [{"in": ["a", ["x"]]},
               {"and": [{"in": ["b", ["y"]]}, {"in": ["c", ["z"]]}]}]
    }  # fmt: skip
    assert either.holds({"b": ["y"], "c": "z"})
    assert not either.holds({"b": "y"})


@pytest.mark.parametrize(
    ("value", "right"),
    [("2024-02-29", True), ("2100-02-29", False), ("2000-02-29", True),
     ("2024-W01-1", False), ("20240229", False), ("٢٠٢٤-01-01", False), (None, False)],
)  # fmt: skip
def test_a_day_is_a_day_of_the_calendar(value, right):
    assert is_day(value) is right
