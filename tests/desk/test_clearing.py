"""The page of what browsers cleared, and the counts of it on two others."""

import pytest

from demeso.agencies.models import Clearing
from demeso.ledger.models import Access
from tests.agencies.services.test_clearing import told
from tests.desk.watching import hidden, words

pytestmark = pytest.mark.django_db(databases="__all__")
PAGE = "/desk/saisies-perdues"


def test_a_loss_is_counted_talked_over_and_put_back(enter, aissata, kadi):
    told(aissata, 3)
    browser = enter(kadi)
    assert "3 saisies perdues" in words(browser.get("/desk/a-revoir"))
    page = browser.get(PAGE)
    assert words(page).count("3 saisies perdues") == 2
    carried = hidden(page)
    for _press in range(2):  # sent twice, it is done once
        sent = browser.post(PAGE, {**carried, "clearing_talked": "yes"})
        assert (sent.status_code, sent["Location"]) == (302, PAGE)
    assert Clearing.objects.get().settled_by == kadi.id
    page = browser.get(PAGE)
    assert "Rien n’est perdu" in words(page)
    assert "Déjà vues" in words(page)
    browser.post(PAGE, {**hidden(page), "clearing_talked": "no"})
    assert "À voir avec la personne qui écrivait" in words(browser.get(PAGE))
    assert Clearing.objects.get().settled_at is None


def test_who_presses_too_late_reads_why_nothing_happened(enter, aissata, kadi, bintou):
    told(aissata, 3)
    first, second = enter(kadi), hidden(enter(bintou).get(PAGE))
    first.post(PAGE, {**hidden(first.get(PAGE)), "clearing_talked": "yes"})
    late = enter(bintou).post(PAGE, {**second, "clearing_talked": "yes"})
    assert "C’est déjà fait" in words(late)


def test_the_protection_of_data_counts_it_and_nobody_elsewhere_does(
    enter, aissata, bintou, awa, salif
):
    told(aissata, 1)
    assert "1 à voir avec qui l’écrivait" in words(
        enter(bintou).get("/desk/protection")
    )
    assert "1 saisie perdue" not in words(enter(awa).get(PAGE))
    assert enter(salif).get(PAGE).status_code == 404


def test_what_cost_nothing_is_said_in_one_line_and_reads_nobody(enter, aissata, kadi):
    told(aissata, 1, device=aissata.pen.device, more=1)
    before = Access.objects.count()
    said = words(enter(kadi).get(PAGE))
    assert "1 effacement n’a rien coûté" in said
    assert "à voir avec" not in said
    assert Access.objects.count() == before
