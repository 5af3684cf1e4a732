"""What an organisation is, and the networks it is a member of."""

from typing import Any

import pytest

from demeso.directory.queries.listing import (
    Search,
    are_networks,
    get_organisation,
    members,
    networks,
    search,
)
from demeso.directory.rules.listing import is_membership
from tests.directory.test_services import code_of

SARIYA = {"name": "Sariya", "region": "mopti", "services": ["legal"], "kind": "ngo",
          "acronym": "S", "partner_of": "Entité A, Entité B", "psea": "medium",
          "psea_on": "2026-06-01"}  # fmt: skip


def write(by, record: str = "", base: int = 0, **more: Any) -> str:
    kind = "organisation.edited" if record else "organisation.registered"
    entry = record or by.new_id()
    groups = {"organisation": {**SARIYA, **more}}
    by.do(kind, entry, "organisation@1", groups=groups, base=base)
    return entry


@pytest.fixture
def network(awa):
    return write(awa, name="Réseau du Fleuve", kind="network")


def test_an_organisation_says_what_it_is(awa):
    found = get_organisation(write(awa), actor=awa.actor)
    assert (found.kind, found.acronym, found.psea, found.psea_on) == (
        "ngo", "S", "medium", "2026-06-01",
    )  # fmt: skip
    assert (found.partner_of, found.networks) == ("Entité A, Entité B", [])


def test_members_of_a_network_are_those_who_say_so(awa, network):
    write(awa, name="Autre")
    one = write(awa, networks=[network])
    assert [row.id for row in members(network)] == [one]
    assert [row.id for row in networks()] == [network]
    write(awa, record=one, base=awa.stage.now().year * 10**6, networks=[])
    assert members(network) == []


def test_an_edit_states_the_whole_and_what_nobody_knows_is_empty(awa, network):
    entry = write(awa, networks=[network])
    write(awa, record=entry, base=10**6, kind="unknown", networks=[], acronym="")
    found = get_organisation(entry, actor=awa.actor)
    assert (found.kind, found.acronym, found.networks) == ("", "", [])


def test_only_a_network_has_members_and_none_joins_itself(awa, network):
    other = write(awa)
    for wrong in ([other], [awa.new_id()], [network, network], [["x"]], [{"a": 1}]):
        refused = code_of(lambda wrong=wrong: write(awa, networks=wrong))
        assert refused == "organisation.no_network", wrong
    itself = code_of(
        lambda: write(awa, record=network, kind="network", networks=[network])
    )
    assert itself == "organisation.no_network"


def test_a_network_without_a_place_is_nothing_to_mend(awa, network):
    del network
    alone = write(awa, name="Autre")
    found = search(Search(state="placeless"), actor=awa.actor, at=awa.stage.time)
    assert [one.organisation.id for one in found] == [alone]


def test_what_is_no_id_is_no_membership(db):
    del db
    assert is_membership("a", ("b", "c"))
    assert not is_membership("a", ("b", 7))
    assert are_networks(())
