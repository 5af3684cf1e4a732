/** What is half written is kept too, sealed to the worker's own key; where it belongs is sealed with it. */

import { hkdf } from "../formats/aead.ts";
import { b64, bytesOf } from "../formats/canon.ts";
import { STRICT } from "./store.ts";
import { type Box, close, open } from "./box.ts";
import { keptWhole } from "./room.ts";
import type { Hand } from "./write.ts";

export type Draft = { readonly [question: string]: unknown };
type Laid = { readonly place: string; readonly draft: Draft };

const INFO = "demeso/local/place/v1\n";
const SIZE = 16;

/** A place says what is written about whom: on the disk it is a number that only its owner finds again. */
async function numberOf({ userKey }: Hand, place: string): Promise<string> {
  return b64(await hkdf(userKey, new Uint8Array(), bytesOf(INFO + place), SIZE));
}

/** Keep a draft for a place in the notebook. */
export async function keepDraft(hand: Hand, place: string, draft: Draft): Promise<void> {
  const number = await numberOf(hand, place);
  const box = await close({ place, draft } satisfies Laid, `draft:${number}`, hand.userKey);
  const change = hand.book.transaction("drafts", "readwrite", STRICT);
  await keptWhole(change.done, [change.store.put(box, number)]);
}

/** Return the draft of a place; empty when there is none. */
export async function draftOf(hand: Hand, place: string): Promise<Draft> {
  const number = await numberOf(hand, place);
  const box = await hand.book.get("drafts", number);
  return box ? (await laid(hand, number, box)).draft : {};
}

/** Drop a draft once it has become an act. */
export async function dropDraft(hand: Hand, place: string): Promise<void> {
  await hand.book.delete("drafts", await numberOf(hand, place));
}

/** Return every place that has a draft. */
export async function draftPlaces(hand: Hand): Promise<string[]> {
  const [numbers, boxes] = [await hand.book.getAllKeys("drafts"), await hand.book.getAll("drafts")];
  const all = await Promise.all(boxes.map((box, at) => laid(hand, numbers[at] ?? "", box).catch(() => null)));
  return all.flatMap((one) => (one ? [one.place] : []));
}

function laid({ userKey }: Hand, number: string, box: Box): Promise<Laid> {
  return open<Laid>(box, `draft:${number}`, userKey);
}
