/** The first key seen of an owner is remembered here; another one needs a higher epoch. */

import type { JsonObject } from "../formats/canon.ts";
import type { Entry } from "../formats/entry.ts";
import { refuseUnless } from "../formats/refusal.ts";
import { draftOf, keepDraft } from "../outbox/drafts.ts";
import { type Hand, alone } from "../outbox/write.ts";
import { myKeys } from "../session/session.ts";
import { entryBy, printOf } from "./entries.ts";
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

/** Pin what is new; return what each entry is. */
export function pin(hand: Hand, entries: readonly Entry[]): Promise<Standing[]> {
  return alone(hand, async () => {
    const pins = { ...(await draftOf(hand, PLACE)) } as Pins;
    const found: Standing[] = [];
    for (const entry of entries) {
      const owner = `${entry.owner}:${entry.id}`;
      const seen = { print: await printOf(entry), epoch: entry.epoch };
      const standing = compare(pins[owner], seen);
      if (standing === "new") pins[owner] = seen;
      found.push(standing);
    }
    if (found.includes("new")) await keepDraft(hand, PLACE, pins);
    return found;
  });
}

/** Refuse parts that are sealed to a key which took another's place. */
export async function requirePinned(hand: Hand, shelf: Shelf, parts: readonly JsonObject[]): Promise<void> {
  const prints = new Set(parts.filter(({ type }) => type === "grant").map(({ to }) => String(to)));
  if (prints.size > 0) prints.delete((await myKeys()).fingerprint);
  for (const print of prints) {
    const entry = await entryBy(shelf, print);
    refuseUnless(entry !== undefined, "key.changed");
    const [standing = "changed"] = await pin(hand, [entry]);
    refuseUnless(standing === "new" || standing === "same", "key.changed");
  }
}
