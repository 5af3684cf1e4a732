/** Whether there is room on the device: a full one says so plainly, and has lost nothing. */

import { Refused } from "../formats/refusal.ts";

const FULL = "QuotaExceededError";

/** Wait until a change is kept whole; refuse with `device.full` when there is no room. */
export async function keptWhole(done: Promise<unknown>, writes: readonly Promise<unknown>[]): Promise<void> {
  const ended = await Promise.allSettled([...writes, done]);
  const faults = ended.flatMap((one) => (one.status === "rejected" ? [one.reason as unknown] : []));
  if (faults.some(isFull)) throw new Refused("device.full", "", faults[0]);
  if (faults.length > 0) throw faults[0];
}

function isFull(error: unknown): boolean {
  return error instanceof Error && (error.name === FULL || isFull(error.cause));
}
