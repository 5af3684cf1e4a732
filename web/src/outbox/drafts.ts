/** What is half written is kept too, sealed to the worker's own key; where it belongs is sealed with it. */

import { hkdf } from "../formats/aead.ts";
import { b64, bytesOf } from "../formats/canon.ts";
import { STRICT } from "./store.ts";
import { type Box, close, open } from "./box.ts";
import { keptWhole } from "./room.ts";
import type { Hand } from "./write.ts";

export type Draft = { readonly [question: string]: unknown };
type Laid = { readonly place: string; readonly draft: Draft };

/** Place → what is being done there: one after the other, so that what is dropped stays dropped. */
const turns = new Map<string, Promise<unknown>>();
/** Place → how often its draft has ended. */
const ends = new Map<string, number>();

const INFO = "demeso/local/place/v1\n";
const SIZE = 16;

/** A place says what is written about whom: on the disk it is a number that only its owner finds again. */
async function numberOf({ userKey }: Hand, place: string): Promise<string> {
  return b64(await hkdf(userKey, new Uint8Array(), bytesOf(INFO + place), SIZE));
}

/** Return how often a place's draft has ended: a page that began before keeps nothing any more. */
export function endsOf(place: string): number {
  return ends.get(place) ?? 0;
}

function inTurn(place: string, work: () => Promise<void>): Promise<void> {
  const done = (turns.get(place) ?? Promise.resolve()).then(work);
  turns.set(place, done.catch(() => undefined));
  return done;
}

/** Keep a draft for a place in the notebook. */
export function keepDraft(hand: Hand, place: string, draft: Draft): Promise<void> {
  return inTurn(place, () => put(hand, place, draft));
}

async function put(hand: Hand, place: string, draft: Draft): Promise<void> {
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

/** Drop a draft once it has become an act; what was just being kept goes with it. */
export function dropDraft(hand: Hand, place: string): Promise<void> {
  ends.set(place, endsOf(place) + 1);
  return inTurn(place, async () => hand.book.delete("drafts", await numberOf(hand, place)));
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
