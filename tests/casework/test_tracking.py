"""Lists of cases ask the table of cases: not one that grows with other agencies."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from demeso.casework.models import Case
from demeso.casework.queries.tracking import team_cases
from demeso.survivors.models import Survivor
from tests.handing import help_someone, open_case

TELL = "demeso.casework.migrations.0010_tell_cases_that_they_are_erased"

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def two(aissata, deme_keys):
    return [help_someone(aissata, deme_keys) for _case in range(2)]


def test_the_cases_of_a_team_are_found_in_their_own_table(two, kadi):
    cases = team_cases(kadi.actor)
    assert cases.count() == 2
    assert Survivor._meta.db_table not in str(cases.query)


def test_the_cases_that_are_followed_have_an_index_of_their_own(two, kadi):
    followed = team_cases(kadi.actor).filter(closed_at=None).order_by("opened_at")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # two rows are sooner read and sorted
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
            cursor.execute("SET LOCAL enable_sort = off")
    assert "case_followed" in followed.explain()


def test_a_case_that_was_erased_with_her_is_no_longer_listed(two, kadi):
    Case.objects.filter(id=two[0].case).update(erased_at=two[0].by.stage.time)
    assert [case.id for case in team_cases(kadi.actor)] == [two[1].case]


def test_cases_from_before_learn_that_she_was_erased(two, kadi):
    gone = two[0].by.stage.time - timedelta(days=9)
    Survivor.objects.filter(id=two[0].survivor).update(erased_at=gone)
    assert team_cases(kadi.actor).count() == 2
    import_module(TELL).tell(apps, None)
    assert [case.id for case in team_cases(kadi.actor)] == [two[1].case]
    assert Case.objects.get(id=two[0].case).erased_at == gone


def test_what_a_late_device_opens_for_her_is_not_listed_either(two, kadi, deme_keys):
    gone = two[0].by.stage.time
    Survivor.objects.filter(id=two[0].survivor).update(erased_at=gone)
    later = open_case(two[0], deme_keys, two[0].by.new_id())
    assert Case.objects.get(id=later).erased_at == gone
    assert later not in {case.id for case in team_cases(kadi.actor)}


def test_a_case_is_as_old_as_the_device_says_and_never_from_tomorrow(
    aissata, deme_keys, stage
):
    """What was opened without a network arrives days later, and is not new."""
    told = stage.time - timedelta(days=20)
    helped = help_someone(aissata, deme_keys)
    aissata.pen.clock = lambda: told
    before = open_case(helped, deme_keys, aissata.new_id())
    aissata.pen.clock = lambda: stage.time + timedelta(hours=1)
    ahead = open_case(helped, deme_keys, aissata.new_id())
    opened = dict(Case.objects.values_list("id", "opened_at"))
    assert abs(opened[before] - told) < timedelta(seconds=1)
    assert opened[ahead] == stage.time
    assert Case.objects.get(id=before).last_contact_at > told
