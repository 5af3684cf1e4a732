import pytest

from demeso.casework.rules import opening as rules

pytestmark = pytest.mark.rules


def test_a_case_gives_each_key_once():
    def grants(*rights):
        return [{"type": "grant", "rights": right} for right in rights]

    assert rules.are_case_keys(grants("read", "half-vault", "half-oversight"))
    assert not rules.are_case_keys(grants("read", "half-vault"))
    two_readers = grants("read", "read", "half-vault", "half-oversight")
    assert not rules.are_case_keys(two_readers)
    assert rules.are_case_keys([{"type": "body"}, *grants(*rules.CASE_RIGHTS)])
