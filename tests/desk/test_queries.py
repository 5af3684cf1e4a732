from demeso.desk.queries import followed, names, to_review
from tests.handing import help_someone


def test_the_tracker_holds_the_cases_of_the_agency(aissata, salif, deme_keys, kadi):
    first = help_someone(aissata, deme_keys)
    second = help_someone(salif, deme_keys, "legal")
    rows = followed(actor=kadi.actor, at=kadi.stage.now())
    assert [row.case for row in rows] == [first.case, second.case]
    assert [row.lead for row in rows] == ["Aissata", "Salif"]


def test_colleagues_are_called_by_name_and_nobody_else(kadi, aissata, oumou):
    called = names(kadi.actor)
    assert called[aissata.id] == "Aissata"
    assert oumou.id not in called


def test_nothing_waits_for_review_at_first(aissata, deme_keys, kadi):
    help_someone(aissata, deme_keys)
    review = to_review(actor=kadi.actor)
    assert (review.disputes, review.set_aside) == ((), ())
