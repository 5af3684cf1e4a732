"""The keeper serves one signed release, takes another only when asked, and says so."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from demeso.worker.manifest import Release, signed
from demeso.worker.release import LIST, SIGNATURE, keep
from tests.journeys import steps
from tests.journeys.house import ADMINISTRATORS, House, rows

pytestmark = pytest.mark.browser
WHOLE = """async () => {
  const [name] = await caches.keys();
  const held = name && await (await caches.open(name)).match("/kept/held");
  return held ? (await held.json()).whole : false;
}"""
STAND = """async () => {
  const rules = { createScriptURL: (address) => address };
  const ours = window.carnetScripts ?? trustedTypes.createPolicy("carnet", rules);
  await navigator.serviceWorker.register(ours.createScriptURL("/app/garde.js"));
  await navigator.serviceWorker.ready;
}"""
DATABASES = "indexedDB.databases().then((all) => all.map(({ name }) => name).sort())"
STANDING = """async () => [
  (await navigator.serviceWorker.getRegistrations()).length,
  (await caches.keys()).length,
]"""
ANOTHER = bytes(range(32))


class Publisher:
    """Whoever says what the server serves: with its key, or without."""

    def __init__(self, house: House) -> None:
        self.house, self.folder = house, house.var / "release"
        self.seed = bytes.fromhex((house.var / "keys" / "development").read_text())

    def standing(self) -> Release:
        manifest = (self.folder / LIST).read_text()
        return Release(manifest, (self.folder / SIGNATURE).read_text())

    def publish(self, version: int, seed: bytes | None = None, **files: str) -> None:
        """Sign another list: the same files, but for those that are named."""
        said: dict[str, Any] = json.loads(self.standing().manifest)
        said |= {"version": version, "files": said["files"] | files}
        text = json.dumps(said, sort_keys=True, separators=(",", ":"))
        keep(self.folder, signed(text, seed or self.seed))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Publisher]:
    """Return a house of its own: what it serves will be changed."""
    house = House(tmp_path_factory.mktemp("release"))
    house.start()
    yield Publisher(house)
    house.stop()


@pytest.fixture(scope="module")
def person(chromium: Browser, served: Publisher) -> steps.Person:
    """Return somebody whose browser holds the whole release."""
    page = steps.sit_down(chromium)
    token = served.house.found()[ADMINISTRATORS[0]]
    someone = steps.join(page, served.house.origin, token, "assetou")
    for _try in range(240):
        if page.evaluate(WHOLE):
            return someone
        page.wait_for_timeout(250)
    pytest.fail("the release never came whole")


@pytest.fixture(autouse=True)
def as_before(served: Publisher) -> Iterator[None]:
    """Serve afterwards what was served before."""
    before = served.standing()
    yield
    keep(served.folder, before)


def reopened(person: steps.Person) -> Page:
    """Open the notebook anew, and go to where the release is told."""
    page = person.page
    page.reload()
    steps.unlock(person)
    steps.way(page, "Moi")
    expect(page.get_by_role("heading", name="La version de ce carnet")).to_be_visible()
    return page


def test_the_release_is_shown_and_is_the_one_in_the_ledger(
    served: Publisher, person: steps.Person
) -> None:
    page = reopened(person)
    expect(page.locator("#screen")).to_contain_text("Version 1, vérifiée")
    expect(page.locator("#screen")).to_contain_text("Version d’essai")
    shown = page.locator('[data-slot="print"]').inner_text().replace(" ", "")
    assert shown == served.standing().digest
    leaves = rows(served.house, "SELECT data FROM ledger_leaf")
    assert [leaf for (leaf,) in leaves if f'"digest":"{shown}"' in bytes(leaf).decode()]  # type: ignore[call-overload]  # bytes on both databases


@pytest.mark.parametrize(
    ("version", "seed", "words"),
    [
        (9, ANOTHER, "n’est pas signée comme il faut"),
        (0, None, "une version plus ancienne"),
    ],
)
def test_a_release_that_is_not_right_is_refused_and_said(
    served: Publisher, person: steps.Person, version: int, seed: bytes | None,
    words: str,
) -> None:  # fmt: skip
    served.publish(version, seed)
    page = reopened(person)
    expect(page.locator("#state")).to_contain_text("Voir « Moi »", timeout=60_000)
    steps.way(page, "Aujourd’hui")
    steps.way(page, "Moi")
    expect(page.locator("#screen")).to_contain_text(words)
    expect(page.locator("#screen")).to_contain_text("Version 1, vérifiée")
    expect(page.get_by_role("button", name="Prendre cette version")).to_have_count(0)


def test_another_release_under_the_same_number_is_a_fork(
    served: Publisher, person: steps.Person
) -> None:
    served.publish(1, **{"/static/app.css": "A" * 43})
    page = reopened(person)
    expect(page.locator("#state")).to_contain_text("Voir « Moi »", timeout=60_000)
    steps.way(page, "Aujourd’hui")
    steps.way(page, "Moi")
    expect(page.locator("#screen")).to_contain_text("sous le même numéro")


def test_an_update_whose_files_are_not_the_signed_ones_is_not_taken(
    served: Publisher, person: steps.Person
) -> None:
    served.publish(5, **{"/static/app.css": "A" * 43})
    page = offered(person)
    steps.press(page, "Prendre cette version")
    expect(page.locator("#screen")).to_contain_text("n’est pas celui qui a été signé")
    page = reopened(person)
    expect(page.locator("#screen")).to_contain_text("Version 1, vérifiée")


def test_an_update_waits_for_her_and_then_is_taken(
    served: Publisher, person: steps.Person
) -> None:
    served.publish(2)
    page = offered(person)
    expect(page.locator("#screen")).to_contain_text("Version 1, vérifiée")
    steps.press(page, "Prendre cette version")
    steps.heading(page, "Ouvrir le carnet")
    steps.unlock(person)
    steps.way(page, "Moi")
    expect(page.locator("#screen")).to_contain_text("Version 2, vérifiée")
    expect(page.get_by_role("button", name="Prendre cette version")).to_have_count(0)


def offered(person: steps.Person) -> Page:
    page = reopened(person)
    expect(page.locator("#state")).to_contain_text("Voir « Moi »", timeout=60_000)
    steps.way(page, "Aujourd’hui")
    steps.way(page, "Moi")
    expect(page.get_by_role("button", name="Prendre cette version")).to_be_visible()
    return page


def test_a_whole_release_opens_whatever_the_server_does(
    served: Publisher, person: steps.Person
) -> None:
    page = person.page
    served.house.stop()
    page.reload()
    steps.heading(page, "Ouvrir le carnet")
    styled = page.evaluate("getComputedStyle(document.body).fontFamily")
    assert "serif" not in styled.split(",")[0]
    (served.house.var / "server.log").touch()
    served.house.start()


def test_a_changed_file_is_refused_before_a_release_is_whole(
    chromium: Browser, served: Publisher
) -> None:
    """A first visit, cut short; then the server sends another document."""
    page = steps.sit_down(chromium)
    page.goto(f"{served.house.origin}/app/")
    steps.heading(page, "Ouvrir le carnet")
    served.publish(1, **{"/app/": "A" * 43})
    page.evaluate(STAND)
    page.reload()
    steps.heading(page, "Le carnet ne s’ouvre pas")
    assert page.evaluate("typeof customElements.get('quick-exit')") == "undefined"
    page.context.close()


def test_the_kill_switch_takes_the_keeper_away_and_spares_the_notebook(
    served: Publisher, person: steps.Person
) -> None:
    page = person.page
    kept = page.evaluate(DATABASES)
    assert len(kept) >= 2
    served.house.stop()
    served.house.environment["DEMESO_KEEPER_RETIRED"] = "1"
    served.house.start()
    page.reload()
    page.evaluate("async () => { (await navigator.serviceWorker.ready).update() }")
    for _try in range(120):
        if page.evaluate(STANDING) == [0, 0]:
            break
        page.wait_for_timeout(250)
    assert page.evaluate(STANDING) == [0, 0]
    assert page.evaluate(DATABASES) == kept
    page.reload()
    steps.unlock(person)
    steps.sent(page)
