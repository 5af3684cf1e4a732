/** What is half written is kept too, sealed to the worker's own key. */

import { STRICT } from "./store.ts";
import { close, open } from "./box.ts";
import type { Hand } from "./write.ts";

export type Draft = { readonly [question: string]: unknown };

/** Keep a draft for a place in the notebook. */
export async function keepDraft(hand: Hand, place: string, draft: Draft): Promise<void> {
  const box = await close(draft, `draft:${place}`, hand.userKey);
  const change = hand.book.transaction("drafts", "readwrite", STRICT);
  await change.store.put(box, place);
  await change.done;
}

/** Return the draft of a place; empty when there is none. */
export async function draftOf(hand: Hand, place: string): Promise<Draft> {
  const box = await hand.book.get("drafts", place);
  return box ? open<Draft>(box, `draft:${place}`, hand.userKey) : {};
}

/** Drop a draft once it has become an act. */
export async function dropDraft(hand: Hand, place: string): Promise<void> {
  await hand.book.delete("drafts", place);
}
