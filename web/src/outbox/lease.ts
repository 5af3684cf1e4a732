/** How long this device opens what it keeps: renewed by a contact; by a spoken code in spoken.ts. */

import { b64, bytesOf, sha256, unb64 } from "../formats/canon.ts";
import { type Spare, shelfKey } from "../formats/lease.ts";
import { call } from "../session/call.ts";
import type { Session } from "../session/session.ts";
import { type Book, type Lease, STRICT, standing } from "./store.ts";
import { type Hand, alone } from "./write.ts";

const KEY = "lease";

/** What GET /app/v1/devices/…/lease says. */
type Told = { readonly now: string; readonly device: string; readonly since: string; readonly until: string; readonly secret: string; readonly spare: readonly Spare[] };

/** Return the lease as it lies here; once it has ended, its secret is dropped for good. */
export async function leaseHere(hand: Hand, now: number = Date.now()): Promise<Lease | undefined> {
  const kept = await hand.book.get("lease", KEY);
  if (!kept) return undefined;
  const seen = Math.max(kept.seen, now); // a clock that goes back opens nothing again
  const hasEnded = seen >= endOf(kept);
  const lease = { ...kept, seen, secret: hasEnded ? "" : kept.secret };
  await keep(hand.book, lease);
  return lease;
}

/** Take up the key of what lies here; without it new acts are written, and nothing kept is opened. */
export async function takeUp(hand: Hand, now: number = Date.now()): Promise<void> {
  const lease = await leaseHere(hand, now);
  hand.shut = lease && !lease.secret ? new Date(endOf(lease)).toISOString() : "";
  if (lease?.secret) hand.shelfKey = await shelfKey(hand.userKey, unb64(lease.secret), hand.device);
  else delete hand.shelfKey;
}

/** When it ends by this device's own clock, which may be wrong. */
export function endOf({ until, ahead }: Pick<Lease, "until" | "ahead">): number {
  return Date.parse(until) + ahead;
}

/** Tell whether the lease ended while the notebook was open. */
export async function hasJustEnded(hand: Hand, now: number = Date.now()): Promise<boolean> {
  return hand.shelfKey !== undefined && (await leaseHere(hand, now))?.secret === "";
}

/**
 * Renew after a contact, when the server says another end. Return whether what lies here
 * opens now and did not before; what was closed under another secret is dropped, and comes again.
 */
export async function renew(mine: Session, until: string | null | undefined): Promise<boolean> {
  const before = await mine.book.get("lease", KEY);
  if (!until || (before?.until === until && mine.shelfKey)) return false;
  const told = await call<Told>(`/app/v1/devices/${mine.device}/lease`, { token: mine.token });
  const print = b64(await sha256(bytesOf(told.secret)));
  if (before && before.print !== print) await startAgain(mine);
  const { since, secret, spare } = told;
  const seen = Date.now();
  await keep(mine.book, { since, until: told.until, secret, spare, print, seen, ahead: seen - Date.parse(told.now) });
  const wasShut = mine.shelfKey === undefined;
  await takeUp(mine);
  return wasShut;
}

/** Keep a lease as it stands now. */
export async function keep(book: Book, lease: Lease): Promise<void> {
  const change = book.transaction("lease", "readwrite", STRICT);
  await change.store.put(lease, KEY);
  await change.done;
}

/** Drop what nobody can open any more: the server sends it all again. Alone: another tab may be taking a number. */
function startAgain(hand: Hand): Promise<void> {
  return alone(hand, async () => {
    const pen = await standing(hand.book, hand.device);
    const change = hand.book.transaction(["pen", "shelf", "lines"], "readwrite", STRICT);
    for (const name of ["shelf", "lines"] as const) await change.objectStore(name).clear();
    await change.objectStore("pen").put({ ...pen, cursor: null, scope: null }, "pen");
    await change.done;
  });
}
