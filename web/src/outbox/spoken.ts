/** A spoken code opens what this device keeps for one more period. */

import { type Bytes, b64 } from "../formats/canon.ts";
import { Refused } from "../formats/refusal.ts";
import { spareSecret } from "../formats/spoken.ts";
import { endOf, keep, leaseHere, takeUp } from "./lease.ts";
import type { Hand } from "./write.ts";

/** Open one more period with a spoken code; refuse any other code, and one whose time is over. */
export async function openWith(hand: Hand, code: string, find: typeof spareSecret = spareSecret): Promise<void> {
  const lease = await leaseHere(hand);
  const left = (lease?.spare ?? []).filter(({ until }) => lease && endOf({ ...lease, until }) > lease.seen);
  if (!lease || left.length === 0) throw new Refused("lease.over");
  for (const spare of left) {
    const secret = await found(find(spare, code, { device: hand.device, since: lease.since }));
    if (!secret) continue;
    await keep(hand.book, { ...lease, until: spare.until, secret: b64(secret) });
    return takeUp(hand);
  }
  throw new Refused("lease.code");
}

async function found(asked: Promise<Bytes>): Promise<Bytes | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Refused && error.code === "lease.code") return null;
    throw error;
  }
}
