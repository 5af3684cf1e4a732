/**
 * A mark beside the notebook: it often outlives what a browser clears when a phone is full,
 * and then it tells what was lost. It holds numbers only.
 */

import { standing } from "../outbox/store.ts";
import { type Hand, countWaiting } from "../outbox/write.ts";

/** Which device wrote it, how many acts it had written, and how many of them waited. */
export type Mark = { readonly device: string; readonly seq: number; readonly waiting: number };
export type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const nameOf = (worker: string): string => `carnet-${worker}`;

/** Return how many acts were cleared before they were sent; none when the notebook goes on where it was. Pure. */
export function cleared(mark: Mark | null, now: Pick<Mark, "device" | "seq">): number {
  if (!mark || (mark.device === now.device && now.seq >= mark.seq)) return 0;
  return mark.waiting;
}

/** Return the mark that was left here. */
export function markOf(worker: string, storage: Shelf): Mark | null {
  try {
    const found = JSON.parse(storage.getItem(nameOf(worker)) ?? "null") as Partial<Mark> | null;
    return found && Number.isSafeInteger(found.waiting) ? (found as Mark) : null;
  } catch {
    return null;
  }
}

/** Leave the mark anew. */
export async function leaveMark(hand: Hand, storage: Shelf): Promise<void> {
  const { seq, acked } = await standing(hand.book, hand.device);
  const mark: Mark = { device: hand.device, seq, waiting: await countWaiting(hand, acked) };
  storage.setItem(nameOf(hand.worker), JSON.stringify(mark));
}

/** Return what was cleared since the mark was left; how things stand is compared, nothing is changed. */
export async function clearedHere(hand: Hand, storage: Shelf): Promise<number> {
  const { seq } = await standing(hand.book, hand.device);
  return cleared(markOf(hand.worker, storage), { device: hand.device, seq });
}

/** Take the mark away: what was here was forgotten on purpose. */
export function forgetMark(worker: string, storage: Shelf | undefined = globalThis.localStorage): void {
  storage?.removeItem(nameOf(worker));
}
