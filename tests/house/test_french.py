"""A French sign stands on the line of its word, on every page of the release."""

from demeso.kernel.text import bound
from demeso.worker import release
from tests.house.french import loose


def test_no_page_of_the_app_leaves_a_sign_alone():
    pages = {
        at: loose(body.decode())
        for at, body in release.served().items()
        if at == "/app/" or at.endswith(".fr.html")
    }
    assert len(pages) > 40
    assert {at: texts for at, texts in pages.items() if texts} == {}


def test_planted_signs_are_found_and_bound():
    page = "<p>Que dit-elle ?</p><p>« Oui »</p><img alt='Quoi : rien'>"
    assert len(loose(page)) == 3
    assert loose(bound(page)) == []
    kept = "<p>Oui.</p><textarea>Elle dit : oui</textarea><script>a ? b : c</script>"
    assert loose(kept) == []
