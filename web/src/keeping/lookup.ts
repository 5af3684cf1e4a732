/** Find who signed: also by keys that are over, which the register leaves out; proved all the same. */

import type { Entry } from "../formats/entry.ts";
import { type ToldKey, type ToldLog, provedKeys } from "../formats/log.ts";
import { Refused } from "../formats/refusal.ts";
import { session } from "../session/session.ts";
import { printOf } from "../shelf/entries.ts";
import { lastTree, take } from "../shelf/log.ts";
import { asked } from "./state.ts";

const found = new Map<string, Entry>();

/** Return the entry of a fingerprint, shown to stand in the log. */
export async function entryOf(print: string): Promise<Entry> {
  const known = found.get(print) ?? (await fetched(print));
  found.set(print, known);
  return known;
}

async function fetched(print: string): Promise<Entry> {
  const mine = session();
  const tree = await lastTree(mine);
  const { keys, log } = await asked<{ keys: readonly ToldKey[]; log: ToldLog }>(`/app/v1/keys?fp=${print}&since=${tree.size}`);
  for (const { entry } of await provedKeys(keys, await take(mine, tree, log))) {
    if ((await printOf(entry)) === print) return entry;
  }
  throw new Refused("key.unproved");
}
