import pytest
from django.test import Client

from config.env import SettingError
from config.headers import policy_at
from config.origins import desk_cookie, hosts, origins
from demeso.agencies.services.doors import make_desk_code
from demeso.kernel.clock import now

APART = {
    "help": "https://aide.example.org",
    "app": "https://carnet.example.org",
    "desk": "https://bureau.example.org",
}
AT = {door: origin.removeprefix("https://") for door, origin in APART.items()}
PLACES = {"help": "/look/", "app": "/app/version", "desk": "/desk/"}
COMMON = "http://localhost:8000"


@pytest.fixture
def apart(settings):
    settings.ORIGINS, settings.ALLOWED_HOSTS = APART, list(AT.values())
    return settings


def test_without_origins_of_their_own_all_doors_share_one(monkeypatch):
    for name in ("HELP", "APP", "DESK"):
        monkeypatch.delenv(f"DEMESO_{name}_ORIGIN", raising=False)
    assert origins(COMMON, demo=True) == dict.fromkeys(APART, COMMON)
    assert hosts(dict.fromkeys(APART, COMMON), "localhost,a") == ["localhost", "a"]


def test_doors_apart_answer_to_their_own_names_and_hold_no_demo(monkeypatch):
    for door, origin in APART.items():
        monkeypatch.setenv(f"DEMESO_{door.upper()}_ORIGIN", origin)
    found = origins(COMMON, demo=False)
    assert found == APART
    assert hosts(found, "localhost") == sorted(AT.values())
    with pytest.raises(SettingError, match="one origin"):
        origins(COMMON, demo=True)


def test_the_desks_cookie_is_bound_to_its_host_where_that_is_its_own():
    assert desk_cookie(APART) == {"name": "__Host-carnet", "path": "/", "secure": True}
    shared = desk_cookie(dict.fromkeys(APART, "https://carnet.example.org"))
    assert (shared["name"], shared["path"]) == ("__Secure-carnet", "/desk/")
    plain = desk_cookie(dict.fromkeys(APART, COMMON))
    assert plain == {"name": "carnet", "path": "/desk/", "secure": False}


@pytest.mark.parametrize("door", APART)
@pytest.mark.parametrize("host", AT)
def test_each_door_is_served_at_its_own_origin_only(apart, db, door, host):
    answer = Client().get(PLACES[door], headers={"host": AT[host]})
    found = {"help": 200, "app": 200, "desk": 401}[door]
    assert answer.status_code == (found if door == host else 404)
    assert not answer.cookies


@pytest.mark.parametrize("host", AT)
def test_the_calendar_is_at_every_origin(apart, host):
    answer = Client().get("/quitter", headers={"host": AT[host]})
    assert answer.status_code == 200
    assert answer.headers["Clear-Site-Data"] == '"cache"'


def test_links_from_door_to_door_are_whole(apart, db):
    page = Client().get("/", headers={"host": AT["help"]}).content.decode()
    assert 'href="https://carnet.example.org/app/"' in page
    lost = Client().get("/nowhere", headers={"host": AT["app"]}).content.decode()
    assert 'href="https://carnet.example.org/app/"' in lost
    assert 'href="https://aide.example.org/"' in lost


def enter(origin: str | None, code: str, host: str = AT["desk"]):
    headers = {"host": host} | ({"origin": origin} if origin else {})
    return Client().post("/desk/enter", {"code": code}, headers=headers, secure=True)


def test_the_desk_is_entered_from_the_apps_origin_and_from_no_other(apart, kadi):
    for origin in ("https://elsewhere.example", "null", APART["help"]):
        code, _until = make_desk_code(actor=kadi.actor, at=now())
        assert enter(origin, code).status_code == 403
    code, _until = make_desk_code(actor=kadi.actor, at=now())
    entered = enter(APART["app"], code)
    assert entered.status_code == 200
    (cookie,) = entered.cookies.values()
    assert not cookie["domain"]
    assert cookie["samesite"] == "Strict"


def test_the_app_is_told_where_the_desk_is_entered(settings, sign_in, kadi):
    asked = {"host": AT["app"], **sign_in(kadi)}
    settings.ORIGINS, settings.ALLOWED_HOSTS = APART, list(AT.values())
    made = Client().post("/app/v1/desk-code", headers=asked).json()
    assert made["entrance"] == "https://bureau.example.org/desk/enter"
    assert APART["desk"] in policy_at("/app/")["form-action"]
    assert APART["desk"] not in policy_at("/desk/")["form-action"]


def test_leaving_the_desk_clears_its_origin_and_never_the_notebooks(apart):
    left = Client().post("/desk/fermer", headers={"host": AT["desk"]})
    assert left.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    idle = Client().post("/desk/fermer", {"idle": "yes"}, headers={"host": AT["desk"]})
    assert idle.headers["Clear-Site-Data"] == '"cache", "cookies"'
    apart.ORIGINS = dict.fromkeys(APART, APART["desk"])
    left = Client().post("/desk/fermer", headers={"host": AT["desk"]})
    assert left.headers["Clear-Site-Data"] == '"cache", "cookies"'
