"""The link that asks whether an entry is still so: two taps, no sign-in."""

from datetime import timedelta

import pytest
from django.urls import reverse

from demeso.directory.models import Site, Verification
from demeso.kernel.clock import now
from tests.handing import list_organisation
from tests.verifying import ask_by_link, stand


@pytest.fixture
def sariya(awa):
    return list_organisation(awa, "Clinique Sariya", "health", "legal", "safehouse")


@pytest.fixture
def place(awa, fatoumata, sariya, stage):
    found = stand(awa, fatoumata, sariya, phone="00 00 00 07")
    stage.time = now() - timedelta(minutes=5)  # the page reads the real clock
    return found


def at(token: str, name: str = "help:confirm") -> str:
    return reverse(name, kwargs={"token": token})


def test_two_taps_confirm_an_entry_and_a_third_finds_nothing(client, fatoumata, place):
    _asked, token = ask_by_link(fatoumata, place)
    page = client.get(at(token)).content.decode()
    for words in ("Porte bleue", "Soins médicaux", "lundi – vendredi 08:00-16:00",
                  "00 00 00 07", "Oui, tout est encore juste"):  # fmt: skip
        assert words in page
    assert Site.objects.get().verified == ""  # opening it answers nothing
    done = client.post(at(token), {"still": "yes"})
    assert "la fiche est vérifiée pour 90 jours" in done.content.decode()
    assert Site.objects.get().verified_how == "told"
    again = client.get(at(token))
    assert again.status_code == 404
    assert "Ce lien ne sert plus" in again.content.decode()


def test_something_changed_is_said_and_somebody_will_ask(client, fatoumata, place):
    asked, token = ask_by_link(fatoumata, place)
    done = client.post(at(token), {"still": "changed"})
    assert "quelque chose a changé" in done.content.decode()
    assert Verification.objects.get(id=asked).still == "changed"


def test_an_answer_that_no_button_says_asks_again(client, fatoumata, place):
    _asked, token = ask_by_link(fatoumata, place)
    assert "Porte bleue" in client.post(at(token), {"still": "no"}).content.decode()
    assert not Verification.objects.exclude(answered_at=None).exists()


def test_used_unknown_and_over_look_the_same(client, stage, fatoumata, place):
    _asked, used = ask_by_link(fatoumata, place)
    client.post(at(used), {"still": "yes"})
    _second, replaced = ask_by_link(fatoumata, place)
    ask_by_link(fatoumata, place)
    pages = [client.get(at(one)) for one in (used, replaced, "nothing")]
    assert {page.status_code for page in pages} == {404}
    assert len({page.content for page in pages}) == 1


def test_redline_24_the_link_shows_no_person_no_point_and_no_home(
    client, fatoumata, place
):
    Site.objects.update(
        latitude="14.48", longitude="-4.18", precision="exact", mobile="yes",
        outreach="chez Fanta|||||marché|",
    )  # fmt: skip
    _asked, token = ask_by_link(fatoumata, place)
    Site.objects.update(precision="town", directions="Derrière le marché")
    assert "Derrière le marché" not in client.get(at(token)).content.decode()
    Site.objects.update(precision="exact")
    page = client.get(at(token)).content.decode()
    assert "Derrière le marché" in page
    for hidden in ("14.48", "Fanta", "Awa", "Fatoumata"):
        assert hidden not in page
    assert "lundi, samedi" in page


def test_redline_28_neither_address_nor_title_tells_anything(client, fatoumata, place):
    _asked, token = ask_by_link(fatoumata, place)
    assert at(token) == f"/c/{token}"
    page = client.get(at(token))
    assert "<title>Carnet</title>" in page.content.decode()
    assert not page.cookies
    english = client.get(at(token, "help:confirm-en")).content.decode()
    assert "Porte bleue" in english
    assert 'lang="en"' in english
