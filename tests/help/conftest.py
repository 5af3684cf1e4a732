"""A demo that has been loaded, as far as the visit looks at it."""

import json

import pytest

from demeso.help.demo import people_file

SECRET = "JBSWY3DPEHPK3PXP"
PHRASE = "abri citron lune gazelle riz"
WHO = ("aissata", "djeneba", "bintou", "fatoumata")
LEFT = {
    "people": [
        {"username": one, "role": "caseworker", "passphrase": PHRASE, "totp": SECRET}
        for one in WHO
    ],
    "listed": {"Centre Yèlèn": "y-1", "Clinique Sariya": "s-1"},
    "stories": [
        {
            "tonight": "K7QF2M9T3",
            "week": "P3XA8RDW6",
            "change": "W9ND4KQZ2",
            "handed": "r-1",
            "since": "2026-11-21T02:00:00.000Z",
        }
    ],
}


@pytest.fixture
def demo(settings, tmp_path):
    """Return the settings of a house in demo mode, loaded."""
    settings.VAR, settings.DEMO = tmp_path, True
    settings.ROOT_URLCONF = "tests.help.demo_urls"
    people_file().parent.mkdir()
    people_file().write_text(json.dumps(LEFT))
    return settings
