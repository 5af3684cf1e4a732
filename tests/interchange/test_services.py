"""A file is taken in whole or not at all, and somebody else reads it again."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from demeso.directory.models import Organisation, Revision, Site
from demeso.interchange import services
from demeso.interchange.queries import (
    exported,
    packages,
    plan_import,
)
from demeso.interchange.rules.planning import CHANGED, NEW, SAME
from demeso.interchange.rules.profile import lacking
from demeso.interchange.services import Sent, import_directory
from demeso.interchange.writing import csv_file, file_of
from demeso.kernel.refusal import RefusedError, UnknownError
from demeso.ledger.models import Entry
from tests.cast import Person
from tests.handing import list_organisation
from tests.interchange.land import NAMES, PLACE, place
from tests.places import propose_site, review_site

OWN = ["organisation_name", "organisation_region", "organisation_services"]
KENEYA = ["Association Kènèya", "Mopti", "Soins médicaux; Écoute et soutien"]


def sheet(*rows):
    body = [[*row, *KENEYA] for row in rows]
    return Sent("annuaire.csv", csv_file([[*NAMES, *OWN], *body]))


TWO = sheet(PLACE, place(id="2", name="Porte verte", services="psychosocial"))


def take(by: Person, sent: Sent):
    return import_directory(actor=by.actor, sent=sent, at=by.stage.now())


def plan(by: Person, sent: Sent):
    return plan_import(sent.raw, name=sent.name, actor=by.actor, at=by.stage.now())


def counts(found):
    return [
        (kind, found.count("organisation", kind), found.count("site", kind))
        for kind in (NEW, CHANGED, SAME)
    ]


def test_a_dry_run_says_what_would_be_done_and_writes_nothing(awa):
    before = Entry.objects.count()
    assert counts(plan(awa, TWO)) == [(NEW, 1, 2), (CHANGED, 0, 0), (SAME, 0, 0)]
    assert Entry.objects.count() == before
    assert not Organisation.objects.filter(name="Association Kènèya").exists()


def test_what_is_taken_in_waits_for_somebody_elses_reading(awa, moussa):
    take(awa, TWO)
    [own] = Organisation.objects.filter(name="Association Kènèya")
    sites = list(Site.objects.filter(organisation=own).order_by("name"))
    assert [site.name for site in sites] == ["Porte bleue", "Porte verte"]
    assert all(site.is_draft for site in sites)
    [revision] = Revision.objects.filter(site=sites[0], decision="")
    assert revision.author == awa.id
    with pytest.raises(RefusedError, match=r"site\.own_review"):
        review_site(awa, sites[0].id, revision.id)
    review_site(moussa, sites[0].id, revision.id)
    assert not Site.objects.get(pk=sites[0].id).is_draft


def test_the_same_file_twice_changes_nothing(awa):
    take(awa, TWO)
    before = Entry.objects.count()
    again = take(awa, TWO)
    assert counts(again) == [(NEW, 0, 0), (CHANGED, 0, 0), (SAME, 1, 2)]
    assert Entry.objects.count() == before


def test_a_changed_row_is_a_proposal_and_what_was_read_stays_in_force(awa, moussa):
    take(awa, TWO)
    site = Site.objects.get(name="Porte bleue")
    [revision] = Revision.objects.filter(site=site, decision="")
    review_site(moussa, site.id, revision.id)
    later = sheet(place(receiving="non"))
    assert counts(take(awa, later))[1] == (CHANGED, 0, 1)
    site.refresh_from_db()
    assert site.receiving == "yes"
    [waiting] = Revision.objects.filter(site=site, decision="")
    assert waiting.said["receiving"] == "no"


def test_one_wrong_cell_and_nothing_is_taken_in(awa):
    before = Entry.objects.count()
    wrong = sheet(PLACE, place(id="2", name="Porte verte", region="?"))
    with pytest.raises(RefusedError, match=r"import\.faults"):
        take(awa, wrong)
    assert Entry.objects.count() == before
    assert not Site.objects.filter(name="Porte bleue").exists()


def many(count, named="Porte"):
    return [place(id=f"{named}{n}", name=f"{named} {n}") for n in range(count)]


def test_a_long_file_comes_part_by_part_and_whole_or_not_at_all(awa, monkeypatch):
    monkeypatch.setattr(services, "AT_ONCE", 2)
    somebodys = Entry.objects.order_by("position")[0].record
    before = Entry.objects.count()
    with pytest.raises(RefusedError, match=r"import\.taken"):
        take(awa, sheet(*many(5), place(id=somebodys, name="Porte bleue")))
    assert (Entry.objects.count(), Site.objects.count()) == (before, 0)
    take(awa, sheet(*many(5)))
    assert Entry.objects.count() == before + 1 + 5
    assert Revision.objects.filter(decision="", author=awa.id).count() == 5
    assert counts(plan(awa, sheet(*many(5))))[2] == (SAME, 1, 5)


def test_a_long_file_asks_the_database_no_more_often_than_a_short_one(awa):
    def asked(rows):
        with CaptureQueriesContext(connection) as found:
            take(awa, sheet(*rows))
        return len(found)

    take(awa, sheet(PLACE))
    assert asked(many(60, "Seuil")) == asked(many(4))


def test_acts_of_a_file_are_numbered_by_its_door_one_after_another(awa, monkeypatch):
    monkeypatch.setattr(services, "AT_ONCE", 2)
    take(awa, sheet(*many(5)))
    door = Entry.objects.get(kind="organisation.registered").device
    seqs = Entry.objects.filter(device=door).order_by("position")
    assert list(seqs.values_list("seq", flat=True)) == [1, 2, 3, 4, 5, 6]


def test_an_entry_of_the_directory_is_known_again_by_its_name(awa):
    own = list_organisation(awa, "association kènèya", "health", "psychosocial")
    found = plan(awa, TWO)
    assert {step.owner for step in found.steps if step.kind == "site"} == {own}
    assert found.count("organisation", CHANGED) == 1  # its capitals


def test_a_focal_point_takes_in_her_own_organisation_only(awa, yelen, oumou):
    list_organisation(awa, "Association Kènèya", "health", "psychosocial")
    codes = {fault.code for fault in plan(oumou, TWO).faults}
    assert "entry.foreign" in codes
    with pytest.raises(RefusedError, match=r"import\.faults"):
        take(oumou, TWO)


def test_who_does_not_write_the_directory_takes_nothing_in(aissata):
    with pytest.raises(UnknownError):
        plan(aissata, TWO)


def test_a_place_keeps_who_may_see_it(awa):
    take(awa, TWO)
    found = plan(awa, sheet(place(tier="restricted")))
    assert [(one.column, one.code) for one in found.faults] == [
        ("L tier", "site.tier_fixed")
    ]


def test_redline_24_a_file_makes_no_shelter_of_a_place_that_had_a_point(awa):
    keneya = [*KENEYA[:2], "Soins médicaux; Hébergement sûr"]
    titles = [*NAMES, *OWN]
    take(awa, Sent("x.csv", csv_file([titles, [*PLACE, *keneya]])))
    turned = place(services="safehouse", latitude="", longitude="")
    found = plan(awa, Sent("x.csv", csv_file([titles, [*turned, *keneya]])))
    assert [(one.row, one.column, one.code) for one in found.faults] == [
        (2, "F services", "site.exposed")
    ]


def test_an_id_of_something_else_is_refused(awa):
    own = list_organisation(awa, "Sariya", "health")
    found = plan(awa, sheet(place(id=own)))
    assert "entry.other" in {one.code for one in found.faults}
    known = Entry.objects.exclude(record=own).values_list("record", flat=True)[0]
    with pytest.raises(RefusedError, match=r"import\.taken"):
        take(awa, sheet(place(id=known)))


def test_a_network_of_the_file_has_members_of_the_file(awa):
    titles = ["id", "name", "region", "services", "kind", "networks"]
    rows = [
        ["", "Dɛmɛ", "mopti", "health", "ngo", "Réseau Jigi"],
        ["", "Réseau Jigi", "mopti", "health", "network", ""],
    ]
    sent = Sent("x.csv", csv_file([titles, *rows]))
    take(awa, sent)
    network = Organisation.objects.get(name="Réseau Jigi")
    assert Organisation.objects.get(name="Dɛmɛ").networks == [network.id]
    assert counts(take(awa, sent))[2] == (SAME, 2, 0)
    wrong = Sent("x.csv", csv_file([titles, [*rows[0][:5], "Réseau Sans Nom"]]))
    assert {one.code for one in plan(awa, wrong).faults} == {"network.unknown"}


@pytest.mark.parametrize("form", ["zip", "json", "csv"])
def test_what_is_exported_comes_back_as_nothing_new(awa, moussa, form):
    own = list_organisation(awa, "Sariya", "health", "psychosocial")
    site = propose_site(awa, own, mobile="yes", outreach="marché||école||||")
    [revision] = Revision.objects.filter(site=site)
    review_site(moussa, site, revision.id)
    rows = exported(actor=awa.actor, tier="closed")
    assert list(lacking(packages(*rows))) == []
    again = plan(awa, Sent("annuaire", file_of(form, *rows, "fr")))
    assert not again.stops, again.faults
    assert [step.what for step in again.steps] == [SAME] * len(again.steps)
    assert site in {step.record for step in again.steps}


def test_nobody_exports_more_than_she_may_read(awa, aissata, oumou):
    for person, tier in ((oumou, "closed"), (oumou, "restricted")):
        with pytest.raises(UnknownError):
            exported(actor=person.actor, tier=tier)
    assert exported(actor=aissata.actor, tier="restricted") == ([], [])
