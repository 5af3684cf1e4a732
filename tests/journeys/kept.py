"""Everything that a browser keeps for us, as whoever copies the phone reads it."""

from dataclasses import dataclass

from playwright.sync_api import Page

# [names, values] of databases, stores, keys, caches, addresses there, and storages.
DUMP = """async () => {
  const names = [], values = [];
  const flat = (value) =>
    value instanceof Uint8Array || value instanceof ArrayBuffer
      ? [...new Uint8Array(value)].map((byte) => String.fromCharCode(byte)).join("")
      : value && typeof value === "object"
        ? Object.entries(value).map(([key, one]) => `${key}=${flat(one)}`).join(" ")
        : String(value);
  const done = (asked) =>
    new Promise((ready) => { asked.onsuccess = () => ready(asked.result); });
  for (const { name } of await indexedDB.databases()) {
    const db = await done(indexedDB.open(name));
    names.push(name, ...db.objectStoreNames);
    for (const store of db.objectStoreNames) {
      const here = () => db.transaction(store).objectStore(store);
      names.push(...(await done(here().getAllKeys())).map(String));
      names.push(...here().indexNames);
      values.push(...(await done(here().getAll())).map(flat));
    }
    db.close();
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    names.push(name, ...(await cache.keys()).map(({ url }) => url));
  }
  for (const storage of [localStorage, sessionStorage])
    for (const [key, value] of Object.entries(storage))
      names.push(key) && values.push(value);
  names.push(document.cookie, document.title);
  return [names, values];
}"""


@dataclass(frozen=True)
class Kept:
    """What lies there: what things are called, and what is in them."""

    names: str
    values: str

    def said(self, *words: str) -> list[str]:
        """Return which of these words can be read anywhere."""
        return [word for word in words if word in self.names or word in self.values]

    def called(self, *words: str) -> list[str]:
        """Return which of these words stand in a name."""
        return [word for word in words if word in self.names]


def kept(page: Page) -> Kept:
    """Read all of it."""
    names, values = page.evaluate(DUMP)
    return Kept("\n".join(names), "\n".join(values))
