/** Two people type their sheets, one after the other, and the recovery key is there for a moment. */

import { type KeyPair } from "../formats/entry.ts";
import { fingerprint } from "../formats/fingerprint.ts";
import { Refused } from "../formats/refusal.ts";
import { type Share, recovered } from "../formats/shares.ts";
import { deed } from "../news.ts";
import { fill, need, piece } from "../screen.ts";
import { say } from "../words.ts";
import { published } from "./hold.ts";
import { fields, taken } from "./typing.ts";

export type Recovered = { readonly pair: KeyPair; readonly parts: readonly [number, number] };

/** Draw the page; `then` has the key, which is forgotten right after. */
export function twoSheets(title: string, why: string, then: (found: Recovered) => Promise<void>, agency?: string): HTMLElement {
  const entry = published("recovery", agency);
  const node = piece("two-sheets", { title, why, turn: say("sheet.turn.first"), fields: fields() });
  let first: Share | null = null;
  deed(node, "next", async () => {
    const share = await taken(node, entry.epoch);
    if (!first) {
      first = share;
      fill(node, { turn: say("sheet.turn.second", { part: share.part }), fields: fields() });
      return need<HTMLInputElement>(node, ".sheet-words input").focus();
    }
    if (first.part === share.part) throw new Refused("share.twice", String(share.part));
    const pair = await recovered(first, share, entry, await fingerprint(entry));
    try {
      await then({ pair, parts: [first.part, share.part] });
    } finally {
      for (const secret of [pair.kemSeed, pair.signSeed, first.y, share.y]) secret.fill(0);
    }
  });
  return node;
}
