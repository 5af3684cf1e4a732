/** How long the oldest act has waited: after three days it is said, after seven it is said loudly. */

import { standing } from "../outbox/store.ts";
import { type Hand, waiting } from "../outbox/write.ts";

const DAY = 24 * 3_600_000;
const STEPS = [7, 3] as const;

export type Waited = { readonly days: number; readonly step: (typeof STEPS)[number] };

/** Return since how many days something waits, once that is worth saying. Pure. */
export function waited(oldest: string, now: number): Waited | null {
  const days = Math.floor((now - Date.parse(oldest)) / DAY);
  const step = STEPS.find((least) => days >= least);
  return step === undefined ? null : { days, step };
}

/** Return since how many days the oldest act on this device waits. */
export async function waitedHere(hand: Hand, now: number = Date.now()): Promise<Waited | null> {
  const { acked } = await standing(hand.book, hand.device);
  const [oldest] = await waiting(hand, acked, 1);
  return oldest ? waited(oldest.time, now) : null;
}
