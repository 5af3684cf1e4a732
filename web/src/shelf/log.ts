/** The log as this device last saw it: kept sealed, compared at every unlock, and signed. */

import { Refused } from "../formats/refusal.ts";
import { type Seen, type ToldLog, advanced, cosignature, recalled } from "../formats/log.ts";
import { signPublic } from "../formats/signature.ts";
import { draftOf, keepDraft } from "../outbox/drafts.ts";
import { type Hand, alone } from "../outbox/write.ts";
import { call } from "../session/call.ts";
import type { Session } from "../session/session.ts";

const PATH = "/app/v1/log";
const PLACE = "log";

type Answer = { readonly log: ToldLog; readonly own: string };

/** Return the last tree that this device saw; nothing before the first. */
export async function keptTree(hand: Hand): Promise<Seen | null> {
  const { key, size, root, note } = (await draftOf(hand, PLACE)) as Partial<Seen>;
  return key ? { key, size: size ?? 0, root: root ?? "", note: note ?? "" } : null;
}

/** Begin with the key that an invitation named; it is whose signature the log carries. */
export async function pinLog(hand: Hand, key: string): Promise<void> {
  if (key && !(await keptTree(hand))) await keepDraft(hand, PLACE, { key, size: 0, root: "", note: "" });
}

/** Forget the tree that was seen: people have agreed by word of mouth that it begins anew. */
export function beginAnew(hand: Hand): Promise<void> {
  return keepDraft(hand, PLACE, {});
}

/** Return where to go on from; a new device goes on where its owner signed last. */
export async function lastTree(mine: Session): Promise<Seen> {
  const kept = await keptTree(mine);
  if (kept) return kept;
  const { log, own } = await call<Answer>(PATH, { token: mine.token });
  return recalled(log, own, mine.worker, signPublic(mine.signSeed));
}

/** Take the tree that the server shows, if it only adds to the last one seen. */
export async function take(hand: Hand, before: Seen, told: ToldLog): Promise<Seen> {
  const after = await advanced(before, told);
  await alone(hand, async () => {
    const now = await keptTree(hand); // another tab may have gone further meanwhile
    if (!now || now.size <= after.size) await keepDraft(hand, PLACE, after);
  });
  return after;
}

/** Compare the newest tree with the last one seen, then say so by a signature. */
export async function watchLog(mine: Session): Promise<void> {
  const before = await lastTree(mine);
  const { log } = await call<Answer>(`${PATH}?since=${before.size}`, { token: mine.token });
  const { size, note } = await take(mine, before, log);
  const line = await cosignature(note, mine.worker, mine.signSeed);
  // A server that will not keep it stops nobody's work: that nobody signed shows at the desk.
  await call(PATH, { method: "POST", token: mine.token, body: { size, line } }).catch(() => undefined);
}

/** Return the code of a log that is not to be trusted; nothing for any other trouble. */
export function distrust(error: unknown): string {
  return error instanceof Refused && error.code.startsWith("ledger.") ? error.code : "";
}
