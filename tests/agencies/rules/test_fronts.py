import re
import unicodedata

from demeso.agencies.rules.fronts import DRAWN, ICONS, LABELS, is_front

# A name on a phone is an everyday thing: nothing of help, faith, party or army.
TELLING = re.compile(
    r"viol|vbg|gbv|aide|sant|soin|femme|onu|ong|droit|croix|paix", re.I
)


def test_only_what_the_release_knows_can_be_chosen():
    assert is_front("agenda", "goutte")
    assert not is_front("agenda", "arme")
    assert not is_front("violence", "goutte")
    assert not is_front("", "")


def test_every_picture_is_drawn_and_every_name_says_nothing():
    assert set(DRAWN) == set(ICONS)
    assert not [text for text in (*LABELS.values(), *ICONS.values())
                if TELLING.search(text)]  # fmt: skip


def test_a_code_is_plain_and_stands_in_an_address():
    for code in (*LABELS, *ICONS):
        assert code == unicodedata.normalize("NFKD", code).lower()
        assert code.isalpha()
        assert len(code) <= 20
