import json
from datetime import UTC, datetime

import pytest

from demeso.help.demo import people_file
from demeso.help.queries import READ, demo_tables, story_facts
from demeso.kernel.actor import door
from demeso.kernel.refusal import UnknownError
from tests.help.conftest import LEFT

VISIT = door("visit", READ)
AT = datetime(2026, 11, 21, 22, 0, tzinfo=UTC)


def test_the_facts_are_those_of_the_story_told_last(demo):
    facts = story_facts(actor=VISIT, at=AT)
    assert facts["tonight"] == "K7Q-F2M-9T3"
    assert (facts["yelen"], facts["sariya"]) == ("y-1", "s-1")
    assert (facts["pep"], facts["contraception"]) == ("52", "100")
    older = {**LEFT["stories"][0], "tonight": "AAAAAAAAA"}
    people_file().write_text(json.dumps({**LEFT, "stories": [older, *LEFT["stories"]]}))
    assert story_facts(actor=VISIT, at=AT) == facts


def test_a_window_that_is_over_is_not_spoken_of(demo):
    later = datetime(2026, 11, 25, 22, 0, tzinfo=UTC)
    facts = story_facts(actor=VISIT, at=later)
    assert "pep" not in facts
    assert "contraception" in facts


def test_there_is_no_story_outside_demo_mode_or_before_loading(demo):
    people_file().write_text(json.dumps({"people": []}))
    assert story_facts(actor=VISIT, at=AT) == {}
    demo.DEMO = False
    assert story_facts(actor=VISIT, at=AT) == {}


def test_the_tables_are_those_of_every_room_and_no_session(stage, django_db_blocker):
    tables = {one["name"]: one for one in demo_tables(actor=VISIT)}
    assert {"agencies_account", "vault_body", "vault_grant", "ledger_entry"} <= set(
        tables
    )
    assert not [name for name in tables if "session" in name or "mfa" in name]
    accounts = tables["agencies_account"]
    assert accounts["count"] == len(accounts["rows"])
    assert all(len(row) == len(accounts["columns"]) for row in accounts["rows"])
    assert json.dumps(list(tables.values()))  # every value can be written down


@pytest.mark.parametrize("read", [lambda by: story_facts(actor=by, at=AT),
                                  lambda by: list(demo_tables(actor=by))])  # fmt: skip
def test_nobody_but_the_visit_reads_them(read):
    with pytest.raises(UnknownError):
        read(door("work"))
