from string import Formatter

from django.urls import reverse

from demeso.help.cards import CARDS, DESK, filled, shown

FACTS = {
    "tonight": "K7Q-F2M-9T3", "week": "P3X-A8R-DW6", "change": "W9N-D4K-QZ2",
    "handed": "r", "yelen": "y", "sariya": "s", "pep": "52", "contraception": "100",
    "number": "10293847", "pin": "582047",
}  # fmt: skip
EVERYBODY = frozenset(one.who for card in CARDS for one in card.doors)


def holes(text):
    return {name for _text, name, _spec, _turn in Formatter().parse(text) if name}


def names(facts, people=EVERYBODY):
    return [card.name for card in shown(facts, people)]


def test_every_card_appears_once_all_that_it_needs_is_there():
    assert names(FACTS) == [card.name for card in CARDS]


def test_a_card_whose_case_is_not_told_does_not_appear():
    assert "withdrawn" not in names({k: v for k, v in FACTS.items() if k != "change"})
    assert "server" not in names({})
    assert "number" not in names({k: v for k, v in FACTS.items() if k != "number"})


def test_a_card_whose_person_does_not_play_does_not_appear():
    assert "figures" not in names(FACTS, EVERYBODY - {"fatoumata"})


def test_a_sentence_with_a_hole_that_stays_open_is_not_said():
    assert filled("Il reste {pep} h.", FACTS) == "Il reste 52 h."
    assert filled("Il reste {pep} h.", {}) == ""
    assert filled("Rien à remplir.", {}) == "Rien à remplir."


def test_every_hole_of_the_cards_is_one_that_can_be_filled():
    texts = [text for card in CARDS for text in (*card.look, card.story, card.title)]
    places = [one.place for card in CARDS for one in card.doors]
    assert {name for text in texts + places for name in holes(text)} <= set(FACTS)


def test_every_card_has_a_door_or_shows_something_itself():
    assert all(card.doors or card.shows for card in CARDS)
    assert len({card.name for card in CARDS}) == len(CARDS)


def test_the_doors_of_the_desk_exist():
    desk = [one.place for card in CARDS for one in card.doors if one.door == DESK]
    assert desk
    assert all(reverse(f"desk:{place.partition('#')[0]}") for place in desk)
