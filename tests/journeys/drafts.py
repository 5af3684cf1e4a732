"""Waiting until what somebody types is sealed and lies on the disk."""

import contextlib
from collections.abc import Iterator

from playwright.sync_api import Page, expect

from tests.journeys.steps import PATIENCE

EACH = 100  # milliseconds
# What lies among the drafts: sealed, so only whether it changed can be seen.
LYING = """async () => {
  const names = (await indexedDB.databases()).map(({ name }) => name);
  const found = [];
  for (const name of names.filter((one) => one.startsWith("carnet-"))) {
    const book = await new Promise((done) => {
      const asked = indexedDB.open(name);
      asked.onsuccess = () => done(asked.result);
    });
    const all = book.transaction("drafts").objectStore("drafts").getAll();
    found.push(await new Promise((done) => {
      all.onsuccess = () => done(all.result);
    }));
    book.close();
  }
  const plain = (_key, one) => one instanceof Uint8Array ? [...one].join() : one;
  return JSON.stringify(found, plain);
}"""


@contextlib.contextmanager
def drafted(page: Page) -> Iterator[None]:
    """Wait until what was typed inside has become a draft, and nothing follows it."""
    expect(page.locator("#dock")).to_be_visible()
    before = now = page.evaluate(LYING)
    yield
    for _time in range(PATIENCE // EACH):
        page.wait_for_timeout(EACH)
        last, now = now, page.evaluate(LYING)
        if before != now == last:
            return
    raise AssertionError("what was typed never became a draft")
