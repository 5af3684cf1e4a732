"""What the server asks of a form whose sealed answers it cannot see."""

from demeso.kernel.forms import And, Form, Merge, Or, Question, when
from demeso.ledger.catalogue import coded, merge_of, questions
from tests.ledger.sample import THING

SEALED, OPEN = when("story", "x"), when("plain", "yes")
FORM = Form(
    "mixed", 1, "Mixte",
    (
        Question("story", "Récit", group="story", compartment="narrative"),
        Question("plain", "Clair", group="plain"),
        Question("one", "Un", group="one", when=OPEN),
        Question("two", "Deux", group="two", when=And((OPEN, SEALED))),
        Question("three", "Trois", group="three", when=Or((OPEN, Or((SEALED,))))),
    ),
)  # fmt: skip


def test_a_condition_on_a_sealed_answer_is_left_to_the_device():
    kept = {q.name: q.when for q in coded(FORM).questions}
    assert kept == {"plain": None, "one": OPEN, "two": None, "three": None}


def test_how_groups_merge_is_the_forms_word():
    assert merge_of(THING.id, "risk") is Merge.PROTECTIVE
    assert merge_of(THING.id, "sealed:identity") is Merge.SEALED
    assert merge_of("gone@1", "risk") is Merge.PLAIN
    assert questions("gone@1", "risk") == ()
