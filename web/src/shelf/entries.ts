/** Find a public key entry by its fingerprint, among those that are proved to stand in the log. */

import type { Entry } from "../formats/entry.ts";
import { fingerprint } from "../formats/fingerprint.ts";
import { myKeys } from "../session/session.ts";
import type { Shelf } from "./shelf.ts";
import type { PublishedKey } from "./published.ts";

const prints = new WeakMap<Entry, string>();

/** Return the entry of a fingerprint; nothing when it is unknown here. */
export async function entryBy(shelf: Shelf, print: string): Promise<Entry | undefined> {
  const mine = await myKeys();
  if (print === mine.fingerprint) return mine.entry;
  return (await keyBy(shelf, print))?.entry;
}

/** Return the proved key of a fingerprint. */
export async function keyBy(shelf: Shelf, print: string): Promise<PublishedKey | undefined> {
  for (const key of shelf.state().keys) {
    if (key.proved && (await printOf(key.entry)) === print) return key;
  }
  return undefined;
}

/** Return the fingerprint of an entry, computed once. */
export async function printOf(entry: Entry): Promise<string> {
  const known = prints.get(entry) ?? (await fingerprint(entry));
  prints.set(entry, known);
  return known;
}
