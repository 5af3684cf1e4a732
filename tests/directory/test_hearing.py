"""What unnamed people say of a place, and who hears it."""

import pytest

from demeso.directory.models import Feedback
from demeso.directory.queries.hearing import heard_of, spoken_of
from demeso.directory.rules.hearing import (
    FEWEST,
    FeedbackAnswers,
    heard,
    hears_words,
    is_said,
    month_of,
)
from demeso.kernel.actor import Actor, door
from demeso.kernel.refusal import UnknownError
from tests.cast import START
from tests.directory.test_services import code_of
from tests.handing import list_organisation, list_yelen
from tests.verifying import PUBLIC, speak_of, stand

EVERYBODYS = Actor("x", "a", frozenset({"directory.write"}), frozenset({"coordinator"}))
OWN = Actor("y", "b", frozenset({"directory.write"}), frozenset({"focal_point"}))
SAID = FeedbackAnswers("site", open="yes", got="no", words="dehors")


def test_a_places_own_team_hears_no_fewer_than_five_and_never_the_words():
    few, enough = [SAID] * (FEWEST - 1), [SAID] * FEWEST
    assert heard("site", few, OWN) is None
    found = heard("site", enough, OWN)
    assert found is not None
    assert (found.total, found.counts["got"], found.words) == (5, {"no": 5}, ())


def test_who_answers_for_the_whole_directory_hears_each():
    found = heard("site", [SAID], EVERYBODYS)
    assert found is not None
    assert (found.total, found.words) == (1, ("dehors",))
    assert found.counts["paid"] == {}
    assert heard("site", [], EVERYBODYS) is None
    assert hears_words(EVERYBODYS)
    assert not hears_words(OWN)


def test_of_the_moment_the_month_is_shown():
    assert month_of(START) == "2026-11"


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (FeedbackAnswers("site"), False),
        (FeedbackAnswers("site", paid="yes"), True),
        (FeedbackAnswers("site", words="merci"), True),
    ],
)
def test_something_must_be_said(answers, said):
    assert is_said(answers) is said


@pytest.fixture
def place(awa, fatoumata):
    sariya = list_organisation(awa, "Clinique Sariya", "health", "legal", "safehouse")
    return stand(awa, fatoumata, sariya, tier="public")


def test_feedback_is_kept_without_a_day_or_a_person(stage, awa, place):
    said = speak_of(stage, awa.new_id(), place, got="some", waited="long")
    row = Feedback.objects.get()
    assert (row.id, row.month, row.got, row.waited) == (
        said.id, "2026-11", "some", "long",
    )  # fmt: skip
    kept = {field.name for field in Feedback._meta.get_fields()}
    assert not kept & {"at", "time", "told_at", "actor", "worker", "address", "device"}


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({}, "feedback.empty"),
        ({"got": "yes", "words": "Demandez Fanta Koné"}, "text.naming"),
        ({"words": "mon numéro est le 00 12 34 56"}, "text.naming"),
        ({"got": "perhaps"}, "form.faults"),
        ({"words": "x" * 301}, "form.faults"),
    ],
)
def test_what_cannot_be_kept_is_refused(stage, awa, place, said, code):
    assert code_of(lambda: speak_of(stage, awa.new_id(), place, **said)) == code
    assert not Feedback.objects.exists()


def test_only_the_public_page_gives_feedback_and_once(stage, awa, place):
    groups = {"link": {"site": place}, "feedback": {"got": "yes"}}
    one = awa.new_id()
    refused = code_of(
        lambda: awa.do("feedback.given", one, "feedback@1", groups=groups)
    )
    assert refused == "record.unknown"
    with pytest.raises(UnknownError):
        spoken_of(actor=door("help"))
    speak_of(stage, one, place, got="yes")
    again = code_of(lambda: speak_of(stage, one, place, got="no"))
    assert again == "feedback.known"


def test_redline_24_of_hidden_places_nobody_speaks_in_public(
    stage, awa, fatoumata, place
):
    organisation = list_organisation(awa, "Porte", "safehouse", "legal")
    hidden = stand(awa, fatoumata, organisation, services=["safehouse"])
    assert [one.id for one in spoken_of(actor=PUBLIC)] == [place]
    refused = code_of(lambda: speak_of(stage, awa.new_id(), hidden, got="no"))
    assert refused == "record.unknown"


@pytest.fixture
def own(awa, yelen, oumou, nene):
    return stand(oumou, nene, list_yelen(awa, yelen, oumou, nene), tier="public")


def test_each_hears_of_the_places_she_keeps(
    stage, awa, oumou, fatoumata, aissata, place, own
):
    for _one in range(FEWEST):
        speak_of(stage, awa.new_id(), own, respected="yes", words="On attend dehors.")
    speak_of(stage, awa.new_id(), place, got="no")
    [(site, told)] = heard_of(oumou.actor, at=stage.time)
    assert (site.id, told.total, told.words) == (own, FEWEST, ())
    every = {site.id: told for site, told in heard_of(fatoumata.actor, at=stage.time)}
    assert {site: told.total for site, told in every.items()} == {own: 5, place: 1}
    assert every[own].words[0] == "On attend dehors."
    with pytest.raises(UnknownError):
        heard_of(aissata.actor, at=stage.time)


def test_after_twelve_months_nobody_hears_it_any_more(stage, awa, fatoumata, place):
    speak_of(stage, awa.new_id(), place, got="no")
    for month, count in (("2025-12", 1), ("2025-11", 0)):
        Feedback.objects.update(month=month)
        assert len(heard_of(fatoumata.actor, at=stage.time)) == count
