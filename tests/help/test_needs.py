"""What may be asked for: neutral words, and a service behind each of them."""

import re

from demeso.directory.rules.listing import FAMILIES, SHELTER
from demeso.directory.standing import ABILITIES
from demeso.help.needs import BY_CODE, GUISES, NEEDS, PEOPLE

TOLD_OUT_LOUD = re.compile(r"viol|sexu|abus|victim|surviv|vbg|agress", re.I)
ABOUT_HELP = re.compile(r"aide|soin|écoute|droit|police|santé|centre", re.I)


def test_what_anyone_may_read_over_a_shoulder_is_neutral():
    for need in NEEDS:
        assert not TOLD_OUT_LOUD.search(need.title + need.words)
        assert not TOLD_OUT_LOUD.search(need.code)
    for one in PEOPLE:
        assert not TOLD_OUT_LOUD.search(one.words)


def test_every_need_leads_to_a_service_and_says_what_to_expect():
    assert len(BY_CODE) == len(NEEDS) + 2
    for need in BY_CODE.values():
        assert need.family in FAMILIES
        assert need.wish in ("", *(wish for wish, _question in ABILITIES))
        assert 3 <= len(need.expect) <= 4


def test_a_safe_place_is_asked_for_through_somebody_who_listens():
    """Shelters stand on no page, so nobody is led to an empty one."""
    assert SHELTER not in {need.family for need in NEEDS}
    assert BY_CODE["safe"].family == "psychosocial"
    assert BY_CODE["safe"].note
    assert {need.family for need in NEEDS} == set(FAMILIES) - {SHELTER}


def test_a_pocket_card_says_nothing_of_help():
    for guise in GUISES:
        assert not ABOUT_HELP.search(guise.title + guise.line)
        assert not TOLD_OUT_LOUD.search(guise.title + guise.line)
