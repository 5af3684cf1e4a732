import pytest

from demeso.kernel.doors import door_of, is_apart, way

APART = {
    "help": "https://aide.example.org",
    "app": "https://carnet.example.org",
    "desk": "https://bureau.example.org",
}
TOGETHER = dict.fromkeys(APART, "http://localhost:8000")


@pytest.mark.parametrize(
    ("path", "door"),
    [
        ("/", "help"),
        ("/en/look/", "help"),
        ("/nowhere", "help"),
        ("/app/", "app"),
        ("/app/v1/me", "app"),
        ("/field/v1/exchange", "app"),
        ("/_allauth/app/v1/auth/login", "app"),
        ("/desk/suivi", "desk"),
        ("/static/app.js", None),
        ("/quitter", None),
    ],
)
def test_each_address_belongs_to_one_door_or_to_all(path, door):
    assert door_of(path) == door


def test_links_between_doors_are_whole_only_where_the_doors_stand_apart():
    assert (is_apart(APART), is_apart(TOGETHER)) == (True, False)
    assert way(APART, "desk") == "https://bureau.example.org"
    assert way(TOGETHER, "desk") == ""
