/** Answers that she has been told, by mouth: a mark of this device, taken back with one tap. */

import { draftOf, keepDraft } from "../outbox/drafts.ts";
import type { Book } from "../outbox/store.ts";
import type { Hand } from "../outbox/write.ts";

const PLACE = "dit";
/** What is older has been answered since, or has its day behind it. */
const KEPT = 120 * 24 * 3_600_000;

/** What was read once need not be opened again; it goes with the notebook. */
const READ = new WeakMap<Book, Set<string>>();

/** Return the referrals whose answer she knows. */
export async function toldBy(hand: Hand): Promise<Set<string>> {
  const found = READ.get(hand.book) ?? new Set(Object.keys(await draftOf(hand, PLACE)));
  READ.set(hand.book, found);
  return found;
}

/** Mark that she knows; or take the mark back. */
export async function mark(hand: Hand, referral: string, isTold: boolean, now = Date.now()): Promise<void> {
  const { [referral]: _before, ...rest } = await draftOf(hand, PLACE);
  const fresh = Object.entries(rest).filter(([, at]) => now - Number(at) < KEPT);
  READ.delete(hand.book);
  await keepDraft(hand, PLACE, { ...Object.fromEntries(fresh), ...(isTold ? { [referral]: now } : {}) });
}
