"""Files of the directory at the desk: tried, taken in, taken away, compared."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from config.uploads import AROUND
from demeso.directory.models import Revision, Site
from demeso.interchange.models import Edition
from demeso.interchange.rules.decoding import MOST_BYTES
from demeso.interchange.writing import csv_file
from demeso.ledger.models import Entry
from tests.handing import list_organisation
from tests.interchange.land import NAMES, PLACE, place
from tests.interchange.test_services import KENEYA, OWN, TWO
from tests.places import propose_site, review_site

AT = "/desk/fichiers"


def upload(raw=TWO.raw):
    return SimpleUploadedFile("annuaire.csv", raw, "text/csv")


def hidden(page, name):
    found = re.search(rf'name="{name}" value="([^"]*)"', page.content.decode())
    return found.group(1) if found else ""


def listed(awa, moussa, name="Porte bleue", **more):
    own = list_organisation(awa, f"Organisation de {name}", "health")
    site = propose_site(awa, own, name=name, **more)
    review_site(moussa, site, Revision.objects.get(site=site).id)
    return site


def test_a_file_is_tried_and_then_the_very_same_is_taken_in(enter, awa):
    browser = enter(awa)
    tried = browser.post(AT, {"deed": "check", "file": upload()})
    assert "2 nouvelles fiches" in tried.content.decode()
    assert not Site.objects.exists()
    digest = hidden(tried, "digest")
    other = csv_file([[*NAMES, *OWN], [*PLACE, *KENEYA]])
    sent = {"deed": "import", "digest": digest}
    refused = browser.post(AT, {**sent, "file": upload(other)})
    assert "plus le fichier qui a été vérifié" in refused.content.decode()
    assert not Site.objects.exists()
    taken = browser.post(AT, {**sent, "file": upload()})
    assert "Une autre personne relit maintenant les lieux." in taken.content.decode()
    assert Site.objects.filter(is_draft=True).count() == 2


def test_every_fault_stands_in_a_table_and_nothing_is_offered(enter, awa):
    wrong = place(region="?", name="<b>Porte</b>", hours_monday="9h-8h")
    raw = csv_file([[*NAMES, *OWN], [*wrong, *KENEYA]])
    page = enter(awa).post(AT, {"deed": "check", "file": upload(raw)}).content.decode()
    assert "J hours_monday" in page
    assert "Rien ne peut être repris" in page
    assert 'value="import"' not in page
    assert "<b>Porte</b>" not in page


def test_without_a_file_or_with_an_unknown_deed_the_page_says_so(enter, awa):
    browser = enter(awa)
    said = browser.post(AT, {"deed": "check"}).content.decode()
    assert "Choisissez un fichier." in said
    assert browser.post(AT, {"deed": "sell"}).status_code == 400


@pytest.mark.parametrize("form", ["csv", "zip", "json"])
def test_what_is_taken_away_holds_what_one_may_read(enter, awa, moussa, form):
    listed(awa, moussa, tier="public")
    listed(awa, moussa, "Porte close", tier="closed")
    browser = enter(moussa)
    take = {"deed": "take", "form": form}
    public = browser.post(AT, {**take, "tier": "public"})
    assert public.headers["Content-Disposition"].endswith(f'"annuaire.{form}"')
    whole = browser.post(AT, {**take, "tier": "closed"})
    if form != "zip":
        assert "Porte close" not in public.content.decode()
        assert "Porte close" in whole.content.decode()
    assert len(whole.content) > len(public.content)


def test_who_keeps_one_organisation_takes_only_what_is_public(
    enter, awa, moussa, yelen, oumou
):
    listed(awa, moussa, "Porte close", tier="closed")
    browser = enter(oumou)
    assert "Tout, pour la coordination" not in browser.get(AT).content.decode()
    take = {"deed": "take", "form": "csv"}
    assert browser.post(AT, {**take, "tier": "public"}).status_code == 200
    assert browser.post(AT, {**take, "tier": "closed"}).status_code == 404


def test_two_editions_say_what_is_new_gone_and_changed(enter, awa, moussa):
    site = listed(awa, moussa)
    gone = listed(awa, moussa, "Porte verte")
    browser = enter(moussa)

    def freeze(year):
        page = browser.get(AT)
        said = {name: hidden(page, name) for name in ("act", "record")}
        return browser.post(AT, {"deed": "edition", "year": year, **said})

    assert freeze(2025).status_code == 302
    Site.objects.filter(pk=site).update(receiving="no")
    Site.objects.filter(pk=gone).update(is_draft=True)
    listed(awa, moussa, "Porte rouge")
    assert freeze(2026).status_code == 302
    assert "Écrivez l’année" in freeze(1999).content.decode()
    after, before = Edition.objects.order_by("-made_at")
    page = browser.get(f"/desk/editions/{before.id}/{after.id}").content.decode()
    for words in ("1 lieu nouveau", "1 lieu disparu", "1 lieu changé", "Porte rouge"):
        assert words in page
    assert f"/desk/editions/{before.id}/{after.id}" in browser.get(AT).content.decode()
    assert Entry.objects.filter(kind="edition.made").count() == 2


def test_a_caseworker_finds_no_such_page(enter, aissata):
    browser = enter(aissata)
    assert browser.get(AT).status_code == 404
    assert browser.get(f"/desk/editions/{aissata.id}/{aissata.id}").status_code == 404


def test_a_file_over_fifty_megabytes_is_refused_before_it_is_read(enter, awa):
    browser = enter(awa)
    length = str(MOST_BYTES + 2 * AROUND)
    sent = browser.post(
        AT, {"deed": "check", "file": upload()}, CONTENT_LENGTH=length
    )  # fmt: skip
    assert sent.status_code in (400, 413)
