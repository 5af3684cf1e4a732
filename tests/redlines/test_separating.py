"""Whoever keeps the machine reads nothing, and gives nobody a role alone."""

import gzip

import pytest
from django.db import connection
from django.urls import get_resolver

from config.cli import main
from demeso.agencies.models import RoleGrant
from demeso.agencies.queries.people import actor_of_worker
from demeso.agencies.queries.roles import statement
from demeso.kernel.refusal import RefusedError
from demeso.ledger.models import Entry
from tests.cast import give, propose, second, take, words_signed
from tests.redlines.conftest import SECRETS
from tests.redlines.test_reading import everything

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "grants"])


def by_sql(worker, role):
    """Put a role into the table as whoever holds the database can."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO agencies_rolegrant (id, worker_id, agency_id, role,"
            " granted_by, granted_at) VALUES (%s, %s, %s, %s, %s, %s)",
            [worker.new_id(), worker.id, worker.agency, role, worker.id,
             worker.stage.time],
        )  # fmt: skip


def refused(work, *arguments):
    with pytest.raises(RefusedError) as found:
        work(*arguments)
    return found.value.code


def words_in(text):
    return [word for word in SECRETS.values() if word in text]


def test_scenario_18_the_sysadmin_reads_ciphertext_and_cannot_let_herself_in(
    told, awa, moussa, deme, tmp_path, capsys
):
    # The database browser, the admin site, a backup.
    assert [table for table, text in everything().items() if words_in(text)] == []
    assert "admin" not in {one.app_name for one in get_resolver().url_patterns
                           if hasattr(one, "app_name")}  # fmt: skip
    assert main(["backup", str(tmp_path)]) == 0
    kept = {path.name.partition("-")[0]: path for path in tmp_path.iterdir()}
    assert set(kept) == {"data", "ended", "grants"}
    texts = {name: path.read_bytes() for name, path in kept.items()}
    texts["data"] = gzip.decompress(texts["data"])
    assert told.survivor.encode() in texts["data"], "it is there to be read"
    for raw in texts.values():
        assert words_in(raw.decode("utf-8", "replace")) == []
    assert main(["ledger", "verify"]) == 0
    # A role of her own: not by herself, not with one name, not by SQL.
    assert refused(give, awa, awa.id, awa.agency, "caseworker") == "role.own"
    asked = propose(moussa, awa.id, awa.agency, "caseworker")
    assert refused(second, awa, asked) == "record.unknown"
    by_sql(awa, "supervisor")
    assert actor_of_worker(awa.id).roles == {"administrator"}
    # Both stand in a log that she does not hold alone.
    assert Entry.objects.filter(kind="role.granted", record=asked).exists()
    capsys.readouterr()
    assert main(["ledger", "verify"]) == 1
    said = capsys.readouterr().out
    assert f"(supervisor of {awa.id}): nobody asked for it" in said
    assert main(["doctor"]) == 1
    assert f"{awa.id} (supervisor)" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"role": "supervisor"}, "not signed by two people"),
        ({"second_signature": None}, ""),
        ({"second_signature": {"by": "x"}}, "not signed by two people"),
        ({"first_signature": None, "granted_by": "cli"}, "not signed by two people"),
    ],
)
def test_a_role_that_was_changed_in_the_table_is_named(salif, capsys, change, why):
    RoleGrant.objects.filter(worker=salif.id).update(**change)
    assert not salif.actor.permissions
    assert main(["ledger", "verify"]) == (1 if why else 0)
    assert why in capsys.readouterr().out


def test_a_role_that_was_ended_does_not_come_back_unseen(awa, salif, capsys):
    grant = RoleGrant.objects.get(worker=salif.id).pk
    take(awa, grant)
    RoleGrant.objects.filter(pk=grant).update(ended_at=None)
    assert main(["ledger", "verify"]) == 1
    assert "not as the ledger has it" in capsys.readouterr().out


def test_two_people_who_might_not_sign_are_named(aissata, kadi, salif, stage, capsys):
    grant = RoleGrant.objects.get(worker=salif.id)
    said = statement(grant)
    both = {
        "first_signature": mine(aissata, said), "second_signature": mine(kadi, said),
    }  # fmt: skip
    RoleGrant.objects.filter(pk=grant.pk).update(**both, seconded_at=stage.now())
    assert main(["ledger", "verify"]) == 1
    assert "signed by somebody who might not" in capsys.readouterr().out


def mine(person, said):
    signature = words_signed(person, said)
    return {"by": person.id, "key": person.keys.fingerprint, "sig": signature}
