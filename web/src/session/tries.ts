/** Wrong passphrases: after ten a pause, as on the server; nothing is lost meanwhile. Pure but for its memory. */

import { Refused } from "../formats/refusal.ts";

export const MOST = 10;
export const PAUSE = 10 * 60_000;
/** From here on it is said how many tries are left. */
const TOLD = 5;
const failed = new Map<string, readonly number[]>();

/** Refuse while somebody has to wait. */
export function requireNoPause(username: string, now: number): void {
  const recent = recentOf(username, now);
  if (recent.length < MOST) return;
  const left = PAUSE - (now - (recent[0] ?? now));
  throw new Refused("unlock.pause", String(Math.ceil(left / 60_000)));
}

/** Count a wrong passphrase; return what to say of it. */
export function countWrong(username: string, now: number): Refused {
  const recent = [...recentOf(username, now), now].slice(-MOST);
  failed.set(username, recent);
  const left = MOST - recent.length;
  if (left === 0) return new Refused("unlock.pause", String(PAUSE / 60_000));
  return left <= TOLD ? new Refused("unlock.left", String(left)) : new Refused("unlock.wrong");
}

/** Forget them: it was the right one. */
export function countRight(username: string): void {
  failed.delete(username);
}

function recentOf(username: string, now: number): readonly number[] {
  return (failed.get(username) ?? []).filter((at) => now - at < PAUSE);
}
