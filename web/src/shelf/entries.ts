/** Public key entries by fingerprint: fetched once, checked, kept on the device. */

import { type Entry, fingerprint, requireEntry } from "../formats/entry.ts";
import { draftOf, keepDraft } from "../outbox/drafts.ts";
import { call } from "../session/call.ts";
import { myKeys, session } from "../session/session.ts";

const PLACE = "keys";
let known: Map<string, Entry> | null = null;

async function all(): Promise<Map<string, Entry>> {
  known ??= new Map(Object.entries((await draftOf(session(), PLACE)) as Record<string, Entry>));
  return known;
}

/** Forget what was loaded. */
export function forgetEntries(): void {
  known = null;
}

/** Return the entry of a fingerprint; nothing when it is unknown here. */
export async function entryBy(print: string): Promise<Entry | undefined> {
  const mine = await myKeys();
  if (print === mine.fingerprint) return mine.entry;
  return (await all()).get(print);
}

/** Fetch the entries that are missing; what the server sends must match its name. */
export async function fetchEntries(prints: Iterable<string>): Promise<void> {
  const here = await all();
  const missing = [...new Set(prints)].filter((print) => print && !here.has(print));
  if (missing.length === 0 || !session().token) return;
  for (let at = 0; at < missing.length; at += 20) {
    const query = missing.slice(at, at + 20).map((print) => `fp=${print}`).join("&");
    const answer = await call<{ keys: unknown[] }>(`/app/v1/keys?${query}`, { token: session().token });
    for (const entry of answer.keys) {
      requireEntry(entry);
      here.set(await fingerprint(entry), entry);
    }
  }
  await keepDraft(session(), PLACE, Object.fromEntries(here));
}
