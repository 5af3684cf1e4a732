"""Waiting until what somebody types is sealed and lies on the disk."""

import contextlib
from collections.abc import Iterator

from playwright.sync_api import Page, expect

from tests.journeys.steps import PATIENCE

EACH = 100  # milliseconds
# What lies among the drafts, each as a text: sealed, so only what is new can be seen.
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
  return found.flat().map((one) => JSON.stringify(one, plain));
}"""


@contextlib.contextmanager
def drafted(page: Page) -> Iterator[None]:
    """Wait until what was typed inside has become a draft, and nothing follows it.

    That a draft of the page before is dropped changes what lies there too: it is not
    what is waited for.
    """
    expect(page.locator("#dock")).to_be_visible()
    before = now = set(page.evaluate(LYING))
    yield
    for _time in range(PATIENCE // EACH):
        page.wait_for_timeout(EACH)
        last, now = now, set(page.evaluate(LYING))
        if now - before and now == last:
            return
    raise AssertionError("what was typed never became a draft")
