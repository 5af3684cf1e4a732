import pytest

from demeso.kernel.derive import AGE_BANDS as BANDS
from demeso.kernel.derive import OLDEST_BAND
from demeso.survivors.rules import AGE_BANDS, are_bodies

pytestmark = pytest.mark.rules

BODY = {"type": "body", "compartment": "identity"}
KEY = {"type": "grant", "rights": "read"}


@pytest.mark.parametrize(
    ("parts", "fitting"),
    [
        ([], True),
        ([BODY], True),
        ([BODY, {"type": "body", "compartment": "contact"}], True),
        ([{"type": "body", "compartment": "narrative"}], False),
        ([BODY, KEY], False),
        ([{}], False),
    ],
)
def test_only_texts_of_their_compartment_come_later_and_no_keys(parts, fitting):
    assert are_bodies(parts, "identity", "contact") is fitting


def test_age_bands_are_those_that_are_derived():
    derived = [band for _last, band in BANDS] + [OLDEST_BAND]
    assert [code for code, _label in AGE_BANDS] == derived
