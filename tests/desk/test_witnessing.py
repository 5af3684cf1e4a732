import pytest

from demeso.desk.queries.witnessing import who_signed
from demeso.kernel.refusal import UnknownError
from tests.evil.server import Liar, open_notebook

pytestmark = pytest.mark.django_db


def test_the_controller_sees_how_far_each_organisation_has_signed(
    bintou, aissata, oumou, deme, yelen
):
    for person in (aissata, oumou):
        open_notebook(person, Liar()).exchange()
    found = who_signed(actor=bintou.actor)
    assert [one.called for one in found] == [deme.name, yelen.name]
    assert found[0].size <= found[1].size
    with pytest.raises(UnknownError):
        who_signed(actor=aissata.actor)
