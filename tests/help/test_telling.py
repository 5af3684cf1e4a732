"""What anybody may say of a place: no name, no cookie, and one question first."""

import pytest

from demeso.directory.models import Feedback, Site
from demeso.help.views.telling import MOST_AN_HOUR
from demeso.ledger.models import Entry
from tests.handing import list_organisation
from tests.house.french import unbound
from tests.verifying import stand

AT = "/avis"
BEGUN = {"asked_for": "no", "region": "mopti"}


@pytest.fixture
def place(awa, fatoumata):
    sariya = list_organisation(awa, "Clinique Sariya", "health", "legal", "safehouse")
    stand(awa, fatoumata, sariya, name="Porte fermée")
    return stand(awa, fatoumata, sariya, name="Porte publique", tier="public")


def said(page) -> str:
    return unbound(page.content.decode())


def test_somebody_speaks_of_a_place_without_a_name(client, place):
    assert "demandé du sexe, de l’argent ou un service" in said(client.get(AT))
    which = said(client.post(AT, BEGUN))
    assert "Porte publique, Clinique Sariya" in which
    assert "Porte fermée" not in which
    how = client.post(AT, {**BEGUN, "site": place})
    assert "A-t-il fallu payer ?" in said(how)
    told = {"got": "some", "paid": "yes", "words": "On attend dehors, au soleil."}
    done = client.post(AT, {**BEGUN, "site": place, **told})
    assert "Votre avis est donné." in said(done)
    assert not done.cookies
    row = Feedback.objects.get()
    assert (row.site_id, row.got, row.paid, row.open) == (place, "some", "yes", "")
    assert row.words == "On attend dehors, au soleil."


@pytest.mark.parametrize(
    "more", [{}, {"site": "any"}, {"words": "il a dit", "got": "no"}]
)
def test_asked_for_something_stops_everything_and_writes_nothing(client, place, more):
    before = Entry.objects.count()
    stopped = client.post(AT, {**BEGUN, **more, "asked_for": "yes"})
    assert "Cela n’est jamais le prix de l’aide" in said(stopped)
    assert "(PEAS)" in said(stopped)
    assert Entry.objects.count() == before
    assert not Feedback.objects.exists()


@pytest.mark.parametrize(
    "words",
    ["Appelez le 00 12 34 56", "Madame Sow m’a reçue", "écrivez à moi@exemple.ml",
     "au village Kelebougou"],
)  # fmt: skip
def test_scenario_22_words_of_a_feedback_that_would_name_somebody_are_refused(
    client, place, words
):
    page = client.post(AT, {**BEGUN, "site": place, "got": "yes", "words": words})
    assert "semblent nommer quelqu’un" in said(page)
    assert words.split()[-1].split("’")[-1] in said(page)
    assert not Feedback.objects.exists()


def test_nothing_said_asks_again(client, place):
    assert "Répondez aux deux questions." in said(client.post(AT, {"region": "mopti"}))
    wrong = client.post(AT, {**BEGUN, "region": "atlantide"})
    assert "Répondez aux deux questions." in said(wrong)
    how = client.post(AT, {**BEGUN, "site": place, "got": "perhaps"})
    assert "Répondez à ce que vous voulez" in said(how)
    assert not Feedback.objects.exists()


def test_redline_24_nobody_speaks_here_of_a_place_that_is_not_public(
    client, awa, place
):
    hidden = Site.objects.exclude(tier="public").get().id
    page = client.post(AT, {**BEGUN, "site": hidden, "got": "no"})
    assert "Quel lieu ?" in said(page)
    assert not Feedback.objects.exists()
    nowhere = said(client.post(AT, {"asked_for": "no", "region": "gao"}))
    assert "Aucun lieu à nommer ici" in nowhere


def test_a_flood_is_stopped_by_place_and_not_by_person(client, place):
    body = {**BEGUN, "site": place, "got": "no"}
    answers = [client.post(AT, body).status_code for _ in range(MOST_AN_HOUR + 1)]
    assert answers == [200] * MOST_AN_HOUR + [429]
    assert Feedback.objects.count() == MOST_AN_HOUR


def test_english_has_the_same_pages(client, place):
    page = client.post("/en/avis", {**BEGUN, "site": place})
    assert 'lang="en"' in said(page)
    assert 'action="/en/avis"' in said(page)
