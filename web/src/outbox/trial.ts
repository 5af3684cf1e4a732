/** Try whether the device could keep a conversation, before anybody tells anything. */

import type { Hand } from "./write.ts";
import { keptWhole } from "./room.ts";
import { STRICT } from "./store.ts";

/** As much as a long conversation needs, several times over. */
const SIZE = 1_048_576;
const AT_ONCE = 65_536;
const PLACE = "trial";

/**
 * Write and take away again what no compression makes smaller; refuse with `device.full`.
 * A browser's own estimate counts what it may use, not what a full phone still has.
 */
export async function requireRoom({ book }: Pick<Hand, "book">): Promise<void> {
  const change = book.transaction("drafts", "readwrite", STRICT);
  const put = async (): Promise<unknown> => change.store.put({ salt: new Uint8Array(), ct: noise() }, PLACE);
  await keptWhole(change.done, [put()]); // some browsers refuse at once, others later
  await book.delete("drafts", PLACE);
}

function noise() {
  const bytes = new Uint8Array(SIZE);
  for (let at = 0; at < SIZE; at += AT_ONCE) crypto.getRandomValues(bytes.subarray(at, at + AT_ONCE));
  return bytes;
}
