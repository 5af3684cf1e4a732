/** Pages of my keyring that lie here: a broken line, or the next unlocking, does not fetch them again. */

import type { Page } from "../formats/keyring.ts";
import { close, open } from "../outbox/box.ts";
import { STRICT } from "../outbox/store.ts";
import type { Hand } from "../outbox/write.ts";

const placeOf = (page: number) => `ring:${page}`;

/** Return a page as it was fetched; nothing when it is not here, or the lease has ended. */
export async function pageHere({ book, shelfKey }: Hand, page: number): Promise<Page | undefined> {
  const box = shelfKey && (await book.get("ring", page));
  return box && open<Page>(box, placeOf(page), shelfKey).catch(() => undefined); // of an earlier lease
}

/** Keep a page, sealed once more under the key of what lies here of cases. */
export async function keepPage({ book, shelfKey }: Hand, page: Page): Promise<void> {
  if (!shelfKey) return;
  const box = await close(page, placeOf(page.page), shelfKey);
  const change = book.transaction("ring", "readwrite", STRICT);
  await change.store.put(box, page.page);
  await change.done;
}

/** Drop every page but those that the server still lists. */
export async function dropPages({ book }: Hand, listed: readonly number[] = []): Promise<void> {
  const change = book.transaction("ring", "readwrite", STRICT);
  for (const page of await change.store.getAllKeys()) if (!listed.includes(page)) await change.store.delete(page);
  await change.done;
}
