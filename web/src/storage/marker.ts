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

/** Where the marks of emptied notebooks stand until they were told and read. */
export const lossesName = (worker: string): string => `carnet-${worker}-1`;

/** Whether the notebook that left this mark is gone; one that goes on where it was is not. Pure. */
export function wasCleared(mark: Mark, now: Pick<Mark, "device" | "seq">): boolean {
  return mark.seq > 0 && (mark.device !== now.device || now.seq < mark.seq);
}

/** Return the mark that was left here. */
export function markOf(worker: string, storage: Shelf): Mark | null {
  try {
    const found = JSON.parse(storage.getItem(nameOf(worker)) ?? "null") as Partial<Mark> | null;
    return found && Number.isSafeInteger(found.waiting) && Number.isSafeInteger(found.seq) ? (found as Mark) : null;
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

/** Take the marks away: what was here was forgotten on purpose. */
export function forgetMark(worker: string, storage: Shelf | undefined = globalThis.localStorage): void {
  storage?.removeItem(nameOf(worker));
  storage?.removeItem(lossesName(worker));
}
