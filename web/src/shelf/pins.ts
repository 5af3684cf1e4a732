/** The first key seen of an owner is remembered here; another one needs a higher epoch. */

import type { JsonObject } from "../formats/canon.ts";
import type { Entry } from "../formats/entry.ts";
import { refuseUnless } from "../formats/refusal.ts";
import { draftOf, keepDraft } from "../outbox/drafts.ts";
import { type Hand, alone } from "../outbox/write.ts";
import { myKeys } from "../session/session.ts";
import { keyBy, printOf } from "./entries.ts";
import { isSeconded } from "./published.ts";
import type { Shelf } from "./shelf.ts";

const PLACE = "pins";

export type Pin = { readonly print: string; readonly epoch: number };
type Pins = { [owner: string]: Pin };
/** What an entry is to whoever has seen its owner's key before. */
export type Standing = "new" | "same" | "older" | "changed";

/** Compare an entry with the pin of its owner. */
export function compare(pin: Pin | undefined, seen: Pin): Standing {
  if (!pin || seen.epoch > pin.epoch) return "new";
  if (seen.print === pin.print && seen.epoch === pin.epoch) return "same";
  return seen.epoch < pin.epoch ? "older" : "changed";
}

/** Pin what is new among keys that the server shows; return what each one is. */
export function pin(hand: Hand, entries: readonly Entry[]): Promise<Standing[]> {
  return alone(hand, async () => {
    const pins = await pinsOf(hand);
    const found: Standing[] = [];
    for (const entry of entries) {
      const seen = await seenAs(entry);
      const standing = compare(pins[ownerOf(entry)], seen);
      if (standing === "new") pins[ownerOf(entry)] = seen;
      found.push(standing);
    }
    if (found.includes("new")) await keepDraft(hand, PLACE, pins);
    return found;
  });
}

/** Refuse parts that are sealed to a key without proof, or to one which took another's place. */
export async function requirePinned(hand: Hand, shelf: Shelf, parts: readonly JsonObject[]): Promise<void> {
  const prints = new Set(parts.filter(({ type }) => type === "grant").map(({ to }) => String(to)));
  if (prints.size === 0) return;
  prints.delete((await myKeys()).fingerprint);
  const pins = await pinsOf(hand);
  for (const print of prints) {
    const key = await keyBy(shelf, print);
    refuseUnless(key !== undefined, "key.unproved");
    const { entry } = key;
    const standing = compare(pins[ownerOf(entry)], await seenAs(entry));
    refuseUnless(standing === "new" || standing === "same", "key.changed");
    refuseUnless(isSeconded(key), entry.owner === "worker" ? "role.unproved" : "key.unseconded");
  }
}

const ownerOf = ({ owner, id }: Entry): string => `${owner}:${id}`;
const seenAs = async (entry: Entry): Promise<Pin> => ({ print: await printOf(entry), epoch: entry.epoch });
const pinsOf = async (hand: Hand): Promise<Pins> => ({ ...(await draftOf(hand, PLACE)) }) as Pins;
