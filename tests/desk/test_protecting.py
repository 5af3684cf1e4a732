"""What is decided about breaches, lists, limits and the register: pure."""

from datetime import UTC, date, datetime

import pytest
from django.conf import settings

from client.codes import new_code
from config.acts import FORMS
from demeso.desk.rules.breaches import (
    BreachFacts,
    StepAnswers,
    closing_fault,
    codes_in,
    known_at,
    step_fault,
)
from demeso.desk.rules.exporting import (
    ExportAnswers,
    Listed,
    Mark,
    Protection,
    export_fault,
    file_name,
    protection,
    written,
)
from demeso.desk.rules.looking import Event, Kind, Sought, day_of, kind_of
from demeso.desk.rules.processing import (
    APART,
    PURPOSES,
    SERVED,
    processed,
    purpose_of,
    undeclared,
)
from demeso.desk.rules.retaining import Due, Rested, Stage, due, ends_on, list_digest
from demeso.kernel.country import country
from demeso.kernel.forms import Form, Question
from demeso.kernel.ids import show_code

pytestmark = pytest.mark.rules

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
CODE = "K7QF2M9T3"
AGE = "age1" + "q" * 58


def facts(*done: str, codes: int = 3) -> BreachFacts:
    names = ("settled", "learned", "told")
    return BreachFacts(**{name: name in done for name in names}, codes=codes)


@pytest.mark.parametrize(
    ("found", "harm", "fault"),
    [
        (facts("learned", "told"), "none", "breach.unfiled"),
        (facts("settled", "told"), "none", "breach.no_lesson"),
        (facts("settled", "learned"), "possible", "breach.untold"),
        (facts("settled", "learned", codes=0), "possible", ""),
        (facts("settled", "learned"), "none", ""),
        (facts("settled", "learned", "told"), "known", ""),
    ],
)
def test_a_breach_closes_once_filed_told_and_learned_from(found, harm, fault):
    assert closing_fault(found, harm) == fault


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"step": "contained"}, "note"),
        ({"step": "contained", "note": "x"}, ""),
        ({"step": "told"}, "whom"),
        ({"step": "told", "whom": "team"}, ""),
        ({"step": "filed"}, "reference"),
        ({"step": "unfiled", "note": " "}, "note"),
        ({"step": "codes"}, "codes"),
        ({}, "step"),
    ],
)
def test_a_step_says_what_it_needs(said, field):
    assert step_fault(StepAnswers(**said)) == field


def test_codes_are_read_however_they_are_typed_and_nothing_else_is_one():
    code = new_code()
    found, wrong = codes_in(f"{show_code(code).lower()}, {code}; Anta K7QF2M9T3")
    assert (found, wrong) == ([code], ["ANTA", "K7QF2M9T3"])
    assert codes_in("") == ([], [])


def test_the_deadline_counts_from_the_beginning_of_the_day():
    assert known_at(date(2026, 11, 21)) == datetime(2026, 11, 21, tzinfo=UTC)


def test_a_list_leaves_for_a_purpose_that_is_said():
    assert export_fault(ExportAnswers("names", "audit")) == "list"
    assert export_fault(ExportAnswers("tracker", "other")) == "why"
    assert export_fault(ExportAnswers("tracker", "other", "réunion")) == ""


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ((AGE, "", ""), Protection(recipient=AGE)),
        (("age1court", "", ""), "recipient"),
        (("", "trop court", "trop court"), "phrase"),
        (("", "trois puits et un mur", "autre chose du tout"), "again"),
        (("", "trois puits et un mur", "trois puits et un mur"),
         Protection(phrase="trois puits et un mur")),
    ],
)  # fmt: skip
def test_a_file_is_closed_by_a_key_or_a_long_phrase(given, found):
    assert protection(*given) == found


def test_every_line_bears_the_mark_and_no_cell_becomes_a_formula():
    mark = Mark("Kadi", "x-aaaa11", "y-bbbb22", AT)
    table = Listed("Titre", "Réserve", ("Code", "Jours"), (("=1+1", "3"),))
    lines = written([table], mark, ["Emporté par Kadi"]).splitlines()
    assert mark.short == "AAAA11-BBBB22"
    assert lines[0] == "Emporté par Kadi"
    assert "'=1+1,3,AAAA11-BBBB22" in lines
    assert file_name(AT) == "carnet-20261121-1200.csv.age"


def rested(**more) -> Rested:
    said = {"opened_on": date(2020, 1, 1), "closed_on": date(2021, 11, 21)} | more
    return Rested("s", CODE, **said)


def test_identity_goes_first_then_the_file_and_a_childs_file_waits():
    limits = country(settings.COUNTRY).limits
    grown, child = rested(age_band="26_40"), rested(age_band="12_17")
    assert ends_on(grown, Stage.IDENTITY, limits) == date(2023, 11, 21)
    assert ends_on(grown, Stage.CASE, limits) == date(2026, 11, 21)
    assert ends_on(child, Stage.CASE, limits) == date(2031, 1, 1)
    baby = rested(age_band="0_11", opened_on=date(2020, 2, 29))
    assert ends_on(baby, Stage.IDENTITY, limits) == date(2043, 3, 1)


def test_the_furthest_stage_is_due_with_the_reasons_that_keep_it():
    limits = country(settings.COUNTRY).limits
    whole = due(rested(), limits, date(2026, 11, 21), ["trial", "trial", "court"])
    assert (whole.stage, whole.holds) == (Stage.CASE, ("court", "trial"))
    early = due(rested(), limits, date(2026, 11, 20), ())
    assert early.stage is Stage.IDENTITY
    gone = rested(identity_gone=True)
    assert due(gone, limits, date(2026, 11, 20), ()) is None
    assert due(rested(), limits, date(2022, 1, 1), ()) is None


def test_what_is_confirmed_is_what_was_shown():
    one = Due("a", CODE, Stage.CASE, date(2026, 1, 1), date(2021, 1, 1))
    other = Due("b", CODE, Stage.IDENTITY, date(2026, 1, 1), date(2021, 1, 1))
    assert list_digest([one, other]) == list_digest([other, one])
    assert list_digest([one]) != list_digest([one, other])


def test_a_search_keeps_its_days_its_person_and_its_gesture():
    sought = Sought(worker="a", since=date(2026, 11, 20), kind="read")
    span = sought.span(AT)
    read = Event(AT, "a", Kind.READ, "", "")
    assert sought.keeps(read, span)
    assert not sought.keeps(Event(AT, "b", Kind.READ, "", ""), span)
    assert not sought.keeps(Event(AT, "a", Kind.TRIED, "", ""), span)
    old = Event(datetime(2026, 11, 19, tzinfo=UTC), "a", Kind.READ, "", "")
    assert not sought.keeps(old, span)
    assert Sought(code=CODE).keeps(old, Sought(code=CODE).span(AT))
    assert Sought().span(AT)[0] == datetime(2026, 10, 22, tzinfo=UTC)
    assert (day_of("2026-11-21"), day_of("x")) == (date(2026, 11, 21), None)
    assert kind_of("print.tracker") is Kind.PRINTED


def test_every_question_of_every_form_has_a_purpose_and_a_place():
    assert undeclared(FORMS.values()) == []


def test_no_purpose_is_declared_for_a_form_that_is_not_there_or_twice():
    named = [name for served in SERVED.values() for name in served]
    assert sorted(named) == sorted(set(named))
    assert set(named) - {form.name for form in FORMS.values()} == set()
    assert set(SERVED) | set(APART.values()) == set(PURPOSES)


def test_a_question_without_a_purpose_or_a_known_place_is_found():
    planted = Form("planted", 1, "x", (Question("a", "A ?", group="g"),))
    assert undeclared([planted]) == ["planted@1: a"]
    lost = Form("needs", 1, "x", (Question("b", "B ?", group="g", compartment="z"),))
    assert undeclared([lost]) == ["needs@1: b"]


def test_the_register_tells_statistics_apart_and_what_is_sealed():
    found = processed(FORMS.values())
    consent = FORMS["consent@1"]
    assert purpose_of(consent, "statistics") == "count"
    assert purpose_of(consent, "services") == "allow"
    assert {one.place for one in found} >= {"coded", "identity", "narrative"}
    story = next(one for one in found if one.form == "incident@1" and
                 one.group == "narrative")  # fmt: skip
    assert (story.place, story.purpose) == ("narrative", "accompany")
