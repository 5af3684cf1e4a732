import json
from pathlib import Path

import pytest

from demeso.kernel.guard import marks, require_plain
from demeso.kernel.refusal import RefusedError

pytestmark = pytest.mark.rules

CASES = json.loads((Path(__file__).parent / "guard_cases.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_text_is_looked_at_as_in_the_browser(case):
    assert list(marks(case["text"], case["known"])) == case["marks"]


def test_there_are_enough_shared_cases():
    assert len(CASES) >= 30


def test_a_store_that_the_server_reads_refuses_what_names_someone():
    require_plain("Le tiroir était ouvert.", "note")
    with pytest.raises(RefusedError) as refused:
        require_plain("Appeler le 20 00 00 01", "note")
    assert (refused.value.code, refused.value.field) == ("text.naming", "note")
