/** Find a public key entry by its fingerprint, among those the ledger published. */

import type { Entry } from "../formats/entry.ts";
import { fingerprint } from "../formats/fingerprint.ts";
import { myKeys } from "../session/session.ts";
import type { Shelf } from "./shelf.ts";

const prints = new WeakMap<Entry, string>();

/** Return the entry of a fingerprint; nothing when it is unknown here. */
export async function entryBy(shelf: Shelf, print: string): Promise<Entry | undefined> {
  const mine = await myKeys();
  if (print === mine.fingerprint) return mine.entry;
  for (const { entry } of shelf.state().keys) {
    if ((await printOf(entry)) === print) return entry;
  }
  return undefined;
}

/** Return the fingerprint of an entry, computed once. */
export async function printOf(entry: Entry): Promise<string> {
  const known = prints.get(entry) ?? (await fingerprint(entry));
  prints.set(entry, known);
  return known;
}
