"""She takes back what she told: it leaves this browser's database as well."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import steps
from tests.journeys.house import House, arrived
from tests.journeys.village import Village

pytestmark = pytest.mark.browser
PLAN = "chez sa tante, derrière le marché"
# Act → how many bytes of it lie sealed on this device.
KEPT = """async () => {
  const done = (asked) => new Promise((yes) => {
    asked.onsuccess = () => yes(asked.result);
  });
  const kept = {};
  for (const { name } of await indexedDB.databases()) {
    if (!name.startsWith("carnet-")) continue;
    const db = await done(indexedDB.open(name));
    const rows = await done(db.transaction("shelf").objectStore("shelf").getAll());
    for (const { id, box } of rows) kept[id] = box.ct.length;
    db.close();
  }
  return kept;
}"""


def kept(page: Page) -> dict[str, int]:
    """Return how much of each act lies on the shelf of this browser."""
    return dict(page.evaluate(KEPT))


def test_what_she_told_leaves_server_and_browser_and_the_case_goes_on(
    village: Village, village_house: House
) -> None:
    page = village.aissata.page
    code = steps.new_case(page)
    steps.record_needs(page, "Soins médicaux")
    steps.record_safety(page, "Non", "Bas", PLAN)
    steps.refresh(page)
    before = kept(page)
    steps.open_case(page, code)
    steps.withdraw(page, "Ce qui a été raconté")
    steps.heading(page, "Ce que la personne permet")
    steps.refresh(page)
    bodies = (
        "SELECT count(*) FROM vault_body b JOIN casework_case c ON c.id = b.object "
        "JOIN survivors_survivor s ON s.id = c.survivor_id "
        f"WHERE s.code = '{code.replace('-', '')}'"
    )
    assert arrived(village_house, bodies, (0,))
    after = kept(page)
    shrunk = [act for act, size in before.items() if after[act] < size]
    assert len(shrunk) == 2, "the plan, and the keys that opened it"
    steps.open_case(page, code)
    expect(page.locator("#screen")).not_to_contain_text(PLAN)
    steps.record_safety(page, "Non", "Bas", "un autre plan")
    steps.refresh(page)
    assert arrived(village_house, bodies, (1,))
