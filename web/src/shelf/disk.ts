/** What of the shelf lies on the disk: each act sealed for itself, listed cases a hundred to a box. */

import { Refused } from "../formats/refusal.ts";
import { type Box, close, open } from "../outbox/box.ts";
import { keptWhole } from "../outbox/room.ts";
import { type Kept, STRICT } from "../outbox/store.ts";
import type { Hand } from "../outbox/write.ts";
import type { Known } from "./known.ts";

/** What is to be written of the shelf at once; with `boxes`, the lines of listed cases are laid anew. */
export type Written = { readonly gone: readonly string[]; readonly rows: readonly Kept[]; readonly boxes?: readonly Box[] };
type Shelved = { delete(id: string): Promise<void>; put(row: Kept): Promise<string> };
type Listed = { clear(): Promise<void>; put(box: Box, at: number): Promise<number> };

/** Who can help is no case: it opens with the user key alone, also once the lease has ended. */
const OPEN = "directory";

/** Open what was received: the directory always, the rest while this device's lease holds. */
export async function rowsOf({ book, shelfKey, userKey }: Hand): Promise<Known[]> {
  const rows = await book.getAll("shelf");
  const keyOf = (row: Kept) => (row.open ? userKey : shelfKey);
  const found = rows.map((row) => [row, keyOf(row)] as const);
  return Promise.all(found.flatMap(([{ id, box }, key]) => (key ? [open<Known>(box, `known:${id}`, key)] : [])));
}

/** Seal what was received. */
export function sealedRows(hand: Hand, changes: readonly Known[]): Promise<Kept[]> {
  return Promise.all(changes.map((known) => row(hand, known)));
}

async function row({ shelfKey, userKey }: Hand, known: Known): Promise<Kept> {
  if (!shelfKey) throw new Refused("lease.ended");
  const [{ id }, isOpen] = [known.act, known.root === OPEN];
  const box = await close(known, `known:${id}`, isOpen ? userKey : shelfKey);
  return isOpen ? { id, box, open: true } : { id, box };
}

/** Write it in a change that is open, with whatever else belongs to it. */
export function lay(shelf: Shelved, lines: Listed, { gone, rows, boxes }: Written): Promise<unknown>[] {
  const writes: Promise<unknown>[] = [...gone.map((id) => shelf.delete(id)), ...rows.map((one) => shelf.put(one))];
  return !boxes ? writes : [...writes, lines.clear(), ...boxes.map((box, at) => lines.put(box, at))];
}

/** Write it in a change of its own. */
export async function layDown({ book }: Hand, written: Written): Promise<void> {
  const change = book.transaction(["shelf", "lines"], "readwrite", STRICT);
  await keptWhole(change.done, lay(change.objectStore("shelf"), change.objectStore("lines"), written));
}
